"""Clauses of a sentence, found without a parser: where they begin, and what joins their verbs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Final

from geo.cues import Cues
from geo.grammar import Grammar
from geo.nouns import is_number, is_person, is_preposition, is_pronoun
from geo.tokens import BREAKS, NOTHING, Token

ORDERERS: Final = frozenset(("order.after", "order.before"))
_OPENERS: Final = ORDERERS | {"clause.subordinate", "clause.where"}
_REFERRERS: Final = frozenset(
    ("clause.where", "clause.whence", "clause.whither", "clause.subordinate")
)
_MAY_OPEN: Final = ORDERERS | _REFERRERS | {"clause.relative"}
# Languages in which no comma need part a clause about a noun from it.
_UNPARTED: Final = frozenset(("en", "fr", "es"))
# What may stand between a conjunction and its verb: "and was later flown".
_BESIDE_VERB: Final = (
    "clause.adverb",
    "clause.passive",
    "clause.auxiliary",
    "clause.infinitive",
    "status.perfect",
    "status.planned",
    "status.denied",
    "order.again",
)
# So many tokens back a clause is looked at, lest the names of an endless one each ask for all.
LONGEST: Final = 100
# A word of at most so many letters before a full stop may be an abbreviation.
_ABBREVIATION: Final = 3
# An article or a possessive stands at most so far before its noun: "a short visit".
_DETERMINER: Final = 3


def _kept(question: Callable[[Clauses, int], int]) -> Callable[[Clauses, int], int]:
    """Keep the answer about each token: several movements ask the same."""
    name = question.__name__

    @wraps(question)
    def answer(clauses: Clauses, index: int) -> int:
        known = clauses.answers.get((name, index))
        if known is None:
            known = clauses.answers[name, index] = question(clauses, index)
        return known

    return answer


class Clauses:
    """The tokens of a sentence, and questions about the clauses that they make.

    Parameters
    ----------
    tokens
        Of the whole sentence.
    grammar
        Of the sentence, where a parser is at hand.

    Attributes
    ----------
    tags
        All that its tokens have, for a quick look before a long one.
    """

    def __init__(self, tokens: Sequence[Token], cues: Cues, grammar: Grammar | None = None) -> None:
        self.tokens = tokens
        self.grammar = grammar
        self.tags = NOTHING.union(*[token.tags for token in tokens])
        self.cues = cues
        self.answers: dict[tuple[str, int], int] = {}

    def before(self, index: int) -> Token | None:
        """The token right before, if there is one."""
        return self.tokens[index - 1] if index else None

    def after(self, index: int) -> Token | None:
        """The token that follows, if there is one."""
        return self.tokens[index + 1] if index + 1 < len(self.tokens) else None

    def ends(self, index: int) -> bool:
        """Whether the sign ends a clause; a full stop after an abbreviation does not."""
        token = self.tokens[index]
        if token.word != "." or not index:
            return token.word in BREAKS
        before, after = self.tokens[index - 1], self.after(index)
        if after is not None and after.word == ",":
            return False
        if after is not None and after.word.isalpha() and not after.capital and not before.capital:
            # "Über u. a. X": what goes on with a small letter is no new sentence.
            return False
        if "time.month" in before.tags and after is not None and after.word[0].isdigit():
            # "Sept. 19"
            return False
        short = before.capital or before.word[0].isdigit()
        return len(before.word) > _ABBREVIATION or not short

    def opens(self, index: int) -> bool:
        """Whether the word opens a clause: "after" (but not "after 4"), "when", "who"."""
        tags = self.tokens[index].tags
        if _MAY_OPEN.isdisjoint(tags):
            return False
        if not ORDERERS.isdisjoint(tags):
            return self._opens_with_order(index)
        if not _REFERRERS.isdisjoint(tags):
            return self._opens_with_reference(index)
        return self._opens_about_noun(index)

    def _opens_with_order(self, index: int) -> bool:
        """Whether "after" or "before" leads to more than a time: not in "after 4"."""
        before, after = self.before(index), self.after(index)
        if "preposition.cut" in self.tokens[index].tags and self.cues.verb_last:
            return after is not None and after.mention is not None
        if after is None:
            return True
        later = before is not None and "time" in before.tags
        if later and (after.word == "," or is_preposition(after)):
            # "Deux jours après à X"
            return False
        return not (after.word[0].isdigit() or "time" in after.tags)

    def _opens_with_reference(self, index: int) -> bool:
        """Whether "als" opens a clause: "…, als er X erreichte", not "erreichte als Sturm X"."""
        before = self.before(index)
        role = "clause.parted" in self.tokens[index].tags
        role = role and before is not None and before.word.isalpha()
        return not role or (before is not None and before.has("clause.and", "clause.contrast"))

    def _opens_about_noun(self, index: int) -> bool:
        """Whether "that" opens a clause about the noun before it, unlike "that night"."""
        before, after = self.before(index), self.after(index)
        if "clause.link" in self.tokens[index].tags and after is not None and "time" in after.tags:
            return False
        if self.cues.language in _UNPARTED or before is None or before.word == ",":
            return True
        # "De eilanden die …": Dutch needs no comma after a noun.
        noun = not before.tags or "place.kind" in before.tags or is_person(before)
        return self.cues.language == "nl" and noun and before.word.isalpha() and not before.mention

    def starts_anew(self, index: int) -> bool:
        """Whether a clause with a verb of its own begins at or after the token."""
        token = self.tokens[index]
        if not token.tags and token.word not in BREAKS:
            return False
        opener = not _OPENERS.isdisjoint(token.tags)
        return self.ends(index) or (opener and self.opens(index))

    def start(self, index: int) -> int:
        """The first token after the last sign that parts clauses."""
        start, least = index, max(0, index - LONGEST)
        while start > least and self.tokens[start - 1].word not in BREAKS:
            start -= 1
        return start

    def end(self, index: int) -> int:
        """The first token after ``index`` that is a comma, ends the clause or opens another."""
        for at in range(index + 1, len(self.tokens)):
            if self.tokens[at].word == "," or self.starts_anew(at):
                return at
        return len(self.tokens)

    @_kept
    def floor(self, index: int) -> int:
        """The last token before the clause of the token at ``index``; -1 if none.

        What a pair of dashes encloses is passed over.
        """
        at = index - 1
        while at >= 0:
            word = self.tokens[at].word
            if word in ("–", "—"):
                opening = next((i for i in range(at) if self.tokens[i].word == word), -1)
                if opening < 0:
                    return at
                at = opening
            elif self.starts_anew(at):
                return at
            at -= 1
        return -1

    @_kept
    def segment(self, index: int) -> int:
        """Where the words begin that say how certain the verb at ``index`` is."""
        start = index
        while start > 0:
            token = self.tokens[start - 1]
            if not token.tags and token.word.isalnum():
                start -= 1
                continue
            if self.starts_anew(start - 1) or "clause.contrast" in token.tags:
                # "If you come from X"
                return start - 1 if "status.supposed" in token.tags else start
            if token.word == "," and self.subject_follows(start - 1):
                break
            if "clause.relative" in token.tags and self.opens(start - 1):
                break
            start -= 1
        return start

    def subject_follows(self, index: int) -> bool:
        """Whether a clause with a subject of its own follows the comma."""
        for token in self.tokens[index + 1 : index + 3]:
            name = token.mention is None and token.capital and not token.tags
            if name or is_pronoun(token) or "clause.link" in token.tags:
                return True
            if not token.has("clause.adverb", "clause.and"):
                return False
        return False

    def verb_follows(self, index: int) -> bool:
        """Whether a Spanish verb that needs no subject follows the comma: ", siguieron viaje"."""
        if self.cues.language != "es":
            return False
        for token in self.tokens[index + 1 : index + 3]:
            if any(tag.startswith("verb.") for tag in token.tags):
                return not self.cues.forms.participle.fullmatch(token.word.partition(" ")[0])
            if not (is_pronoun(token) or token.has("clause.adverb")):
                return False
        return False

    def opens_main(self, index: int) -> bool:
        """Whether a verb with its subject follows a comma: "Nachdem …, fuhr er nach X"."""
        before, verb = self.before(index), self.tokens[index : index + 1]
        subject = self.after(index) if verb else None
        if before is None or before.word != "," or not verb or subject is None:
            return False
        finite = any(tag.startswith("verb.") for tag in verb[0].tags)
        finite = finite or verb[0].has("clause.auxiliary", "clause.passive", "status.perfect")
        named = subject.capital and not subject.tags and subject.mention is None
        return finite and (named or is_pronoun(subject) or "clause.article" in subject.tags)

    def leads(self, index: int) -> bool:
        """Whether only signs, numbers and times stand before it in its clause."""
        for at in range(index - 1, -1, -1):
            before = self.tokens[at]
            if before.word in BREAKS:
                return True
            if not (before.word == "," or before.word[0].isdigit() or "time" in before.tags):
                return False
        return True

    @_kept
    def junction(self, index: int) -> int:
        """The comma or conjunction right before the verb, but for times; -1 if there is none."""
        at = index - 1
        timed = False
        while at >= 0:
            token = self.tokens[at]
            of_time = timed and (is_number(token) or _introduces_time(token))
            if not (of_time or "time" in token.tags or _is_beside_verb(token)):
                break
            timed = "time" in token.tags or (timed and "preposition.at" not in token.tags)
            at -= 1
        if at < 0:
            return -1
        joins = self.tokens[at].word == "," or self.tokens[at].has("clause.and", "order.before")
        return at if joins else -1

    def is_purpose(self, index: int) -> bool:
        """Whether it is an infinitive of the verb before: "pour gagner X", "vint mouiller à X"."""
        before, infinitive = self.before(index), self.cues.forms.infinitive
        if before is None or not infinitive.fullmatch(self.tokens[index].word.partition(" ")[0]):
            return False
        moves = before.has("verb.go", "verb.start") and not infinitive.fullmatch(before.word)
        return moves or "clause.infinitive" in before.tags

    def joins_verb(self, index: int) -> bool:
        """Whether a verb goes on after another: "left X, dined at Y"."""
        before = self.before(index)
        if before is None or "clause.passive" in self.tokens[index].tags:
            return False
        return before.word == "," or "clause.and" in before.tags

    def determiner(self, index: int) -> int:
        """Where the article or possessive of a noun stands: "the trip", "a short visit"; or -1.

        "The" counts only right before, as "the ship sailed" is no noun group. A German noun
        has its capital and needs none.
        """
        if self.cues.language == "de":
            return -1
        describing = self.cues.forms.describing
        for at in range(index - 1, max(-1, index - 1 - _DETERMINER), -1):
            token = self.tokens[at]
            if token.word == "'s" or "clause.indefinite" in token.tags:
                return at
            if at == index - 1 and "clause.link" in token.tags:
                return -1 if "clause.relative" in token.tags else at
            plain = token.mention is None and token.word.isalpha()
            # "Her planned visit", "the upcoming trip", but not "she will visit"
            planned = "status.planned" in token.tags and token.word.endswith(describing)
            described = planned or "clause.adverb" in token.tags or is_person(token)
            if not plain or (token.tags and not described):
                return -1
        return -1


def is_of_time(token: Token) -> bool:
    """Whether it may stand in a time: "on Wednesday, October 4, at 4 p.m."."""
    parts = token.word == "," or token.word[0].isdigit() or "time" in token.tags
    return parts or token.has("preposition.at", "clause.link")


def _introduces_time(token: Token) -> bool:
    return not token.tags or token.has("clause.link", "preposition.at")


def _is_beside_verb(token: Token) -> bool:
    return token.has(*_BESIDE_VERB)
