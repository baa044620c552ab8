"""From an article's text to its story: the steps of the pipeline in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.article import read_article
from geo.asking import ask
from geo.gazetteer import default
from geo.itinerary import read_itinerary
from geo.mentions import find_mentions
from geo.recogniser import is_read_by_model, parse
from geo.resolve import resolve
from geo.route import legs
from geo.story import Story

if TYPE_CHECKING:
    from geo.asking import Outage
    from geo.gazetteer import Gazetteer
    from geo.recogniser import Recogniser


def read(
    source: str | bytes,
    *,
    title: str = "",
    plain: bool = False,
    address: str = "",
    recogniser: Recogniser | None = None,
    gazetteer: Gazetteer | None = None,
    outage: Outage | None = None,
) -> Story:
    """Read one article: its places, the journey it tells, and the route.

    Nothing outside this machine is asked, unless the environment variable
    ``DATELINE_GEOCODER`` names a service for what the gazetteer cannot place.

    Parameters
    ----------
    source
        Text or HTML, as characters or as the bytes of a file.
    title
        The headline, where it stands outside the text.
    plain
        Whether to take the text as it is, even if it looks like HTML.
    address
        Where on the web the article stands, if it does.
    recogniser
        What finds names in the text; by default the best for its language.
    gazetteer
        What knows the places; by default the one in ``data/``.
    outage
        What many articles of one run share of a failure of the online geocoder,
        as :func:`geo.asking.ask` takes it.

    Raises
    ------
    ArticleError
        If the source is no article: empty, binary, too long.
    DataError
        If a data file is missing or broken.
    """
    known = gazetteer or default()
    article = read_article(source, title=title, plain=plain, address=address)
    mentions = ask(resolve(article, find_mentions(article, known, recogniser), known), outage)
    parser = parse if is_read_by_model(article.language, recogniser) else None
    itinerary = read_itinerary(article, mentions, known, parser)
    return Story(article, mentions, itinerary, legs(itinerary))
