"""The spans of an article that name places, and what kind of naming each is.

A recogniser proposes named entities; the gazetteer knows names. Neither is enough:
the one takes a village for a firm, the other every Paterson for a town. Here they
check one another, and the words around a name decide between them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from geo.confidence import Way, toponym_chance
from geo.gazetteer import Gazetteer
from geo.neighbourhood import Neighbourhood
from geo.people import People
from geo.recogniser import Entity, Label, Recogniser, SpacyRecogniser, is_read_by_model
from geo.rules import RuleRecogniser
from geo.scan import LARGE, Hit, Scan
from geo.story import Article, Mention, MentionKind, Span
from geo.surroundings import ADMITS, LOCATES, MOVES, Surroundings
from geo.words import Words, name_words, words

_LEADING = re.compile(r"(?:the|The|THE|a|an|A|An)\s+|[\s\"'“”‘’(\[«„,;:.\-–—*•#@]+")
_TRAILING = re.compile(r"(?:['’][sS]|[\s\"'“”‘’)\]»,;:!?*\-–—]+)$")
_LINE_BREAK = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
# Where towns are called after people, and people after towns, as often as not.
_SURNAMED = frozenset(("US", "GB", "CA", "AU", "NZ", "IE"))
_NATIVES_IN = frozenset(("en", "fr", "es"))
_BUILDINGS = frozenset(("station", "site"))
_NATURES = frozenset(("river", "lake", "mountain", "sea", "region"))
_FEATURES = frozenset(("station", "island", "site", "sea"))
_TOWN, _FEW = 10_000, 3
# A shorter name that no list knows is a letter or two away from too many others.
_RESPELLED = 5
# So many names are a list, and so many of one are looked at for a place.
_LIST, _LISTED = 3, 6
_COMPOUND = re.compile(r"[-–](?:[a-z]\w*)$")


def find_mentions(
    article: Article, gazetteer: Gazetteer, recogniser: Recogniser | None = None
) -> tuple[Mention, ...]:
    """The toponyms of an article, in order, not yet placed.

    Parameters
    ----------
    recogniser
        What proposes named entities; by default spaCy's English model for an
        English text where it is installed, and rules without a model otherwise.
    """
    return tuple(mention for mention, _ in find_ways(article, gazetteer, recogniser))


def find_ways(
    article: Article, gazetteer: Gazetteer, recogniser: Recogniser | None = None
) -> tuple[tuple[Mention, Way], ...]:
    """The mentions of ``find_mentions``, each with how it was recognised."""
    lexicon = words(article.language)
    text = _flowing(article)
    scan = Scan(text, gazetteer, article.language)
    if recogniser is None:
        model = is_read_by_model(article.language)
        recogniser = SpacyRecogniser() if model else RuleRecogniser(gazetteer, article.language)
    rules = recogniser if isinstance(recogniser, RuleRecogniser) else None
    entities = rules.read(scan) if rules else recogniser(text)
    chrome = [block.span for block in article.blocks if block.kind == "chrome"]
    return tuple(
        (mention, way)
        for mention, way in _Reading(scan, lexicon, entities).mentions()
        if not any(span.covers(mention.span) for span in chrome)
    )


def _flowing(article: Article) -> str:
    """The text with a space for each line break inside a paragraph, where a name may go on."""
    parts: list[str] = []
    at = 0
    for block in article.blocks:
        span = block.span
        parts += (article.text[at : span.start], _LINE_BREAK.sub(" ", span.of(article.text)))
        at = span.end
    return "".join(parts) + article.text[at:]


class _Reading:
    """One pass over a text: entities on the one hand, the gazetteer on the other."""

    def __init__(self, scan: Scan, lexicon: Words, entities: tuple[Entity, ...]) -> None:
        self.scan, self.text, self.words = scan, scan.text, lexicon
        self.gazetteer = scan.gazetteer
        self.entities = self._trimmed(entities)
        self.around = Surroundings(scan, lexicon)
        self.people = People(scan, lexicon, self.entities)
        self.found: dict[tuple[int, int], tuple[MentionKind, Way]] = {}
        self.known: set[str] = set()
        self.home = Neighbourhood((), scan)
        self.starts: set[int] = set()
        self.ends: set[int] = set()
        self.vessels: set[str] = set()
        self.storms: set[str] = set()
        self._adjectives: dict[str, bool] = {}
        self._follow: set[str] | None = None

    def mentions(self) -> Iterator[tuple[Mention, Way]]:
        """Every toponym, in order, and how it was recognised."""
        self._read()
        spans = [(self.text[start:end], start, end) for start, end in self.found]
        self.vessels = {
            name
            for name, start, end in spans
            if self.around.is_vessel(name, start, end) or self.around.is_ships(start, end)
        }
        self.storms = {name for name, start, _ in spans if self.around.is_storms(name, start)}
        past = 0
        for start, end in sorted(self.found, key=lambda span: (span[0], -span[1])):
            kind, way = self.found[start, end]
            if self._is_none(start, end, kind):
                continue
            if start >= past:
                yield self._mention(start, end, kind, way), way
                past = end

    def _read(self) -> None:
        closed: list[tuple[int, int]] = []
        for start, end, label in self.entities:
            if label == "place":
                self._place(start, end)
        self.known = {self.text[a:b] for a, b in self.found}
        self.home = Neighbourhood(self.known, self.scan)
        for start, end, label in self.entities:
            if label == "people":
                self._people(start, end)
            elif label != "place":
                self._other(start, end, label)
                closed.append((start, end))
        named = [span for span, (kind, _) in self.found.items() if kind == "name"]
        self.starts = {start for start, _ in named}
        self.ends = {end for _, end in named}
        # Of a list the first may bear out the next, and what was passed over both.
        self._reconsider(closed)
        self._passed_over(sorted([*self.found, *closed]))
        self._reconsider(closed)
        self._pair_demonyms()
        self._add_natives()

    def _pair_demonyms(self) -> None:
        """Take "North Korean" for the one demonym that it is, where "Korean" alone was found."""
        text, starts, ends = self.text, self.scan.starts, self.scan.ends
        for (start, end), found in list(self.found.items()):
            index = self.scan.index(start) - 1
            if found[1] != "demonym" or index < 0 or text[ends[index] : start] != " ":
                continue
            if self._adjective(text[starts[index] : end]):
                self.found[(starts[index], end)] = found

    def _add_natives(self) -> None:
        """Take for a place what has its only namesake in a country that the text names."""
        if self.words.language not in _NATIVES_IN:
            return
        countries = self._countries()
        if not countries:
            return
        spans = sorted(self.found)
        for index, hits in list(self.scan.known.items()):
            hit = hits[0]
            if _overlaps(spans, hit.start, hit.end) or not self._stands_alone(index, hit):
                continue
            if self._is_native(hit.name, countries):
                self.found[(hit.start, hit.end)] = "name", "native"

    def _stands_alone(self, index: int, hit: Hit) -> bool:
        """Whether a name is no part of a longer one, here or anywhere, and no person's."""
        scan = self.scan
        if hit.changed or self._never(hit.name) or scan.words[index] in self._last_words():
            return False
        if scan.adjoins(scan.index(hit.end) - 1) or self.around.speaks(hit.end):
            return False
        return not self.people.claims(hit.start, hit.end, 0)

    def _last_words(self) -> set[str]:
        """The words that follow another word with a capital somewhere, as surnames do."""
        if self._follow is None:
            scan = self.scan
            self._follow = {
                scan.words[i]
                for i in scan.capitals
                if scan.is_capital(i - 1) and scan.gaps[i] == " "
            }
        return self._follow

    def _countries(self) -> set[str]:
        """The countries that the text names, or a well-known place of theirs."""
        countries = set()
        for (start, end), (kind, _) in self.found.items():
            name = self.text[start:end]
            place = self.gazetteer.demonym(name) if kind == "demonym" else None
            if place is not None:
                countries.add(place.country)
            elif self.scan.weight(name) >= LARGE:
                countries.update(entry.place.country for entry in self.scan.entries(name)[:1])
        return countries - _SURNAMED

    def _is_native(self, name: str, countries: set[str]) -> bool:
        """Whether all who bear a name as their main one lie in the countries."""
        bearers = [entry.place for entry in self.scan.entries(name) if entry.main]
        return (
            len(bearers) <= _FEW
            and all(place.country in countries for place in bearers)
            and any(p.population >= _TOWN or p.kind in _FEATURES for p in bearers)
        )

    def _mention(self, start: int, end: int, kind: MentionKind, way: Way) -> Mention:
        name = self.text[start:end]
        metonym = self.scan.has_form(name, "metonym")
        seat = metonym and self._is_seat(start)
        part = self.around.is_team(start, end) or self._is_natures(name, end)
        if kind == "name" and (seat or part):
            kind = "embedded"
        government = metonym or (kind == "name" and self.around.rules(start, end))
        return Mention(
            Span(start, end), name, kind, confidence=toponym_chance(way), government=government
        )

    def _is_natures(self, name: str, end: int) -> bool:
        """Whether a lake or a pass is called after a land or a town: "Utah Lake"."""
        after, known = self.around.word_after(end), name_words()
        capital = self.scan.is_capital(self.scan.index(end))
        if after not in known.waters and not (capital and after in known.natures):
            return False
        kinds = {bearer.kind for bearer in self.gazetteer.bearers(name, _FEW)}
        return kinds.isdisjoint(_NATURES)

    def _is_none(self, start: int, end: int, kind: MentionKind) -> bool:
        """Whether a name that may be a place's is a language's, a ship's or a storm's here."""
        if kind == "demonym":
            return self.around.is_language(start, end)
        name, before = self.text[start:end], self.around.word_before(start)
        if kind != "name":
            return False
        if name in self.storms:
            return before not in self.words.locatives
        return name in self.vessels and (
            before in self.words.articles
            or self.around.is_apart(start, end)
            or self.around.is_ships(start, end)
        )

    def _is_seat(self, start: int) -> bool:
        """Whether a seat of power stands for those who rule: nothing is said to be in it."""
        before = self.around.word_before(start)
        if before in self.words.articles:
            before = self.around.word_before(start - len(before) - 1)
        return before not in self.words.before_place

    # --- entities --------------------------------------------------------------------

    def _trimmed(self, entities: tuple[Entity, ...]) -> list[tuple[int, int, Label]]:
        trimmed = ((*self._trim(e.span.start, e.span.end), e.label) for e in entities)
        return [(start, end, label) for start, end, label in trimmed if start < end]

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        """A span without article, quotes and possessive, and with an abbreviation's full stop."""
        text = self.text
        line = text.find("\n", start, end)
        if line > start and text[start:line].strip():
            end = line
        while start < end:
            lead = _LEADING.match(text, start, end)
            bare = lead or (text[end - 1].isalnum() and text[end - 2 : end - 1] not in ("'", "’"))
            tail = None if bare else _TRAILING.search(text, start, end)
            if lead:
                start = lead.end()
            elif tail:
                end = tail.start()
            else:
                break
        if text[end : end + 1] == "." and self.scan.has_form(text[start : end + 1], "abbreviation"):
            end += 1
        return start, end

    def _place(self, start: int, end: int) -> None:
        """A place, says the recogniser."""
        start, end = self._core(*self._whole(start, end))
        name = self.text[start:end]
        if not any(map(str.isalpha, name)):
            return
        if not (name[0].isupper() or name[0].isdigit() or self._starts_small(start)):
            return
        weight = self.scan.weight(name)
        if weight < LARGE and self._adjective(name):
            self.found[(start, end)] = "demonym", "demonym"
            return
        doubted = self._never(name) or (self._is_word(name) and not self._is_town_here(start, end))
        if doubted and not self.around.places(name, start, end):
            return
        if self.people.claims(start, end, weight):
            return
        if not weight and not self._placed_by_words(start, end):
            self._embed(start, end, "name")
            return
        self.found[(start, end)] = "name", "agreed" if weight else "cued"

    def _starts_small(self, start: int) -> bool:
        """Whether a known name starts there though it has no capital: "south America"."""
        index = self.scan.index(start)
        return index in self.scan.known and self.scan.starts[index] == start

    def _placed_by_words(self, start: int, end: int) -> bool:
        return self.around.before(start) >= LOCATES and not self.around.speaks(end)

    def _core(self, start: int, end: int) -> tuple[int, int]:
        """The name itself: without "northern", "city of" before it and "province" after."""
        text, lexicon = self.text, self.words
        compound = _COMPOUND.search(text, start, end)
        if compound and not self.scan.weight(text[start:end]):
            end = compound.start()
        while True:
            name = text[start:end]
            first, _, rest = name.partition(" ")
            last = name.rpartition(" ")[2]
            if not rest:
                break
            if first.casefold() in lexicon.directions and not self.scan.weight(name):
                start += len(name) - len(rest.lstrip())
            elif rest.startswith("of ") and first.casefold() in lexicon.kinds_before:
                start += len(first) + 4
            elif last in lexicon.kinds_after:
                end -= len(last) + 1
            else:
                break
        return start, end

    def _never(self, name: str) -> bool:
        return self.words.is_none(name)

    def _is_word(self, name: str) -> bool:
        """Whether a town's name is a word too, and a town where the words around make it one."""
        return name.casefold() in self.words.towns_too

    def _people(self, start: int, end: int) -> None:
        """A people's name: a demonym, or a place that was taken for one."""
        for index in self.scan.range(start, end):
            if self._adjective(self.scan.words[index]):
                self.found[(self.scan.starts[index], self.scan.ends[index])] = "demonym", "demonym"
        name = self.text[start:end]
        if (start, end) not in self.found and self._bears_out(start, end, name):
            self.found[(start, end)] = "name", "mended"

    def _adjective(self, word: str) -> bool:
        """Whether a word is a demonym, and not the plural of one: the people, not a place."""
        known = self._adjectives.get(word)
        if known is None:
            known = self.gazetteer.demonym(word) is not None and not (
                (
                    word.endswith(("man", "men"))
                    and self.words.language == "en"
                    and word not in self.words.adjectives_in_man
                )
                or (word.endswith("s") and self.gazetteer.demonym(word[:-1]))
            )
            self._adjectives[word] = known
        return known

    def _other(self, start: int, end: int, label: Label) -> None:
        """An organisation, a person or a work: a place after all, or with places in its name."""
        start, end = self._whole(start, end)
        name = self.text[start:end]
        if self._bears_out(start, end, name):
            self.found[(start, end)] = "name", "mended"
        elif label == "organisation" and self._is_at_home(start, end, name):
            self.found[(start, end)] = "name", "repeated"
        elif label == "facility" and self._is_building(name):
            self.found[(start, end)] = "name", "agreed"
        elif self._is_admitted(start, end, name):
            self.found[(start, end)] = "name", "cued"
        elif label == "person":
            self._home_of(start, end)
        elif self._are_two(start, end):
            return
        elif name.rpartition(" ")[2].casefold() not in self.words.streets:
            self._embed(start, end, "embedded")

    def _are_two(self, start: int, end: int) -> bool:
        """Take the two towns of "called at Victoria and Dover", which was read as one name."""
        joint = self.text.find(" and ", start, end)
        if joint < 0:
            return False
        spans = ((start, joint), (joint + len(" and "), end))
        known = all(self.scan.weight(self.text[a:b]) for a, b in spans)
        if not known or self.around.word_before(start) not in self.words.before_place:
            return False
        for span in spans:
            self.found[span] = "name", "mended"
        return True

    def _whole(self, start: int, end: int) -> tuple[int, int]:
        """The longest known name that a span is a fragment of: "SAN" of "SAN DIEGO"."""
        whole = self.scan.covering(start, end)
        return (whole.start, whole.end) if whole and self.scan.literal(whole.name) else (start, end)

    def _is_at_home(self, start: int, end: int, name: str) -> bool:
        """Whether what was called a firm is a town near those of the text."""
        return (
            bool(self.scan.weight(name))
            and not self._never(name)
            and not self.people.claims(start, end, 0)
            and self.home.has(name)
        )

    def _is_building(self, name: str) -> bool:
        """Whether the gazetteer too knows a station, an airport or a square of this name."""
        return any(entry.place.kind in _BUILDINGS for entry in self.scan.entries(name))

    def _home_of(self, start: int, end: int) -> None:
        """The town in what was taken for a person whole: "Jane Smith of Riverton"."""
        at = self.text.rfind(" of ", start, end)
        if at > 0 and self.scan.weight(self.text[at + 4 : end]):
            self.found[(at + 4, end)] = "name", "mended"

    def _bears_out(self, start: int, end: int, name: str) -> bool:
        """Whether the words and the gazetteer make a place of what was called something else."""
        weight = self.scan.weight(name)
        if not weight or self._never(name) or self.people.claims(start, end, weight):
            return False
        if self._is_word(name):
            return self._is_town_here(start, end)
        if name.split()[0].casefold() in self.words.kinds_within and " " in name:
            return True
        return weight >= LARGE or name in self.known or self.around.places(name, start, end)

    def _is_admitted(self, start: int, end: int, name: str) -> bool:
        """Whether a cue makes a place of a name that no list knows: "the border town of X"."""
        return (
            any(map(str.isalpha, name))
            and self.around.before(start) >= ADMITS
            and not self._never(name)
            and not self.scan.weight(name)
            and not self.people.claims(start, end, 0)
            and not self.around.speaks(end)
        )

    def _embed(self, start: int, end: int, kind: MentionKind) -> None:
        """The places within a longer name."""
        last = start
        for index in self.scan.range(start, end):
            first = self.scan.starts[index]
            if first >= last:
                last = self._embedded(index, end, kind, first == start)

    def _embedded(self, index: int, limit: int, kind: MentionKind, first: bool) -> int:
        """Take the place that starts at a word of a longer name; return where it ends."""
        start, end = self.scan.starts[index], self.scan.ends[index]
        if self._adjective(self.scan.words[index]):
            self.found[(start, end)] = "demonym" if kind == "name" else kind, "demonym"
            return end
        for hit in self.scan.known.get(index, ()):
            if hit.end <= limit and self._embeddable(hit, first):
                self.found[(hit.start, hit.end)] = kind, "embedded"
                return hit.end
        return end

    def _embeddable(self, hit: Hit, first: bool) -> bool:
        if self._never(hit.name) or self._is_word(hit.name) or not self.scan.literal(hit.name):
            return False
        return (
            self.scan.weight(hit.name) >= LARGE
            or hit.name in self.known
            or (first and self.around.body_next(hit.end))
            or self._is_linked_home(hit.start, hit.name)
        )

    def _reconsider(self, closed: list[tuple[int, int]]) -> None:
        """Take for places after all what stands among places in a list, or is led to."""
        for start, end in closed:
            name = self.text[start:end]
            if (start, end) in self.found or not self.scan.weight(name) or self._never(name):
                continue
            if self.people.claims(start, end, 0) or self.around.is_given(name, start, end):
                continue
            led = self._is_onward(start) or self._is_led_to(start, name)
            if led or self._is_listed(start, end):
                self.found[(start, end)] = "name", "mended"
                self.ends.add(end)

    # --- what the recogniser passed over -------------------------------------------------

    def _passed_over(self, covered: list[tuple[int, int]]) -> None:
        scan, at, last = self.scan, 0, 0
        for index in scan.capitals:
            start, end = scan.starts[index], scan.ends[index]
            while at < len(covered) and covered[at][1] <= start:
                at += 1
            limit = covered[at][0] if at < len(covered) else len(self.text)
            if start >= last and end <= limit:
                last = self._unclaimed(index, limit)

    def _unclaimed(self, index: int, limit: int) -> int:
        """Take the name that starts at a word no entity covers; return where it ends."""
        start, end = self.scan.starts[index], self.scan.ends[index]
        if self._adjective(self.scan.words[index]):
            self.found[(start, end)] = "demonym", "demonym"
            return end
        for hit in self.scan.known.get(index, ()):
            way = self._accept(hit) if hit.end <= limit else None
            if way:
                self.found[(hit.start, hit.end)] = "name", way
                self.ends.add(hit.end)
                return hit.end
        if index in self.scan.known:
            return end
        if self._is_admitted(start, end, self.text[start:end]):
            end = self.scan.ends[self.scan.run(index)]
            self.found[(start, end)] = "name", "cued"
            self.ends.add(end)
        else:
            whole = self._hyphenated(index)
            if whole <= limit and self._is_respelled(start, whole):
                self.found[(start, whole)] = "name", "cued"
                self.ends.add(whole)
                return whole
        return end

    def _hyphenated(self, index: int) -> int:
        """Where the word of that index ends, with what hyphens join to it."""
        scan = self.scan
        while scan.is_capital(index + 1) and scan.gaps[index + 1] == "-":
            index += 1
        return scan.ends[index]

    def _is_respelled(self, start: int, end: int) -> bool:
        """Whether a way leads to a name that is a known one in another spelling.

        So does a list of places that goes on with it.
        """
        name = self.text[start:end]
        if len(name) < _RESPELLED or name.isupper() or self._never(name):
            return False
        led = self.around.before(start) >= MOVES or self._is_listed(start, end)
        if not led or self.people.claims(start, end, 0) or self.around.speaks(end):
            return False
        if not self.words.nouns and self.scan.adjoins(self.scan.index(end) - 1):
            return False
        return bool(self.gazetteer.find_respelled(name))

    def _accept(self, hit: Hit) -> Way | None:
        """How a known name that no entity covers comes to be a place, if it does."""
        start, end, name, _ = hit
        weight = self.scan.weight(name)
        if not weight and self._holds_last(start, name):
            return "admitted"
        if self._never(name) or self._never(self.text[start:end]):
            return None
        if self.people.claims(start, end, weight) or self.around.is_given(name, start, end):
            return None
        if self._is_word(name):
            return "admitted" if self._is_town_here(start, end) else None
        if weight >= LARGE:
            return "listed"
        beside = self.text[end : end + 1] == " " and not self.words.nouns
        if beside and self.scan.adjoins(self.scan.index(end) - 1):
            return None
        if not weight:
            return "repeated" if name in self.known else None
        return self._told(start, end, name)

    def _told(self, start: int, end: int, name: str) -> Way | None:
        """How the words around make a place of a small one's name, if they do."""
        if self.around.places(name, start, end, least=MOVES) or self._is_onward(start):
            return "admitted"
        if name in self.known or self._is_linked_home(start, name):
            return "repeated"
        if self._continues_list(start) or self._is_listed(start, end):
            return "listed"
        return "admitted" if self._is_led_to(start, name) else None

    def _holds_last(self, start: int, name: str) -> bool:
        """Whether a code such as "NY" stands behind a town and a comma, for what holds it."""
        before = start - len(", ")
        if before not in self.ends or not name.isupper() or not self.scan.has_form(name, "postal"):
            return False
        town = next(self.text[a:b] for a, b in self.found if b == before)
        return self.around.contained(town, before)

    def _is_onward(self, start: int) -> bool:
        """Whether a way leads to a name from a place: "by Cheltenham to Tewkesbury"."""
        return self.around.onward(start) in self.ends

    def _is_led_to(self, start: int, name: str) -> bool:
        """Whether a preposition leads to a name of several words, which few words are by chance."""
        return " " in name and self.around.word_before(start) in self.around.prepositions

    def _is_town_here(self, start: int, end: int) -> bool:
        """Whether the words around make a town of what is a word too: "we slept at Mobile"."""
        if not self.words.nouns and self.scan.adjoins(self.scan.index(end) - 1):
            return False
        around, index = self.around, self.scan.index(start) - 1
        before = around.word_before(start)
        led = before in (self.words.locatives if self.words.nouns else around.prepositions)
        # All words of a heading have capitals: "New Trends in Reading".
        told = led and not self.scan.is_capital(index) and not self.scan.is_capital(index - 1)
        return told or around.is_way(start, end) or self._is_listed(start, end)

    def _is_listed(self, start: int, end: int) -> bool:
        """Whether a name stands in a list of names of which another is a place.

        A preposition before it, or a third name, tells a list from "Tewkesbury, England".
        """
        led = self.around.word_before(start) in self.around.prepositions
        before, after = self._listed_before(start), self._listed_after(end)
        known = bool(before) or any(onward in self.starts for onward in after)
        return known and led + before + 1 + len(after) >= _LIST

    def _listed_before(self, start: int) -> int:
        """How many names of a list stand before the one that starts there, all of them places."""
        count = 0
        while count < _LISTED:
            ends = {b: a for a, b in self.found if b in self.ends}
            last = next((b for b in ends if self.around.continues(b, start)), None)
            if last is None:
                break
            count, start = count + 1, ends[last]
        return count

    def _listed_after(self, end: int) -> list[int]:
        """Where the names start that go on a list from the one that ends there, if one does."""
        starts: list[int] = []
        while len(starts) < _LISTED:
            index = self.scan.index(end)
            index += not self.scan.is_capital(index)
            hits = self.scan.known.get(index, ())
            if not hits or not self.around.continues(end, hits[0].start):
                break
            start, end, name, _ = hits[0]
            if self._never(name) or self.people.claims(start, end, 0):
                break
            starts.append(start)
        return starts

    def _is_linked_home(self, start: int, name: str) -> bool:
        """Whether a preposition binds a name to the text, and the text is at home near it."""
        before, lexicon = self.around.word_before(start), self.words
        links = before == "of" or before in lexicon.before_place or before in lexicon.locatives
        return links and self.home.has(name)

    def _continues_list(self, start: int) -> bool:
        """Whether a name is the next of a list whose last one is a place."""
        index = self.scan.index(start)
        for before in range(max(0, index - 2), index):
            end = self.scan.ends[before]
            if end in self.ends and self.around.continues(end, start):
                return True
        return False


def _overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of the spans, which are in order, shares a character with [start, end)."""
    after = bisect_left(spans, (end, 0))
    return after > 0 and spans[after - 1][1] > start
