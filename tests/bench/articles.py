"""Articles to measure with: written here, as long as asked, the same at every run."""

from __future__ import annotations

import json
import random
from pathlib import Path

TOWNS = """
Lisbon Porto Coimbra Seville Lyon Marseille Turin Milan Verona Trieste Zagreb Budapest Vienna Graz
Prague Dresden Leipzig Hamburg Bremen Antwerp Ghent Leeds Glasgow Dublin Bergen Gothenburg Tampere
Riga Warsaw Lviv Odessa Izmir Cairo Tunis Nairobi Lagos Accra Lima Quito Denver Tucson Boise Omaha
""".split()  # noqa: SIM905
COUNTRIES = """
Portugal Spain France Italy Croatia Austria Germany Belgium Norway Latvia Turkey Kenya
""".split()  # noqa: SIM905
PEOPLE = """
Anna Keller,Tom Brandt,Maria Lopes,Erik Dahl,Sofia Marin,Paul Okafor,Nadia Haddad,Jan Novak
""".strip().split(",")
SENTENCES = (
    "The night train from {a} to {b} was stopped on {day} after a tree fell on the line.",
    "{p}, who runs a bakery near the station of {a}, had never seen so much snow in March.",
    "Officials in {c} said that the bridge, built in {year}, would stay closed until the spring.",
    "“We left {a} before dawn and reached {b} in the dark,” said {p}, a driver for a haulage firm.",
    "The ministry of transport of {c} put the cost of the repairs at {n} million euros.",
    "A study by the University of {b} found that one in {n} passengers would pay more for a seat.",
    "From there the group went on to {b}, where {p} had rented a hall for the rehearsals.",
    "Prices have risen by {n} percent since {year}, and the shops along the quay stand empty.",
    "The storm moved north over {c} and is expected to reach {a} by the end of the week.",
    "{p} was born in {a}, studied law in {b} and joined the company in {year}.",
    "The council will vote on the plan next {day}; it needs {n} of the votes to pass.",
    "No one was hurt, the fire brigade said, though several cars on the upper deck were damaged.",
    "The team flew home to {a} on {day} after losing to {b} by a single point.",
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
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def article(number: int, length: int = 2000) -> str:
    """The article of that number, of at least ``length`` characters."""
    chance = random.Random(number)  # noqa: S311 - no secret
    paragraphs = [f"{chance.choice(TOWNS)} looks to its railway after a hard winter"]
    while sum(map(len, paragraphs)) < length:
        sentences = chance.sample(SENTENCES, 3)
        paragraphs.append(" ".join(_filled(sentence, chance) for sentence in sentences))
    return "\n\n".join(paragraphs)


def lines(path: Path, count: int) -> None:
    """Write that many articles as the input of a batch."""
    records = ({"id": number, "text": article(number)} for number in range(count))
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")


def _filled(sentence: str, chance: random.Random) -> str:
    start, end = chance.sample(TOWNS, 2)
    return sentence.format(
        a=start,
        b=end,
        c=chance.choice(COUNTRIES),
        p=chance.choice(PEOPLE),
        day=chance.choice(DAYS),
        year=chance.randrange(1950, 2024),
        n=chance.randrange(2, 90),
    )
