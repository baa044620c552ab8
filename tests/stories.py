"""Stories made by hand for the tests of pictures: where they lead is all that matters."""

from collections.abc import Sequence
from itertools import pairwise

from geo.measure import distance_km, great_circle, split_at_antimeridian
from geo.story import (
    Article,
    Itinerary,
    Leg,
    Mention,
    Mode,
    Place,
    Point,
    Span,
    Stop,
    Story,
)

# Name, latitude, longitude, and the name in the script written there, with its ISO 15924 code.
Spot = tuple[str, float, float, str, str] | tuple[str, float, float]


def place(spot: Spot) -> Place:
    name, latitude, longitude, *local = spot
    local_names = ((str(local[0]), str(local[1])),) if local else ()
    identity = f"test:{name}:{latitude}:{longitude}"
    return Place(identity, name, Point(latitude, longitude), "city", local_names=local_names)


def story(title: str, spots: Sequence[Spot], mode: Mode = "unknown") -> Story:
    """A journey through all spots, in their order, along great circles."""
    text = title + "\n\n" if title else ""
    mentions = []
    for spot in spots:
        start = len(text)
        text += f"{spot[0]} was on the way. "
        mentions.append(Mention(Span(start, start + len(spot[0])), spot[0], place=place(spot)))
    last = len(mentions) - 1
    stops = tuple(
        Stop(
            mention,
            Span(mention.span.start, mention.span.end + len(" was on the way.")),
            "start" if i == 0 else "end" if i == last else "via",
        )
        for i, mention in enumerate(mentions)
    )
    legs = tuple(
        Leg(
            mode,
            split_at_antimeridian(great_circle(a.place.point, b.place.point)),
            distance_km(a.place.point, b.place.point),
            "great circle",
        )
        for a, b in pairwise(stops)
    )
    return Story(Article(text, title), tuple(mentions), Itinerary(stops, mode), legs)


def places_only(title: str, spots: Sequence[Spot]) -> Story:
    """An article that names the spots and tells no journey."""
    told = story(title, spots)
    return Story(told.article, told.mentions)


# A schematic railway line, through stations by their coordinates.
LINE = (
    (
        (39.034, 125.754),
        (39.169, 126.886),
        (39.440, 127.249),
        (39.918, 127.536),
        (40.458, 128.911),
        (40.961, 129.323),
        (41.796, 129.776),
        (42.256, 130.283),
        (42.430, 130.645),
    ),
    (
        (42.430, 130.645),
        (43.100, 131.589),
        (43.646, 131.927),
        (43.332, 132.086),
        (43.112, 131.882),
    ),
)
RAIL_STOPS: tuple[Spot, ...] = (
    ("Pyongyang", 39.034, 125.754, "Hang", "평양"),
    ("Khasan", 42.430, 130.645, "Cyrl", "Хасан"),
    ("Vladivostok", 43.112, 131.882, "Cyrl", "Владивосток"),
)


def by_rail() -> Story:
    """A railway journey along a schematic line."""
    told = story("Two nights on the slow train to the Pacific", RAIL_STOPS, "rail")
    legs = tuple(
        Leg("rail", (tuple(Point(*at) for at in line),), kilometres, "rail corridor", True)
        for line, kilometres in zip(LINE, (835.0, 327.0), strict=True)
    )
    return Story(told.article, told.mentions, Itinerary(told.stops, "rail"), legs)


def grid(count: int) -> Story:
    """A long tour: so many towns, row by row, crowded in the middle of Europe."""
    spots: list[Spot] = []
    for i in range(count):
        row, column = divmod(i, 10)
        # An even grid would be easy: the towns crowd towards one corner.
        latitude = 44.0 + 9.0 * (row / (count / 10)) ** 1.6 + 0.13 * (column % 3)
        longitude = 2.0 + 18.0 * (column / 10) ** 1.4 + 0.21 * (row % 4)
        spots.append((f"Oldtown {i + 1}", latitude, longitude))
    return story(f"A tour of {count} towns", spots, "road")


WORLD_TOUR: tuple[Spot, ...] = (
    ("London", 51.51, -0.13),
    ("Suez", 29.97, 32.55, "Arab", "السويس"),
    ("Mumbai", 19.07, 72.88, "Deva", "मुंबई"),
    ("Hong Kong", 22.30, 114.17, "Hant", "香港"),
    ("Yokohama", 35.44, 139.64, "Jpan", "横浜"),
    ("San Francisco", 37.77, -122.42),
    ("New York", 40.71, -74.01),
    ("London", 51.51, -0.13),
)

STORIES: dict[str, Story] = {
    "by rail": by_rail(),
    "one stop": story("The minister flies to Cairo", [("Cairo", 30.04, 31.24, "Arab", "القاهرة")]),
    "no stop": places_only(
        "What four capitals say",
        [
            ("Athens", 37.98, 23.73, "Grek", "Αθήνα"),
            ("Jerusalem", 31.78, 35.22, "Hebr", "ירושלים"),
            ("New Delhi", 28.61, 77.21, "Deva", "नई दिल्ली"),
            ("Bangkok", 13.75, 100.50, "Thai", "กรุงเทพมหานคร"),
        ],
    ),
    "no place": Story(Article("Nothing at all.", "A story about nowhere")),
    "no title": story("", [("Lille", 50.63, 3.06), ("Ghent", 51.05, 3.72)], "road"),
    "same point": story(
        "Two stops at one point",
        [("Paris", 48.857, 2.352), ("Louvre", 48.857, 2.352), ("Sèvres", 48.82, 2.21)],
        "foot",
    ),
    "there and back": story(
        "There and back", [("Oslo", 59.91, 10.75), ("Bergen", 60.39, 5.32), ("Oslo", 59.91, 10.75)]
    ),
    "north pole": story(
        "Over the pole",
        [("Tromsø", 69.65, 18.96), ("North Pole", 90.0, 0.0), ("Alert", 82.50, -62.35)],
        "air",
    ),
    "south pole": story(
        "Across Antarctica",
        [("Ushuaia", -54.80, -68.30), ("South Pole", -90.0, 0.0), ("Christchurch", -43.53, 172.63)],
        "air",
    ),
    "date line": story(
        "A ferry over the date line",
        [("Suva", -18.14, 178.44), ("Apia", -13.83, -171.77), ("Nukualofa", -21.13, -175.20)],
        "sea",
    ),
    "pacific": story(
        "Across the ocean",
        [("Tokyo", 35.68, 139.69, "Jpan", "東京"), ("Lima", -12.05, -77.04)],
        "air",
    ),
    "round the world": story("Round the world in eighty days", WORLD_TOUR, "sea"),
    "40 stops": grid(40),
    "200 stops": grid(200),
}
