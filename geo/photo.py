"""A picture that an editor brings, made fit to stand in a story."""

from __future__ import annotations

import io
import warnings
from base64 import b64encode
from typing import Final

from PIL import Image, ImageOps

from geo.errors import EditError
from geo.story import Picture

FORMATS: Final = ("JPEG", "PNG", "WEBP")
MOST_BYTES_GIVEN: Final = 30_000_000
MOST_DOTS_GIVEN: Final = 80_000_000
# Dots of the longer side: first as wide as any page shows it, on a screen of two dots a pixel.
SIDES: Final = (1600, 1200, 800, 400)
MOST_BYTES: Final = 300_000
# From good to passable: the first that keeps a picture small enough is taken.
QUALITIES: Final = (85, 70, 50)
LONGEST_WORDS: Final = 1000


def photo(data: bytes, credit: str = "", alternative: str = "") -> Picture:
    """A picture file as a story keeps it: upright, at most 1600 dots long and some 300 KB.

    Only what is seen is kept. What cameras write beside it, such as the place
    where a source lives, is not.

    Parameters
    ----------
    data
        A JPEG, PNG or WebP file.

    Raises
    ------
    EditError
        If it is no such file, or too large a one, or it has no words for those who do not see it.
    """
    credit, alternative = " ".join(credit.split()), " ".join(alternative.split())
    if not alternative:
        raise EditError("Say in a sentence what the picture shows, for those who do not see it.")
    if max(len(credit), len(alternative)) > LONGEST_WORDS:
        raise EditError("The words for a picture have at most {0} letters.", LONGEST_WORDS)
    return Picture("image/jpeg", b64encode(_small(_opened(data))).decode(), credit, alternative)


def _opened(data: bytes) -> Image.Image:
    """The picture upright and without transparency, on white."""
    if len(data) > MOST_BYTES_GIVEN:
        raise EditError("This file is too large; save the picture with at most 30 MB.")
    try:
        with warnings.catch_warnings():
            # Pillow warns of large pictures; ours are refused before they are unpacked.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as given:
                if given.width * given.height > MOST_DOTS_GIVEN:
                    raise EditError("This picture has too many dots; save it smaller.")
                given.draft("RGB", (SIDES[0], SIDES[0]))
                upright = ImageOps.exif_transpose(given).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise EditError(
            "This file is no picture that can be read; save it as JPEG, PNG or WebP."
        ) from error
    return Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright).convert("RGB")


def _small(image: Image.Image) -> bytes:
    """The file of the largest and best that is small enough."""
    for side in SIDES:
        image.thumbnail((side, side))
        for quality in QUALITIES:
            written = io.BytesIO()
            image.save(written, "JPEG", quality=quality, optimize=True, progressive=True)
            if written.tell() <= MOST_BYTES:
                return written.getvalue()
    return written.getvalue()
