"""The files of words of movement: one a language, read when a text in it comes.

The words live in ``data/cues/``, and the persons and tenses of their verbs in ``verbs/`` there; see
its README.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from geo.cues import LETTERS, Cues, Phrases
from geo.errors import DataError
from geo.tokens import ARROWS, NOTHING
from geo.wordforms import word_forms

DIRECTORY: Final = Path(__file__).resolve().parent.parent / "data" / "cues"
DEFAULT_LANGUAGE: Final = "en"
# The lists of units of speed.
_SPEEDS: Final = ("kmh", "mph", "knots")

Lists = dict[str, dict[str, str]]
Tags = dict[tuple[str, ...], set[str]]


@cache
def cues(language: str) -> Cues:
    """The cues of a language (ISO 639-1 code); those of English where there are none.

    Raises
    ------
    DataError
        If the language's file is broken.
    """
    path = DIRECTORY / f"{language}.toml"
    if not path.is_file():
        path, language = DIRECTORY / f"{DEFAULT_LANGUAGE}.toml", DEFAULT_LANGUAGE
    try:
        lists = _lists(path)
        verbs = DIRECTORY / "verbs" / path.name
        for section, made in _lists(verbs).items() if verbs.is_file() else ():
            for name, listed in made.items():
                known = lists.setdefault(section, {})
                known[name] = f"{known.get(name, '')} {listed}"
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(
            "The words of movement in {0} cannot be read: {1}", path.name, error
        ) from error
    return _cues(language, lists)


def _lists(path: Path) -> Lists:
    with path.open("rb") as file:
        return tomllib.load(file)


def _cues(language: str, lists: Lists) -> Cues:
    tags = _tags(lists)
    splits = {
        entry.replace("_", " "): f"verb.{name}"
        for name, listed in lists.get("split", {}).items()
        for entry in listed.split()
    }
    traveller, time = lists["traveller"], lists["time"]
    spelling, speeds = lists.get("spelling", {}), lists["distance"]
    first_persons = lists.get("person", {}).get("first", "")
    return Cues(
        language=language,
        words={entry[0]: frozenset(its) for entry, its in tags.items() if len(entry) == 1},
        phrases=_phrases(tags),
        verb_last="particle" in lists,
        months=tuple(time["month"].split()),
        weekdays=tuple(time["weekday"].split()),
        movers=_movers(lists),
        stayers=_words(traveller["narrator"], first_persons, time["clock"], time["month"]),
        narrators=_words(traveller["narrator"], first_persons),
        splits=splits,
        prefixes=_by_verb(splits),
        articled=_words(lists["place"].get("article", "").replace("_", " ")),
        speeds={name: tuple(speeds[name].split()) for name in _SPEEDS if name in speeds},
        old=_old_spellings(spelling.get("old", "")),
        pairs=tuple(traveller.get("pair", "").split()),
        forms=word_forms(spelling),
    )


def _words(*lists: str) -> frozenset[str]:
    return frozenset(word for listed in lists for word in listed.split())


def _tags(lists: Lists) -> Tags:
    """What each word and phrase tells."""
    tags: Tags = {}
    for section, entries in lists.items():
        for name, listed in entries.items() if section != "spelling" else ():
            for entry in listed.split():
                its = tags.setdefault(tuple(entry.split("_")), set())
                its.add(f"{section}.{name}")
                if section == "split":
                    its.add(f"verb.{name}")
                    tags.setdefault((entry.partition("_")[0],), set()).add("split.verb")
                if section == "time":
                    its.add(section)
    tags = _without_prefixes(tags)
    again = {entry[0] for entry, its in tags.items() if len(entry) == 1 and "order.again" in its}
    for phrase, meant in tags.items():
        if len(phrase) > 1 and again.intersection(phrase):
            meant.add("order.again")
    return tags


def _without_prefixes(tags: Tags) -> Tags:
    """The lists without verbs whose prefix is a preposition too: "fuhren an X vorbei"."""

    def told(entry: tuple[str, ...], section: str) -> bool:
        return any(tag.startswith(section) for tag in tags.get(entry, ()))

    return {
        entry: its
        for entry, its in tags.items()
        if not (len(entry) == 2 and told(entry, "split.") and told(entry[1:], "preposition."))
    }


def _phrases(tags: Tags) -> Phrases:
    phrases: Phrases = {}
    for phrase, its in sorted(tags.items(), key=lambda item: -len(item[0])):
        if len(phrase) > 1:
            first, second, *rest = phrase
            phrases.setdefault(first, {}).setdefault(second, []).append((rest, frozenset(its)))
    return phrases


def _by_verb(splits: dict[str, str]) -> dict[str, dict[str, str]]:
    prefixes: dict[str, dict[str, str]] = {}
    for split, kind in splits.items():
        verb, _, prefix = split.partition(" ")
        prefixes.setdefault(verb, {})[prefix] = kind
    return prefixes


def _movers(lists: Lists) -> dict[str, list[tuple[frozenset[str], str]]]:
    """The cues of movement by a word of each: of a phrase, the longest that says something."""
    small = set(" ".join([*lists["preposition"].values(), *lists["clause"].values()]).split())
    alone = [*lists["order"]["stays"].split(), *ARROWS]
    movers = {word: [(NOTHING, "")] for word in alone}
    for section in ("verb", "noun", "phrase", "split"):
        for name, listed in lists.get(section, {}).items():
            for entry in listed.split() if name != "presence" else ():
                words = frozenset(entry.replace("-", "_").split("_"))
                # A verb that also joins clauses, "moved", tells a movement by itself.
                telling = max(sorted(words - small) or sorted(words), key=len)
                phrase = frozenset(filter(LETTERS.fullmatch, words))
                movers.setdefault(telling, []).append((phrase, f"{section}.{name}"))
    return movers


def _old_spellings(listed: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    pairs = (entry.partition(">") for entry in listed.split())
    return tuple((re.compile(old), new) for old, _, new in pairs)
