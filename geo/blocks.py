"""The blocks of an article: its headline and paragraphs, told from what a site puts around them.

What tells chrome is general: a line that says nothing but "Advertisement" or "Share", a list of
other headlines under "Latest news", who wrote it and when. The words stand in
``data/article-words.toml``. In doubt a block is body: a place lost costs more than one too many.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from string import digits, punctuation
from typing import Final

from geo.sentences import article_words
from geo.story import Block, BlockKind, Span

MOST_WORDS_IN_HEADLINE: Final = 30
MOST_WORDS_IN_HEADING: Final = 10
FEWEST_WORDS_IN_CAPTION: Final = 8
MOST_WORDS_IN_CAPTION: Final = 60
MOST_WORDS_IN_LABEL: Final = 12
FEWEST_WORDS_IN_PROSE: Final = 5
# Lines that were broken at a margin are no wider than this.
WIDEST_MARGIN: Final = 130
# Who wrote it, when, and the pictures' captions stand among the first so many lines.
LINES_AT_TOP: Final = 12

_FINAL: Final = re.compile(r"[.!?…:;,。！？।؟۔][\"'”’»“)\]]*$")
_QUESTION: Final = re.compile(r"[!?][\"'”’»“)\]]*$")
_BULLET: Final = re.compile(r"(?:[•·●▪◦‣*]|[-–—](?=\s))\s*")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_SIGNS: Final = f"{punctuation}{digits} \t•·●▪◦‣–—…»«›‹“”„‘’¿¡©®→←↓↑▶►"
_CLOCK: Final = re.compile(
    r"(?<![\w:.,€$£])(?:[01]?\d|2[0-3])(?P<colon>[:.h])[0-5]\d(?![\d%])"
    r"(?P<unit>\s?(?:[AaPp]\.?[Mm]\b\.?|[Uu]hr\b|uur\b|GMT\b|[A-Z]{1,2}[SD]?T\b))*"
)
_DATELINE: Final = re.compile(
    r"\s(?P<place>[A-ZÀ-Þ]{4,20}(?:[ -][A-ZÀ-Þ]{2,20}){0,3}(?:, [A-Z][\w.]{1,12})?)"
    r"(?: \([A-Z][\w /]{1,20}\))? ?(?:—|–|--|-) (?=[A-ZÀ-Þ\"“‘«„])"
)


@dataclass(slots=True)
class _Item:
    """A paragraph in the making; ``words`` is its text with single spaces."""

    start: int
    end: int
    words: str
    bullet: bool = False
    kind: BlockKind | None = None

    @property
    def count(self) -> int:
        """How many words it has."""
        return self.words.count(" ") + 1

    @property
    def final(self) -> bool:
        """Whether it ends as a sentence does."""
        return _FINAL.search(self.words[-6:]) is not None

    @property
    def prose(self) -> bool:
        """Whether it can only be running text."""
        return self.count > MOST_WORDS_IN_HEADLINE or (
            self.count >= FEWEST_WORDS_IN_PROSE
            and self.final
            and not _QUESTION.search(self.words[-6:])
        )


def cut(
    text: str, title: str = "", hints: Mapping[int, BlockKind] | None = None
) -> tuple[Block, ...]:
    """Cut a text into its blocks.

    Parameters
    ----------
    title
        The headline where it is known; it may stand in the text or not.
    hints
        What is known of the block that starts at an offset, as from the tags of a web page.

    Returns
    -------
    tuple of Block
        In order, none overlapping; together they hold every word of the text.
    """
    items = _paragraphs(text)
    for item in items:
        item.kind = (hints or {}).get(item.start)
        unsure = item.kind in {None, "heading"}
        if unsure and (_is_chrome(item) or not _LETTERS.search(item.words)):
            item.kind = "chrome"
    items = _with_headline(text, items, title)
    _mark_top(items)
    _mark_lists(items)
    _mark_rest(items, titled=bool(title) or any(item.kind == "title" for item in items))
    return tuple(Block(Span(item.start, item.end), item.kind or "body") for item in items)


def _paragraphs(text: str) -> list[_Item]:
    """The lines of the text, those joined again that were only broken at a margin."""
    lines = text.splitlines(keepends=True)
    longest = max((len(line.strip()) for line in lines), default=0)
    margin = longest if longest <= WIDEST_MARGIN and len(lines) > 3 else 0
    items: list[_Item] = []
    parts: list[str] = []
    offset, blank = 0, True
    for line in lines:
        words = line.strip()
        start = offset + line.index(words)
        offset += len(line)
        mark = _BULLET.match(words)
        if mark and mark.end() < len(words):
            start, words = start + mark.end(), words[mark.end() :]
        if not words:
            blank = True
            continue
        if parts and not blank and not mark and _goes_on(parts[-1], words, margin):
            items[-1].end = start + len(words)
            parts.append(words)
        else:
            if parts:
                items[-1].words = " ".join(parts)
            items.append(_Item(start, start + len(words), words, bullet=mark is not None))
            parts = [words]
        blank = False
    if parts:
        items[-1].words = " ".join(parts)
    return items


def _goes_on(line: str, following: str, margin: int) -> bool:
    """Whether ``following`` is the same paragraph as ``line`` above it."""
    full = bool(margin) and len(line) + 1 + len(following.split(None, 1)[0]) > margin
    small = following[0].islower()
    if _FINAL.search(line[-6:]) and line[-1] not in ",;":
        # An abbreviation may end a full line: "at 9 a.m.", "Mr."
        titles = article_words()["abbreviations"]["titles"]
        return full and (small or line.rpartition(" ")[2].removesuffix(".") in titles)
    return small or full


@cache
def _labels(*names: str) -> frozenset[str]:
    chrome = article_words()["chrome"]
    return frozenset(word for name in names for word in chrome[name])


@cache
def _starts() -> dict[str, tuple[str, ...]]:
    """The phrases that start a notice, by their first word."""
    by_word: dict[str, list[str]] = {}
    for phrase in article_words()["chrome"]["start"]:
        by_word.setdefault(phrase.split(" ", 1)[0], []).append(phrase)
    return {word: tuple(phrases) for word, phrases in by_word.items()}


@cache
def _credit() -> re.Pattern[str]:
    """A word such as "updated", also glued on ("NewsUpdated"), before a time or the end."""
    chrome = article_words()["chrome"]
    words = "|".join(map(re.escape, chrome["credit"]))
    times = "|".join(map(re.escape, chrome["months"] + chrome["weekdays"]))
    before = "|".join(map(re.escape, chrome["before_date"]))
    return re.compile(
        rf"(?:(?<![^\W_])|(?<=[a-z])(?=[A-Z]))(?i:{words})"
        rf"(?:\W*$|\W+(?i:(?:{before}) )?(?:\d|(?i:{times})\b))"
    )


@cache
def _agencies() -> frozenset[str]:
    return frozenset(article_words()["signatures"]["agencies"])


@cache
def _agencies_in_order() -> tuple[str, ...]:
    """The longest first."""
    return tuple(sorted(_agencies(), key=len, reverse=True))


@cache
def _signed() -> re.Pattern[str]:
    """The name of an agency that ends a caption: "(Reuters)", "/ AFP", "Getty Images"."""
    names = "|".join(map(re.escape, _agencies_in_order()))
    return re.compile(rf"(?:^|[\s(/|,:])(?:{names})\)?$")


def _is_signed(words: str) -> bool:
    """Whether an agency's name ends the words. Most do not end with its letters at all."""
    ends = words.removesuffix(")").endswith(_agencies_in_order())
    return ends and _signed().search(words[-40:]) is not None


