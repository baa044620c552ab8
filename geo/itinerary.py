"""The journey that an article tells: its stops in travel order, or none."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from geo.buildings import buildings
from geo.cues import Cues, Token, cues
from geo.frames import read_frames
from geo.gazetteer import Gazetteer
from geo.journal import Journal
from geo.movement import Frame, Touch, holds, places_of
from geo.nouns import Noun, first_noun
from geo.story import (
    Article,
    Itinerary,
    Mention,
    Mode,
    Place,
    Reason,
    Span,
    Speed,
    Stop,
    StopRole,
    StopStatus,
)
from geo.traveller import PEOPLE, Traveller, Travellers
from geo.verdict import objection
from geo.visits import WIDE, Visit

_UNTOLD: Final = frozenset(("denied", "possible", "habitual", "bygone"))
_KMH: Final = {"mph": 1.609344, "miles": 1.609344, "knot": 1.852, "knots": 1.852, "knopen": 1.852,
               "knoten": 1.852, "nœuds": 1.852, "nudos": 1.852}  # fmt: skip
_WORD_BEFORE = re.compile(r"\b([A-Z]\w+)[ -]$")
_INNER_CAPITAL = re.compile(r"(?<=[a-zà-ÿ,] )[A-ZÀ-Þ][\w]+")
_FINE: Final = frozenset(("city", "station", "site", "island"))
# What a place to which a vehicle goes counts for one who may ride it.
_RIDDEN_SHARE: Final = 0.6
# A movement without a subject belongs to the journey at most so many sentences away.
_BESIDE: Final = 3


def read_itinerary(
    article: Article, mentions: Sequence[Mention], gazetteer: Gazetteer
) -> Itinerary:
    """The stops of the journey that the article tells, in travel order.

    A text that tells no journey gives no stops, and a reason.

    Parameters
    ----------
    mentions
        The article's toponyms, placed, in the order of the text.
    gazetteer
        Knows the capital from which a country's leader sets out.
    """
    return _Reading(article, mentions, gazetteer).itinerary()


class _Reading:
    """One article on its way to an itinerary."""

    def __init__(self, article: Article, mentions: Sequence[Mention], gazetteer: Gazetteer) -> None:
        self.article = article
        self.mentions = [
            _whole(mention, article.text, gazetteer)
            for mention in sorted(mentions, key=lambda mention: mention.span.start)
        ]
        self.gazetteer = gazetteer
        self.cues: Cues = cues(article.language)
        named = [(mention.span, mention) for mention in self.mentions]
        self.named = sorted(
            named + buildings(article.text, self.mentions, self.cues),
            key=lambda pair: pair[0].start,
        )
        self.starts = [span.start for span, _ in self.named]
        self.tokens: dict[int, list[Token]] = {}
        self.travellers = Travellers()
        self.names = frozenset(word.lower() for word in _INNER_CAPITAL.findall(article.text))

    # Reading ---------------------------------------------------------------

    def _tokens(self, sentence: Span) -> list[Token]:
        if sentence.start not in self.tokens:
            low = bisect_left(self.starts, sentence.start)
            high = bisect_left(self.starts, sentence.end)
            within = [pair for pair in self.named[low:high] if pair[0].end <= sentence.end]
            self.tokens[sentence.start] = self.cues.tokens(
                self.article.text, sentence, within, self.names
            )
        return self.tokens[sentence.start]

    def _frames(self) -> list[tuple[Frame, Traveller | None]]:
        """Every movement with the one who makes it, in the order of telling."""
        found: list[tuple[Frame, Traveller | None]] = []
        narrated = self.cues.is_narrated(self.article.text)
        for index, sentence in enumerate(self.article.sentences):
            low = bisect_left(self.starts, sentence.start)
            if low == len(self.starts) or self.starts[low] >= sentence.end:
                continue
            if not self.cues.may_move(sentence.of(self.article.text), narrated=narrated):
                continue
            within: Traveller | None = None
            for frame in read_frames(self._tokens(sentence), self.cues, sentence):
                noun = frame.traveller
                if noun.pronoun in ("third", "it") and within is None:
                    self._antecedent(index)
                traveller = self.travellers.meant_by(noun)
                if traveller is None and within is not None:
                    traveller = within
                within = traveller
                found.append((frame, traveller))
        return found

    def _antecedent(self, index: int) -> None:
        """Let a pronoun mean whom the sentence before names first."""
        for sentence in reversed(self.article.sentences[max(0, index - 2) : index + 1]):
            noun = first_noun(self._tokens(sentence))
            noun = noun or self._opening_name(sentence)
            if noun.heads or (noun.names and self._is_named(noun)):
                self.travellers.meant_by(noun)
                return
            if noun.pronoun == "narrator":
                break

    def _is_named(self, noun: Noun) -> bool:
        """Whether capitals make a name: in German they make any noun, so it must be known."""
        known = any(traveller.names & noun.names for traveller in self.travellers.known)
        return known or self.article.language != "de"

    def _opening_name(self, sentence: Span) -> Noun:
        """The first word, where it may be a name that stands nowhere else: "Samira walked"."""
        word = self._tokens(sentence)[0]
        known = word.tags or word.mention is not None or not word.word.isalpha()
        capital = self.article.text[word.start].isupper()
        return Noun(frozenset((word.word,))) if capital and not known else Noun()

    # Choosing --------------------------------------------------------------

    def itinerary(self) -> Itinerary:
        frames = [(f, t) for f, t in self._frames() if not f.flags & _UNTOLD]
        main, carried = self._main(frames)
        told = self._of(main, carried, frames)
        storm = main is not None and "storm" in main.kinds
        told = [f for f in told if _suits(f, storm=storm)]
        told = _with_presence(_without_diverted(told))
        if not told:
            return Itinerary(reasons=(Reason("journey.no movement"),))
        visits = _stops_among(Journal(self._lead_end()).write(told), storm=storm)
        stops = [self._stop(visit) for visit in visits]
        start = self._inferred_start(visits, main)
        if start is not None:
            stops.insert(0, start)
        else:
            against = objection(visits, self.article.sentences)
            if against is not None:
                return Itinerary(reasons=(against,))
        return Itinerary(_with_roles(stops), _mode(visits), (), self._speed(main))

    def _of(
        self,
        main: Traveller | None,
        carried: Sequence[Traveller],
        frames: Sequence[tuple[Frame, Traveller | None]],
    ) -> list[Frame]:
        """The movements of the main traveller, and those beside them that name nobody."""
        mine = [t is main or any(t is c for c in carried) for _, t in frames]
        order = {sentence.start: at for at, sentence in enumerate(self.article.sentences)}
        near = [order[f.sentence.start] for (f, _), own in zip(frames, mine, strict=True) if own]
        nobodys = [f for f, t in frames if t is None]
        if main is None:
            return self._longest_run(nobodys, order)
        own_places = {p.id for p in places_of([f for f, t in frames if t is main])}
        places = {p.id for p in places_of([f for f in nobodys if f.kind.startswith("verb.")])}
        diary = main.narrator or len(places) >= max(3, len(own_places))
        return [
            f
            for (f, t), own in zip(frames, mine, strict=True)
            if own
            or (
                t is None
                and (diary or any(abs(order[f.sentence.start] - at) <= _BESIDE for at in near))
            )
        ]

    @staticmethod
    def _longest_run(frames: Sequence[Frame], order: dict[int, int]) -> list[Frame]:
        """The most movements of nobody in particular that stand close to one another."""
        runs: list[list[Frame]] = []
        for frame in frames:
            if runs and order[frame.sentence.start] - order[runs[-1][-1].sentence.start] <= _BESIDE:
                runs[-1].append(frame)
            else:
                runs.append([frame])
        return max(runs, key=lambda run: len({p.id for p in places_of(run)}), default=[])

    def _main(
        self, frames: Sequence[tuple[Frame, Traveller | None]]
    ) -> tuple[Traveller | None, list[Traveller]]:
        """The one who travels most, and the vehicles that carry it."""
        places: dict[int, set[str]] = {}
        known = self.travellers.known
        for frame, traveller in frames:
            if traveller is not None and not traveller.generic and frame.kind != "verb.presence":
                mine = places.setdefault(known.index(traveller), set())
                mine |= {t.mention.place.id for t in frame.touches if t.mention and t.mention.place}
        if not places:
            return None, []
        best = max(places, key=lambda at: (self._weight(known[at], places, at), -at))
        main = known[best]
        named = [known[at] for at in places if known[at].names]
        alone = all(t is main for t in named)
        with_it = [t for t in known if t.accompanies(main, alone=alone)]
        if main.is_vehicle:
            aboard = [
                known[at] for at in places if places[at] & places[best] and known[at] is not main
            ]
            with_it += [t for t in aboard if t.kinds & PEOPLE and not t.other and t not in with_it]
        return main, with_it

    def _weight(self, traveller: Traveller, places: dict[int, set[str]], at: int) -> float:
        """How many places it goes to; a traveller has part in those of the vehicles."""
        if traveller.is_vehicle:
            return len(places[at])
        known = self.travellers.known
        first = min(i for i in places if not known[i].is_vehicle)
        ridden = set().union(*(its for i, its in places.items() if known[i].is_vehicle))
        return len(places[at]) + _RIDDEN_SHARE * len(ridden) + (at == first)

    def _lead_end(self) -> int:
        sentences = self.article.sentences
        return sentences[min(2, len(sentences) - 1)].start

    # Stops -----------------------------------------------------------------

    def _stop(self, visit: Visit) -> Stop:
        frames = [frame for frame, _ in visit.touches]
        status: StopStatus = "planned" if all(f.status == "planned" for f in frames) else "told"
        cues_of = {touch.cue.start: touch.cue for _, touch in visit.touches}
        reasons = [
            Reason("journey.enters", (touch.mention.place.name,))
            for frame, own in visit.touches
            if frame.kind == "verb.enter" and own.part == "via"
            for touch in frame.touches
            if touch.mention and touch.mention.place and touch.mention.place.kind == "country"
        ]
        shown = next((pair for pair in visit.touches if pair[1].mention is not None), None)
        if shown is None or shown[1].mention is None:
            mention = self._mention_of(visit.place)
            reasons.append(Reason("journey.home"))
        else:
            mention = shown[1].mention
        return Stop(
            mention,
            (shown or visit.touches[0])[0].sentence,
            "via",
            status,
            tuple(cues_of[start] for start in sorted(cues_of)),
            tuple(dict.fromkeys(reasons)),
        )

    def _mention_of(self, place: Place) -> Mention:
        return next(m for m in self.mentions if m.place is not None and m.place.id == place.id)

    def _inferred_start(self, visits: Sequence[Visit], main: Traveller | None) -> Stop | None:
        """The capital of the traveller's country, where one of its leaders or its troops
        goes abroad and the text names no start.
        """
        if (
            main is None
            or not visits
            or not main.kinds & {"leader", "group"}
            or len(main.countries) != 1
        ):
            return None
        country = next(iter(main.countries))
        first = visits[0]
        capital = self.gazetteer.capital(country)
        if capital is None or first.place.country == country or "from" in first.parts:
            return None
        abroad = any(frame.kind == "verb.enter" for visit in visits for frame, _ in visit.touches)
        going = any(
            frame.kind in ("phrase.goal", "verb.go", "noun.trip") for frame, _ in first.touches
        )
        if not (abroad or (len(visits) == 1 and going and _mode(visits) != "unknown")):
            return None
        owner = next(
            (m for m in self.mentions if m.place is not None and m.place.id == capital.id),
            None,
        ) or next(
            (m for m in self.mentions if m.place is not None and m.place.country == country),
            None,
        )
        if owner is None:
            return None
        mention = owner if owner.place is capital else replace(owner, place=capital)
        nation = self.gazetteer.country(country)
        reason = Reason(
            "journey.start inferred", (capital.name, nation.name if nation else country)
        )
        return Stop(mention, self._sentence_of(mention.span), "start", "inferred", (), (reason,))

    def _sentence_of(self, span: Span) -> Span:
        for sentence in self.article.sentences:
            if sentence.covers(span):
                return sentence
        return span

    def _speed(self, main: Traveller | None) -> Speed | None:
        """The speed of the vehicle, where the text tells one; a storm's winds are none."""
        if main is not None and "storm" in main.kinds:
            return None
        for match in self.cues.speed.finditer(self.article.text):
            span = Span(*match.span())
            sentence = self._sentence_of(span)
            if any(_rides(token) for token in self._tokens(sentence)):
                value = float(match["value"].replace(",", "."))
                return Speed(value * _KMH.get(match["unit"].lower().split()[0], 1.0), span)
        return None


