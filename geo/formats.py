"""A story as data for others: GeoJSON (which is also a saved story), KML, GPX, CSV.

Article text is untrusted in all of them: the libraries escape it for XML, and
what they leave is taken care of here.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from geo.errors import StoryError
from geo.story import Leg, Place, Point, Stop, Story
from geo.storyfile import pack, unpack, unpack_leg

# A story of an article at the limit of length, with all its candidates, is a tenth of it.
MOST_BYTES = 64_000_000
# The foreign member (RFC 7946, 6.1) that holds what a map does not show.
MEMBER = "dateline"

JSON = dict[str, Any]


# --- GeoJSON ------------------------------------------------------------------------------


def to_geojson(story: Story) -> JSON:
    """The story as a GeoJSON FeatureCollection (RFC 7946).

    Its features are the stops (Point), the legs (LineString, or MultiLineString
    where one crosses the 180th meridian) and the other places (Point), told
    apart by their property ``kind``: "stop", "leg", "place". Coordinates are
    longitude, latitude. The foreign member ``dateline`` holds the article, the
    mentions and the itinerary, so that :func:`from_geojson` has the same story.
    """
    features = [
        *(_stop_feature(story, i) for i in range(len(story.stops))),
        *(_leg_feature(leg, i) for i, leg in enumerate(story.legs)),
        *(_place_feature(place) for place in story.context),
    ]
    return {"type": "FeatureCollection", "features": features, MEMBER: pack(story)}


def from_geojson(data: object) -> Story:
    """The story that :func:`to_geojson` made.

    Raises
    ------
    StoryError
        If the data is not that of a story, or of a later version.
    """
    if not isinstance(data, dict) or not isinstance(features := data.get("features"), list):
        raise StoryError("This file is no GeoJSON; open a story that Dateline saved.")
    legs = tuple(_leg(feature, i) for i, feature in enumerate(features) if _is_leg(feature))
    return unpack(data.get(MEMBER), legs)


def dumps(story: Story) -> str:
    """The text of a saved story, to be written as UTF-8: GeoJSON, one feature a line."""
    whole = to_geojson(story)
    member = {MEMBER: whole.pop(MEMBER)}
    lines = ",\n".join(_compact(feature) for feature in whole["features"])
    text = f'{{"type":"FeatureCollection","features":[\n{lines}\n],\n{_compact(member)[1:]}\n'
    # Half a surrogate pair cannot be written as UTF-8, and JSON has an escape for it.
    return re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", text)


def loads(text: str | bytes) -> Story:
    """The story of a text that :func:`dumps` made.

    Raises
    ------
    StoryError
        If the text is not that of a saved story.
    """
    if len(text) > MOST_BYTES:
        raise StoryError("This file is too long for a story ({0} bytes).", len(text))
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise StoryError("This file is no GeoJSON; open a story that Dateline saved.") from error
    return from_geojson(data)


def _compact(value: JSON) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _stop_feature(story: Story, index: int) -> JSON:
    stop = story.stops[index]
    properties = {
        "kind": "stop",
        "order": index + 1,
        "name": stop.place.name,
        "name_in_text": stop.mention.text,
        "country": stop.place.country,
        "role": stop.role,
        "status": stop.status,
        "confidence": stop.mention.confidence,
        "passage": _passage(story, stop),
        "note": stop.note,
    }
    return _feature(f"stop-{index + 1}", properties, _point(stop.place))


def _leg_feature(leg: Leg, index: int) -> JSON:
    properties = {
        "kind": "leg",
        "from": index + 1,
        "to": index + 2,
        "mode": leg.mode,
        "kilometres": leg.kilometres,
        "method": leg.method,
        "schematic": leg.schematic,
    }
    lines = [[list(point.lonlat) for point in line] for line in leg.lines]
    geometry: JSON = {"type": "MultiLineString", "coordinates": lines}
    if len(lines) == 1:
        geometry = {"type": "LineString", "coordinates": lines[0]}
    return _feature(f"leg-{index + 1}", properties, geometry)


def _place_feature(place: Place) -> JSON:
    properties = {"kind": "place", "name": place.name, "country": place.country}
    return _feature(place.id, properties, _point(place))


def _feature(name: str, properties: JSON, geometry: JSON) -> JSON:
    return {"type": "Feature", "id": name, "properties": properties, "geometry": geometry}


def _point(place: Place) -> JSON:
    return {"type": "Point", "coordinates": list(place.point.lonlat)}


def _is_leg(feature: object) -> bool:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    return isinstance(properties, dict) and properties.get("kind") == "leg"


def _leg(feature: JSON, index: int) -> Leg:
    geometry = feature.get("geometry")
    lines = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if isinstance(geometry, dict) and geometry.get("type") == "LineString":
        lines = [lines]
    known = ("mode", "kilometres", "method", "schematic")
    values = {key: feature["properties"].get(key) for key in known}
    return unpack_leg(values, lines, f"features[{index}]")


# --- KML ----------------------------------------------------------------------------------

# No namespace prefix: with "kml:" before every name, some viewers show nothing.
PLAIN = ""
# Alpha, blue, green, red.
ROUTE_COLOUR = "ff1e26b3"


def to_kml(story: Story) -> str:
    """The story as KML 2.2: a folder each for the stops, the route and the other places.

    A viewer shows a description as HTML, so the passage is escaped for that;
    the data of a stop have it as it is.
    """
    kml = _fastkml()
    folders = {
        "Stops": [_kml_stop(story, i) for i in range(len(story.stops))],
        "Route": [_kml_leg(story, i) for i in range(len(story.legs))],
        "Places": [_placemark(place.name, _kml_point(place)) for place in story.context],
    }
    line = kml.LineStyle(ns=PLAIN, color=ROUTE_COLOUR, width=3)
    document = kml.Document(
        ns=PLAIN,
        name=_title(story),
        description=html.escape(_sources(story)) or None,
        styles=[kml.Style(ns=PLAIN, id="route", styles=[line])],
        features=[
            kml.Folder(ns=PLAIN, name=name, features=marks)
            for name, marks in folders.items()
            if marks
        ],
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return head + str(kml.KML(ns=PLAIN, features=[document]).to_string()) + "\n"


def _fastkml() -> Any:
    """The fastkml module, which takes 0.2 s to import."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # without lxml it breaks no lines, which nobody reads
        import fastkml
    return fastkml


