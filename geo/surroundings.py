"""What the words around a name say of it."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache
from typing import NamedTuple

from geo.cuefiles import cues
from geo.scan import FIRM, LARGE, Scan
from geo.words import Words, name_words, words

_LONGEST_LINK, _LONGEST_PHRASE = 10, 5
_SHORTEST_DATELINE = 4
# So many letters at most stand before a name that tell a way to it.
_WAY = 32
# What stands between a town and what holds it where no words do: "X, Spain", "X - Spain".
_HELD = r",\W{0,2}| [-–(] ?"
# The mark of a footnote may stand within a list: "Aire,*2 and Lilliers,*3".
_NOTE = r"(?:\*+\d*|\[\d+\])?"
# What stands behind the place that an entry in a diary was written at.
_MONTH = r"[A-Z]\w{2,}"
_AFTER_ENTRY = re.compile(r"\s*(?:[.:/–—]|\n|\Z)")
# The day that the head of a letter names behind its place.
_LETTER_DATE = re.compile(
    r",? (?:(?:\w{2,3} )?\d{1,2}(?:\.|\w{1,3})? ([^\W\d_]{3,})|([^\W\d_]{3,}) \d{1,2}\b)"
)
_LONGEST_DATE = 30
# A verb stands at most so many words before a place that its prefix follows.
_PARTED = 4
_AFTER_DATELINE = re.compile(r"\)?,? ?(?:\(|—|–|--|- |,|/[A-Z]{4})")
_SHIP_REACH = 12
# The signs before and after a name that is set apart.
_SET_APART = frozenset(("__", '""', "''", "“”", "‘’", "„“", "„”", "«»", "»«"))

# Places whose names take no article.
_BARE = frozenset(("country", "state", "city"))

# Whose names do.
_FEATURES = frozenset(("river", "lake", "mountain"))

# How much the words before a name say that it is a place: see Surroundings.before.
LOCATES, MOVES, ADMITS = 1, 2, 3
# The lists of cues whose words, with a preposition, lead to a place: "sailed for X".
_MOVING = (
    "verb.go",
    "verb.arrive",
    "verb.start",
    "verb.leave",
    "verb.stop",
    "verb.board",
    "verb.bring",
    "verb.pass",
    "noun.trip",
)


@cache
def _words_tagged(language: str, beginnings: tuple[str, ...]) -> frozenset[str]:
    """The cues of a language that have a tag with one of these beginnings."""
    words = cues(language).words
    return frozenset(word for word in words if any(t.startswith(beginnings) for t in words[word]))


@cache
def _ways(language: str) -> frozenset[str]:
    """The cues of two words that lead to a place: "touched at"."""
    return frozenset(
        f"{first} {second}"
        for first, entries in cues(language).phrases.items()
        for second, ends in entries.items()
        if any(not rest and any(tag.startswith(_MOVING) for tag in tags) for rest, tags in ends)
    )


class _Patterns(NamedTuple):
    """What the words of a language around a name look like, each as its attribute's name says."""

    list: re.Pattern[str]
    inside: re.Pattern[str]
    ship: re.Pattern[str]
    date: re.Pattern[str]
    age_of: re.Pattern[str]
    way_from: re.Pattern[str]
    way_to: re.Pattern[str]
    beside: re.Pattern[str]


@cache
def _patterns(language: str) -> _Patterns:
    lists = words(language)
    holders = rf"(?:,| (?:[-–]|{_one_of(lists.holders)})) | \(" if lists.holders else _HELD
    origin = rf"(?:{_one_of(lists.before_origin)}) [\w-]+(?:{_one_of(lists.origin)})"
    onward = rf"(?:{_one_of(lists.way_on)})\b" if lists.way_on else r"(?!)"
    nth, of = _one_of(cues(language).forms.ordinals), _one_of(lists.of)
    return _Patterns(
        re.compile(
            rf",?{_NOTE} (?:{_one_of(lists.conjunctions)}) |,{_NOTE} |[-–/]| ?(?:→|->|=>) ?"
        ),
        re.compile(holders),
        re.compile(rf"\b(?:{_one_of(lists.ships)}) [\"'„“‘«]?$"),
        # "17th August:", "May 3.—"
        re.compile(rf"(?:\d(?:{nth}|\.)? {_MONTH}|{_MONTH} \d{{1,2}}(?:{nth})?)[:.–—-]+ $"),
        re.compile(rf"\d, (?:{of}) $"),
        re.compile(rf"\b(?:{_one_of(lists.way_from)}) $", re.IGNORECASE),
        re.compile(rf" (?:(?:{_one_of(lists.way_to)}) [A-ZÄÖÜ]|{onward})"),
        re.compile(rf"\b(?:{_one_of(lists.beside)}|{origin}) $"),
    )


