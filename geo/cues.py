"""The words of movement in each language, and text cut into words that know them.

The words live in ``data/cues/``, one file a language, and the persons and tenses of its verbs in
``verbs/`` there; see its README.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from geo.errors import DataError
from geo.sentences import article_words
from geo.story import Mention, Span
from geo.words import words as word_lists

DIRECTORY: Final = Path(__file__).resolve().parent.parent / "data" / "cues"
DEFAULT_LANGUAGE: Final = "en"
NOTHING: Final[frozenset[str]] = frozenset()
ANY: Final = "*"
# Signs that lead from place to place.
ARROWS: Final = ("→", "➔", "⇒", "▸", "->")
# Signs between clauses.
BREAKS: Final = frozenset(';:.?!()[]—–"“”„»«…')

Phrases = dict[str, dict[str, list[tuple[list[str], frozenset[str]]]]]
_LETTERS = re.compile(rf"[^\W\d_]+|{'|'.join(ARROWS)}")
# A narrator says "I" or "we" so often at least, and in this share of the words.
_NARRATED_LEAST: Final = 2
_NARRATED_SHARE: Final = 0.01
# A name between quotation marks has so many words at most.
_QUOTES: Final = frozenset('"“”„»«')
_QUOTED_NAME = 3
_CLOSING: Final = frozenset(".?!")
# A sentence in capitals is no heading or abbreviation from so many characters on.
_SHOUTED: Final = 40
# Brackets so far apart enclose an aside, not a sentence.
_ASIDE: Final = 8
# In German a capital inside a sentence makes a noun.
_NEVER_NOUNS = ("verb.", "split.", "status.", "preposition.")
# With the capital first, so that the search skips to the next one.
_INNER_CAPITAL = re.compile(r"[A-ZÀ-Þ](?<=[a-zà-ÿ,] .)\w+")
_CAPITAL = re.compile(r"[A-ZÀ-Þ][\w-]+")
# "Weber (SPD)", "Weber (54)".
_MEMBER = re.compile(r" \((?:[A-Z]{2,}\w*|\d\d)\)")
_DIGITS: Final = "0123456789"
_AGAIN: Final = frozenset(("order.again",))
# A compound has so many letters at least, its last part so many, and means what that one means.
_BEFORE = 30
_COMPOUND, _PART = 8, 4
_OF_PARTS = ("traveller.", "mode.", "place.institution")


class Token(NamedTuple):
    """A word, a sign or a toponym of a sentence, and what it may tell of a movement.

    Attributes
    ----------
    word
        In lower case; a phrase that a cue file lists is one token.
    tags
        The lists that hold it, such as "verb.arrive".
    mention
        The toponym that it is, if it is one.
    capital
        Whether it is written with a capital.
    """

    start: int
    end: int
    word: str
    tags: frozenset[str] = NOTHING
    mention: Mention | None = None
    capital: bool = False

    def has(self, *tags: str) -> bool:
        """Whether one of the tags is among its own."""
        return not self.tags.isdisjoint(tags)

    @property
    def span(self) -> Span:
        """Where it stands in the article's text."""
        return Span(self.start, self.end)


