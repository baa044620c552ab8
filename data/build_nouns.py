"""Write ``nouns-de.toml``: the German nouns and surnames that the gazetteer knows as names.

    pip download --no-deps german-nouns==1.2.5 && unzip german_nouns-1.2.5-*.whl
    python data/build_nouns.py german_nouns/nouns.csv

In German every noun has a capital, so "an Bord" and "die Tour" look like Bord and Tour in France.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from textwrap import fill

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent))

from geo.gazetteer import default  # noqa: E402

OUTPUT = FOLDER / "nouns-de.toml"
HEAD = """\
# German words with a capital that are mostly no places, though the gazetteer knows a place of that
# name. From German Wiktionary by way of the package german-nouns (CC BY-SA 4.0); see
# data/README.md. Written by build_nouns.py.
"""
# Places that Wiktionary lists as common nouns, or as that after which a cloth or a wine is called.
PLACES = frozenset(
    ("Charleston", "Fes", "Fez", "Lund", "Malaga", "Makassar", "Marsala", "Shiraz", "Vatikanstadt")
)
COUNTRIES, TOWN = ("DE", "AT", "CH"), 10_000
CASES = ("nominativ", "genitiv", "dativ", "akkusativ")


def read(path: Path) -> tuple[set[str], set[str]]:
    """The forms of the nouns and the surnames of the table that name no place in German."""
    nouns: set[str] = set()
    surnames: set[str] = set()
    places = {*PLACES, *regions()}
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            kinds = {kind.strip() for kind in row["pos"].split(",")}
            forms = {text for column, text in row.items() if column.startswith(CASES)}
            if "Toponym" in kinds:
                places.add(row["lemma"])
            elif "Nachname" in kinds:
                surnames.add(row["lemma"])
            elif kinds & {"Substantiv", "adjektivische Deklination"} and not (
                kinds & {"Eigenname", "Vorname", "Straßenname", "Abkürzung"}
            ):
                nouns |= forms | {row["lemma"]}
    named = {place.casefold() for place in places}
    nouns = {noun for noun in nouns if noun.casefold() not in named}
    return nouns, {name for name in surnames - nouns if name.casefold() not in named}


def regions() -> set[str]:
    """What regions, seas and rivers are called in German: the Pacific is a noun to Wiktionary."""
    with (FOLDER / "regions.csv").open(encoding="utf-8") as file:
        return {
            name for row in csv.DictReader(file) for name in (row["de"] or row["name"]).split("|")
        }


def known(words: set[str]) -> list[str]:
    """Those of the words that the gazetteer knows, in small letters and in their order."""
    names = {word for word in words if word.isalpha() and word[0].isupper()}
    return sorted(word.casefold() for word in default().knows(names))


def is_town(name: str) -> bool:
    """Whether a town of some size is called so where German is spoken: Amberg, Starnberg."""
    return any(
        entry.main and entry.place.country in COUNTRIES and entry.place.population >= TOWN
        for entry in default().find(name)
    )


def main() -> None:
    """Write the file."""
    nouns, surnames = read(Path(sys.argv[1]))
    lists = {
        "nouns": known(nouns),
        "surnames": known({name for name in surnames if not is_town(name)}),
    }
    text = HEAD
    for name, words in lists.items():
        packed = fill(" ".join(words), 118, break_on_hyphens=False, break_long_words=False)
        text += f'\n{name} = """\n{packed}\n"""\n'
    OUTPUT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
