"""Noun groups, read without a parser: the subject before a verb, an object after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from geo.nouns import (
    DEPUTY,
    Noun,
    is_attached,
    is_name,
    is_number,
    is_particle,
    is_plural,
    is_preposition,
    is_pronoun,
    number_of,
    pronoun_of,
    traveller_kinds,
)
from geo.tokens import Token

# So many words without a meaning here may stand inside a noun group: "heavily armoured".
_ADJECTIVES: Final = 2
# "Four workers" may travel together; a number of more figures than this is a crowd.
_FEW: Final = 3
# The subject of a sentence is looked for among so many of its first words.
_START: Final = 16


@dataclass(slots=True)
class _Group:
    """A noun group that is being read, word by word."""

    tokens: Sequence[Token]
    backward: bool = False
    described: bool = False
    joined: bool = False
    names: set[str] = field(default_factory=set)
    heads: set[tuple[str, str]] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    unknown: str = ""
    pronoun: str = ""
    other: bool = False
    fresh: bool = False
    number: str = ""
    owned: bool = False
    deputy: bool = False
    service: bool = False
    determined: bool = False
    refers: bool = False
    skipped: int = 0

    @property
    def found(self) -> bool:
        return bool(self.names or self.heads)

    def noun(self) -> Noun:
        if self.pronoun:
            return Noun(pronoun=self.pronoun, number=self.number)
        return Noun(
            frozenset(self.names),
            # "A river steamer" is a steamer.
            self._ranked({head for head in self.heads if head[0] != "inert"} or self.heads),
            frozenset(self.countries),
            "",
            self.other,
            self.fresh or not (self.names or self.determined or self.is_single()),
        )

    def _ranked(self, heads: set[tuple[str, str]]) -> frozenset[tuple[str, str]]:
        rank = DEPUTY if self.deputy and self.is_person() else ""
        return frozenset((kind, rank + word) for kind, word in heads)

    def refer(self, token: Token) -> None:
        """Take a pronoun."""
        self.pronoun, self.number = pronoun_of(token), number_of(token)

    def forget(self) -> None:
        """Start anew: what was read is the object of a preposition."""
        self.names, self.heads, self.countries = set(), set(), set()
        self.unknown, self.skipped = "", 0

    def takes(self, at: int) -> bool:
        """Take a name, a noun for a traveller or a toponym that belongs to one."""
        token = self.tokens[at]
        if token.mention is not None:
            attached = is_attached(self.tokens, at)
            if token.mention.place is not None and (attached or self.found):
                self.countries.add(token.mention.place.country)
            return attached or not self.found
        if token.tags:
            kinds = traveller_kinds(token.tags)
            self.service = self.service or "traveller.service" in token.tags
            if kinds:
                self.heads.update((kind, token.word) for kind in kinds)
                self.joined = False
                return True
        if "traveller.deputy" in token.tags:
            self.deputy = True
            return True
        if is_name(self.tokens, at):
            self._name(token.word)
            return True
        return False

    def _name(self, word: str) -> None:
        """Take a name; of "Acme engineer Ann Lee" only what follows the noun is hers.

        Of "king Bo and queen Ann" both are theirs.
        """
        described = self.is_person()
        if described and self.backward and self.names and not self.joined:
            return
        if described and not self.backward and not self.described:
            self.names.clear()
        self.described = described
        self.names.add(word)

    def closes(self, at: int) -> bool | None:
        """Read a word that may begin the group, going backwards.

        Returns
        -------
        Whether it does; None if it is no such word.
        """
        token, before = self.tokens[at], self.tokens[at - 1] if at else None
        if not (self.found or self.unknown):
            if not is_pronoun(token) or _is_article(self.tokens, at):
                return None
            self.refer(token)
            return True
        if is_particle(self.tokens, at):
            return False
        if "clause.link" in token.tags and before is not None and is_preposition(before):
            self.fresh = self.refers and "clause.one" in token.tags
            return False
        if "traveller.own" in token.tags and not self.is_person():
            self.pronoun = "narrator"
        elif "clause.another" in token.tags:
            self._name_unknown()
            self.other = True
        elif "clause.possessive" in token.tags:
            return self._owned(before)
        elif "clause.link" in token.tags:
            return self._linked(at, before)
        elif is_pronoun(token) and not self.found:
            self.refer(token)
        else:
            return None
        return True

    def _owned(self, before: Token | None) -> bool:
        """Take "his", which makes a person another one: "her brother"."""
        if before is not None and "clause.and" in before.tags:
            self.forget()
            return False
        self.other = not self.heads or self.is_person()
        self._name_unknown()
        return True

    def _linked(self, at: int, before: Token | None) -> bool:
        """Take an article: "the ships" are some that were told of, "ships" are any."""
        tags = self.tokens[at].tags
        if "time" in self.tokens[at + 1].tags and not self.found:
            # "El domingo cerrará su visita"
            self.forget()
            return False
        if "clause.singular" in tags and self.unknown.endswith("s") and not self.found:
            return True
        if "clause.article" in tags and before is not None and _joins_of(before):
            self.forget()
            return False
        self._name_unknown(at)
        some = "clause.article" in tags and "traveller.many" not in self.tokens[at + 1].tags
        if some and {kind for kind, _ in self.heads} == {"crowd"}:
            self.heads = {("several", word) for _, word in self.heads}
        self.fresh = "clause.one" in tags
        self.determined = True
        return True

    def counts(self, token: Token) -> bool:
        """Take a number, which makes people in general some people: "four workers"."""
        if not is_number(token):
            return False
        if not self.found and self.unknown:
            self.heads.add(("several", self.unknown))
        figures = sum(sign.isdigit() for sign in token.word)
        few = figures <= _FEW
        if few and not self.service and {kind for kind, _ in self.heads} == {"crowd"}:
            self.heads = {("person", word) for _, word in self.heads}
        return True

    def skips(self, token: Token) -> bool:
        """Pass over a word within or before the group; False where the group is over."""
        if token.word in ("'s", "-") or token.has("preposition.of", "clause.of"):
            return True
        plain = not token.tags and token.word.isalpha()
        if self.found:
            self.skipped += 1
            return plain and self.skipped <= _ADJECTIVES
        if plain and not token.word.endswith("ly"):
            self.unknown = self.unknown or token.word
        return True

    def own(self, at: int) -> None:
        """Name what belongs to a name, whatever that is: "Ann's envoy" is an envoy."""
        before = self.tokens[at - 1] if at else None
        token = self.tokens[at]
        if token.word == "'s" and before is not None and token.start == before.end:
            self._name_unknown()

    def joins(self, at: int) -> bool:
        """Whether "and" only joins two nouns."""
        token = self.tokens[at]
        if "clause.and" not in token.tags or not self.found or not at:
            return False
        before = self.tokens[at - 1]
        named = is_name(self.tokens, at - 1)
        self.joined = named
        return named or any(t.startswith("traveller.") for t in before.tags)

    def is_single(self) -> bool:
        """Whether it is one of a kind, though a headline leaves out its article."""
        return not all(word.endswith("s") for _, word in self.heads)

    def is_person(self) -> bool:
        return any(kind in ("person", "leader") for kind, _ in self.heads)

    def _name_unknown(self, at: int = -1) -> None:
        if not self.found and self.unknown:
            # "El alpinista vasco herido": the noun comes before its adjectives.
            first = "clause.head_first" in self.tokens[at].tags
            head = self.tokens[at + 1] if first else None
            plain = head is not None and head.word.isalpha() and head.mention is None
            self.heads.add(("other", head.word if head is not None and plain else self.unknown))


def subject_before(tokens: Sequence[Token], index: int, floor: int) -> Noun:
    """The subject before the verb at ``index``, after the token at ``floor``.

    The objects of prepositions are passed over, and what dashes enclose.
    """
    group = _Group(tokens, backward=True)
    at = index - 1
    while at > floor:
        token = tokens[at]
        if token.word in ("–", "—"):
            at = _opening_dash(tokens, at, floor)
        elif is_number(token) and (group.found or group.unknown):
            group.counts(token)
        elif is_preposition(token):
            if group.found and group.refers:
                break
            group.forget()
        elif "clause.relative" in token.tags and not group.found and not group.unknown:
            group.refers = True
        elif _opens_relative(tokens, at) and not group.found:
            group.forget()
            group.refers = True
        elif _ends(group, at):
            break
        at -= 1
    # "Diplomats left", "copper shipped": nobody and nothing in particular.
    opens = floor + 2 < len(tokens) and not tokens[floor + 2].has("clause.auxiliary")
    first = opens and tokens[floor + 1].word == group.unknown
    bare = is_plural(group.unknown) or (first and not group.unknown.endswith("ing"))
    if bare and not (group.found or group.pronoun):
        group.heads.add(("crowd", group.unknown))
    return group.noun()


def _opens_relative(tokens: Sequence[Token], at: int) -> bool:
    """Whether a clause about the subject begins: "the ship that had been seen off X sailed"."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    auxiliary = after is not None and after.has("clause.auxiliary", "clause.passive")
    return auxiliary and "clause.relative" in tokens[at].tags