@dataclass(frozen=True, eq=False)
class Cues:
    """One language's words of movement.

    Attributes
    ----------
    words
        The tags of a word.
    phrases
        By their first word, then their second: the rest of a phrase and its tags, the longest
        first.
    verb_last
        Whether the verb may close its clause, as in German and Dutch.
    months
        Their names in order, and short forms in further rows of twelve.
    weekdays
        Their names in order, from Monday.
    splits
        The kind of a verb with its separable prefix, where the prefix alone misleads.
    prefixes
        The same by the verb: its prefixes, and the kind that each makes.
    articled
        Toponyms that bear "the", in lower case: with it, any other is taken for a ship's name.
    speed
        Finds a speed: its ``value`` and its ``unit``.
    movers
        A sentence that tells a movement holds one of these words, and all of a phrase with it;
        each phrase with the list that holds it, such as "verb.arrive".
    stayers
        The same for one that tells where its narrator was: "we", "evening".
    narrators
        Pronouns of a narrator, and verbs that need none in Spanish.
    old
        Old spellings: what to look for in a word that is not known, and what to put for it.
    pairs
        Endings of a word for two rulers.
    participle
        What participles look like, where an unknown one may seem to be a noun, and, in languages
        whose verbs stand before their objects, with what a clause opens that has no subject.
    infinitive
        What infinitives look like that have the subject of the verb before.
    finite
        Endings of verbs before which an article is a pronoun: "l'embarqua", "la llevaron".
    infix
        What an infinitive with a separable prefix may hold within it: German "zu".
    noun_endings
        Endings of nouns that no surname has, where every noun has a capital.
    """

    language: str
    words: dict[str, frozenset[str]]
    phrases: Phrases
    verb_last: bool
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    movers: dict[str, list[tuple[frozenset[str], str]]]
    stayers: frozenset[str]
    narrators: frozenset[str]
    splits: dict[str, str]
    prefixes: dict[str, dict[str, str]]
    articled: frozenset[str]
    speed: re.Pattern[str]
    old: tuple[tuple[re.Pattern[str], str], ...]
    pairs: tuple[str, ...]
    participle: re.Pattern[str]
    infinitive: re.Pattern[str]
    finite: tuple[str, ...]
    infix: str
    noun_endings: tuple[str, ...]

    def words_of(self, sentence: str) -> set[str]:
        """The words of a sentence, for a quick look."""
        words = set(_LETTERS.findall(sentence.lower()))
        return {self.modern(word) for word in words} if self.old else words

    def modern(self, word: str) -> str:
        """The word as it is spelt now, if the lists know it so and not as it stands: "vaaren"."""
        if not self.old or word in self.words or word in self.phrases or not word.isalpha():
            return word
        return _modern(self, word)

    def tags_of(self, word: str) -> frozenset[str]:
        """The tags of a word in lower case; a compound has those of its last part."""
        tags = self.words.get(word, NOTHING)
        compound = not tags and self.verb_last and len(word) >= _COMPOUND
        return self._of_compound(word) if compound else tags

    def tags_in(self, text: str) -> Iterator[frozenset[str]]:
        """The tags of every single word of the text that has some."""
        for word in _LETTERS.findall(text.lower()):
            if word in self.words:
                yield self.words[word]

    def is_narrated(self, text: str) -> bool:
        """Whether the text says "I" or "we" again and again."""
        lower = text.lower()
        if self.old:
            said = sum(self.modern(word) in self.narrators for word in _LETTERS.findall(lower))
        else:
            said = len(self._narrator.findall(lower))
        return said >= max(_NARRATED_LEAST, _NARRATED_SHARE * len(text.split()))

    @cached_property
    def _narrator(self) -> re.Pattern[str]:
        """Finds a pronoun of a narrator, in a sixth of the time that it takes to find every word.

        What may begin one comes first, so that the search skips to the next.
        """
        words = [rf"{word}(?<![^\W\d_]{'.' * len(word)})" for word in sorted(self.narrators)]
        return re.compile(rf"(?:{'|'.join(words)})(?![^\W\d_])")

    def names_in(self, text: str) -> frozenset[str]:
        """The words, in lower case, that the article writes as names.

        Those with a capital inside a sentence; in German, where every noun has one, those after
        a title or a given name, and those that stand again and again without an article.
        """
        if self.language != "de":
            return frozenset(word.lower() for word in _INNER_CAPITAL.findall(text))
        given = word_lists(self.language).given
        names: set[str] = set()
        bare: dict[str, int] = {}
        for match in _CAPITAL.finditer(text):
            word = match[0].lower()
            before = text[max(0, match.start() - _BEFORE) : match.start()].split()
            last = before[-1] if before and text[match.start() - 1] == " " else ""
            if (
                match[0] in given
                or _MEMBER.match(text, match.end())
                or self._names_next(last, names)
            ):
                names.add(word)
            elif word not in self.words and not word.endswith(self.noun_endings):
                # What opens a sentence tells nothing of itself.
                free = "clause.link" not in self.words.get(last.lower(), NOTHING)
                if last and last[-1] not in _CLOSING:
                    free = free and last.isalpha()
                    bare[word] = bare.get(word, 0) + 1 if free and bare.get(word, 0) >= 0 else -1
        return frozenset(names | {word for word, times in bare.items() if times > 1})

    def _names_next(self, word: str, names: Set[str]) -> bool:
        """Whether a name follows the word: a title, a given name, a name, but "Merz Gespräche"."""
        if not word[:1].isupper():
            return False
        tags = self.tags_of(word.lower())
        titled = "traveller.leader" in tags or "traveller.person" in tags
        return titled or "traveller.title" in tags or word.lower() in names

    def tokens(
        self,
        text: str,
        sentence: Span,
        mentions: Sequence[tuple[Span, Mention]],
        names: frozenset[str] = NOTHING,
    ) -> list[Token]:
        """The sentence's tokens in order; each mention inside it is one token.

        Parameters
        ----------
        mentions
            With the words that stand for each: its own, or another name for it.
        names
            Words, in lower case, that the article writes as names (:meth:`names_in`): the
            first word of a sentence, and in German every word, is a name only if it is one.
        """
        tokens: list[Token] = []
        at = sentence.start
        for span, mention in mentions:
            if span.start >= at:
                tokens += self._plain(text, at, span.start)
                word = span.of(text).lower()
                tokens.append(Token(span.start, span.end, word, NOTHING, mention, True))
                at = span.end
        tokens += self._plain(text, at, sentence.end)
        tokens = _without_asides(_without_name_quotes(_without_brackets(tokens)))
        if (
            tokens
            and tokens[0].mention is None
            and tokens[0].capital
            and tokens[0].word not in names
        ):
            tokens[0] = tokens[0]._replace(capital=False)
        if is_shouted(sentence.of(text)):
            # Of words in capitals nobody can tell which are names.
            return [t._replace(capital=t.mention is not None) for t in tokens]
        if self.language == "de":
            return [_without_capital(token, names) for token in tokens]
        return tokens

    def _plain(self, text: str, start: int, end: int) -> list[Token]:
        if start >= end:
            return []
        lower = _lower(text[start:end])
        spans = [match.span() for match in _token().finditer(lower)]
        words = [lower[a:b] for a, b in spans]
        if self.old:
            words = [self.modern(word) for word in words]
        if "--" in lower:
            words = [_dashed(word) for word in words]
        known, phrases = self.words, self.phrases
        tokens: list[Token] = []
        index, count = 0, len(words)
        while index < count:
            word, (a, b) = words[index], spans[index]
            tags = known.get(word.lstrip(_DIGITS) if "-" in word else word, NOTHING)
            if not tags and self.infix:
                tags = self._of_infinitive(word)
            size = 1
            if word in phrases and index + 1 < count:
                size, tags = self._phrase(words, index, tags)
                if size > 1:
                    word, b = " ".join(words[index : index + size]), spans[index + size - 1][1]
            capital = text[start + a].isupper()
            if capital and tags:
                tags = self._of_capital(tags, inside=index > 0 and words[index - 1].isalnum())
            elif not tags and self.verb_last and len(word) >= _COMPOUND:
                tags = self._of_compound(word)
            tokens.append(Token(start + a, start + b, word, tags, None, capital))
            index += size
        return tokens

    def _of_infinitive(self, word: str) -> frozenset[str]:
        """What German "zu" inside a verb leaves of it: "anzusteuern", "weiterzureisen"."""
        at = word.find(self.infix, 2)
        if at < 0 or not word.endswith("n"):
            return NOTHING
        return self.words.get(word[:at] + word[at + len(self.infix) :], NOTHING)

    def _of_compound(self, word: str) -> frozenset[str]:
        """What its last part makes a German or Dutch compound: "Grünen-Politikerin"."""
        for at in range(2, len(word) - _PART + 1):
            tags = self.words.get(word[at:], NOTHING)
            found = frozenset(tag for tag in tags if tag.startswith(_OF_PARTS))
            if "time.clock" in tags:
                return tags
            if found:
                return found
        return NOTHING

    def _of_capital(self, tags: frozenset[str], *, inside: bool) -> frozenset[str]:
        """What a word with a capital may be: in March, no march; in German, a noun."""
        if "time.month" in tags:
            return frozenset(tag for tag in tags if tag.startswith("time"))
        if inside and self.language == "de":
            return frozenset(tag for tag in tags if not tag.startswith(_NEVER_NOUNS))
        return tags

    def _phrase(
        self, words: Sequence[str], index: int, tags: frozenset[str]
    ) -> tuple[int, frozenset[str]]:
        """How many words from ``index`` on make one cue, and its tags."""
        phrases = self.phrases[words[index]]
        for second in (words[index + 1], ANY):
            for rest, its in phrases.get(second, ()):
                here = words[index + 2 : index + 2 + len(rest)]
                if here == rest or (len(here) == len(rest) and _fits(rest, here)):
                    return len(rest) + 2, its
        return self._parted_phrase(words, index) or (1, tags)

    def _parted_phrase(self, words: Sequence[str], index: int) -> tuple[int, frozenset[str]] | None:
        """The same of a verb that an adverb parts from its preposition: "called again at"."""
        adverb = self.words.get(words[index + 1], NOTHING)
        if index + 2 >= len(words) or "clause.adverb" not in adverb:
            return None
        for rest, its in self.phrases[words[index]].get(words[index + 2], ()):
            if not rest and all(tag.startswith("verb.") for tag in its):
                return 3, its | (adverb & _AGAIN)
        return None


