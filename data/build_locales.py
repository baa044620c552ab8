"""Brings the catalogs in ``locales/`` up to the code: ``python data/build_locales.py``.

What is new stands in them without translation, to be filled in by hand; what is gone is taken
out. A translation that was written for another sentence is never kept.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from geo.language import CODES, FOLDER  # noqa: E402

TRANSLATED: Final = tuple(code for code in CODES if code != "en")
# What takes a sentence: the methods of Language, and `message`, which only marks it. An error
# takes one too: every class of geo/errors.py, but one that only who installs Dateline can mend.
ERRORS: Final = [
    name
    for name in re.findall(r"class (\w+)\(", (ROOT / "geo" / "errors.py").read_text("utf-8"))
    if name != "DataError"
]
KEYWORDS: Final[dict[str, Any]] = {
    "text": None,
    "message": None,
    "text_in": ((1, "c"), 2),
    "plural": (1, 2),
    **dict.fromkeys(ERRORS),
}
# The catalogs change only with the sentences, not with the day.
MOMENT: Final = datetime(2026, 1, 1, tzinfo=UTC)


Found = Iterator[tuple[int, str | None, Any, list[str]]]


def sentences_of_page(file: IO[bytes], *_: object, **__: object) -> Found:
    """Every ``[[ sentence ]]`` of an HTML file, in the form that Babel wants."""
    for number, line in enumerate(file.read().decode().splitlines(), 1):
        for found in re.finditer(r"\[\[ (.+?) \]\]", line):
            yield number, None, found[1], []


def sentences_of_module(
    file: IO[bytes], keywords: Collection[str], *_: object, **__: object
) -> Found:
    """Every call of a keyword in a Python file; Babel's own reader looks into no f-string."""
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in keywords:
                said = [getattr(argument, "value", None) for argument in node.args]
                yield node.lineno, name, [s if isinstance(s, str) else None for s in said], []


SOURCES: Final[list[tuple[str, Any]]] = [
    ("**.py", sentences_of_module),
    ("**.html", sentences_of_page),
]


def sentences() -> Catalog:
    """Every sentence of the code, as a catalog without translations."""
    found = Catalog()
    for folder in ("geo", "views"):
        for path, _line, message, _comments, context in extract_from_dir(
            ROOT / folder, SOURCES, keywords=KEYWORDS
        ):
            found.add(message, locations=[(f"{folder}/{path}", 0)], context=context)
    return found


def path_of(code: str) -> Path:
    """The file of a language's catalog."""
    return FOLDER / code / "LC_MESSAGES" / "dateline.po"


def read(code: str) -> Catalog:
    """The catalog of a language as it stands, or an empty one."""
    path = path_of(code)
    if not path.exists():
        return Catalog(code)
    with path.open("rb") as file:
        return read_po(file, locale=code)


def write(code: str, catalog: Catalog) -> None:
    """Write the catalog of a language."""
    path = path_of(code)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=100, include_lineno=False, sort_output=True)


def updated(code: str, template: Catalog) -> Catalog:
    """The catalog of a language with the sentences of the template and no others."""
    old = read(code)
    new = Catalog(
        code,
        header_comment=f"# Dateline in {code}; kept up by data/build_locales.py.",
        project="Dateline",
        version="0.1.0",
        charset="utf-8",
        creation_date=MOMENT,
        revision_date=MOMENT,
        last_translator="Dateline developers <developers@dateline.invalid>",
        language_team="",
        msgid_bugs_address="developers@dateline.invalid",
        fuzzy=False,
    )
    for message in template:
        if message.id:
            kept = old.get(message.id, message.context)
            same = kept is not None and kept.id == message.id
            empty = "" if isinstance(message.id, str) else ("",) * new.num_plurals
            new.add(
                message.id,
                kept.string if same else empty,
                locations=message.locations,
                context=message.context,
            )
    return new


def is_translated(message: Message) -> bool:
    """Whether the sentence has its translation, in every plural form."""
    forms = (message.string,) if isinstance(message.string, str) else message.string
    return bool(forms) and all(forms) and not message.fuzzy


def main() -> None:
    """Write every catalog anew, and tell what is missing."""
    template = sentences()
    for code in TRANSLATED:
        catalog = updated(code, template)
        write(code, catalog)
        missing = sum(not is_translated(message) for message in catalog if message.id)
        print(f"{code}: {len(catalog)} sentences, {missing} without translation")


if __name__ == "__main__":
    main()