def _kml_stop(story: Story, index: int) -> Any:
    stop = story.stops[index]
    passage = _passage(story, stop)
    data = {
        "order": str(index + 1),
        "name_in_text": stop.mention.text,
        "role": stop.role,
        "status": stop.status,
        "confidence": _share(stop.mention.confidence),
        "passage": passage,
        "note": stop.note,
    }
    told = "<br>".join(html.escape(text) for text in (passage, stop.note) if text)
    return _placemark(stop.place.name, _kml_point(stop.place), data, told)


def _kml_leg(story: Story, index: int) -> Any:
    kml, leg = _fastkml(), story.legs[index]
    # Without tessellation the globe of a viewer hides the middle of a long line.
    lines = [_kml_line(kml.LineString, line, tessellate=True) for line in leg.lines]
    geometry = kml.MultiGeometry(ns=PLAIN, kml_geometries=lines)
    data = {
        "mode": leg.mode,
        "kilometres": _tenths(leg.kilometres),
        "method": leg.method,
        "schematic": str(leg.schematic).lower(),
    }
    return _placemark(_leg_name(story, index), geometry, data, style="#route")


def _kml_point(place: Place) -> Any:
    return _kml_line(_fastkml().Point, (place.point,))


def _kml_line(kind: Callable[..., Any], points: tuple[Point, ...], **options: bool) -> Any:
    coordinates = _fastkml().Coordinates(ns=PLAIN, coords=[point.lonlat for point in points])
    return kind(ns=PLAIN, kml_coordinates=coordinates, **options)


def _placemark(
    name: str, geometry: Any, data: dict[str, str] | None = None, text: str = "", style: str = ""
) -> Any:
    kml = _fastkml()
    entries = [
        kml.Data(ns=PLAIN, name=key, value=_clean(value)) for key, value in (data or {}).items()
    ]
    return kml.Placemark(
        ns=PLAIN,
        name=_clean(name),
        description=_clean(text) or None,
        kml_geometry=geometry,
        extended_data=kml.ExtendedData(ns=PLAIN, elements=entries) if entries else None,
        style_url=kml.StyleUrl(ns=PLAIN, url=style) if style else None,
    )


# --- GPX ----------------------------------------------------------------------------------


