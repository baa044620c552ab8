"""A language made for tests: every sentence of the interface in [ãççéñţš] and brackets.

What stands on a page without brackets has escaped translation. It takes the place of Dutch, so
that numbers and place names are told as in a real language.
"""

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from data.build_locales import sentences
from geo import language

CODE = "nl"
OPEN, CLOSE = "[", "]"
_ACCENTS = str.maketrans("aceinostuyACEINOSTUY", "àçéîñöšţûýÀÇÉÎÑÖŠŢÛÝ")
# What is a name or a sign in every language.
NAMES = {
    *("GeoNames", "Natural", "Earth", "OpenStreetMap", "Dateline", "CC", "BY"),
    *("PNG", "SVG", "PDF", "GeoJSON", "KML", "GPX", "CSV", "ZIP", "HTML"),
    *("km", "mi", "u", "h", "min", "N", "E", "O", "Leaflet"),
    *("Home", "End", "Tab", "Esc"),
}


def accented(sentence: str) -> str:
    """The sentence with accents and brackets, its places of values as they are."""
    parts = re.split(r"(\{\d\})", sentence)
    said = "".join(p if p.startswith("{") else p.translate(_ACCENTS) for p in parts)
    return f"{OPEN}{said}{CLOSE}"


def write(folder: Path) -> None:
    """Write the pseudo catalog into a folder of catalogs."""
    catalog = Catalog(CODE, fuzzy=False)
    for message in sentences():
        if message.id:
            forms = message.id if isinstance(message.id, tuple) else (message.id,)
            said = tuple(accented(form) for form in forms)
            string = said if isinstance(message.id, tuple) else said[0]
            catalog.add(message.id, string, context=message.context)
    path = folder / CODE / "LC_MESSAGES" / "dateline.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, catalog)


def speak(folder: Path) -> None:
    """Let this process speak the pseudo language in place of Dutch."""
    write(folder)
    language.FOLDER = folder  # type: ignore[misc]
    language._catalog.cache_clear()


def escaped(words: Iterable[str], allowed: Iterable[str] = ()) -> list[str]:
    """Those words that stand outside all brackets and are neither names nor allowed.

    ``words`` come in the order of the page: a bracket may open in one text and close in a later.
    """
    known = NAMES | {part for text in allowed for part in re.findall(r"\w+", text)}
    depth, found = 0, []
    for text in words:
        for token in re.findall(rf"[\{OPEN}\{CLOSE}]|\w+", text):
            if token in (OPEN, CLOSE):
                depth += 1 if token == OPEN else -1
            elif not depth and token not in known and re.search(r"[^\W\d_]", token):
                found.append(f"{token} (in {text.strip()[:60]!r})")
    assert depth == 0, "a sentence was cut"
    return found


if __name__ == "__main__":
    write(Path(sys.argv[1]))