def _whole(mention: Mention, text: str, gazetteer: Gazetteer) -> Mention:
    """The demonym with a word before it that belongs to it: "North Korean", not "Korean"."""
    if mention.kind != "demonym":
        return mention
    word = _WORD_BEFORE.search(text, max(0, mention.span.start - 30), mention.span.start)
    place = gazetteer.demonym(f"{word[1]} {mention.text}") if word else None
    if word is None or place is None:
        return mention
    span = Span(word.start(1), mention.span.end)
    return replace(mention, span=span, text=span.of(text), place=place)


def _rides(token: Token) -> bool:
    """Whether the word is of a vehicle or of riding one."""
    return "traveller.vehicle" in token.tags or any(tag.startswith("mode.") for tag in token.tags)


def _with_roles(stops: Sequence[Stop]) -> tuple[Stop, ...]:
    last = len(stops) - 1
    roles: list[StopRole] = [
        "start" if i == 0 else "end" if i == last else "via" for i in range(last + 1)
    ]
    return tuple(replace(stop, role=role) for stop, role in zip(stops, roles, strict=True))


def _suits(frame: Frame, *, storm: bool) -> bool:
    """Whether a storm, or anyone else, may move in this way."""
    if storm:
        return frame.kind not in ("verb.stop", "verb.board", "noun.stay")
    return "strike" not in frame.flags


