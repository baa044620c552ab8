"""Names that stand where nobody is told to be."""

import pytest

import geo.asides
from geo.article import read_article
from geo.asides import Asides
from geo.gazetteer import default
from geo.mentions import find_mentions
from geo.movers import Movers
from geo.narration import Narration
from geo.resolve import resolve


def asides(text):
    article = read_article(text, title="", plain=True)
    mentions = resolve(article, find_mentions(article, default(), None), default())
    found = Asides(Movers(Narration(article, mentions, default())))
    return [mention.text for mention in mentions if found.holds(mention)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They rested near Tours and slept in Blois.", ["Tours"]),
        ("The line from Tours to Blois crosses the one to Bourges.", ["Tours", "Blois"]),
        ("They saw the roofs of Tours and heard the bells of Blois.", []),
        ("The roofs of Tours and the bells of Blois", ["Tours", "Blois"]),
    ],
)
def test_a_name_that_describes_or_locates_is_an_aside(text, expected):
    assert asides(text) == expected


def test_a_sentence_is_read_once_for_all_its_names(monkeypatch):
    read = []

    def clauses(*arguments):
        read.append(arguments)
        return real(*arguments)

    real = geo.asides.Clauses
    monkeypatch.setattr(geo.asides, "Clauses", clauses)
    assert asides("They came" + " from Tours and" * 20 + " from Blois.")[-1] == "Blois"
    assert len(read) == 1
