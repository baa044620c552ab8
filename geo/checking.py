"""What an editor should look at before a story is published, the worst first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from geo.selection import key_of_name
from geo.story import Band, Mention, Span, Story

WORST_FIRST: Final[tuple[Band, ...]] = ("unresolved", "low", "medium", "high")


@dataclass(frozen=True, slots=True)
class Question:
    """A name that an editor should look at.

    Attributes
    ----------
    mention
        Where the name first stands with this doubt.
    spans
        All mentions that the answer concerns, as they stand in the article.
    stop
        Index of the stop that was inferred and not told; None where the place is in doubt.
    """

    mention: Mention
    spans: tuple[Span, ...]
    stop: int | None = None


def questions(story: Story) -> tuple[Question, ...]:
    """One question a name and place, worst first, then as the article names them.

    A name is asked about whose place is unresolved, unsure or only fairly sure,
    unless it was checked. Then come the stops that were inferred.
    """
    doubtful: dict[tuple[str, str], list[Mention]] = {}
    for mention in story.mentions:
        if mention.kind == "name" and mention.band != "high" and not mention.checked:
            place = mention.place.id if mention.place else ""
            doubtful.setdefault((key_of_name(mention.text), place), []).append(mention)
    asked = [Question(same[0], tuple(m.span for m in same)) for same in doubtful.values()]
    asked.sort(key=lambda q: (WORST_FIRST.index(q.mention.band), q.mention.span.start))
    inferred = [
        Question(stop.mention, (stop.mention.span,), i)
        for i, stop in enumerate(story.stops)
        if stop.status == "inferred" and not stop.mention.checked
    ]
    return (*asked, *inferred)
