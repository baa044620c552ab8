"""Articles to measure with: written here, as long as asked, the same at every run.

They are news as two corpora of it are: 2,000 characters name a place some eleven times, six or
seven places in all, and half of these are in no article before. One in ten tells a journey (in the
corpora, one in fifty).
"""

from __future__ import annotations

import json
import random
import sqlite3
from functools import cache
from pathlib import Path

from geo.gazetteerfile import DEFAULT_PATH

CITIES = """
London Paris Berlin Moscow Beijing Tokyo Cairo Istanbul Madrid Rome Vienna Brussels Washington
Jakarta Nairobi Lagos Lima Boston Chicago Houston Sydney Toronto Dublin Warsaw Athens Seoul
""".split()  # noqa: SIM905
COUNTRIES = """
Portugal Spain France Italy Croatia Austria Germany Belgium Norway Latvia Turkey Kenya Syria Iraq
China Japan India Russia Ukraine Brazil Mexico Canada Australia Egypt Israel Iran Greece Poland
""".split()  # noqa: SIM905
DEMONYMS = """
Portuguese Spanish French Italian Austrian German Belgian Norwegian Turkish Kenyan Syrian Chinese
Japanese Indian Russian Ukrainian Brazilian Mexican Canadian Egyptian Israeli Greek Polish British
""".split()  # noqa: SIM905
PEOPLE = """
Anna Keller,Tom Brandt,Maria Lopes,Erik Dahl,Sofia Marin,Paul Okafor,Nadia Haddad,Jan Novak
""".strip().split(",")
# {a} and {b} are towns, {c} is a country, {d} a people, {p} a person.
NEWS = (
    "{p}, who runs a bakery near the station of {a}, had never seen so much snow in March.",
    "Officials in {c} said that the bridge, built in {year}, would stay closed until the spring.",
    "The ministry of transport of {c} put the cost of the repairs at {n} million euros.",
    "A study by the University of {b} found that one in {n} passengers would pay more for a seat.",
    "{d} police arrested {n} people in {a} on {day}, a spokesman said.",
    "The {d} foreign minister told reporters in {b} that talks with {c} would go on.",
    "A court in {a} sentenced {p} to {n} months for fraud.",
    "The company, based in {b}, employs {n},000 people in {c} and sells its engines to farmers.",
    "Shares in {a} fell by {n} percent after the central bank raised its rate.",
    "The water rose to the windows within an hour, {p} said, and nobody had a boat.",
    "Nobody answered the telephone at the company’s office, and its lawyer had no comment.",
    "The report runs to {n} pages and names none of those who signed the contract.",
    "Doctors said that the winter had been a hard one for the old and the very young.",
    "“We have asked for {n} teachers and got two,” {p} said.",
    "Prices have risen by {n} percent since {year}, and the shops along the quay stand empty.",
    "The council will vote on the plan next {day}; it needs {n} of the votes to pass.",
    "No one was hurt, the fire brigade said, though several cars on the upper deck were damaged.",
    "It was not clear on {day} who would pay for the work, or when it might begin.",
    "Engineers had warned for years that the old wiring would not last another winter.",
    "“It is the waiting that wears you down,” {p} said, and laughed.",
    "The operator promised to refund tickets, but the office that should do so has {n} clerks.",
    "In the past {n} months the number of complaints has more than doubled.",
    "By the afternoon the queue reached around the corner and past the cinema.",
    "Most of those who came had heard of the meeting from a neighbour or at the market.",
    "The judge will hear both sides on {day} and is not expected to rule before the summer.",
    "A spokeswoman declined to comment on the figures, which were first published in {year}.",
    "He keeps the letters in a tin box under the stairs, next to his father’s medals.",
    "For now the buses run every {n} minutes, and nobody seems to mind the detour.",
)
JOURNEY = (
    "{p} left {a} by train on {day} and reached {b} the next morning.",
    "From there the group went on to {b}, where {p} had rented a hall for the rehearsals.",
    "“We left {a} before dawn and reached {b} in the dark,” said {p}, a driver for the band.",
    "The musicians travelled from {a} to {b} on {day}, after a tree fell on the line.",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ONE_IN = 10
# So many characters are about the same places.
STRETCH = 2000


def article(number: int, length: int = STRETCH) -> str:
    """The article of that number, of at least ``length`` characters."""
    chance = random.Random(number)  # noqa: S311 - no secret
    journey = number % ONE_IN == 0
    towns, countries, people = _places(chance)
    paragraphs = [f"{towns[0]} looks to its railway after a hard winter"]
    size = stretch = len(paragraphs[0])
    while size < length:
        sentences = chance.sample(NEWS, 3)
        if journey:
            sentences[1] = chance.choice(JOURNEY)
        if stretch > STRETCH:
            (towns, countries, people), stretch = _places(chance), 0
        filled = (_filled(sentence, chance, towns, countries, people) for sentence in sentences)
        paragraphs.append(" ".join(filled))
        size += len(paragraphs[-1])
        stretch += len(paragraphs[-1])
    return "\n\n".join(paragraphs)


def lines(path: Path, count: int) -> None:
    """Write that many articles as the input of a batch."""
    records = ({"id": number, "text": article(number)} for number in range(count))
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")


@cache
def _small_towns() -> list[str]:
    """The names of towns that few have heard of, which no cache can know before."""
    with sqlite3.connect(f"file:{DEFAULT_PATH}?mode=ro", uri=True) as file:
        rows = file.execute(
            "SELECT name FROM place WHERE population BETWEEN 5000 AND 100000 ORDER BY id"
        )
        return [name for (name,) in rows]


def _places(chance: random.Random) -> tuple[list[str], list[str], list[str]]:
    """Towns, countries and peoples for some paragraphs."""
    towns = chance.sample(CITIES, 1) + chance.sample(_small_towns(), 4)
    return towns, chance.sample(COUNTRIES, 1), chance.sample(DEMONYMS, 1)


def _filled(
    sentence: str,
    chance: random.Random,
    towns: list[str],
    countries: list[str],
    peoples: list[str],
) -> str:
    start, end = chance.sample(towns, 2)
    return sentence.format(
        a=start,
        b=end,
        c=chance.choice(countries),
        d=chance.choice(peoples),
        p=chance.choice(PEOPLE),
        day=chance.choice(DAYS),
        year=chance.randrange(1950, 2024),
        n=chance.randrange(2, 90),
    )
