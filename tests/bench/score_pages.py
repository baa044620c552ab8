"""How much of an article is taken from its page, and how much of the site: ours and others.

    python tests/bench/score_pages.py [FOLDER]

FOLDER holds pages and their texts, ``NAME.html`` beside ``NAME.txt``; without it, our own pages in
``tests/pages.py`` are scored. Prints, for each extractor, precision, recall and F1 of the words
(pairs of characters where a script has no spaces), mean over the pages, and milliseconds a page.
The headline is not counted.
"""

from __future__ import annotations

import logging
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import trafilatura
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from geo.article import decode, read_article  # noqa: E402
from tests.pages import ARTICLES, TEMPLATES, old_table  # noqa: E402

NO_SPACES = re.compile("[\u0e00-\u0e7f\u1000-\u109f\u3040-\u30ff\u4e00-\u9fff]")


def ours(page: str) -> str:
    """As Dateline reads it."""
    article = read_article(page)
    blocks = (block for block in article.blocks if block.kind not in {"title", "chrome"})
    return "\n".join(block.span.of(article.text) for block in blocks)


def resiliparse(page: str) -> str:
    """Resiliparse's main content."""
    return extract_plain_text(HTMLTree.parse(page), main_content=True, alt_texts=False)


def trafilatura_as_it_comes(page: str) -> str:
    """Trafilatura, without comments."""
    return trafilatura.extract(page, include_comments=False) or ""


def trafilatura_strict(page: str) -> str:
    """Trafilatura's strict mode alone."""
    return trafilatura.extract(page, include_comments=False, favor_precision=True) or ""


EXTRACTORS: tuple[Callable[[str], str], ...] = (
    ours,
    resiliparse,
    trafilatura_as_it_comes,
    trafilatura_strict,
)


def counted(text: str) -> Counter[str]:
    """The words of a text."""
    words: Counter[str] = Counter()
    for word in re.findall(r"\w+", text.casefold()):
        pairs = [word[i : i + 2] for i in range(max(1, len(word) - 1))]
        words.update(pairs if NO_SPACES.search(word) else [word])
    return words


def score(found: str, gold: str) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    words, wanted = counted(found), counted(gold)
    both = sum((words & wanted).values())
    precision, recall = both / max(1, words.total()), both / max(1, wanted.total())
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def pages(folder: str | None) -> Iterator[tuple[str, str, str]]:
    """Page, headline where it is known, and text."""
    if folder is None:
        for template in (*TEMPLATES, old_table):
            for told in ARTICLES:
                yield template(told), told.title, "\n".join(told.paragraphs)
        return
    for path in sorted(Path(folder).glob("*.html")):
        text = path.with_suffix(".txt")
        if text.exists():
            page = f"<!DOCTYPE html>{decode(path.read_bytes())}"
            yield page, read_article(page).title, text.read_text("utf-8", errors="replace")


def main() -> None:
    """Score every extractor on every page."""
    logging.disable(logging.CRITICAL)
    scored = list(pages(sys.argv[1] if len(sys.argv) > 1 else None))
    print(f"{len(scored)} pages              precision  recall      F1   ms a page")
    for extractor in EXTRACTORS:
        extractor(scored[0][0])
        began = time.perf_counter()
        found = [extractor(page) for page, _, _ in scored]
        milliseconds = 1000 * (time.perf_counter() - began) / len(scored)
        results = [
            score(text.replace(title, "", 1), gold)
            for text, (_, title, gold) in zip(found, scored, strict=True)
        ]
        means = [sum(column) / len(results) for column in zip(*results, strict=True)]
        print(
            f"{extractor.__name__:26}{means[0]:7.3f} {means[1]:7.3f} {means[2]:7.3f}"
            f" {milliseconds:11.1f}"
        )


if __name__ == "__main__":
    main()