def _with_presence(frames: Sequence[Frame]) -> list[Frame]:
    """Keep "was in X" only where a narrator tells a journey, or X lies in a country one goes to."""
    moving = [f for f in frames if f.kind != "verb.presence"]
    if any(f.traveller.pronoun == "narrator" for f in moving) and len(moving) >= 2:
        return list(frames)
    goals = [
        t.mention.place
        for f in moving
        for t in f.touches
        if t.part == "to" and t.mention and t.mention.place
    ]
    areas = [place for place in goals if place.kind in ("country", "state")]
    areas = [area for area in areas if not any(holds(area, goal) for goal in goals)]
    kept = []
    for frame in frames:
        if frame.kind == "verb.presence":
            frame = replace(frame, kind="verb.reach", touches=_as_goals(frame, areas))
        if frame.touches:
            kept.append(frame)
    return kept


def _as_goals(frame: Frame, areas: Sequence[Place]) -> tuple[Touch, ...]:
    """Where one "had been", or is in a country that one goes to: places reached."""
    return tuple(
        replace(touch, part="to")
        for touch in frame.touches
        if touch.mention
        and touch.mention.place
        and ("perfect" in frame.flags or any(holds(area, touch.mention.place) for area in areas))
    )


def _is_anchorage(visit: Visit) -> bool:
    """Whether ships set out from or anchored in these waters of one country."""
    local = visit.place.kind in ("sea", "lake") and visit.place.country
    kinds = {frame.kind for frame, touch in visit.touches if touch.part in ("from", "to")}
    return bool(local) and bool(
        kinds & {"verb.start", "verb.arrive", "verb.leave", "verb.stop", "verb.board"}
    )


