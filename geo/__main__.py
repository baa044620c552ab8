"""The command line: ``python -m geo read``, ``export``, ``batch`` and ``password``.

Exit status 0 is done, 1 could not, 2 wrong usage, 130 interrupted. What went wrong is one sentence
on standard error.
"""

from __future__ import annotations

import argparse
import glob
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn, TypeAlias
from urllib.parse import quote

from geo.errors import DatelineError

if TYPE_CHECKING:
    from geo.language import Language
    from geo.story import Story
    from geo.takeaway import Choice

DONE, COULD_NOT, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
ENDINGS: Final = ("png", "svg", "pdf", "html", "geojson", "kml", "gpx", "csv")
MOST_JOBS: Final = 64


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one sentence."""

    def error(self, message: str) -> NoReturn:
        print(f"{message[0].upper()}{message[1:]}. See {self.prog} --help.", file=sys.stderr)
        raise SystemExit(WRONG_USAGE)


_Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"


@dataclass(frozen=True, slots=True)
class _Export:
    """One story and the files to make of it."""

    source: str
    targets: tuple[str, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, and answer its exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        options.command(options, parser)
        return DONE
    except DatelineError as error:
        return _could_not(str(error))
    except KeyboardInterrupt:
        _could_not("Interrupted; what was done is kept.")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has enough. Python would complain once more when it closes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return COULD_NOT
    except Exception as error:  # noqa: BLE001 - a user gets a sentence, never a traceback
        return _could_not(f"A fault in Dateline: {type(error).__name__}: {error}")


def _could_not(sentence: str) -> int:
    line = " ".join(sentence.split())
    print(line if line.endswith((".", "!", "?")) else f"{line}.", file=sys.stderr)
    return COULD_NOT


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m geo", description="Turn a news article into a story map.")
    commands = parser.add_subparsers(required=True, metavar="read|export|batch|password")
    for add in (_add_read, _add_export, _add_batch, _add_password):
        add(commands)
    return parser


def _add_read(commands: _Commands) -> None:
    read = commands.add_parser("read", help="read one article to a story (GeoJSON)")
    read.add_argument(
        "article",
        metavar="ARTICLE",
        help="a text, Markdown, HTML or Word file, the web address of a page, or -",
    )
    read.add_argument(
        "-o", dest="output", metavar="FILE", default="-", help="write the story there"
    )
    read.set_defaults(command=_read)


def _add_export(commands: _Commands) -> None:
    export = commands.add_parser(
        "export",
        help="make pictures, a page or data of a story",
        description="Make files of one story or article; their endings name the formats. "
        "With * in OUT (quoted), several stories can be given: * stands for each one's name.",
    )
    export.add_argument(
        "source", metavar="STORY-OR-ARTICLE", help="a story, or the file of an article"
    )
    export.add_argument("targets", nargs="+", metavar="OUT", help=f".{', .'.join(ENDINGS)}")
    export.add_argument(
        "--size", default="card", help="card, square, portrait, story, print or 1200x630"
    )
    export.add_argument(
        "--scale", type=float, default=1.0, help="dots of a PNG to a pixel of its size"
    )
    export.add_argument("--theme", choices=("light", "dark", "print"), help="colours")
    export.add_argument(
        "--lang",
        default="en",
        metavar="TAG",
        help="language of the words around it: en, nl, de, fr, es, ru, ko, also of a country, "
        "as de-AT or en-US",
    )
    export.add_argument("--stop", type=int, metavar="N", help="a picture of this stop alone")
    export.add_argument("--plain", action="store_true", help="the map without title and credit")
    export.add_argument(
        "--address",
        metavar="URL",
        help="where the page will stand, with the PNG beside it: for share cards and links; "
        "* stands for each story's name",
    )
    export.set_defaults(command=_export)


def _add_batch(commands: _Commands) -> None:
    batch = commands.add_parser("batch", help="read an archive of articles, a JSON line each")
    batch.add_argument("source", metavar="IN.jsonl", help='lines of {"id", "text", "title"?}, or -')
    batch.add_argument(
        "target", metavar="OUT.jsonl", help="a line for each, in the same order, or -"
    )
    batch.add_argument("--jobs", type=_jobs, default=1, metavar="N", help="read with N processes")
    batch.add_argument(
        "--resume", action="store_true", help="go on with an OUT.jsonl that was begun"
    )
    batch.set_defaults(command=_batch)


def _add_password(commands: _Commands) -> None:
    password = commands.add_parser(
        "password",
        help="print the hash of a password for the desk",
        description="Ask for a password, or read a line of standard input, and print the hash "
        "that DATELINE_PASSWORD takes.",
    )
    password.set_defaults(command=_password)


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_JOBS:
        raise argparse.ArgumentTypeError(f"takes 1 to {MOST_JOBS} processes, not {text!r}")
    return int(text)


def _read(options: argparse.Namespace, _: argparse.ArgumentParser) -> None:
    from geo.files import read_bytes, write_whole
    from geo.formats import dumps

    name = options.article
    fetched = name.casefold().startswith(("http://", "https://"))
    story = _fetched(name) if fetched else _from_file(name, read_bytes(name))
    write_whole(options.output, dumps(story).encode())


def _fetched(address: str) -> Story:
    """The story of the article at an address."""
    from geo.fetch import fetch

    fetched = fetch(address)
    if fetched.notice:
        print(fetched.notice, file=sys.stderr)
    return _read_article(fetched.text, plain=fetched.plain, address=fetched.address)


def _from_file(name: str, data: bytes) -> Story:
    """The story of the article in a file; its ending tells Markdown and Word."""
    if _ending(name) not in {"md", "markdown", "docx"}:
        return _read_article(data)
    from geo.upload import article_source

    return _read_article(article_source(name, data))


def _read_article(source: str | bytes, *, plain: bool = False, address: str = "") -> Story:
    """The story of an article; what could not be asked on the way is a warning."""
    from geo.overview import warning
    from geo.read import read

    story = read(source, plain=plain, address=address)
    if said := warning(story):
        print(said, file=sys.stderr)
    return story


def _export(options: argparse.Namespace, parser: argparse.ArgumentParser) -> None:
    exports = list(_exports([options.source, *options.targets], parser))
    from geo.files import write_whole
    from geo.takeaway import PICTURES, Choice, render

    if any(_ending(target) in PICTURES for export in exports for target in export.targets):
        from geo.picture import parse_size

        options.size = parse_size(options.size)
    choice = Choice(
        size=options.size,
        theme=options.theme,
        plain=options.plain,
        stop=options.stop,
        scale=options.scale,
        language=_language(options.lang, parser),
    )
    for export in exports:
        story = _story(export.source)
        if options.address is not None:
            choice = _published(choice, options.address, export)
        for target in export.targets:
            write_whole(target, render(story, _ending(target), choice))


def _published(choice: Choice, address: str, export: _Export) -> Choice:
    """With where the page of an export will stand, and the picture beside it that is made now."""
    png = next((name for name in export.targets if _ending(name) == "png"), "")
    return replace(
        choice,
        address=address.replace("*", quote(Path(export.source).stem)),
        beside="" if choice.stop else quote(Path(png).name),
    )


def _language(tag: str, parser: argparse.ArgumentParser) -> Language:
    from geo.language import CODES, best

    language = best(tag)
    if language.code != tag.replace("_", "-").partition("-")[0].lower():
        parser.error(f"{tag} is no language of the interface: use {', '.join(CODES)}")
    return language


def _exports(files: Sequence[str], parser: argparse.ArgumentParser) -> Iterator[_Export]:
    """Which files to make of which stories.

    The outputs begin at the first name with a ``*``, or else at the second name.
    """
    first = next((i for i, name in enumerate(files) if i and "*" in name), 1)
    sources, targets = _expanded(files[:first]), files[first:]
    for target in targets:
        if _ending(target) not in ENDINGS:
            parser.error(f"no format has the ending of {target}: use .{', .'.join(ENDINGS)}")
    made: set[Path] = {Path(source).resolve() for source in sources}
    for source in sources:
        named = tuple(target.replace("*", Path(source).stem) for target in targets)
        for target in named:
            if Path(target).resolve() in made:
                parser.error(
                    f"the file {target} would be written over: give another name, or * in it"
                )
            made.add(Path(target).resolve())
        yield _Export(source, named)


def _expanded(sources: Sequence[str]) -> list[str]:
    """The sources, a quoted pattern among them as the files that fit it."""
    found: list[str] = []
    for source in sources:
        fitting = sorted(glob.glob(source, recursive=True)) if "*" in source else []  # noqa: PTH207
        found += fitting or [source]
    return found


def _ending(name: str) -> str:
    return Path(name).suffix.removeprefix(".").lower()


def _story(name: str) -> Story:
    """The story in a file, or the one that is read from the article in it."""
    from geo.files import read_bytes

    data = read_bytes(name)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        from geo.formats import loads

        return loads(data)
    return _from_file(name, data)


def _batch(options: argparse.Namespace, _: argparse.ArgumentParser) -> None:
    from geo.batch import batch

    written, wrong = batch(options.source, options.target, jobs=options.jobs, resume=options.resume)
    if wrong:
        lines = "line" if wrong == 1 else "lines"
        print(f"{wrong} of {written} {lines} could not be read; they say why.", file=sys.stderr)


def _password(_: argparse.Namespace, __: argparse.ArgumentParser) -> None:
    import getpass

    from geo.access import hashed
    from geo.errors import AccessError

    if not sys.stdin.isatty():
        print(hashed(sys.stdin.readline().rstrip("\r\n")))
        return
    password = getpass.getpass("Password for the desk: ")
    if getpass.getpass("Once more: ") != password:
        raise AccessError("These were two different passwords; try again.")
    print(hashed(password))
    print("Set DATELINE_PASSWORD to this, in single quotes.", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