def _label(words: str) -> str:
    """A short line as the word lists have it: no case, no signs or digits at its ends."""
    return words.strip(_SIGNS).casefold().replace("’", "'")


def _is_chrome(item: _Item) -> bool:
    """Whether a line, wherever it stands, says nothing of the story."""
    if len(item.words) > 240:
        return False
    count = item.count
    if count > MOST_WORDS_IN_HEADLINE:
        return False
    if count <= MOST_WORDS_IN_LABEL and _label(item.words) in _labels("whole", "heads"):
        return True
    plain = item.words.casefold().replace("’", "'").lstrip("-–—>»|* ")
    for phrase in _starts().get(plain.split(" ", 1)[0], ()):
        if plain.startswith(phrase) and not plain[len(phrase) : len(phrase) + 1].isalpha():
            return count <= 4 or " " in phrase
    return False


def _is_stamp(item: _Item) -> bool:
    """Whether a line only tells when, by whom, or in which section ("4:12 PM Abroad")."""
    if len(item.words) > 120 or item.count > MOST_WORDS_IN_LABEL:
        return False
    if item.words.strip("() -–—") in _agencies() or _label(item.words) in _labels("sections"):
        return True
    if not item.final and (_credit().search(item.words) or _is_byline(item.words)):
        return True
    if not any(map(str.isdigit, item.words)):
        return False
    known = _labels("months", "weekdays", "credit", "clock")
    letters = [word.casefold() for word in _LETTERS.findall(item.words)]
    return all(word in known for word in letters)