def _without_diverted(frames: Sequence[Frame]) -> list[Frame]:
    """Drop the goal that a later movement says was never reached: "was redirected to X"."""
    kept: list[Frame] = []
    for frame in frames:
        if (
            "diverted" in frame.flags
            and kept
            and kept[-1].kind in ("verb.go", "phrase.goal", "noun.trip")
        ):
            touches = tuple(t for t in kept[-1].touches if t.part != "to")
            kept[-1] = replace(kept[-1], touches=touches)
        kept.append(frame)
    return [frame for frame in kept if frame.touches]


def _stops_among(visits: Sequence[Visit], *, storm: bool) -> list[Visit]:
    """The visits that are stops: the finest place told for each part, none twice in a row."""
    fine = [v for v in visits if v.place.kind in _FINE]
    named = [v for v in visits if v.place.kind not in WIDE]
    kept: list[Visit] = []
    for visit in visits:
        place = visit.place
        if place.kind == "continent" or any(
            holds(place, other.place) for other in named if other is not visit
        ):
            continue
        if place.kind in WIDE and len(named) >= 2 and not _is_anchorage(visit):
            continue
        if (
            place.kind in ("country", "state")
            and len(fine) >= 2
            and visit.parts == {"via"}
            and not storm
        ):
            continue
        if kept and kept[-1].place.id == place.id:
            kept[-1].touches += visit.touches
        else:
            kept.append(visit)
    return kept


def _mode(visits: Sequence[Visit]) -> Mode:
    """The means of travel that most movements name."""
    count: Counter[Mode] = Counter()
    frames = {id(frame): frame for visit in visits for frame, _ in visit.touches}
    for frame in frames.values():
        count.update(frame.modes)
    return count.most_common(1)[0][0] if count else "unknown"
