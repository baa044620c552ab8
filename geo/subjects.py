"""Who makes a movement: the subject of its verb, or the object of one who carries it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from geo.clauses import ORDERERS, Clauses
from geo.grammar import Grammar
from geo.noungroups import first_noun, noun_after, subject_before
from geo.nouns import Noun, is_number, is_person, is_preposition, is_pronoun
from geo.prepositions import closing_column
from geo.tokens import BREAKS, Token, tagged

_ENTRIES: Final = frozenset(("verb.leave", "verb.reach", "verb.arrive", "verb.pass", "verb.start"))
# What stands right before a pronoun that is always a subject.
_FINITE: Final = ("clause.auxiliary", "clause.passive", "status.perfect", "clause.subordinate")
# What may stand before a participle that opens a sentence: "en quittant X", "a poco de salir".
_BEFORE_PARTICIPLE: Final = (
    "clause.auxiliary",
    "clause.adverb",
    "clause.and",
    "preposition.into",
    "preposition.of_from",
    "traveller.third",
    "traveller.narrator",
    "time",
)
_ENDS: Final = BREAKS | {","}
# The verb that stands second where another stands last.
_AUXILIARY: Final = ("clause.auxiliary", "clause.passive", "status.perfect")
_TAKES_OBJECT: Final = ("verb.reach", "verb.leave", "verb.pass", "verb.bring", "verb.enter")
# A noun whose article was taken for "it" stands within so many words.
_NEAR: Final = 2
_TRAVELLING: Final = ("person", "leader", "group", "vehicle")
# "Was" stands at most so many words before its participle: "was on Monday safely flown".
_PASSIVE: Final = 4


def subject_of(
    clauses: Clauses,
    index: int,
    kinds: Sequence[str],
    first: int,
    shared: Noun | None,
    grammar: Grammar | None,
) -> Noun:
    """The traveller of the verb or noun of movement at ``index``.

    Parameters
    ----------
    kinds
        What the word may be: "verb.go", "noun.trip" …
    first
        The first toponym that it takes.
    shared
        The subject of the verb before, where this one only goes on: "left X and reached Y".
    grammar
        Of the sentence, where a parser is at hand; it is asked before the rules.
    """
    if "verb.appear" in kinds or "clause.impersonal" in clauses.tokens[index].tags:
        # "Es ging nach X": nobody is named; but "ging het gezelschap naar X".
        after = noun_after(clauses.tokens, index + 1, index + 1 + _NEAR)
        return after if any(kind in _TRAVELLING for kind, _ in after.heads) else Noun()
    if _is_entry(clauses, index, kinds) or "person.first" in clauses.tokens[index].tags:
        return Noun(pronoun="narrator")
    carried = _carried(clauses, index, kinds, grammar) if "verb.bring" in kinds else None
    if carried is not None:
        return carried
    if clauses.cues.verb_last:
        pronoun = _late_pronoun(clauses, index) or _early_pronoun(clauses, index)
        if pronoun:
            return pronoun
    if grammar is not None:
        parsed = grammar.subject(index, noun=not kinds[0].startswith("verb."))
        if parsed is not None:
            return parsed
    if shared is not None:
        return shared
    own = _own_subject(clauses, _noun_start(clauses, index, kinds), index, first, kinds)
    if not kinds[0].startswith("verb."):
        return own
    return _bracketed(clauses, index) or _inverted(clauses, index, kinds, own)


def _noun_start(clauses: Clauses, index: int, kinds: Sequence[str]) -> int:
    """Where the search for the subject of a noun begins: before its article, at its owner."""
    at = clauses.determiner(index) if kinds[0].startswith("noun.") else -1
    if at < 0:
        return index
    token = clauses.tokens[at]
    owner = token.word == "'s" or (is_pronoun(token) and "clause.article" not in token.tags)
    return at + 1 if owner else at


def _own_subject(
    clauses: Clauses, start: int, index: int, first: int, kinds: Sequence[str]
) -> Noun:
    tokens = clauses.tokens
    floor = clauses.floor(start)
    fronted = _fronted(clauses, start, floor) if clauses.cues.verb_last else -1
    own = Noun() if fronted >= 0 else subject_before(tokens, start, floor)
    misread = _is_adverb(own, clauses, floor + 1) or _is_participle(own, clauses)
    if clauses.cues.verb_last and misread:
        own = Noun()
    if own.heads and all(_is_other_verb(head, clauses) for head in own.heads):
        own = Noun()
    if start == 1 and _is_bare_name(own, clauses):
        own = Noun(names=frozenset((clauses.tokens[0].word,)))
    if not own and clauses.cues.language != "en" and not _is_of_sight(clauses, index):
        # "Von X nach Y fuhr der König": the places may stand before.
        until = first if first > index else len(tokens)
        own = noun_after(tokens, index + 1, _first_preposition(tokens, index, until))
    if not own and not clauses.cues.verb_last and _opens_clause(clauses, start, kinds):
        own = _subject_after(clauses, max(index, first))
    if not own and floor > 0 and not ORDERERS.isdisjoint(tokens[floor].tags):
        return first_noun(tokens[:floor])
    return own


def _fronted(clauses: Clauses, index: int, floor: int) -> int:
    """The comma after which only a time or a place stands before the verb, whose subject follows.

    "Um sechs Uhr hielt der Zug in X"; -1 where there is none.
    """
    at = index - 1
    while at > floor and clauses.tokens[at].word != ",":
        token = clauses.tokens[at]
        light = is_number(token) or token.has("time", "clause.adverb", "preposition.at")
        if not (light or token.has("preposition.cut", "clause.link") or token.mention is not None):
            return -1
        at -= 1
    opens = at + 1 < index and _is_adverbial(clauses.tokens[at + 1])
    return at if at > floor and opens else -1


def _is_other_verb(head: tuple[str, str], clauses: Clauses) -> bool:
    """Whether what seems to be people in general is a Spanish verb: "comió y avanzó hacia X"."""
    finite = clauses.cues.forms.finite if clauses.cues.language == "es" else ()
    return head[0] == "crowd" and head[1].endswith(finite)


def _is_bare_name(noun: Noun, clauses: Clauses) -> bool:
    """Whether what opens the sentence is a name: no French or Spanish noun lacks its article."""
    word = clauses.tokens[0].word
    # Nor are adverbs names, or words that may be plurals.
    other = word.endswith(("s", *clauses.cues.forms.adverb))
    return clauses.cues.language in ("fr", "es") and noun.heads == {("crowd", word)} and not other


def _opens_clause(clauses: Clauses, index: int, kinds: Sequence[str]) -> bool:
    """Whether it opens a sentence without a subject of its own, and that of the next is its.

    "Llegado a X, el rey", "Ayant quitté X", "avant d'arriver à X", "en route pour X".
    """
    word, floor = clauses.tokens[index].word.partition(" ")[0], clauses.floor(index)
    ordered = floor >= 0 and not ORDERERS.isdisjoint(clauses.tokens[floor].tags)
    bare = clauses.cues.forms.participle.fullmatch(word) or clauses.is_purpose(index)
    if kinds[0].startswith("phrase."):
        bare = clauses.end(index) < len(clauses.tokens) and not clauses.ends(clauses.end(index))
    if not (bare or (ordered and clauses.cues.forms.infinitive.fullmatch(word))):
        return False
    light = all(t.has(*_BEFORE_PARTICIPLE) for t in clauses.tokens[floor + 1 : index])
    return light and (floor < 0 or ordered)


def _subject_after(clauses: Clauses, index: int) -> Noun:
    """The subject of the clause that follows the next comma, up to its verb."""
    tokens = clauses.tokens
    comma = next((at for at in range(index, len(tokens)) if tokens[at].word in _ENDS), len(tokens))
    end = comma + 1
    while end < len(tokens) and not (tokens[end].word in _ENDS or is_verb(tokens[end])):
        end += 1
    if tagged(tokens[end : end + 1], "person.first"):
        return Noun(pronoun="narrator")
    # "Expulsado de X, trasladóse el rey a Y": or else it follows that.
    inverted = end == comma + 1 and clauses.cues.language == "es"
    return noun_after(tokens, comma + 1, end + 1 + _NEAR if inverted else end)


def is_verb(token: Token) -> bool:
    """Whether the word may be a verb of movement."""
    return any(tag.startswith("verb.") for tag in token.tags)


def _is_adverb(noun: Noun, clauses: Clauses, first: int) -> bool:
    """Whether what seems to be people in general is a word before the verb: "Onderweg deed"."""
    token = clauses.tokens[first]
    return noun.heads == {("crowd", token.word)} and not token.tags and not token.word.endswith("s")


def _is_participle(noun: Noun, clauses: Clauses) -> bool:
    """Whether what seems to be an unknown noun is a verb's: "is uitgerukt na de landing"."""
    participle = clauses.cues.forms.participle
    return bool(noun.heads) and all(
        kind in ("other", "several") and participle.fullmatch(word) for kind, word in noun.heads
    )


