"""Who travels: the nouns of movements, grouped by the person or thing that they mean."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field

from geo.nouns import DEPUTY, Noun

PEOPLE = frozenset(("leader", "person", "group", "narrator"))
_THINGS = frozenset(("vehicle", "storm", "thing"))
# Nouns of these kinds mean the same one, whatever the text calls it: "hurricane", "storm".
_ALIKE = frozenset(("group", "storm", "thing"))
_TRAVELLING = PEOPLE | _THINGS
_SOMEBODY = frozenset(("leader", "person"))
# Whom "he" or "she" may mean.
_ONE = frozenset(("leader", "person", "other"))
_RIDDEN = frozenset(("vehicle", "thing"))


@dataclass(slots=True)
class Traveller:
    """One who travels, under every name and description that the text uses."""

    names: set[str] = field(default_factory=set)
    heads: set[tuple[str, str]] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    narrator: bool = False
    other: bool = False
    fresh: bool = False

    @property
    def kinds(self) -> set[str]:
        """What kinds of traveller the text calls it: "leader", "vehicle", "storm" and so on."""
        return {kind for kind, _ in self.heads} | ({"narrator"} if self.narrator else set())

    @property
    def is_vehicle(self) -> bool:
        """Whether it is a vehicle alone, without a word of whom it carries."""
        return "vehicle" in self.kinds and self.kinds <= _RIDDEN and not self.names

    @property
    def unknown(self) -> bool:
        """Whether it is only a noun that no list knows."""
        return not self.names and self.kinds == {"other"}

    @property
    def generic(self) -> bool:
        """Whether it is people or vehicles in general, or goes nowhere: "flights", "the road"."""
        return bool(self.heads) and not self.names and self.kinds <= {"crowd", "inert"}

    @property
    def is_thing(self) -> bool:
        """Whether it is a thing, which a text calls "it"."""
        return bool(self.heads) and self.kinds <= _THINGS

    def may_be(self, pronoun: Noun) -> bool:
        """Whether the pronoun may mean it: "he" means no ship and no group, "they" no road."""
        if pronoun.number == "single" and not self.names:
            return bool(self.kinds) and self.kinds <= _ONE
        return pronoun.number != "plural" or self.kinds != {"inert"}

    def accompanies(self, main: Traveller, *, alone: bool) -> bool:
        """Whether this may be the main traveller in other words, or what carries it.

        A text calls its travellers "the group" or "the plane" without more ado, but names
        another traveller, or says whose it is.

        Parameters
        ----------
        alone
            Whether the text tells of no other traveller by name.
        """
        if self is main or self.other or self.generic or "storm" in main.kinds:
            return False
        if self.countries and main.countries and not self.countries & main.countries:
            return False
        if self.names:
            return main.is_vehicle and not self.kinds & {"leader", "person"}
        if main.narrator and self.is_vehicle and self.fresh:
            # "A large schooner came out of the bay": one that was seen, and not one's own.
            return False
        if self.kinds <= {"vehicle", "group"} or self.is_vehicle:
            return not main.unknown or self.is_vehicle
        if self.kinds == {"narrator"} and (main.is_vehicle or main.unknown):
            return True
        if (self.kinds == {"several"} or main.kinds == {"several"}) and not main.unknown:
            return not (self.names or main.names) and "narrator" not in main.kinds
        if self.kinds == {"thing"}:
            return main.narrator or main.kinds <= _THINGS
        people = bool(self.kinds) and self.kinds <= {"person", "leader"}
        return people and (alone if main.names else bool(main.kinds & {"person", "group"}))

    def is_another(self, main: Traveller) -> bool:
        """Whether the words make this somebody else than the main traveller of a journey.

        A named person, "a nurse", "her brother", people in general, or somebody of another
        country. What is none of these is taken for the traveller in other words.
        """
        if self.other or self.generic or ("storm" in self.kinds) != ("storm" in main.kinds):
            return True
        if _stands_in(self.heads) != _stands_in(main.heads) and self.kinds & main.kinds & _SOMEBODY:
            return True
        if self.countries and main.countries and not self.countries & main.countries:
            return True
        if {word for _, word in self.heads} & {f"{word}s" for _, word in main.heads}:
            # "The presidents of other countries"
            return True
        if self.names:
            return not self.kinds & _RIDDEN or bool(self.kinds & _SOMEBODY)
        if main.unknown and self.kinds <= {"other", "several"} and self.kinds:
            return True
        if self.kinds == {"person"} and main.kinds == {"leader"}:
            # "The 24-year-old" is the leader.
            return not any(sign.isdigit() for _, word in self.heads for sign in word)
        if main.narrator and self.is_vehicle:
            return self.fresh
        return self.fresh and bool(self.kinds & _SOMEBODY)

    def takes(self, noun: Noun) -> None:
        """Add another description of the same one."""
        if not (self.names or self.heads):
            self.fresh = noun.fresh
        self.names |= noun.names
        self.heads |= noun.heads
        if noun.number == "single" and self.unknown:
            # Whom "he" or "she" means is somebody, though no list knows the word.
            self.heads = {("person", word) for _, word in self.heads}
        self.countries |= noun.countries

    def answers(self, noun: Noun, pairs: tuple[str, ...]) -> bool:
        """Whether a description without a known name may mean this one.

        Parameters
        ----------
        pairs
            Endings of a word for two rulers: Dutch "koningspaar" is a "koning" and a queen.
        """
        if noun.countries and self.countries and not noun.countries & self.countries:
            return False
        mine, other = self.heads, noun.heads
        shared = {kind for kind, _ in mine} & {kind for kind, _ in other} & _ALIKE
        if shared and not (self.names and "thing" in shared):
            return True
        words, told = {word for _, word in mine}, {word for _, word in other}
        return bool(told & words) or any(
            pair.endswith(pairs) and pair.startswith(word) for pair in words for word in told
        )


class Travellers:
    """Every traveller of an article, as its movements are read in order.

    Parameters
    ----------
    pairs
        See :meth:`Traveller.answers`.
    """

    def __init__(self, pairs: tuple[str, ...] = ()) -> None:
        self._pairs = pairs
        self.known: list[Traveller] = []
        self._recent: list[Traveller] = []

    def knows(self, noun: Noun) -> bool:
        """Whether one of the travellers bears one of the noun's names."""
        return any(traveller.names & noun.names for traveller in self.known)

    def may_mean(self, noun: Noun) -> bool:
        """Whether the noun means one of the travellers, or is a word for one."""
        if any(kind in _TRAVELLING for kind, _ in noun.heads):
            return True
        known = len(self.known)
        found = self._find(noun)
        del self.known[known:]
        return found is None or found in self.known

    def meant_by(self, noun: Noun) -> Traveller | None:
        """The traveller that a noun means, a new one if need be; None for no or an unclear noun."""
        found = self._find(noun)
        if found is not None:
            found.takes(noun)
            if found in self._recent:
                self._recent.remove(found)
            self._recent.append(found)
        return found

    def _find(self, noun: Noun) -> Traveller | None:
        if not noun:
            return None
        if noun.pronoun == "narrator":
            narrator = next((t for t in self.known if t.narrator), None)
            return narrator or self._new(Traveller(narrator=True))
        if noun.pronoun:
            return self._meant_by_pronoun(noun)
        if noun.other:
            return self._new(Traveller(other=True))
        return (
            self._of_name(noun)
            or self._of_description(noun)
            or self._named_before(noun)
            or self._new(Traveller())
        )

    def _meant_by_pronoun(self, pronoun: Noun) -> Traveller | None:
        """The last whom "he", "they" or "it" fits, or else the last of all."""
        others = [t for t in reversed(self._recent) if not t.narrator]
        others = [t for t in others if t.may_be(pronoun)] or others
        alike = [t for t in others if t.is_thing == (pronoun.pronoun == "it")]
        fitting = [t for t in alike if not t.unknown]
        return next(iter(fitting or alike or others), None)

    def _of_name(self, noun: Noun) -> Traveller | None:
        """The last who bears one of the noun's names."""
        return next((t for t in reversed(self._recent) if noun.names & t.names), None)

    def _of_description(self, noun: Noun) -> Traveller | None:
        """The last whom the noun describes; of two names each means another."""
        return next(
            (
                t
                for t in reversed(self._recent)
                if _may_be_storm(t, noun)
                or not (t.other or (noun.names and t.names) or not t.answers(noun, self._pairs))
            ),
            None,
        )

    def _named_before(self, noun: Noun) -> Traveller | None:
        """Whom "the minister" or "the 24-year-old pilot" means: the last who was named."""
        kinds = {kind for kind, _ in noun.heads}
        if noun.names or noun.fresh or not kinds or not kinds <= _SOMEBODY:
            return None
        named = next((t for t in reversed(self._recent) if t.names and not t.other), None)
        if named is None or (named.countries and noun.countries - named.countries):
            return None
        if named.heads and _stands_in(noun.heads) != _stands_in(named.heads):
            return None
        suits = not named.kinds or (named.kinds & kinds and named.kinds <= _SOMEBODY)
        return named if suits else None

    def _new(self, traveller: Traveller) -> Traveller:
        self.known.append(traveller)
        return traveller


def _may_be_storm(traveller: Traveller, noun: Noun) -> bool:
    """Whether "the storm" means one of whom nothing but a name is told: "Isaias weakened"."""
    told = {kind for kind, _ in noun.heads} == {"storm"} and not (noun.names or noun.fresh)
    return told and bool(traveller.names) and not (traveller.kinds or traveller.other)


def _stands_in(heads: Set[tuple[str, str]]) -> bool:
    """Whether one is called a deputy: "the vice president" is not the president."""
    return any(word.startswith(DEPUTY) for _, word in heads)
