"""Pictures that editors bring: made small, stripped of secrets, refused where they are a trap."""

import io
import struct
import zlib
from base64 import b64decode
from hashlib import shake_256

import pytest
from PIL import Image, ImageCms

from geo.errors import EditError
from geo.photo import MOST_BYTES, SIDES, photo

ALT = "A green train at a platform"


def written(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def shown(data: bytes) -> Image.Image:
    kept = photo(data, "Jane Doe", ALT)
    assert (kept.credit, kept.alternative, kept.media_type) == ("Jane Doe", ALT, "image/jpeg")
    return Image.open(io.BytesIO(b64decode(kept.data, validate=True)))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_kept_as_it_looks(kind):
    image = shown(written(Image.new("RGB", (300, 200), (200, 30, 30)), kind))
    assert image.size == (300, 200)
    assert all(
        abs(a - b) < 8 for a, b in zip(image.getpixel((150, 100)), (200, 30, 30), strict=True)
    )


def test_where_it_was_taken_is_not_kept_and_it_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif.get_ifd(0x8825)[1] = "N"  # the place
    exif[0x010E] = "taken at the source's home"
    image = shown(written(Image.new("RGB", (300, 200)), exif=exif))
    assert image.size == (200, 300)
    assert not image.getexif()
    assert b"home" not in b64decode(photo(written(image, exif=exif), "", ALT).data)


def test_what_is_transparent_is_white():
    assert shown(written(Image.new("RGBA", (9, 9), (0, 0, 0, 0)), "PNG")).getpixel((4, 4)) == (
        255,
        255,
        255,
    )


def test_greys_of_sixteen_bits_stay_grey():
    assert (
        abs(shown(written(Image.new("I;16", (9, 9), 30_000), "PNG")).getpixel((4, 4))[0] - 117) < 4
    )


def test_a_palette_is_made_smaller_without_losing_colours():
    image = Image.new("P", (4000, 40))
    image.putpalette([200, 30, 30, 30, 30, 200])
    image.paste(1, (2000, 0, 4000, 40))
    small = shown(written(image, "PNG"))
    assert small.size == (1600, 16)
    assert small.getpixel((100, 8))[0] > 190
    assert small.getpixel((1500, 8))[2] > 190


def test_colours_of_another_profile_look_as_they_did():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # A profile that calls red what the web calls blue.
    turned = srgb.replace(b"rXYZ", b"____").replace(b"bXYZ", b"rXYZ").replace(b"____", b"bXYZ")
    image = Image.new("RGB", (20, 20), (200, 30, 30))
    for profile, seen in ((turned, (30, 30, 200)), (srgb, (200, 30, 30)), (b"?", (200, 30, 30))):
        kept = shown(written(image, icc_profile=profile))
        assert kept.getpixel((9, 9)) == pytest.approx(seen, abs=6)
        assert "icc_profile" not in kept.info


def test_a_large_picture_becomes_small():
    noise = shake_256(b"noise").digest(3000 * 2000 * 3)
    data = written(Image.frombytes("RGB", (3000, 2000), noise), quality=60)
    image = shown(data)
    assert max(image.size) < SIDES[0]
    assert len(b64decode(photo(data, "", ALT).data)) <= MOST_BYTES
    plain = written(Image.new("RGB", (3000, 2000), "navy"))
    assert shown(plain).size == (SIDES[0], 1067)


def bomb() -> bytes:
    """A PNG that says it is 60,000 × 60,000 dots."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        written(Image.new("RGB", (300, 200)))[:400],
        written(Image.new("P", (10, 10)), "GIF"),
        bomb(),
    ],
    ids=["nothing", "text", "svg", "cut short", "gif", "bomb"],
)
def test_what_is_no_picture_is_refused_in_a_sentence(data):
    with pytest.raises(EditError, match="save it"):
        photo(data, "", ALT)


def test_a_picture_needs_words():
    with pytest.raises(EditError, match="Say in a sentence"):
        photo(written(Image.new("RGB", (3, 3))), "", "  ")
