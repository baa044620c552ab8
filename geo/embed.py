"""One HTML page that tells a story and needs nothing else; and what embeds it in another page.

The page holds its scripts, its styles and its ground, asks no address for anything, and works
from disk, in a frame and under the content security policy that it carries itself. Without
JavaScript, and on paper, it is an ordered list that tells all that the map tells.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Literal
from urllib.parse import urljoin, urlsplit

from geo import markup, naming, overview
from geo.attribution import services
from geo.errors import EmbedError
from geo.inlay import ground
from geo.language import ENGLISH, Language
from geo.palette import DARK, LIGHT, Palette
from geo.scenes import Scene, scenes
from geo.story import Story
from geo.webmap import page_scripts, page_styles, scene, script, style

Theme = Literal["auto", "light", "dark"]

FOLDER = Path(__file__).parent / "web"
# A list of more stops than this is folded away, so that it does not bury what follows it.
LONGEST_OPEN_LIST = 12

LICENCE = (
    '<a href="https://creativecommons.org/licenses/by/4.0/" target="_blank" '
    'rel="noopener license">CC BY 4.0</a>'
)

# What the page itself adds to the map's colours, in light and in dark.
TINTS = {
    "panel": ("#f6f1e6", "#1f2428"),
    "panel-ink": ("#5f574e", "#b9b2a7"),
    "ahead": ("#d8cfbf", "#3a4146"),
    "mark": ("#ffe7a3", "#6a5a1e"),
    "sure": ("#2e6b4f", "#7cc4a0"),
    "unsure": ("#8a4b08", "#e9b872"),
}
# Before anything is drawn: a page with scripts looks different, and a script that fails leaves
# the page that needs none.
FIRST_SCRIPT = (
    "{const all=document.documentElement.classList;"
    'all.add("js");if(self!==top)all.add("framed");'
    'onerror=()=>all.remove("js");}'
)


def embed(
    story: Story,
    *,
    theme: Theme = "auto",
    address: str | None = None,
    picture: str | None = None,
    language: Language = ENGLISH,
) -> str:
    """The story as one HTML page, the same for the same story, byte for byte.

    ``#stop-2`` at the end of its address opens the second stop, ``#place-paris``
    a place that is no stop, and ``?view=scroll`` tells it by scrolling.

    Parameters
    ----------
    theme
        "light" or "dark", or "auto" for what the reader's device prefers.
    address
        Where the page will be published, for links to its stops and for the
        cards that social media show.
    picture
        Address of a picture for those cards, such as a PNG of size "card"; it
        may be relative to ``address``, and is left out without one.
    language
        What the words around the article are said in.

    Raises
    ------
    EmbedError
        If ``address`` is no absolute web address.
    """
    if address is not None:
        _check(address)
    told = scenes(story, language)
    scripts = _scripts()
    style = f"{_colours(theme)}\n{_styles()}"
    parts = {
        "policy": _policy((FIRST_SCRIPT, *scripts), style),
        "language": escape(language.tag),
        "direction": language.direction,
        "head": _clean(_head(story, theme, address, picture, language)),
        "first": FIRST_SCRIPT,
        "style": style,
        "body": _clean(_body(story, told, address, language)),
        "data": _clean(_data(story, theme, language)),
        "scripts": "".join(f"<script>{script}</script>\n" for script in scripts),
    }
    return _fill("embed.html", parts, language)


def snippet(
    story: Story, address: str, *, picture: str | None = None, language: Language = ENGLISH
) -> str:
    """The HTML to copy into another page: it shows the story's page in a frame as high as it needs.

    The frame stands over a link to the page. Where frames are taken out, as
    by feeds and newsletters, the link is left, with the picture if there is
    one.

    Parameters
    ----------
    address
        Where the page that :func:`embed` made is published.
    picture
        Address of a picture of the story; it may be relative to ``address``.

    Raises
    ------
    EmbedError
        If ``address`` is no absolute web address.
    """
    _check(address)
    title = _title(story, language)
    link = f"<span>{escape(title)}</span>"
    if picture:
        link = (
            f'<img src="{escape(urljoin(address, picture))}" '
            f'alt="{escape(overview.route(story, language))}" '
            'loading="lazy" style="display:block;width:100%;height:auto">'
        )
    parts = {
        "script": _static("host.js").strip(),
        "address": escape(address),
        "title": escape(language.text("Map: {0}", title)),
        "link": link,
    }
    return _clean(_fill("snippet.html", parts, language))


# --- the parts of the page ----------------------------------------------------------------


def _head(
    story: Story, theme: Theme, address: str | None, picture: str | None, language: Language
) -> str:
    """The page's name and its cards."""
    title = _title(story, language)
    description = story.standfirst or overview.route(story, language)
    tags = [
        f'<title lang="{escape(story.article.language)}">{escape(title)}</title>',
        _meta("name", "description", description),
        _meta("name", "color-scheme", "light dark" if theme == "auto" else theme),
        _meta("property", "og:type", "article"),
        _meta("property", "og:title", title),
        _meta("property", "og:description", description),
    ]
    if address is not None:
        tags.append(f'<link rel="canonical" href="{escape(address)}">')
        tags.append(_meta("property", "og:url", address))
    if address is not None and picture:
        tags.append(_meta("property", "og:image", urljoin(address, picture)))
        tags.append(_meta("property", "og:image:alt", overview.route(story, language)))
        tags.append(_meta("name", "twitter:card", "summary_large_image"))
    return "\n".join(tags)