@cache
def _token() -> re.Pattern[str]:
    """Finds a title or a number with its points, an ending after an apostrophe, a word, a sign."""
    titles = "|".join(article_words()["abbreviations"]["dotted"])
    return re.compile(
        rf"\b(?:{titles})\.(?=\s)|km/[hu]\b|(?i:[ap]\.m)\b\.?|[^\W\d_]+|\d+-year-old\b"
        r"|\d+(?:s?t|d)en?\b|\d+(?:[.,:]\d+)*|['’](?:s|ll|d|ve|re|m)\b|->|-{2,}|[^\w\s'’]"
    )


@lru_cache(maxsize=16_384)
def _modern(cues: Cues, word: str) -> str:
    spelt = word
    for old, new in cues.old:
        spelt = old.sub(new, spelt)
        if spelt in cues.words or spelt in cues.phrases:
            return spelt
    return word


def _without_brackets(tokens: list[Token]) -> list[Token]:
    """The tokens with a comma for brackets in which a place says where another is: "X (Y)"."""
    kept: list[Token] = []
    for at, token in enumerate(tokens):
        inner = at and tokens[at - 1].mention is not None and len(tokens) > at + 2
        if token.word == "(" and inner and tokens[at + 1].mention and tokens[at + 2].word == ")":
            kept.append(token._replace(word=","))
        elif not (
            token.word == ")"
            and len(kept) > 1
            and tokens[at - 2].word == "("
            and kept[-2].word == ","
        ):
            kept.append(token)
    return kept


