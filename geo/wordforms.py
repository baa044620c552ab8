"""Word forms: what the participles, the infinitives or the ordinals of a language look like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class WordForms:
    """How words of one language look that no list could name one by one.

    Attributes
    ----------
    participle
        What participles look like, where an unknown one may seem to be a noun, and, in languages
        whose verbs stand before their objects, with what a clause opens that has no subject.
    infinitive
        What infinitives look like that have the subject of the verb before.
    infix
        What an infinitive with a separable prefix may hold within it, German "zu"; None where
        the language has no such.
    signed
        What a word looks like that a sign is part of: "a.m.", "km/h", "24-year-old", "'ll".
    finite
        Endings of verbs before which an article is a pronoun: "l'embarqua", "la llevaron".
    ongoing
        Endings of a verb that tells what goes on: "sailing".
    describing
        Endings of a participle that may stand before a noun: "her planned visit".
    adjective
        Endings of an adjective that may stand between "to" and a name: "to northern X".
    adverb
        Endings of an adverb: "suddenly".
    noun
        Endings of nouns that no surname has, where every noun has a capital.
    storm
        Beginnings of an adjective behind the word for a storm: "la tormenta tropical Hanna".
    ordinals
        The letters behind the number of a day: "4th".
    """

    participle: re.Pattern[str]
    infinitive: re.Pattern[str]
    infix: re.Pattern[str] | None
    signed: str
    finite: tuple[str, ...]
    ongoing: tuple[str, ...]
    describing: tuple[str, ...]
    adjective: tuple[str, ...]
    adverb: tuple[str, ...]
    noun: tuple[str, ...]
    storm: tuple[str, ...]
    ordinals: frozenset[str]


def word_forms(spelling: Mapping[str, str]) -> WordForms:
    """The word forms that the section ``spelling`` of a file of cues tells."""

    def listed(name: str) -> tuple[str, ...]:
        return tuple(spelling.get(name, "").split())

    infix = listed("infix")
    return WordForms(
        participle=re.compile("|".join(listed("participle"))),
        infinitive=re.compile("|".join(listed("infinitive"))),
        infix=re.compile("|".join(infix)) if infix else None,
        signed="|".join(listed("signed")),
        finite=listed("finite"),
        ongoing=listed("ongoing"),
        describing=listed("describing"),
        adjective=listed("adjective"),
        adverb=listed("adverb"),
        noun=listed("noun"),
        storm=listed("storm"),
        ordinals=frozenset(listed("ordinals")),
    )