def _body(story: Story, told: tuple[Scene, ...], address: str | None, language: Language) -> str:
    """Everything a reader reads, and the controls that a script brings to life."""
    count = len(story.stops) or len(told)
    parts = {
        "header": markup.header(story, overview.figures(story, language), language),
        "link": f' data-address="{escape(address)}"' if address else "",
        "steps": str(count),
        "overview": markup.overview(overview.overview(story, language), language),
        "route": escape(overview.route(story, language)),
        "told": markup.everything(told, language),
        "lists": _lists(story, told, language),
        "credits": _credits(story, language),
    }
    return _fill("embed-body.html", parts, language)


def _lists(story: Story, told: tuple[Scene, ...], language: Language) -> str:
    """The lists that lead to every scene."""
    steps = [scene for scene in told if scene.number] or list(told)
    others = [scene for scene in told if not scene.number] if story.stops else []
    name = escape(language.text("Stops") if story.stops else language.text("Places"))
    tag = "ol" if story.stops else "ul"
    items = "".join(f"<li>{_link(scene)}</li>" for scene in steps)
    listed = f'<{tag} role="list">{items}</{tag}>'
    if len(steps) > LONGEST_OPEN_LIST:
        summary = (
            language.plural("All {0} stop", "All {0} stops", len(steps))
            if story.stops
            else language.plural("All {0} place", "All {0} places", len(steps))
        )
        listed = f"<details><summary>{escape(summary)}</summary>{listed}</details>"
    first = f'<nav class="stops" aria-label="{name}">{listed}</nav>' if steps else ""
    if not others:
        return first
    items = "".join(f"<li>{_link(scene)}</li>" for scene in others)
    label, also = language.text("Other places"), language.text("Also mentioned:")
    return (
        f'{first}<nav class="others" aria-label="{escape(label)}"><span>{escape(also)}</span> '
        f'<ul role="list">{items}</ul></nav>'
    )


def _link(told: Scene) -> str:
    name = markup.anchor(told)
    look = "number planned" if told.planned else "number"
    number = f'<span class="{look}">{told.number}</span> ' if told.number else ""
    note = f' <span class="note">{escape(told.note)}</span>' if told.note else ""
    return (
        f'<a href="#{escape(name)}">{number}<bdi class="name">{escape(told.name)}</bdi>{note}</a>'
    )


def _credits(story: Story, language: Language) -> str:
    """Whose words and whose facts the page shows."""
    said = [language.text("Map: {0}.", "Natural Earth"), language.text("Places: {0}.", markup.SLOT)]
    said += [f"{service}." for service in services(story)]
    if any(leg.schematic for leg in story.legs):
        said.append(
            language.text(
                "The line is schematic: it leads through known points and does not follow every "
                "bend."
            )
        )
    places = f"GeoNames, {LICENCE}"
    return f"{markup.credit(story, language)}<p>{markup.filled(' '.join(said), places)}</p>"


def _data(story: Story, theme: Theme, language: Language) -> str:
    """What the script draws."""
    data = {
        "scene": scene(story, None, theme, language),
        "ground": ground(story, naming.labels(story, language).code),
        "palettes": {"light": asdict(LIGHT), "dark": asdict(DARK)},
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


# --- what is the same for every story -----------------------------------------------------


@lru_cache
def _scripts() -> tuple[str, ...]:
    return *page_scripts(), script("embed.js")


@lru_cache
def _styles() -> str:
    return "\n".join((*page_styles(), style("embed.css")))


@lru_cache
def _static(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _colours(theme: Theme) -> str:
    """The colours as custom properties; paper always takes the light ones."""
    light, dark = _properties(LIGHT, 0), _properties(DARK, 1)
    if theme == "light":
        return light
    when = "screen" if theme == "dark" else "screen and (prefers-color-scheme: dark)"
    return f"{light}\n@media {when} {{ {dark} }}"


def _properties(palette: Palette, number: int) -> str:
    names = ("page", "ink", "muted", "rule", "route", "pin", "pin_ink", "selected_ink")
    colours = [(name.replace("_", "-"), getattr(palette, name)) for name in names]
    colours += [(name, shades[number]) for name, shades in TINTS.items()]
    return f":root {{ {' '.join(f'--{name}: {colour};' for name, colour in colours)} }}"


def _policy(scripts: Iterable[str], style: str) -> str:
    """What the page may do: run and wear what it holds, and nothing else."""
    allowed = " ".join(_digest(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_digest(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


# --- small helpers ------------------------------------------------------------------------

# Characters that may not stand in an HTML document, and halves of characters.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)


def _clean(text: str) -> str:
    """The text as it may stand in an HTML document."""
    return _FORBIDDEN.sub("", text)


def _fill(name: str, parts: dict[str, str], language: Language) -> str:
    """A file of ``geo/web`` with its ``{{ name }}`` places filled, each once and none again.

    Every ``[[ sentence ]]`` in it is said in the language.
    """

    def part(found: re.Match[str]) -> str:
        return parts[found[1]] if found[1] else escape(language.text(found[2]))

    return re.sub(r"\{\{ (\w+) \}\}|\[\[ (.+?) \]\]", part, _static(name))


def _meta(kind: str, name: str, content: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(content)}">'


def _title(story: Story, language: Language) -> str:
    return story.title or overview.route(story, language)


def _check(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise EmbedError("“{0}” is no web address: give one that starts with https://.", address)
