"""A story's scenes as HTML: the one place that writes markup around an article's words.

Every value is escaped here. The markup holds no script and no style: how it
looks is up to the page that shows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from geo.story import Story
from geo.telling import Figure, Overview, Passage, Scene, Trust

# Told apart without colour: full, half, empty, crossed.
SIGNS = {"high": "●", "medium": "◐", "low": "○", "unresolved": "✕"}


def header(story: Story, figures: Sequence[Figure]) -> str:
    """The headline, the standfirst and the line of figures."""
    title = escape(story.title) or "An article without a headline"
    standfirst = _paragraph("standfirst", story.standfirst)
    items = "".join(
        f"<li>{escape(figure.before)} <b>{escape(figure.value)}</b> {escape(figure.after)}</li>"
        for figure in figures
    )
    return (
        f'<header class="headline"><div lang="{escape(story.article.language)}">'
        f'<h1 dir="auto">{title}</h1>{standfirst}</div>'
        f'<ul class="figures" aria-label="In figures">{items}</ul></header>'
    )


def overview(told: Overview) -> str:
    """What to say of the whole story, before its first stop."""
    missing = " · ".join(f"“<bdi>{escape(name)}</bdi>”" for name in told.unresolved)
    note = f'<p class="facts">Named, but not found: {missing}</p>' if missing else ""
    return (
        f'<section class="scene"><h2>{escape(told.heading)}</h2>'
        f"{_paragraph('route', told.route)}{_paragraph('facts', told.reason)}{note}"
        f"{_paragraph('facts', told.warning)}</section>"
    )


def scene(told: Scene) -> str:
    """A stop or another place: its names, its facts, its passages, and how sure it is."""
    local = told.local_name
    beside = (
        f' <span class="local" lang="{escape(local.language)}" dir="auto">'
        f"{escape(local.text)}</span>"
        if local
        else ""
    )
    facts = [escape(fact) for fact in told.facts]
    if told.spelling:
        facts.append(f"“<bdi>{escape(told.spelling)}</bdi>” in the article")
    return (
        f'<section class="scene"><h2><bdi>{escape(told.name)}</bdi>{beside}</h2>'
        f'<p class="facts">{" · ".join(facts)}</p>'
        f"{''.join(_passage(passage) for passage in told.passages)}{_trust(told.trust)}</section>"
    )


def progress(number: int, count: int, noun: str) -> str:
    """How far the reader is: a dash for each step, those reached in colour; 0 is the overview."""
    label = f"{escape(noun)} {number} of {count}" if number else f"Overview of {count}"
    dashes = "".join(f'<i class="{"" if i < number else "ahead"}"></i>' for i in range(count))
    return f'<div class="progress" role="img" aria-label="{label}">{dashes}</div>'


def _passage(passage: Passage) -> str:
    words = "".join(
        f"<mark>{escape(run.text)}</mark>" if run.marked else escape(run.text)
        for run in passage.words
    )
    around = (
        f'<details><summary lang="en">Read on in the article</summary>'
        f"{_paragraph('', passage.before)}<p><b>{words}</b></p>{_paragraph('', passage.after)}"
        "</details>"
    )
    return (
        f'<div class="passage" lang="{escape(passage.language)}">'
        f'<blockquote dir="auto">{words}</blockquote>'
        f"{around if passage.before or passage.after else ''}</div>"
    )


def _trust(trust: Trust) -> str:
    others = "".join(f"<li>{escape(place)}</li>" for place in trust.runners_up)
    count = len(trust.runners_up)
    more = f"<details><summary>Other candidates ({count})</summary><ul>{others}</ul></details>"
    return (
        f'<div class="trust {trust.band}"><p><b><span aria-hidden="true">{SIGNS[trust.band]}</span>'
        f" {escape(trust.heading)}</b> {escape(trust.reason)} {escape(trust.standing)}</p>"
        f"{more if others else ''}</div>"
    )


def _paragraph(role: str, text: str) -> str:
    return f'<p class="{role}" dir="auto">{escape(text)}</p>' if text else ""