def _dashed(word: str) -> str:
    """The word, or a dash for the hyphens that plain text writes for one."""
    return "—" if word.startswith("--") else word


def _without_name_quotes(tokens: list[Token]) -> list[Token]:
    """The tokens without quotation marks around a name: the steamer "Hansa"."""
    marks = [at for at, token in enumerate(tokens) if token.word in _QUOTES]
    drop: set[int] = set()
    for opening, closing in pairwise(marks):
        inner = tokens[opening + 1 : closing]
        named = 0 < len(inner) <= _QUOTED_NAME and all(
            t.capital or not t.word.isalpha() for t in inner
        )
        if named and opening not in drop and opening > 0:
            drop |= {opening, closing}
    return [token for at, token in enumerate(tokens) if at not in drop] if drop else tokens


def _without_asides(tokens: list[Token]) -> list[Token]:
    """The tokens without what brackets enclose that names no place: "the summit (UNGA) in"."""
    drop: set[int] = set()
    opening = -1
    for at, token in enumerate(tokens):
        if token.word == "(":
            opening = at
        elif token.mention is not None or at - opening > _ASIDE:
            opening = -1
        elif token.word == ")" and opening > 0:
            drop.update(range(opening, at + 1))
    return [token for at, token in enumerate(tokens) if at not in drop] if drop else tokens


def is_shouted(text: str) -> bool:
    """Whether a sentence is written in capitals, as bulletins and telegrams are."""
    return len(text) >= _SHOUTED and text.isupper()