def to_gpx(story: Story) -> str:
    """The story as GPX 1.1.

    Its way points are the stops, then the other places; its route joins the
    stops in travel order; its track is the line as it is drawn, a segment for
    each line of a leg.
    """
    from gpxpy import gpx

    file = gpx.GPX()
    file.creator = "Dateline"
    file.name = _title(story)
    file.description = _sources(story) or None
    for i, stop in enumerate(story.stops):
        file.waypoints.append(_way_point(gpx.GPXWaypoint, story, i))
        file.waypoints[-1].type = f"stop: {stop.role}"
    for place in story.context:
        lat, lon = place.point.latlon
        file.waypoints.append(gpx.GPXWaypoint(lat, lon, name=_clean(place.name), type="place"))
    if story.stops:
        stops = range(len(story.stops))
        points = [_way_point(gpx.GPXRoutePoint, story, i) for i in stops]
        file.routes.append(gpx.GPXRoute(name=_title(story)))
        file.routes[0].points = points
    if story.legs:
        lines = [line for leg in story.legs for line in leg.lines]
        file.tracks.append(gpx.GPXTrack(name=_title(story)))
        file.tracks[0].segments = [
            gpx.GPXTrackSegment([gpx.GPXTrackPoint(*point.latlon) for point in line])
            for line in lines
        ]
    return str(file.to_xml("1.1")) + "\n"


def _way_point(kind: Callable[..., Any], story: Story, index: int) -> Any:
    stop = story.stops[index]
    point = kind(*stop.place.point.latlon, name=_clean(stop.place.name))
    point.description = _clean(_passage(story, stop)) or None
    point.comment = _clean(stop.note) or None
    return point


# --- CSV ----------------------------------------------------------------------------------

COLUMNS = (
    "order",
    "name",
    "name_in_text",
    "latitude",
    "longitude",
    "kilometres",
    "mode",
    "role",
    "status",
    "confidence",
    "passage",
    "note",
    "source",
)


def to_csv(story: Story) -> str:
    """The stops as CSV (RFC 4180), in travel order, with a line of headings.

    ``kilometres`` and ``mode`` are of the way from the stop before. A cell that
    a spreadsheet would take for a formula begins with an apostrophe.
    """
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for i, stop in enumerate(story.stops):
        leg = story.legs[i - 1] if i and story.legs else None
        texts = (stop.place.name, stop.mention.text)
        writer.writerow(
            (
                i + 1,
                *(_cell(text) for text in texts),
                *stop.place.point.latlon,
                _tenths(leg.kilometres) if leg else "",
                leg.mode if leg else "",
                stop.role,
                stop.status,
                _share(stop.mention.confidence),
                _cell(_passage(story, stop)),
                _cell(stop.note),
                _cell(stop.place.source),
            )
        )
    return file.getvalue()


def _cell(text: str) -> str:
    """Text that a spreadsheet shows and does not run.

    Notes
    -----
    The characters are those of OWASP, CSV Injection.
    """
    text = _clean(text)
    return f"'{text}" if text.startswith(tuple("=+-@\t\r\n＝＋－＠")) else text


# --- what they share ----------------------------------------------------------------------


def _title(story: Story) -> str:
    return _clean(story.title) or "Story"


def _sources(story: Story) -> str:
    """Who made the story, and who says where the places are, as their licences ask."""
    named = dict.fromkeys(place.source for place in story.places if place.source)
    places = f"Places: {'; '.join(named)}" if named else ""
    return _clean(". ".join(text for text in (story.edition.credit.rstrip("."), places) if text))


def _passage(story: Story, stop: Stop) -> str:
    """The sentence that names the stop, on one line."""
    return " ".join(stop.passage.of(story.article.text).split())


def _leg_name(story: Story, index: int) -> str:
    start, end = story.stops[index : index + 2]
    return f"{start.place.name} – {end.place.name}"


def _tenths(kilometres: float) -> str:
    return f"{kilometres:.1f}"


def _share(confidence: float) -> str:
    return f"{confidence:.2f}"


def _clean(text: str) -> str:
    """The text without control characters: XML 1.0 (2.2) has no way to write them."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)


# --- for whoever writes files -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DataFormat:
    """A format that a story can be written in.

    Attributes
    ----------
    name
        What people call it.
    media_type
        Its IANA media type.
    """

    name: str
    media_type: str
    _write: Callable[[Story], str]
    _encoding: str = "utf-8"

    def encode(self, story: Story) -> bytes:
        """The whole file."""
        return self._write(story).encode(self._encoding, "replace")


# By the ending of a file's name. Spreadsheets need the mark to know UTF-8.
DATA_FORMATS: dict[str, DataFormat] = {
    "geojson": DataFormat("GeoJSON", "application/geo+json", dumps),
    "kml": DataFormat("KML", "application/vnd.google-earth.kml+xml", to_kml),
    "gpx": DataFormat("GPX", "application/gpx+xml", to_gpx),
    "csv": DataFormat("CSV", "text/csv", to_csv, "utf-8-sig"),
}
