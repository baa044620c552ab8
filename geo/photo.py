"""A picture that an editor brings, made fit to stand in a story."""

from __future__ import annotations

import io
import warnings
from base64 import b64encode
from typing import Final

from PIL import Image, ImageCms, ImageOps

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
    """The picture upright, no larger than it is kept, in sRGB without transparency, on white."""
    if len(data) > MOST_BYTES_GIVEN:
        raise EditError("This file is too large; save the picture with at most 30 MB.")
    try:
        with warnings.catch_warnings():
            # Pillow warns of large pictures; ours are refused before they are unpacked.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as given:
                if given.width * given.height > MOST_DOTS_GIVEN:
                    raise EditError("This picture has too many dots; save it smaller.")
                small = _smooth(given)
                small.thumbnail((SIDES[0], SIDES[0]))
                upright = ImageOps.exif_transpose(small)
                coloured = _in_srgb(upright, given.info.get("icc_profile")).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise EditError(
            "This file is no picture that can be read; save it as JPEG, PNG or WebP."
        ) from error
    return Image.alpha_composite(Image.new("RGBA", coloured.size, "white"), coloured).convert("RGB")


def _smooth(given: Image.Image) -> Image.Image:
    """The picture with colours that can be mixed: neither numbers of a palette nor 16 bits."""
    if given.mode.startswith("I"):  # greys of 16 bits, which Pillow would clip to white
        return given.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    return given if given.mode in ("L", "LA", "RGB", "RGBA", "CMYK") else given.convert("RGBA")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture in the colours of the web, as its profile is not kept: phones have others."""
    if not profile or image.mode not in ("L", "RGB", "CMYK"):
        return image
    try:
        return (
            ImageCms.profileToProfile(
                image, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            or image
        )
    except (ImageCms.PyCMSError, OSError):
        return image  # a broken profile says nothing of the colours


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