def _is_of_sight(clauses: Clauses, index: int) -> bool:
    """Whether the noun tells what is seen, not who sees it: "bezichtiging van de Oude Hal"."""
    following = clauses.tokens[index + 1 : index + 4]
    if len(following) < 3 or "preposition.of_from" not in following[0].tags:
        return False
    named = following[2].capital and not following[2].tags and following[2].mention is None
    return "clause.article" in following[1].tags and named


def _carried(
    clauses: Clauses, index: int, kinds: Sequence[str], grammar: Grammar | None
) -> Noun | None:
    """The object of one who carries it; None where the subject is carried."""
    clitic = _clitic(clauses, index)
    if clitic is not None:
        return Noun(pronoun="narrator" if "traveller.narrator" in clitic.tags else "third")
    end = index + (2 if clauses.cues.verb_last else 0)
    beside = clauses.tokens[max(0, index - _PASSIVE) : end]
    if tagged(beside, "clause.passive"):
        return None
    if closing_column(clauses, clauses.tokens[index]):
        # "Were flown to X and put on a train to Y": it is not the train that is carried.
        return None
    thing = grammar.object(index) if grammar is not None else None
    if thing is None:
        thing = noun_after(clauses.tokens, index + 1, _object_end(clauses.tokens, index))
    after = clauses.after(index)
    owned = after is not None and "clause.possessive" in after.tags and not thing
    goods = owned or {kind for kind, _ in thing.heads} == {"other"}
    if goods and "clause.shift" in clauses.tokens[index].tags:
        # "Moved its headquarters", "moved the money": nobody goes anywhere.
        return Noun(heads=frozenset((("crowd", "goods"),)))
    if thing or (kinds[0] != "verb.go" and not _is_reduced(clauses, index)):
        return thing
    return None


