"""Whom every map must name: whose the ground is, and whose the places."""

from __future__ import annotations

from typing import Final

from geo.story import Story

# The text that every picture and page must carry, whatever else it credits.
CREDIT: Final = "Natural Earth · GeoNames"


def credit(story: Story) -> str:
    """The text that every map of a story must carry: whose the ground and the places are."""
    return " · ".join((CREDIT, *services(story)))


def services(story: Story) -> tuple[str, ...]:
    """The credits of the online services that found places of a story."""
    found = (
        mention.place.source
        for mention in story.mentions
        if mention.place and any(reason.code == "place.online" for reason in mention.reasons)
    )
    return tuple(dict.fromkeys(found))
