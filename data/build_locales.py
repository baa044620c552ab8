"""Brings the catalogs in ``locales/`` up to the code: ``python data/build_locales.py``.

What is new stands in them without translation, to be filled in by hand; what is gone is taken
out. A translation that was written for another sentence is never kept.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from geo.language import CODES, FOLDER  # noqa: E402

# What takes a sentence: the methods of Language, and `message`, which only marks it. An error
# takes one too: every class of geo/errors.py.
ERRORS: Final = re.findall(r"class (\w+)\(", (ROOT / "geo" / "errors.py").read_text("utf-8"))
KEYWORDS: Final[dict[str, Any]] = {
    "text": None,
    "message": None,
    "text_in": ((1, "c"), 2),
    "plural": (1, 2),
    **dict.fromkeys(ERRORS),
}
SOURCES: Final = [("*.py", "python"), ("web/*.html", "build_locales:sentences_of_page")]


def sentences_of_page(
    file: IO[bytes], *_: object
) -> Iterator[tuple[int, str | None, str, list[str]]]:
    """Every ``[[ sentence ]]`` of an HTML file, in the form that Babel wants."""
    for number, line in enumerate(file.read().decode().splitlines(), 1):
        for found in re.finditer(r"\[\[ (.+?) \]\]", line):
            yield number, None, found[1], []


def sentences() -> Catalog:
    """Every sentence of the code, as a catalog without translations."""
    found = Catalog(project="Dateline", charset="utf-8", fuzzy=False)
    for folder in ("geo", "views"):
        for path, _line, message, _comments, context in extract_from_dir(
            ROOT / folder, SOURCES, keywords=KEYWORDS
        ):
            found.add(message, locations=[(f"{folder}/{path}", 0)], context=context)
    return found


def read(code: str) -> Catalog:
    """The catalog of a language as it stands, or an empty one."""
    path = path_of(code)
    if not path.exists():
        return Catalog(code)
    with path.open("rb") as file:
        return read_po(file, locale=code)


def path_of(code: str) -> Path:
    """The file of a language's catalog."""
    return FOLDER / code / "LC_MESSAGES" / "dateline.po"


def main() -> None:
    """Write every catalog anew, and tell what is missing."""
    template = sentences()
    for code in CODES:
        if code == "en":
            continue
        old = read(code)
        new = Catalog(code, project="Dateline", charset="utf-8", fuzzy=False)
        missing = 0
        for message in template:
            if not message.id:
                continue
            kept = old.get(
                message.id if isinstance(message.id, str) else message.id[0], message.context
            )
            translated = kept.string if kept and kept.id == message.id else None
            empty = "" if isinstance(message.id, str) else ("",) * new.num_plurals
            missing += not (translated and (isinstance(translated, str) or all(translated)))
            new.add(
                message.id,
                translated or empty,
                locations=message.locations,
                context=message.context,
            )
        path = path_of(code)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(
                file, new, width=100, omit_header=False, include_lineno=False, sort_output=True
            )
        print(f"{code}: {len(new)} sentences, {missing} without translation")


if __name__ == "__main__":
    main()