def _without_capital(token: Token, names: Set[str]) -> Token:
    """A German noun without its capital, which makes it no name."""
    noun = not token.tags or any(tag.startswith("noun.") for tag in token.tags)
    plain = token.capital and noun and token.mention is None
    return token._replace(capital=False) if plain and token.word not in names else token


def _fits(phrase: Sequence[str], words: Sequence[str]) -> bool:
    return all(a in (ANY, b) for a, b in zip(phrase, words, strict=True))


def _lower(text: str) -> str:
    """The text in lower case and with straight apostrophes, each character in its place."""
    lower = text.lower().replace("’", "'")
    if len(lower) == len(text):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text).replace("’", "'")


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


def _without_prefixes(tags: dict[tuple[str, ...], set[str]]) -> dict[tuple[str, ...], set[str]]:
    """The lists without verbs whose prefix is a preposition too: "fuhren an X vorbei"."""

    def told(entry: tuple[str, ...], section: str) -> bool:
        return any(tag.startswith(section) for tag in tags.get(entry, ()))

    return {
        entry: its
        for entry, its in tags.items()
        if not (len(entry) == 2 and told(entry, "split.") and told(entry[1:], "preposition."))
    }


def _lists(path: Path) -> dict[str, dict[str, str]]:
    with path.open("rb") as file:
        return tomllib.load(file)


def _cues(language: str, lists: dict[str, dict[str, str]]) -> Cues:
    tags: dict[tuple[str, ...], set[str]] = {}
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
    splits = {
        entry.replace("_", " "): f"verb.{name}"
        for name, listed in lists.get("split", {}).items()
        for entry in listed.split()
    }
    phrases: Phrases = {}
    for phrase, its in sorted(tags.items(), key=lambda item: -len(item[0])):
        if len(phrase) > 1:
            first, second, *rest = phrase
            phrases.setdefault(first, {}).setdefault(second, []).append((rest, frozenset(its)))
    spelling = lists.get("spelling", {})
    return Cues(
        language,
        {entry[0]: frozenset(its) for entry, its in tags.items() if len(entry) == 1},
        phrases,
        "particle" in lists,
        tuple(lists["time"]["month"].split()),
        tuple(lists["time"]["weekday"].split()),
        _movers(lists),
        frozenset(
            " ".join(
                (lists["traveller"]["narrator"], lists["time"]["clock"], lists["time"]["month"])
            ).split()
        ),
        frozenset(
            " ".join(
                (lists["traveller"]["narrator"], lists.get("person", {}).get("first", ""))
            ).split()
        ),
        splits,
        _by_verb(splits),
        frozenset(lists["place"].get("article", "").replace("_", " ").split()),
        _speed(lists["distance"]["speed"]),
        _old_spellings(spelling.get("old", "")),
        tuple(lists["traveller"].get("pair", "").split()),
        re.compile("|".join(spelling.get("participle", "").split())),
        re.compile("|".join(spelling.get("infinitive", "").split())),
        tuple(spelling.get("finite", "").split()),
        spelling.get("infix", ""),
        tuple(spelling.get("noun_endings", "").split()),
    )


def _by_verb(splits: dict[str, str]) -> dict[str, dict[str, str]]:
    prefixes: dict[str, dict[str, str]] = {}
    for split, kind in splits.items():
        verb, _, prefix = split.partition(" ")
        prefixes.setdefault(verb, {})[prefix] = kind
    return prefixes


def _movers(lists: dict[str, dict[str, str]]) -> dict[str, list[tuple[frozenset[str], str]]]:
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
                phrase = frozenset(filter(_LETTERS.fullmatch, words))
                movers.setdefault(telling, []).append((phrase, f"{section}.{name}"))
    return movers


def _old_spellings(listed: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    pairs = (entry.partition(">") for entry in listed.split())
    return tuple((re.compile(old), new) for old, _, new in pairs)


def _speed(listed: str) -> re.Pattern[str]:
    units = "|".join(re.escape(unit).replace("_", r"\s+") for unit in listed.split())
    return re.compile(
        rf"(?P<value>\d{{1,4}}(?:[.,]\d{{1,2}})?)\s*-?(?P<unit>{units})\b",
        re.IGNORECASE,
    )