def _one_of(phrases: Set[str]) -> str:
    """A pattern of any of the phrases, the longest first; of none, one that nothing is like."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase.replace("_", " ")) for phrase in ordered) or "(?!)"


# All prepositions but those that lead to no place: "with X".
_LEADING = tuple(
    f"preposition.{way}" for way in ("from", "to", "into", "for", "at", "near", "via", "of_from")
)


class Surroundings:
    """The words before and after the names of a text."""

    def __init__(self, scan: Scan, lexicon: Words) -> None:
        self.scan, self.text, self.words = scan, scan.text, lexicon
        self.cues = cues(lexicon.language)
        self.prepositions = _words_tagged(lexicon.language, _LEADING)
        self.goals = _words_tagged(lexicon.language, ("preposition.to", "preposition.into"))
        self.moving = _words_tagged(lexicon.language, _MOVING)
        self.pronouns = _words_tagged(lexicon.language, ("traveller.third", "traveller.narrator"))
        takers = ("verb.reach", "verb.leave", *(("verb.pass",) if self.cues.verb_last else ()))
        self.takers = _words_tagged(lexicon.language, takers)
        self.ways = _ways(lexicon.language)
        self.kinds = _words_tagged(lexicon.language, ("place.kind",))
        self.of = _words_tagged(lexicon.language, ("preposition.of_from",))
        self.regional = tuple(lexicon.regional)
        # Kept, as several questions about a name ask for them.
        self._patterns = _patterns(lexicon.language)
        self._before: dict[int, int] = {}
        self._word_before: dict[int, str] = {}
        self._word_after: dict[int, str] = {}

    def before(self, start: int) -> int:
        """What the words before ``start`` make of a name there.

        ADMITS: a place, even if no list knows it ("the border town of X").
        MOVES: a place, if a list knows it, however small it be ("sailed for X").
        LOCATES: a place, if a list knows it ("in X"). 0: they do not tell.
        """
        known = self._before.get(start)
        if known is None:
            known = self._told_before(start) if self.word_before(start) else 0
            self._before[start] = known
        return known

    def _told_before(self, start: int) -> int:
        index = self.scan.index(start)
        # "Reached X" takes a place, "left the X" may take a ship.
        beside = last = self.word_before(start)
        if last in self.words.articles:
            last = self.word_before(self.scan.starts[index - 1])
        if beside in self.takers or (last and self._is_drawn(index - 1, last, start)):
            return MOVES
        leads = last in self.prepositions
        # "Station X" in Dutch, "Bahnhof X" in German.
        kind = self.words.language != "en" and (last in self.kinds or self._is_of_kind(index, last))
        ends = last in self.words.ends_of_phrases
        if not (kind or leads or ends or last in self.words.locatives):
            return 0
        previous: list[str] = []
        for i in range(index - 1, max(-1, index - 1 - _LONGEST_PHRASE), -1):
            after = self.scan.starts[i + 1] if i + 1 < len(self.scan.starts) else start
            if self.text[self.scan.ends[i] : after].strip():
                break
            if self.scan.words[i] not in self.words.unsaid or previous:
                previous.insert(0, self.scan.words[i].casefold())
            if ends and tuple(previous) in self.words.admits:
                return ADMITS
            if leads and len(previous) == 2 and " ".join(previous) in self.ways:
                return MOVES
        if kind or (leads and not self.moving.isdisjoint(previous[:-1])):
            return MOVES
        return LOCATES if previous and previous[-1] in self.words.locatives else 0

    def _is_of_kind(self, index: int, last: str) -> bool:
        """Whether what stands before is a kind of place and its "of": "im Hafen von X"."""
        of = last in self.of and index > 1
        return of and self.word_before(self.scan.starts[index - 1]) in self.kinds

    def _is_drawn(self, index: int, last: str, start: int) -> bool:
        """Whether what stands before, an article aside, makes a place of what a list knows."""
        return self._is_object(index, last) or self._is_regional(index, start)

    def _is_object(self, index: int, last: str) -> bool:
        """Whether a verb that takes a place stands before a pronoun: "bezoekt hij X"."""
        return last in self.pronouns and self.word_before(self.scan.starts[index]) in self.takers

    def _is_regional(self, index: int, start: int) -> bool:
        """Whether the word of that index tells where a town lies: "het Zuid-Limburgse Eys"."""
        word = self._word(index, start)
        if not word.endswith(self.regional) or not self.scan.is_capital(index):
            return False
        if index and self.scan.gaps[index] == "-":
            index -= 1
        return self.word_before(self.scan.starts[index]) in self.words.before_regional

    def places(self, name: str, start: int, end: int, least: int = LOCATES) -> bool:
        """Whether the words around make a place of a name that a list knows."""
        return (
            self.before(start) >= least
            or self.contained(name, end)
            or self.word_after(end) in self.words.after_town
            or self._is_dateline(name, start, end)
            or self._is_home(start)
            or self._is_entry(start, end)
            or self._is_letters(start, end)
            or self._is_parted(start, end)
        )

    def _is_dateline(self, name: str, start: int, end: int) -> bool:
        """Whether a report starts with the name: "RIVERTON, Ky. (AP) —", "RIVERTON -"."""
        if not name.isupper() or len(name) < _SHORTEST_DATELINE:
            return False
        ahead = self.text[max(0, start - 2) : start].strip(" ")
        return bool(_AFTER_DATELINE.match(self.text, end)) and ahead[-1:] in (
            "",
            "\n",
            ".",
            "(",
            "/",
        )

    def _is_entry(self, start: int, end: int) -> bool:
        """Whether it stands behind the date of a diary, alone: "17th August: Riverton"."""
        if not _AFTER_ENTRY.match(self.text, end):
            return False
        return bool(self._patterns.date.search(self.text, max(0, start - _LONGEST_DATE), start))

    def _is_letters(self, start: int, end: int) -> bool:
        """Whether a letter or a diary opens with the name: "Riverton, den 3. Mai"."""
        if self.text[:start].rpartition("\n")[2].strip(" _*"):
            return False
        day = _LETTER_DATE.match(self.text, end)
        months = (word.casefold() for word in day.groups() if word) if day else ()
        return any("time.month" in self.cues.tags_of(word) for word in months)

    def _is_parted(self, start: int, end: int) -> bool:
        """Whether a verb that takes a place has its prefix behind it: "lief Riverton an"."""
        prefix = self.word_after(end) if self.cues.prefixes else ""
        if not prefix:
            return False
        index = self.scan.index(start)
        for at in range(index - 1, max(-1, index - 1 - _PARTED), -1):
            after = self.scan.starts[at + 1] if at + 1 < index else start
            if self.text[self.scan.ends[at] : after] != " ":
                return False
            known = self.cues.prefixes.get(self.scan.words[at].casefold(), {})
            told = (known[its] for its in known if its.partition(" ")[0] == prefix)
            if not {"verb.reach", "verb.leave"}.isdisjoint(told):
                return True
        return False

    def _is_home(self, start: int) -> bool:
        """Whether a person's age stands before, or a comma: "Jane Smith, 43, of Riverton"."""
        return bool(self._patterns.age_of.search(self.text, max(0, start - 12), start))

    def is_way(self, start: int, end: int) -> bool:
        """Whether the words around tell a way in German: "über X nach Y", "kurz vor X"."""
        if not self.words.way_from:
            return False
        before, told = self.text[max(0, start - _WAY) : start], self._patterns
        if told.way_from.search(before) and told.way_to.match(self.text, end):
            return True
        return bool(told.beside.search(before))

    def continues(self, before: int, start: int) -> bool:
        """Whether a list goes on from name to name: "Riverton, Lakeside and Hilltop", "A-B"."""
        return 0 < start - before <= _LONGEST_LINK and bool(
            self._patterns.list.fullmatch(self.text, before, start)
        )

    def continued(self, start: int, ends: Set[int]) -> int | None:
        """The end, of those of names, from which a list goes on to ``start``; None if none does."""
        near = range(start - 1, start - 1 - _LONGEST_LINK, -1)
        if ends.isdisjoint(near):
            return None
        return next((end for end in near if end in ends and self.continues(end, start)), None)

    def onward(self, start: int) -> int | None:
        """Where what stands before the preposition of a goal ends: the X of "X to Y"."""
        if self.word_before(start) not in self.goals:
            return None
        index = self.scan.index(start) - 2
        if index < 0 or self.scan.gaps[index + 1] != " ":
            return None
        return self.scan.ends[index]

    def word_before(self, start: int) -> str:
        """The word before ``start`` in small letters, if only a space lies between."""
        known = self._word_before.get(start)
        if known is None:
            known = self._word_before[start] = self._word(self.scan.index(start) - 1, start)
        return known

    def _word(self, index: int, start: int) -> str:
        if index < 0 or self.text[self.scan.ends[index] : start] != " ":
            return ""
        return self.scan.words[index].casefold()

    def word_after(self, end: int) -> str:
        """The word after ``end`` in small letters, if only a space lies between."""
        known = self._word_after.get(end)
        if known is None:
            known = self._word_after[end] = self._next_word(end)
        return known

    def _next_word(self, end: int) -> str:
        if self.text[end : end + 1] != " ":
            return ""
        index = self.scan.index(end)
        if index >= len(self.scan.starts) or self.scan.starts[index] != end + 1:
            return ""
        return self.scan.words[index].casefold()

    def contained(self, name: str, end: int) -> bool:
        """Whether what follows holds a place of this name: "X, Texas", in German "X in Texas"."""
        scan = self.scan
        inside = self._patterns.inside.match(self.text, end)
        index = scan.index(inside.end()) if inside else len(scan.starts)
        if not inside or index >= len(scan.starts) or scan.starts[index] > inside.end():
            return False
        for hit in scan.known.get(index, ()):
            outer = [e.place for e in scan.entries(hit.name) if e.form != "alternate"]
            areas = {(p.country, p.name) for p in outer if p.kind == "state"}
            countries = {p.country for p in outer if p.kind == "country"}
            for entry in scan.entries(name):
                place = entry.place
                if (place.country, place.state) in areas or place.country in countries:
                    return True
        return False

    def is_team(self, start: int, end: int) -> bool:
        """Whether a town's name is part of its team's: "Real Madrid"."""
        clubs, scan = self.words.clubs, self.scan
        if self.word_before(start) in clubs and scan.is_capital(scan.index(start) - 1):
            return True
        return self.word_after(end) in clubs and scan.is_capital(scan.index(end))

    def is_vessel(self, name: str, start: int, end: int) -> bool:
        """Whether an article makes a ship of a name that takes none: "aboard the Oregon"."""
        before = self.word_before(start)
        if before not in self.words.articles or not name.isalpha():
            return False
        if self.words.nouns and self.text[: start - len(before) - 1].endswith(", "):
            # German "der" and "die" open a clause too: "der Mann, der X verließ".
            return False
        if name.isupper() or name.endswith("s") or self.scan.is_river(name):
            return False
        if name in self.words.with_article or not self._ends_phrase(end):
            return False
        return any(e.place.kind in _BARE for e in self.scan.entries(name)[:1])

    def is_river(self, name: str, start: int, end: int) -> bool:
        """Whether an article makes a river or the like of a name: "up the Missouri", "die Elbe"."""
        before = self.word_before(start)
        if before in name_words().features:  # "the river Rhone"
            return self.is_feature(name) or self.scan.is_river(name)
        if before not in self.words.before_features:
            return False
        if self.words.language == "en":
            told = name.rpartition(" ")[2].casefold() in name_words().features
            known = self.scan.is_river(name) or self.is_feature(name)
            return known and (told or self._ends_phrase(end))
        return self.is_feature(name) or self._is_island(name)

    def _is_island(self, name: str) -> bool:
        """Whether a name is best known as that of an island or a group of them."""
        return any(bearer.kind == "island" for bearer in self.scan.gazetteer.bearers(name, 1))

    def is_feature(self, name: str) -> bool:
        """Whether a name is best known as that of a river, a lake or a range."""
        return any(bearer.kind in _FEATURES for bearer in self.scan.gazetteer.bearers(name, 1))

    def is_given(self, name: str, start: int, end: int) -> bool:
        """Whether it is a person's given name, as nothing is said to be in it: "Petra sang"."""
        before = self.word_before(start)
        if name not in self.words.given:
            return False
        if before in self.words.to_persons:
            # "Permit à Paul", but "alla à Florence"
            return self.scan.weight(name) < LARGE and self.before(start) < MOVES
        if before in self.words.locatives:
            return False
        if self.before(start) >= MOVES and self.scan.weight(name) >= LARGE:  # "sailed to Florence"
            return False
        return not self.contained(name, end)

    def is_ships(self, start: int, end: int) -> bool:
        """Whether what stands before makes a name a ship's: "HMS Norfolk", "the steamer Oregon".

        An article does where marks set the name apart: "the _Oregon_", as plain text writes what
        a book has in italics. "The ferry Calais-Dover" is none.
        """
        if self.text[end : end + 2].strip()[:1] in ("-", "–") or self._is_parted(start, end):
            return False
        if self._patterns.ship.search(self.text, max(0, start - _SHIP_REACH), start):
            return True
        apart = self.is_apart(start, end)
        before = self.word_before(start - apart)
        if apart and self.text[start - 3 : start - 1] == ", ":  # 'the steamer, "Oregon,"'
            before = self.scan.words[self.scan.index(start) - 1].casefold()
        if apart and before in self.words.articles:
            return True
        tags = self.cues.tags_of(before)
        return "traveller.vehicle" in tags and "mode.sea" in tags

    def is_apart(self, start: int, end: int) -> bool:
        """Whether marks set a name apart, as they do a ship's and never a place's."""
        if self.text[end : end + 1] == ",":
            end += 1
        return self.text[start - 1 : start] + self.text[end : end + 1] in _SET_APART

    def is_storms(self, name: str, start: int) -> bool:
        """Whether the word before makes a name a storm's: "Hurricane Florence"."""
        word = self.word_before(start)
        if word.startswith(self.cues.forms.storm):
            # "La tormenta tropical Hanna", "la tempête tropicale Hanna"
            word = self.word_before(start - 1 - len(word))
        tags = self.cues.tags_of(word)
        return "traveller.storm" in tags and self.scan.weight(name) < FIRM

    def _ends_phrase(self, end: int) -> bool:
        """Whether a name is the last word of its phrase: no noun follows that it goes with."""
        after = self.word_after(end)
        if not after:
            return (
                self.text[end : end + 1] not in ("-", "–", "/") or self.text[end : end + 2] == "--"
            )
        if after in self.words.conjunctions:
            # "The Boston and Paris offices": the phrase goes on.
            other = self.scan.index(end) + 1
            return not self.scan.is_capital(other) or self._ends_phrase(self.scan.ends[other])
        return after in self.words.before_place or after in self.words.phrase_starts

    def is_language(self, start: int, end: int) -> bool:
        """Whether a demonym stands for the language: "in Danish,"."""
        return self.word_before(start) in self.words.before_language and not (
            self.word_after(end).isalpha() and self.word_after(end) not in self.words.after_language
        )

    def body_next(self, end: int) -> bool:
        """Whether a word follows that makes a body of a town's name: "Riverton Council"."""
        return self.word_after(end) in self.words.bodies

    def speaks(self, end: int) -> bool:
        """Whether a verb of saying follows, as after a person's name."""
        return self.word_after(end) in self.words.after_person

    def rules(self, start: int, end: int) -> bool:
        """Whether a name stands for those who rule there: "Oslo warns", "warns Oslo"."""
        before = self.word_before(start)
        if before in self.words.government_before:
            return True
        if before in self.words.before_place or before in self.words.locatives:
            return False
        return self.word_after(end) in self.words.government_verbs
