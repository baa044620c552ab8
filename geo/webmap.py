"""The map in a browser: a Folium map that stays the same, and the layer that changes.

``story_map`` is the same for every story, stop and theme, so that a page can keep it on the
screen; ``story_layer`` holds the story, the stop that is selected and the theme. In Streamlit::

    names = {name: declare_component(name, path=path).name for name, path in folders().items()}
    assets = Assets(**{name: f"../{given}/" for name, given in names.items()})
    returned = st_folium(
        story_map(assets),
        feature_group_to_add=story_layer(story, selected, theme=theme),
        returned_objects=RETURNED_OBJECTS,
    )
    index = clicked_stop(returned, story)

Neither ``center`` nor ``zoom`` is passed: the layer moves the map, as only the browser knows how
large it is. The shapes of the ground are fetched by the browser from the folders above, and kept
by it; they never travel with a step.

``selected`` counts the story's stops in travel order, then ``Story.context``.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import folium
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.map import FeatureGroup, Layer
from folium.template import Template

from geo.attribution import credit
from geo.language import ENGLISH, Language
from geo.measure import BoundingBox
from geo.naming import labels, renamed
from geo.palette import DARK, LIGHT
from geo.polyline import pack
from geo.sheets import FOLDER as BASEMAP_FOLDER
from geo.story import Leg, Place, PlaceKind, Point, Story

Theme = Literal["light", "dark", "auto"]

WEB_FOLDER = Path(__file__).parent / "web"


def _leaflet_folder() -> Path:
    """The folder of Leaflet's files in the package that brings them."""
    package = find_spec("js_lib_leaflet")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("the package django-js-lib-leaflet is not installed")
    return Path(package.submodule_search_locations[0]) / "static" / "js_lib_leaflet"


LEAFLET_FOLDER = _leaflet_folder()
# Our scripts, in the order in which they must run.
SCRIPTS = ("ground.js", "names.js", "vehicle.js", "locator.js", "story.js", "player.js")
# What st_folium must return for `clicked_stop`; anything else makes the page run at every move.
RETURNED_OBJECTS = ("last_object_clicked_tooltip", "last_object_clicked_count")

# The zoom at which a place that is no stop is shown, by its kind.
ZOOMS: Mapping[PlaceKind, float] = {
    "continent": 2.5,
    "country": 4.0,
    "state": 5.0,
    "region": 5.0,
    "sea": 4.0,
    "river": 5.0,
    "lake": 6.0,
    "island": 6.0,
    "mountain": 6.5,
    "county": 7.0,
}
CITY_ZOOM = 7.0
# Places too wide for a dot: the basemap names them.
WIDE: frozenset[PlaceKind] = frozenset({"continent", "country", "state", "region", "sea"})

ONLINE_TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
ONLINE_CREDIT = "© OpenStreetMap contributors"


@dataclass(frozen=True, slots=True)
class Assets:
    """Where the page serves each of :func:`folders`: addresses with a final slash."""

    map: str
    basemap: str


# Letters that are written as they are mean nothing to Jinja, HTML or st_folium.
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9 ,.:;\[\]()+*/=?!@|~^%#-]")


def folium_text(text: str) -> str:
    """Any text as a JavaScript string that neither Jinja, HTML nor st_folium takes for its own.

    All that enters Folium goes through here. Everything but letters, digits
    and plain punctuation is written as an escape of JavaScript: so there is
    no brace for a template, no quote, no tag, no backtick and no name like
    ``map_0a1b`` that streamlit-folium would replace.
    """
    return f'"{_NOT_PLAIN.sub(lambda found: _escaped(found[0]), text)}"'


@lru_cache(maxsize=1024)
def _escaped(letter: str) -> str:
    """One letter as JavaScript's escape of its UTF-16."""
    units = letter.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))


def _compact(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


class _Ground(JSCSSMixin, Layer):
    """The drawn ground as a Leaflet layer: one line of script, the rest is served and kept."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = dateline.ground(JSON.parse({{ this.options_text }}));
        {% endmacro %}
        """
    )

    def __init__(self, name: str, options: dict[str, Any]) -> None:
        super().__init__(name=name, overlay=False, control=True)
        self._name = "Ground"
        self.options_text = folium_text(_compact(options))
        self.default_js: list[tuple[str, str]] = []
        self.default_css: list[tuple[str, str]] = []


class _Scene(MacroElement):
    """A story and what is selected of it, drawn into the feature group that holds it."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            dateline.scene({{ this._parent.get_name() }}, {{ this.text }});
        {% endmacro %}
        """
    )

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Scene"
        self.text = folium_text(_compact(data))


