"""A story's scenes as HTML: the one place that writes markup around an article's words.

Every value is escaped here. The markup holds no script and no style: how it
looks is up to the page that shows it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from geo.language import ENGLISH, Language
from geo.overview import Figure, Overview
from geo.passages import Passage
from geo.scenes import Scene, Trust, announcement
from geo.story import Picture, Place, Story

# Told apart without colour: full, half, empty, crossed.
SIGNS = {"high": "●", "medium": "◐", "low": "○", "unresolved": "✕"}
# More steps are shown as one dash.
MOST_DASHES = 12
# Stands for markup in a sentence, until the sentence is escaped.
SLOT = "\ufffc"
# DOMPurify, through which Streamlit's pages pass, drops an attribute whose value holds such signs.
# A word joiner between the two signs is seen and heard by nobody.
DROPPED = re.compile(r"(?<=<)(?=/)|(?<=--)(?=>)|(?<=--!)(?=>)|(?<=\])(?=>)")
WORD_JOINER = "\u2060"


def header(
    story: Story, figures: Sequence[Figure], language: Language = ENGLISH, *, level: int = 1
) -> str:
    """The headline, a heading of ``level``, the standfirst and the line of figures."""
    title = heading(level, story.title)
    if not story.title:
        missing = escape(language.text("An article without a headline"))
        title = f"<h{level} {_spoken(language)}>{missing}</h{level}>"
    standfirst = _paragraph("standfirst", story.standfirst)
    items = "".join(
        f"<li>{escape(figure.before)}<b>{escape(figure.value)}</b>{escape(figure.after)}</li>"
        for figure in figures
    )
    label = escape(language.text("In figures"))
    return (
        f'<header class="headline" {_spoken(language)}>'
        f'<div lang="{escape(story.article.language)}" dir="auto">{title}{standfirst}</div>'
        f'<ul class="figures" aria-label="{label}">{items}</ul></header>'
    )


def heading(level: int, words: str) -> str:
    """A heading of the page itself."""
    return f"<h{level}>{escape(words)}</h{level}>"


def credit(story: Story, language: Language = ENGLISH) -> str:
    """Who made the story and from what, as an editor says, or else as the article does."""
    article = story.article
    if story.edition.credit:
        return _paragraph("credit", story.edition.credit)
    known = [part for part in (article.byline, article.source) if part]
    if not known:
        return ""
    own = escape(article.language)
    parts = [f'<bdi lang="{own}">{escape(part)}</bdi>' for part in known]
    if article.source and article.link:
        # The frame of a page to embed must not take its reader elsewhere.
        parts[-1] = (
            f'<a href="{escape(article.link)}" target="_blank" rel="noopener">{parts[-1]}</a>'
        )
    if article.published:
        parts.append(f"<bdi>{escape(language.day(article.published))}</bdi>")
    return f'<p class="credit">{" · ".join(parts)}</p>'


def overview(told: Overview, language: Language = ENGLISH) -> str:
    """What to say of the whole story, before its first stop."""
    missing = " · ".join(
        filled(language.text("“{0}”", SLOT), f"<bdi>{escape(name)}</bdi>")
        for name in told.unresolved
    )
    note = (
        f'<p class="facts">{filled(language.text("Named, but not found: {0}", SLOT), missing)}</p>'
    )
    return (
        f'<section class="scene" {_spoken(language)}><h2>{escape(told.heading)}</h2>'
        f"{_paragraph('route', told.route)}{_paragraph('facts', told.reason)}"
        f"{note if missing else ''}"
        f"{_paragraph('facts', told.warning)}</section>"
    )


def scene(told: Scene, language: Language = ENGLISH, *, pictured: bool = False) -> str:
    """A stop or another place: its names, its facts, its passages, and how sure it is.

    With ``pictured`` it holds the stop's picture whole, for a page that can ask for none.
    """
    local = told.local_name
    beside = (
        f' <span class="local" lang="{escape(local.language)}" dir="auto">'
        f"{escape(local.text)}</span>"
        if local
        else ""
    )
    facts = [escape(fact) for fact in told.facts]
    if told.spelling:
        spelling = language.text("“{0}” in the article", SLOT)
        facts.append(filled(spelling, f"<bdi>{escape(told.spelling)}</bdi>"))
    passages = "".join(_passage(passage, language) for passage in told.passages)
    return (
        f'<section class="scene" {_spoken(language)}><h2><bdi>{escape(told.name)}</bdi>{beside}'
        f'</h2><p class="facts">{" · ".join(facts)}</p>{passages}{_remark(told, language)}'
        f"{_figure(told.picture) if told.picture and pictured else ''}"
        f"{_trust(told.trust, language)}</section>"
    )


def everything(told: Sequence[Scene], language: Language = ENGLISH) -> str:
    """Every scene in full: the stops as an ordered list, then the other places."""
    stops = "".join(_item(scene, language) for scene in told if scene.number)
    others = "".join(_item(scene, language) for scene in told if not scene.number)
    also = escape(language.text("Also mentioned"))
    heading = f'<h2 class="also">{also}</h2>' if stops and others else ""
    return (
        (f'<ol class="telling-list" role="list">{stops}</ol>' if stops else "")
        + heading
        + (f'<ul class="telling-list" role="list">{others}</ul>' if others else "")
    )


def anchor(told: Scene) -> str:
    """What names a scene within a page that holds all of them."""
    return f"stop-{told.number}" if told.number else f"place-{told.slug}"


def _item(told: Scene, language: Language) -> str:
    number = f' data-number="{told.number}"' if told.number else ""
    return (
        f'<li class="told" id="{escape(anchor(told))}"{number} data-slug="{escape(told.slug)}" '
        f'data-spoken="{_attribute(announcement(told))}">{scene(told, language, pictured=True)}'
        f'<p class="where">{escape(_position(told.place, language))}</p></li>'
    )


def _position(place: Place, language: Language) -> str:
    """Where a place lies, for those who have no map."""
    latitude, longitude = place.point.latlon
    across = language.number(abs(longitude), 2)
    up = language.number(abs(latitude), 2)
    if latitude < 0:
        if longitude < 0:
            return language.text("{0}° S, {1}° W", up, across)
        return language.text("{0}° S, {1}° E", up, across)
    if longitude < 0:
        return language.text("{0}° N, {1}° W", up, across)
    return language.text("{0}° N, {1}° E", up, across)


def progress(label: str, number: int, count: int) -> str:
    """How far the reader is: a dash for each step, those reached in colour; 0 is the overview.

    Many steps are one dash, of which part is reached.
    """
    if count <= MOST_DASHES:
        dashes = "<i></i>" * number + '<i class="ahead"></i>' * (count - number)
    else:
        dashes = (
            f'<i style="flex-grow:{number}"></i>'
            f'<i class="ahead" style="flex-grow:{count - number}"></i>'
        )
    return f'<div class="progress" role="img" aria-label="{escape(label)}">{dashes}</div>'


def _passage(passage: Passage, language: Language) -> str:
    words = "".join(
        f"<mark>{escape(run.text)}</mark>" if run.marked else escape(run.text)
        for run in passage.words
    )
    around = (
        f"<details><summary {_spoken(language)}>"
        f"{escape(language.text('Read on in the article'))}</summary>"
        f"{_paragraph('', passage.before)}<p><b>{words}</b></p>{_paragraph('', passage.after)}"
        "</details>"
    )
    return (
        f'<div class="passage" lang="{escape(passage.language)}" dir="auto">'
        f"<blockquote>{words}</blockquote>"
        f"{around if passage.before or passage.after else ''}</div>"
    )


def _remark(told: Scene, language: Language) -> str:
    """What the journalist adds, told apart from the article's words."""
    if not told.remark:
        return ""
    label = escape(language.text("Editor’s note"))
    return (
        f'<aside class="remark" aria-label="{label}"><b>{label}</b>'
        f"{_paragraph('', told.remark)}</aside>"
    )


