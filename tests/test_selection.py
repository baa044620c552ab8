"""What is meant by the words that an editor selects."""

import pytest

from geo.errors import EditError
from geo.selection import elsewhere, name_at, sentence_of, words_at
from geo.story import Article, Block, Span

TEXT = (
    "Up in “Oslo”, by 's-Hertogenbosch and Mount Isa (Qld), to D.C. and New\nYork.\n\n"
    "New York again, and Newyork; “‘Oh!’ she said.” 東京で。"
)
CUT = TEXT.index("\n\n")
ARTICLE = Article(
    TEXT,
    blocks=(Block(Span(0, CUT), "body"), Block(Span(CUT + 2, len(TEXT)), "body")),
    sentences=(Span(0, CUT), Span(CUT + 2, CUT + 30)),
)


def span(words: str) -> Span:
    at = TEXT.index(words)
    return Span(at, at + len(words))


@pytest.mark.parametrize(
    ("selected", "name"),
    [
        (" “Oslo”, ", "Oslo"),
        (" 's-Hertogenbosch ", "'s-Hertogenbosch"),
        ("Mount Isa (Qld), ", "Mount Isa (Qld)"),
        ("(Qld),", "Qld"),
        ("D.C. ", "D.C."),
        ("New\nYork.", "New\nYork"),
        ("東京で。", "東京で"),
    ],
)
def test_a_name_is_selected_without_what_stands_around_it(selected, name):
    assert name_at(ARTICLE, span(selected)).of(TEXT) == name


@pytest.mark.parametrize("selected", ["\n\n", "”, ", " "])
def test_a_selection_without_words_is_refused(selected):
    with pytest.raises(EditError, match="select words"):
        name_at(ARTICLE, span(selected))
    with pytest.raises(EditError, match="select words"):
        words_at(ARTICLE, span(selected))


def test_more_than_a_name_is_refused():
    with pytest.raises(EditError, match="too much"):
        name_at(ARTICLE, span("York.\n\nNew"))
    with pytest.raises(EditError, match="too much"):
        name_at(Article("a" * 101), Span(0, 101))


def test_a_passage_keeps_its_quotation_marks():
    assert words_at(ARTICLE, span(" “‘Oh!’ she said.” ")).of(TEXT) == "“‘Oh!’ she said.”"


def test_the_same_name_is_found_as_whole_words_across_lines_and_in_sentences_only():
    found = elsewhere(ARTICLE, "New York", [])
    assert [one.of(TEXT) for one in found] == ["New\nYork", "New York"]
    assert elsewhere(ARTICLE, "New York", [found[0]]) == [found[1]]
    assert elsewhere(ARTICLE, "she", []) == []


def test_a_name_is_found_in_scripts_without_spaces():
    text = "首相は東京を出て東京駅に着いた。"
    article = Article(text, sentences=(Span(0, len(text)),))
    assert [one.start for one in elsewhere(article, "東京", [])] == [3, 8]


def test_words_outside_every_sentence_have_their_paragraph():
    assert sentence_of(ARTICLE, span("Oslo")) == ARTICLE.sentences[0]
    assert sentence_of(ARTICLE, span("she")) == ARTICLE.blocks[1].span