def _late_pronoun(clauses: Clauses, index: int) -> Noun:
    """A pronoun that follows its verb: "kwamen ze", "begab ich mich"."""
    for at in range(index + 1, min(index + 3, len(clauses.tokens))):
        token, after = clauses.tokens[at], clauses.after(at)
        if not is_pronoun(token) or "traveller.reflexive" in token.tags:
            continue
        noun = after is not None and (not after.tags or is_person(after)) and not after.mention
        if not (noun and "clause.link" in token.tags):
            return noun_after(clauses.tokens, at, at + 1) or Noun(pronoun="it")
    return Noun()


def _early_pronoun(clauses: Clauses, index: int) -> Noun:
    """A pronoun beside the auxiliary or the conjunction of a last verb: "hatte ich X verlassen"."""
    floor = clauses.floor(index)
    for at in range(index - 1, floor, -1):
        token, before = clauses.tokens[at], clauses.before(at)
        if "clause.and" in token.tags and not _joins_nouns(clauses, at):
            break
        if "traveller.nominative" in token.tags and is_pronoun(token):
            opened = at == floor + 1 or (before is not None and before.has(*_FINITE))
            return noun_after(clauses.tokens, at, at + 1) if opened else Noun()
    return Noun()


def _bracketed(clauses: Clauses, index: int) -> Noun:
    """The subject beside the auxiliary of a last verb: "Am Montag wird der König … treffen".

    It stands before the auxiliary where no time or phrase does. Whom a way leads is
    its subject: "Der Weg führte uns nach X"; with "wir" it would have been found before.
    """
    if clauses.cues.verb_last and _takes_narrator(clauses, index):
        return Noun(pronoun="narrator")
    floor = clauses.floor(index)
    told = (at for at in range(floor + 1, index) if clauses.tokens[at].has(*_AUXILIARY))
    at = next(told, -1) if clauses.cues.verb_last else -1
    if at < 0:
        return Noun()
    if at > floor + 1 and not _is_adverbial(clauses.tokens[floor + 1]):
        return noun_after(clauses.tokens, floor + 1, at)
    start = at + 1
    while start < index and "traveller.reflexive" in clauses.tokens[start].tags:
        start += 1
    return noun_after(clauses.tokens, start, _first_preposition(clauses.tokens, start, index))


