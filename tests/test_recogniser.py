"""The model is the one that was measured, and long texts are read whole."""

from __future__ import annotations

import hashlib
from pathlib import Path

from geo.recogniser import SpacyRecogniser, model_path
from geo.story import Span

DIGESTS = Path(__file__).parents[1] / "data" / "model-digests.txt"


def test_the_model_is_the_one_that_was_measured() -> None:
    lines = [line for line in DIGESTS.read_text().splitlines() if not line.startswith("#")]
    assert len(lines) > 8
    for line in lines:
        digest, name = line.split(maxsplit=1)
        assert hashlib.sha256((model_path() / name).read_bytes()).hexdigest() == digest, name


def test_entities_quote_the_text() -> None:
    text = "The Portuguese minister Ana Duarte flew from Lisbon to Oslo for the Nobel Committee."
    found = {e.span.of(text): e.label for e in SpacyRecogniser()(text)}
    assert found["Lisbon"] == found["Oslo"] == "place"
    assert found["Ana Duarte"] == "person"


def test_a_long_text_is_read_in_pieces() -> None:
    paragraph = "The ferry left Lisbon in the rain. " + "Nobody was on deck. " * 40
    text = "\n\n".join([paragraph] * 60)
    places = [e.span for e in SpacyRecogniser()(text) if e.label == "place"]
    expected = [Span(i, i + 6) for i in range(len(text)) if text.startswith("Lisbon", i)]
    assert places == expected