def _is_byline(words: str) -> bool:
    """Whether a line is "By Ann Lee" or "Von Ann Lee und Jo Kim, Berlin"."""
    for opening in _labels("byline"):
        if words[: len(opening)].casefold() == opening and words[len(opening) :][:1] in {" ", ":"}:
            names = words[len(opening) :].strip(" :").split()
            small = _labels("between_names")
            return len(names) >= 2 and all(
                n[0].isupper() or n in small or n in ("&", "|", "-") for n in names
            )
    return False


def _with_headline(text: str, items: list[_Item], title: str) -> list[_Item]:
    """The items with the headline marked, and split from what was run on behind it."""
    place = next((i for i, item in enumerate(items) if item.kind != "chrome"), None)
    if place is None or any(item.kind == "title" for item in items):
        return items
    while place < len(items) - 1 and (items[place].kind == "chrome" or _is_stamp(items[place])):
        items[place].kind = "chrome"
        place += 1
    first = items[place]
    if title:
        wanted = " ".join(title.split())
        if first.words.casefold() == wanted.casefold():
            first.kind = "title"
        elif text.startswith(wanted, first.start) and len(wanted) > 20:
            return items[:place] + _run_on(text, first, len(wanted), 0) + items[place + 1 :]
        return items
    if first.kind is None and len(items) > place + 1 and _looks_like_headline(first):
        first.kind = "title"
        return items
    ends = _end_of_headline(text[first.start : first.end])
    if ends:
        return items[:place] + _run_on(text, first, *ends) + items[place + 1 :]
    return items


def _looks_like_headline(item: _Item) -> bool:
    unstopped = not item.final or _QUESTION.search(item.words[-6:]) is not None
    return unstopped and not item.bullet and not item.prose


def _end_of_headline(words: str) -> tuple[int, int] | None:
    """Where a headline that is run on with its article ends, and how long the time after it is.

    A clock time or a dateline ends it: "Ferry runs aground 4:12 PM Abroad All were saved.",
    "Ferry runs aground. LISBON — All were saved."
    """
    head = words[:400]
    for match in _CLOCK.finditer(head):
        before = head[: match.start()].split()
        rest = head[match.end() :].lstrip(" |·•-–—,")
        inside = bool(before) and before[-1].casefold() in _labels("before_clock")
        if inside or not rest[:1].isupper():
            continue
        start = _start_of_date(head[: match.start()])
        if _could_be_headline(head[:start]):
            return len(head[:start].rstrip(" |·•-–—,")), match.end()
    dateline = _DATELINE.search(head)
    if dateline and _could_be_headline(head[: dateline.start()]):
        return dateline.start(), 0
    return None


def _start_of_date(words: str) -> int:
    """Where the date begins that ends ``words``; their length if there is none."""
    known = _labels("months", "weekdays", "credit")
    position = len(words.rstrip(" |·•-–—,"))
    for word in reversed(words[:position].split(" ")[-6:]):
        bare = word.strip(".,|·•-–—:").casefold()
        if (
            bare
            and bare not in known
            and not bare.rstrip("thsndr").replace("-", "").replace("/", "").isdigit()
        ):
            break
        position -= len(word) + 1
    return max(position, 0)


def _could_be_headline(words: str) -> bool:
    """Whether the words before a time or a dateline read as a headline, not as half a sentence."""
    names = words.split()
    inside = words.rstrip().rstrip(".")
    return (
        3 <= len(names) <= MOST_WORDS_IN_HEADLINE
        and not re.search(r"[a-zß-ÿ]{3}[.!?] ", inside)
        and names[-1][-1] not in ",;:"
        and names[-1].casefold() not in _labels("before_clock", "unfinished")
    )