def _inverted(clauses: Clauses, index: int, kinds: Sequence[str], own: Noun) -> Noun:
    """A name right behind its verb, where no traveller stands before: "Den Rest war Lee in X"."""
    vague = own.heads and not own.names and all(kind == "other" for kind, _ in own.heads)
    if not (vague and clauses.cues.verb_last) or kinds[0] in _TAKES_OBJECT:
        return own
    until = _first_preposition(clauses.tokens, index, len(clauses.tokens))
    after = noun_after(clauses.tokens, index + 1, until)
    return after if after.names else own


def _joins_nouns(clauses: Clauses, index: int) -> bool:
    """Whether "and" stands between two words that tell no movement: "Luxus und Pracht"."""
    beside = clauses.before(index), clauses.after(index)
    return all(t is not None and t.word.isalpha() and not t.tags for t in beside)


def _takes_narrator(clauses: Clauses, index: int) -> bool:
    """Whether "uns" or "mich" follows right behind."""
    after = clauses.after(index)
    return after is not None and {"traveller.narrator", "traveller.reflexive"} <= after.tags


def _is_adverbial(token: Token) -> bool:
    """Whether what it opens is no subject: "am Montag", "danach"."""
    timed = token.has("time", "clause.adverb") or token.word[0].isdigit()
    return timed or is_preposition(token)


def _is_entry(clauses: Clauses, index: int, kinds: Sequence[str]) -> bool:
    """Whether it reads "Left X", with nobody named, as a diary or a log does."""
    token = clauses.tokens[index]
    told = not token.word.endswith(clauses.cues.forms.ongoing) and not _ENTRIES.isdisjoint(kinds)
    if not told or clauses.cues.language != "en" or not clauses.leads(index):
        return False
    return token.capital or not any(t.word.isalpha() for t in clauses.tokens[:index])


def _clitic(clauses: Clauses, index: int) -> Token | None:
    """The object, where it is a pronoun before the verb: "l'a transporté", "nous mena"."""
    near = clauses.tokens[max(0, index - 2) : index]
    if near and "clause.have" in near[-1].tags:
        near = near[:-1]
    return near[-1] if near and "traveller.clitic" in near[-1].tags else None


def _is_reduced(clauses: Clauses, index: int) -> bool:
    """Whether a participle without an object follows its noun: "beans shipped to X"."""
    after = clauses.after(index)
    return after is None or is_preposition(after) or "preposition.of_from" in after.tags


def _object_end(tokens: Sequence[Token], index: int) -> int:
    """Where the object of the verb is over: at a preposition or a place."""
    for at in range(index + 1, len(tokens)):
        token = tokens[at]
        named = token.mention is not None and token.mention.kind == "name"
        if named or is_preposition(token) or token.word == "," or token.word in BREAKS:
            return at
    return len(tokens)


def _first_preposition(tokens: Sequence[Token], index: int, end: int) -> int:
    """Where the first preposition after the verb stands, before which a subject may follow."""
    for at in range(index + 1, end):
        if is_preposition(tokens[at]):
            return at
    return max(end, index + 1)