def _ends(group: _Group, at: int) -> bool:
    """Let the group take the token, and say whether it is complete."""
    group.own(at)
    closes = group.closes(at)
    if closes is not None:
        return closes
    token = group.tokens[at]
    return not (group.takes(at) or group.counts(token) or group.joins(at) or group.skips(token))


def _opening_dash(tokens: Sequence[Token], at: int, floor: int) -> int:
    return next((i for i in range(at - 1, floor, -1) if tokens[i].word == tokens[at].word), at)


def noun_after(tokens: Sequence[Token], start: int, end: int) -> Noun:
    """The first noun group from ``start`` on, before ``end`` or the last token: an object, say."""
    group = _Group(tokens)
    for at in range(start, min(end, len(tokens))):
        token = tokens[at]
        if is_pronoun(token) and "clause.link" not in token.tags and not group.found:
            group.refer(token)
            break
        if "clause.link" in token.tags and not group.found:
            group.determined = True
            group.fresh = "clause.one" in token.tags
            group.owned = "clause.possessive" in token.tags
        elif token.word == "," and not group.found:
            group.determined = group.owned = False
        elif group.unknown and not group.found and _joins_of(token):
            break
        elif group.takes(at) or is_particle(tokens, at):
            continue
        elif group.found and not group.skips(token):
            break
        elif group.determined and not token.tags and token.word.isalpha() and not group.unknown:
            group.unknown = token.word
    if not group.found and group.unknown and not group.pronoun:
        group.heads.add(("other", group.unknown))
    group.other = group.owned and group.is_person()
    return group.noun()