def _figure(picture: Picture) -> str:
    credit = f'<figcaption dir="auto">{escape(picture.credit)}</figcaption>'
    return (
        f'<figure><img src="data:{picture.media_type};base64,{escape(picture.data)}" '
        f'alt="{_attribute(picture.alternative)}">{credit if picture.credit else ""}</figure>'
    )


def _trust(trust: Trust, language: Language) -> str:
    others = "".join(f"<li>{escape(place)}</li>" for place in trust.runners_up)
    summary = escape(language.text("Other candidates ({0})", len(trust.runners_up)))
    more = f"<details><summary>{summary}</summary><ul>{others}</ul></details>"
    return (
        f'<div class="trust {trust.band}"><p><b><span aria-hidden="true">{SIGNS[trust.band]}</span>'
        f" {escape(trust.heading)}</b> {escape(trust.reason)} {escape(trust.standing)}</p>"
        f"{more if others else ''}</div>"
    )


def _paragraph(role: str, text: str) -> str:
    return f'<p class="{role}" dir="auto">{escape(text)}</p>' if text else ""


def _spoken(language: Language) -> str:
    """The attributes of what is said in a language."""
    return f'lang="{escape(language.tag)}" dir="{language.direction}"'


def _attribute(words: str) -> str:
    """Any words as the value of an attribute that a page keeps."""
    return escape(DROPPED.sub(WORD_JOINER, words))


def filled(sentence: str, markup: str) -> str:
    """A sentence as HTML, with markup in its slot."""
    return escape(sentence).replace(SLOT, markup)
