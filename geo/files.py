"""Files in and out: read from anywhere, written as a whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import Path

from geo.errors import DatelineError

STANDARD = "-"
"""The name that stands for standard input or output."""


class FileError(DatelineError):
    """A file cannot be read or written; the text says which and why."""


def read_bytes(name: str) -> bytes:
    """All bytes of a file, or of standard input for "-".

    Raises
    ------
    FileError
        If it cannot be read.
    """
    try:
        return sys.stdin.buffer.read() if name == STANDARD else Path(name).read_bytes()
    except OSError as error:
        raise cannot("read", name, error) from error


def write_whole(name: str, data: bytes) -> None:
    """Write a file so that it is there as a whole or stays as it was; "-" is standard output.

    A new file takes the old one's place only when all of it is on the disk. What is no ordinary
    file, such as a pipe, is written to directly.

    Raises
    ------
    FileError
        If it cannot be written, as where the disk is full; nothing half-written is left.
    """
    try:
        if name == STANDARD:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        elif Path(name).exists() and not Path(name).is_file():
            Path(name).write_bytes(data)
        else:
            _replace(Path(name), data)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise cannot("write", name, error) from error


def cannot(what: str, name: str, error: OSError) -> FileError:
    """The sentence for a file that cannot be read or written."""
    shown = (
        {"read": "standard input", "write": "standard output"}[what] if name == STANDARD else name
    )
    return FileError(f"Cannot {what} {shown}: {error.strerror or error}.")


def _replace(path: Path, data: bytes) -> None:
    # A link is followed, so that the file it leads to is replaced and the link stays.
    path = path.resolve()
    descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name[:100]}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(_permissions(path))
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise


def _permissions(path: Path) -> int:
    """Those of the file that is replaced, or what a new file gets here."""
    with contextlib.suppress(OSError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
