"""One reading of an article's movements, as facts or more loosely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from geo.journal import Journal
from geo.likelihood import Telling
from geo.movement import moves
from geo.movers import Movement, Movers
from geo.narration import Narration
from geo.party import Party, main_party
from geo.stops import stops_among
from geo.story import Article
from geo.visits import Visit

# The headline and the lead are the first sentences, so many.
_LEAD: Final = 2


@dataclass(frozen=True, slots=True)
class Draft:
    """The movements of an article, the main travellers, and where they come, in travel order."""

    movements: list[Movement]
    party: Party
    visits: list[Visit]

    def moving(self, narration: Narration) -> float:
        """The share of the sentences naming a place in which anybody goes anywhere, or may."""
        return _share([m for m in self.movements if moves(m.frame)], narration)


def draft(movers: Movers, *, loosely: bool = False) -> Draft:
    """Read an article's movements.

    Parameters
    ----------
    loosely
        Whether any verb tells a stay, and whoever is not told to be another is the traveller: as
        in a text that is known to tell a journey.
    """
    movements, travellers = movers.movements(loosely=loosely)
    party = main_party(movements, travellers.known, loosely=loosely)
    frames = party.frames(movements, loosely=loosely)
    journal = Journal(_lead_end(movers.narration.article), forecast=party.is_storm)
    visits = journal.write(frames)
    return Draft(movements, party, stops_among(visits, storm=party.is_storm))


def telling(narration: Narration, strict: Draft, loose: Draft, *, connected: bool) -> Telling:
    """What speaks for the article's telling a journey.

    Parameters
    ----------
    strict, loose
        Both readings of it.
    connected
        Whether the strict one is a journey by the rules alone.
    """
    own = [m for m in loose.movements if loose.party.includes(m.traveller) and m.frame.is_fact]
    unclaimed = [m for m in strict.movements if m.traveller is None and m.frame.is_fact]
    return Telling(
        float(connected),
        _share(own, narration),
        strict.moving(narration),
        _share([m for m in unclaimed if moves(m.frame)], narration),
        float(any(m.frame.modes for m in own if moves(m.frame))),
        float(loose.party.is_storm),
        float(len(loose.visits) > 1),
    )


def _share(movements: Sequence[Movement], narration: Narration) -> float:
    """The share of the sentences naming a place that tell one of the movements."""
    return len({movement.number for movement in movements}) / max(1, narration.naming_count)


def _lead_end(article: Article) -> int:
    """The character at which the headline and the lead are over."""
    later = article.sentences[_LEAD : _LEAD + 1] or article.sentences[-1:]
    return later[0].start if later else 0