def _joins_of(token: Token) -> bool:
    return token.has("preposition.of", "preposition.of_from")


def first_noun(tokens: Sequence[Token]) -> Noun:
    """Whom or what a sentence names first outside prepositional phrases: mostly its subject."""
    at, end = 0, min(len(tokens), _START)
    while at < end:
        token = tokens[at]
        if is_preposition(token):
            at = _after_phrase(tokens, at + 1, end)
            continue
        if token.has("clause.where", "clause.which"):
            return Noun()
        thing = "clause.article" in token.tags and at + 1 < end and not tokens[at + 1].tags
        person = (
            is_pronoun(token) or traveller_kinds(token.tags) or "traveller.deputy" in token.tags
        )
        if thing or person or is_name(tokens, at):
            noun = noun_after(tokens, at, end)
            # "Her first stop was the Museum": hers, whom a sentence before names.
            return Noun() if "clause.possessive" in token.tags and not noun.other else noun
        at += 1
    return Noun()


def _after_phrase(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where a prepositional phrase is over: "in the old port | the troops boarded"."""
    content = False
    for at in range(start, end):
        article = "clause.link" in tokens[at].tags
        if _leaves_phrase(tokens[at]) or (article and content):
            return at
        content = content or not article
    return end


def _leaves_phrase(token: Token) -> bool:
    verb = any(tag.startswith(("verb.", "noun.")) for tag in token.tags)
    return token.word == "," or is_pronoun(token) or verb


def _is_article(tokens: Sequence[Token], at: int) -> bool:
    """Whether what may be a pronoun is a place's article: "over het Kanaal"."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return "clause.article" in tokens[at].tags and after is not None and after.mention is not None