@lru_cache
def folders() -> Mapping[str, Path]:
    """What a page must serve, by a name for it; the same until the process ends.

    The map's scripts and styles lie in one file, as streamlit-folium fetches one file after the
    other.
    """
    folder = Path(tempfile.mkdtemp(prefix="dateline-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    style = json.dumps("\n".join(page_styles()))
    dress = f'document.head.appendChild(document.createElement("style")).textContent = {style};'
    (folder / "map.js").write_text("\n".join((dress, *page_scripts())), encoding="utf-8")
    return {"map": folder, "basemap": BASEMAP_FOLDER}


def story_map(
    assets: Assets,
    *,
    online_tiles: bool = True,
    language: Language = ENGLISH,
    names: Language | None = None,
) -> folium.Map:
    """The map below every story: build it anew in each run, it always comes out the same.

    Parameters
    ----------
    online_tiles
        Let the reader switch to OpenStreetMap's tiles. Nothing is asked for
        before they do.
    names
        The language of the names on the ground; None for ``language``.
    """
    shown = _bare_map()
    shown.default_js = [("map", f"{assets.map}map.js?v={_version('map')}")]
    shown.default_css = []
    ground = {"url": assets.basemap, "version": _version("basemap"), "palettes": _palettes()}
    ground["language"] = (names or language).code
    _Ground(language.text("Drawn map"), ground).add_to(shown)
    if online_tiles:
        folium.TileLayer(
            ONLINE_TILES,
            attr=ONLINE_CREDIT,
            name=language.text("OpenStreetMap (online)"),
            show=False,
        ).add_to(shown)
        folium.LayerControl(position="topright").add_to(shown)
    return shown


def _bare_map() -> folium.Map:
    """A map without ground, credit or scale: the browser's script adds those."""
    return folium.Map(
        location=(20, 10),
        zoom_start=2,
        tiles=None,
        zoom_snap=0.25,
        attribution_control=False,
        max_bounds_viscosity=0.8,
        bounce_at_zoom_limits=False,
    )


def story_layer(
    story: Story,
    selected: int | None = None,
    theme: Theme = "light",
    language: Language = ENGLISH,
    *,
    still: bool = False,
    moving: bool = True,
) -> folium.FeatureGroup:
    """The story on the map: its route, its stops and its other places.

    Parameters
    ----------
    selected
        Index of the stop or place that the map goes to, or None for the
        whole story.
    still
        Leave the map where it is, as long as somebody points at things on it.
    moving
        Let what carries the traveller move along the line.

    Raises
    ------
    IndexError
        If there is no such stop or place.
    """
    group = FeatureGroup(name="story", control=False)
    told = scene(story, selected, theme, language)
    asked = {"still": still, "parked": not moving}
    _Scene(told | {name: True for name, is_asked in asked.items() if is_asked}).add_to(group)
    return group


def clicked_stop(returned: Mapping[str, Any] | None, story: Story) -> int | None:
    """Which stop or place was clicked, or None.

    ``returned`` is what st_folium gives back; of :data:`RETURNED_OBJECTS`, the
    tooltip starts with the index, and the count makes a second click on the
    same marker a change that the page hears of.
    """
    tooltip = (returned or {}).get("last_object_clicked_tooltip")
    found = re.match(r"\d{1,9}(?=\s|$)", tooltip) if isinstance(tooltip, str) else None
    if found is None:
        return None
    index = int(found[0])
    return index if index < len(story.stops) + len(story.context) else None


def scene(
    story: Story, selected: int | None, theme: Theme, language: Language = ENGLISH
) -> dict[str, Any]:
    """What the browser needs to draw the story; longitudes run on across the 180th meridian."""
    if selected is not None and not 0 <= selected < len(story.stops) + len(story.context):
        raise IndexError(f"no stop or place {selected}")
    story = renamed(story, labels(story, language))
    lines, longitudes = _unrolled(story)
    middle = (min(longitudes) + max(longitudes)) / 2 if longitudes else _middle(story.context)
    return {
        "stops": [
            [*_named(stop.place, longitude), int(stop.status == "planned")]
            for stop, longitude in zip(story.stops, longitudes, strict=True)
        ],
        "places": [
            [
                *_named(place, _nearest_turn(place.point.longitude, middle)),
                ZOOMS.get(place.kind, CITY_ZOOM),
                int(place.kind not in WIDE),
            ]
            for place in story.context
        ],
        "legs": [[leg.mode, pack(line, 1000)] for leg, line in zip(story.legs, lines, strict=True)],
        "selected": selected,
        "theme": theme,
        "credit": _credit(story, language),
        "label": _label(story, language),
        "words": _words(language),
        "language": language.tag,
        "units": language.units,
    }


def _words(language: Language) -> dict[str, str]:
    """What the browser's script says; it puts numbers and names in the places."""
    return {
        "route": language.text("Back to the whole route"),
        "stop": language.text("Back to stop {0}"),
        "place": language.text("Back to {0}"),
        "both": language.text("{0} and {1}"),
        "marker": language.text("Stop {0}: {1}"),
        "planned": language.text("planned"),
        "moving": language.text("Movement along the line"),
    }


def _named(place: Place, longitude: float) -> list[Any]:
    """Name, local name, latitude and longitude, as the browser wants a place."""
    local = next((name for _, name in place.local_names), "")
    shown = local if local.casefold() != place.name.casefold() else ""
    return [place.name, shown, round(place.point.latitude, 5), round(longitude, 5)]


def _credit(story: Story, language: Language) -> str:
    """Whose the ground and the places are, and whether the line is schematic."""
    schematic = any(leg.schematic for leg in story.legs)
    return f"{credit(story)} · {language.text('line schematic')}" if schematic else credit(story)


def _label(story: Story, language: Language) -> str:
    """The map's name for those who do not see it."""
    names = [stop.place.name for stop in story.stops]
    if not names:
        return language.text("Map of the places in the article")
    if len(names) == 1:
        return language.text("Map of {0}", names[0])
    return language.plural(
        "Map of the route from {1} to {2}, {0} stop",
        "Map of the route from {1} to {2}, {0} stops",
        len(names),
        names[0],
        names[-1],
    )


Line = list[tuple[float, float]]


def _unrolled(story: Story) -> tuple[list[Line], list[float]]:
    """The legs as (longitude, latitude) lines on one plane, and the stops' longitudes on it."""
    if not story.stops:
        return [], []
    here = story.stops[0].place.point.longitude
    lines: list[Line] = []
    longitudes = [here]
    for leg, stop in zip(story.legs, story.stops[1:], strict=False):
        line = _joined(leg, here)
        if line:
            here = line[-1][0]
        here = _seen_from(stop.place.point, here)
        lines.append(line)
        longitudes.append(here)
    for stop in story.stops[len(longitudes) :]:
        longitudes.append(_seen_from(stop.place.point, longitudes[-1]))
    return lines, longitudes


def _joined(leg: Leg, start: float) -> Line:
    """The leg's pieces joined where they were cut, its longitudes near ``start`` and running on."""
    line: Line = []
    for point in (point for piece in leg.lines for point in piece):
        start = _seen_from(point, start)
        if not line or line[-1] != (start, point.latitude):
            line.append((start, point.latitude))
    return line


def _seen_from(point: Point, near: float) -> float:
    """The point's longitude nearest to ``near``; a pole lies on every meridian."""
    return near if abs(point.latitude) == 90 else _nearest_turn(point.longitude, near)


def _nearest_turn(longitude: float, near: float) -> float:
    """The longitude, whole turns of the globe added so that it lies nearest to ``near``."""
    return longitude + 360 * round((near - longitude) / 360)


def _middle(places: Iterable[Place]) -> float:
    """The longitude in the middle of the smallest box around the places; 0 without any."""
    points = [place.point for place in places]
    if not points:
        return 0.0
    box = BoundingBox.of(points)
    return (box.west + box.east) / 2


def _palettes() -> dict[str, dict[str, str]]:
    return {"light": asdict(LIGHT), "dark": asdict(DARK)}


@lru_cache
def _version(name: str) -> str:
    """A few letters that change with the content of the folder, so that browsers may keep it."""
    digest = hashlib.sha256()
    for path in sorted(folders()[name].rglob("*")):
        if path.suffix in {".js", ".css", ".json"}:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


# --- for a page that carries everything inside: see embed.py --------------------------------


def page_scripts() -> tuple[str, ...]:
    """The texts of ``leaflet.js`` and of our scripts, in the order in which they must run."""
    leaflet = (LEAFLET_FOLDER / "leaflet.js").read_text(encoding="utf-8")
    # The map of the source would be asked for by a browser's developer tools.
    leaflet = re.sub(r"\n//# sourceMappingURL=.*", "", leaflet)
    return leaflet, *(script(name) for name in SCRIPTS)


def script(name: str) -> str:
    """One of our scripts, without what only its readers need: comments and indents."""
    text = re.sub(r"/\*.*?\*/", "", _read(name), flags=re.DOTALL)
    return re.sub(r"^\s*(//.*)?\n?", "", text, flags=re.MULTILINE)


def page_styles() -> tuple[str, str]:
    """The text of Leaflet's style sheet, without pictures as the map uses none, and of ours."""
    leaflet = (LEAFLET_FOLDER / "leaflet.css").read_text(encoding="utf-8")
    leaflet = re.sub(r"url\([^)]*\)", "none", leaflet)
    return leaflet, style("map.css")


def style(name: str) -> str:
    """One of our style sheets, without comments and indents."""
    text = re.sub(r"/\*.*?\*/", "", _read(name), flags=re.DOTALL)
    return re.sub(r"^\s+", "", text, flags=re.MULTILINE)


def _read(name: str) -> str:
    return (WEB_FOLDER / name).read_text(encoding="utf-8")
