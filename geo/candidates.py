"""The names of a document, each with the places that it may mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from geo.folding import fold
from geo.gazetteer import Entry, Gazetteer
from geo.inflection import bases
from geo.namesakes import TOWNS, prefer_features, prefer_towns, shadow
from geo.options import Option
from geo.qualifiers import container, has_article, told_kinds, word_before
from geo.scan import rivers
from geo.story import Mention, Place, PlaceKind
from geo.words import Words

_ISLAND_TOO: Final[frozenset[PlaceKind]] = frozenset(("state", "country"))
# Names stand beside one another so many characters apart at most, and so many beside one.
_BESIDE_REACH, _MOST_BESIDE = 150, 8
# A text in a language of few countries mostly tells of these.
_SPOKEN: Final = 0.5
# What the words around a name add where they tell the kind of its place.
_TOLD: Final = 2.0
# A name has so many options at first, and one with so few may tell which states the text is about.
_MOST, _FEW = 12, 3
# A name with an ending is taken for a city's rather than for that of a village.
_VILLAGE, _CITY = 10_000, 100_000
# What tells the river of a name from the state: the Missouri from Missouri.
_RIVER: Final = "\0river"


class Name:
    """A name of the document, and its options.

    Attributes
    ----------
    mentions
        Indices of the mentions that bear it.
    governs
        Whether the text says of it what only those who rule do ("Oslo warns").
    more
        The entries of lesser places, which are options only where the text is at home there.
    parent
        The name that the text gives as what it lies in: "Paris, Texas".
    believed
        The options with a share that counts as evidence.
    beside
        The names that stand shortly before or after its mentions.
    children
        The names that the text says lie in it.
    article
        Whether "the" stands before it, as before no town's name.
    told
        The kinds of place that the words around its mentions tell.
    twins
        The names written alike that lie in something else, or in nothing that is told.
    foreign
        Whether it is written in another language than English, in which the gazetteer
        has most names as alternates.
    variant
        Whether the options bear another spelling of the name.
    weight
        How much it counts as evidence: more if it is named often.
    """

    __slots__ = (
        "article",
        "believed",
        "beside",
        "children",
        "foreign",
        "governs",
        "key",
        "mentions",
        "more",
        "options",
        "parent",
        "text",
        "told",
        "twins",
        "variant",
        "weight",
    )

    def __init__(self, key: str, text: str, foreign: bool = False) -> None:
        self.key, self.text, self.foreign = key, text, foreign
        self.mentions: list[int] = []
        self.options: list[Option] = []
        self.believed: list[Option] = []
        self.more: tuple[Entry, ...] = ()
        self.parent: Name | None = None
        self.beside: list[Name] = []
        self.children: list[Name] = []
        self.told: set[PlaceKind] = set()
        self.twins: list[Name] = []
        self.article = self.governs = self.variant = False
        self.weight = 1.0

    def ranked(self) -> list[Option]:
        """The options, best first."""
        return sorted(self.options, key=lambda option: (-option.score, option.place.id))


def names_of(
    text: str, mentions: tuple[Mention, ...], gazetteer: Gazetteer, lexicon: Words
) -> tuple[list[Name], list[Name]]:
    """The distinct names of a document, and the name of each mention.

    Two mentions share a name if they are written alike and the text does not say of
    them that they lie in different places.
    """
    groups: dict[tuple[str, str], Name] = {}
    parents = [container(text, mentions, i, lexicon) for i in range(len(mentions))]
    name_of: list[Name] = []
    for mention, parent in zip(mentions, parents, strict=True):
        key = mention.text if mention.kind == "demonym" else fold(mention.text)
        qualifier = fold(mentions[parent].text) if parent is not None else ""
        end, before = mention.span.end, word_before(text, mention.span.start, lexicon)
        article = has_article(text, end, before, lexicon)
        streams = _streams(mention, gazetteer, lexicon) if article else ()
        group = (mention.kind[0] + key, _RIVER if streams else qualifier)
        if group not in groups:
            foreign = lexicon.language != "en" or not mention.text.isascii()
            groups[group] = Name(key, mention.text, foreign)
            groups[group].options = [Option(entry, mention.text) for entry in streams]
            if not streams:
                _fill(groups[group], text, mention, gazetteer, lexicon)
        name = groups[group]
        name.mentions.append(len(name_of))
        name.told.update(told_kinds(text, end, before, lexicon))
        name.governs |= mention.government
        name.article |= article
        name_of.append(name)
    names = list(groups.values())
    _set_parents(parents, name_of)
    _set_beside(mentions, name_of)
    _add_likely(names)
    _set_twins(names)
    for name in names:
        _lean(name, gazetteer, lexicon)
    return names, name_of


def _streams(mention: Mention, gazetteer: Gazetteer, lexicon: Words) -> tuple[Entry, ...]:
    """The rivers that an English name with an article means: "up the Missouri"."""
    if lexicon.language != "en" or mention.kind != "name" or mention.checked:
        return ()
    if mention.text in lexicon.with_article:
        return ()
    return rivers(gazetteer, mention.text)


def _lean(name: Name, gazetteer: Gazetteer, lexicon: Words) -> None:
    """Add to what each option has for itself what the words around the name say for it."""
    for option in name.options:
        option.base += _TOLD * _is_told(option.place, name.told)
        option.base += _SPOKEN * (option.country in lexicon.spoken_in)
    held = any(told.parent is not None for told in (name, *name.twins))
    prefer_features(name.options, article=name.article, held=held)
    prefer_towns(name.options, gazetteer, governs=name.governs)
    shadow(name.options)


def _set_parents(parents: Sequence[int | None], name_of: Sequence[Name]) -> None:
    """Tell each name what it lies in; ``parents`` has the mention that says so, by mention."""
    for i, parent in enumerate(parents):
        if parent is not None and name_of[i].parent is None and name_of[parent] is not name_of[i]:
            name_of[i].parent = name_of[parent]
            name_of[parent].children.append(name_of[i])


def _set_twins(names: Sequence[Name]) -> None:
    written: dict[str, list[Name]] = {}
    for name in names:
        written.setdefault(name.key, []).append(name)
    for name in names:
        name.twins = [other for other in written[name.key] if other is not name]


def _set_beside(mentions: Sequence[Mention], name_of: Sequence[Name]) -> None:
    for i, name in enumerate(name_of):
        for j in (i - 1, i - 2):
            if j < 0 or mentions[i].span.start - mentions[j].span.end > _BESIDE_REACH:
                break
            other = name_of[j]
            if other is not name and other not in name.beside and len(name.beside) < _MOST_BESIDE:
                name.beside.append(other)
                other.beside.append(name)


def _add_likely(names: list[Name]) -> None:
    """Add the lesser places of common names that lie in a state that the text is about."""
    areas = {
        option.area
        for name in names
        for option in name.options
        if option.place.kind == "state" or len(name.options) <= _FEW
    }
    for name in names:
        name.options += [
            Option(entry, name.text)
            for entry in name.more
            if (entry.place.country, entry.place.state) in areas
        ]


def _is_told(place: Place, told: set[PlaceKind]) -> float:
    """1 if the words around a name tell a place's kind, less than 0 if they tell against it.

    An island may be a state or a country as well; a town is none.
    """
    if place.kind in told or ("island" in told and place.kind in _ISLAND_TOO):
        return 1.0
    return -float("island" in told and place.kind in TOWNS)


def _fill(name: Name, text: str, mention: Mention, gazetteer: Gazetteer, lexicon: Words) -> None:
    if mention.kind != "name":
        place = gazetteer.demonym(mention.text)
        if place is not None:
            name.options = [Option(Entry(place, "demonym"))]
            return
    if mention.checked and mention.place is not None:  # a person has said so
        name.options = [Option(Entry(mention.place, "main"), name.text)]
        return
    start = mention.span.start
    after_comma = text[max(0, start - 3) : start].rstrip().endswith(",")
    entries: tuple[Entry, ...] = ()
    for form in _forms(mention.text, lexicon):
        found = gazetteer.find(form)
        if not entries or _is_plainer(found, entries):
            entries = found
        if entries and not _is_obscure(entries):
            break
    if not entries:
        entries = gazetteer.find_respelled(mention.text)
        name.variant = bool(entries)
    if not after_comma:
        entries = tuple(entry for entry in entries if entry.form != "postal")
    name.options = [Option(entry, name.text) for entry in entries[:_MOST]]
    name.more = entries[_MOST:]


def _is_obscure(entries: tuple[Entry, ...]) -> bool:
    """Whether all are villages that are mostly called otherwise: "Prags", which is Braies."""
    return all(e.form == "alternate" and e.place.population < _VILLAGE for e in entries)


def _is_plainer(found: tuple[Entry, ...], entries: tuple[Entry, ...]) -> bool:
    """Whether a name without its ending is that of a city, and with it of a village: "Prags"."""
    city = any(e.place.population >= _CITY and e.form != "postal" for e in found)
    return city and _is_obscure(entries)


def _forms(text: str, lexicon: Words) -> Iterator[str]:
    """The name as written, without its ending, and without a direction before it."""
    yield text
    for base, _, _ in bases(text, lexicon.language):
        yield base
    first, _, rest = text.partition(" ")
    if rest and first.casefold() in lexicon.directions:
        yield rest