def _run_on(text: str, item: _Item, headline: int, stamp: int) -> list[_Item]:
    """The headline, the time and section behind it, and the lead, as three items."""
    parts = [_piece(text, item.start, item.start + headline, "title")]
    start = item.start + max(headline, stamp)
    if stamp:
        start = _skip_section(text, start, item.end)
        parts.append(_piece(text, item.start + headline, start, "chrome"))
    parts.append(_piece(text, start, item.end, "standfirst" if stamp else None))
    return [part for part in parts if part.words]


def _skip_section(text: str, start: int, end: int) -> int:
    """The offset behind the name of a section, if one stands at ``start``."""
    line = text[start : min(end, start + 60)]
    words = line.split()
    for count in (3, 2, 1):
        label = " ".join(words[:count])
        if label.casefold() in _labels("sections") and words[count : count + 1]:
            found = line.find(words[count], line.find(words[count - 1]) + len(words[count - 1]))
            if words[count][0].isupper():
                return start + found
    return start


def _piece(text: str, start: int, end: int, kind: BlockKind | None) -> _Item:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    words = piece.strip()
    return _Item(start + left, start + left + len(words), " ".join(words.split()), kind=kind)


def _mark_top(items: Sequence[_Item]) -> None:
    """Mark who wrote it and when, which stand above the text or under it."""
    last = _last_prose(items)
    for place, item in enumerate(items):
        if item.kind is None and (place < LINES_AT_TOP or place > last) and _is_stamp(item):
            item.kind = "chrome"


def _last_prose(items: Sequence[_Item]) -> int:
    """The index of the last block of running text; -1 if there is none."""
    places = range(len(items) - 1, -1, -1)
    return next((i for i in places if items[i].kind is None and items[i].prose), -1)


def _mark_lists(items: Sequence[_Item]) -> None:
    """Mark other articles' headlines: under a head that says so, or as bullets beside chrome."""
    listing = False
    for item in items:
        if item.kind == "chrome":
            listing = listing or _label(item.words) in _labels("heads")
        elif listing:
            listing = item.kind is None and not item.prose
            if listing:
                item.kind = "chrome"
    place = _last_prose(items) + 1
    while place < len(items):
        end = place
        while (
            end < len(items)
            and items[end].bullet
            and items[end].kind is None
            and not items[end].final
        ):
            end += 1
        neighbours = [*items[max(place - 1, 0) : place], *items[end : end + 1]]
        if end > place and any(item.kind == "chrome" for item in neighbours):
            for item in items[place:end]:
                item.kind = "chrome"
        place = max(end, place + 1)


def _mark_rest(items: Sequence[_Item], titled: bool) -> None:
    """Tell captions, the standfirst and headings from body text."""
    told = [item for item in items if item.kind != "chrome"]
    after = {id(item): following for item, following in pairwise(items)}
    led = any(item.kind == "standfirst" for item in items)
    prose_seen = False
    for place, item in enumerate(told):
        following = after.get(id(item))
        if item.kind is None:
            if _is_caption(item, titled and place < LINES_AT_TOP and (led or prose_seen)):
                item.kind = "caption"
            elif titled and not led and not prose_seen and _is_standfirst(item, following):
                item.kind = "standfirst"
                led = True
            elif _is_heading(item, following):
                item.kind = "heading"
        prose_seen = prose_seen or (item.kind is None and item.prose)


def _is_caption(item: _Item, at_top: bool) -> bool:
    """Whether a line describes a picture: it says so, is signed by an agency, or is no sentence."""
    count = item.count
    if item.bullet or count > MOST_WORDS_IN_CAPTION:
        return False
    opening, colon, _ = item.words.partition(":")
    if colon and opening.casefold() in _labels("caption"):
        return True
    if count >= 4 and _is_signed(item.words):
        return True
    return at_top and not item.final and count >= FEWEST_WORDS_IN_CAPTION


def _is_standfirst(item: _Item, following: _Item | None) -> bool:
    """Whether the words under a headline stand apart: without a full stop, or before a byline."""
    if item.bullet or following is None or item.count < FEWEST_WORDS_IN_PROSE:
        return False
    return not item.final or (_is_stamp(following) and item.count <= MOST_WORDS_IN_CAPTION)


def _is_heading(item: _Item, following: _Item | None) -> bool:
    if item.bullet or following is None or item.count > MOST_WORDS_IN_HEADING:
        return False
    ends = item.final and not _QUESTION.search(item.words[-6:])
    return not ends and following.kind is None and following.prose
