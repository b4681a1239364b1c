"""Looks at pictures: whether they are whole and end as they should; and draws them anew. Only for the worker.

Importing this file imports Pillow with all that it will need: afterwards the worker opens no file any more.
"""

from __future__ import annotations

import io
import re
import struct
from typing import Any

from PIL import Image, ImageOps, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin

from caseflow.inspection.findings import MOST_PIXELS, Unfit
from caseflow.inspection.kinds import JPEG, PNG, WEBP, FileKind

Image.preinit()
Image.MAX_IMAGE_PIXELS = None  # we look ourselves, before anything is laid out
READERS = (JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin)  # TIFF is the form of hidden details
_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_ALONE = {0x01, *range(0xD0, 0xD9)}  # markers without a length
_QUALITY = 90
_MOST_COPY = 30_000_000


def look(data: bytes, kind: FileKind) -> dict[str, Any]:
    """What there is to say of a picture, with the copy. Raises Unfit."""
    flags = [] if _ends_as_it_should(data, kind) else ["trailer"]
    with _opened(data, kind) as picture:
        width, height = picture.size
        if width * height > MOST_PIXELS:
            raise Unfit("pixels", kind)
        if getattr(picture, "n_frames", 1) > 1:
            flags.append("moving")
        _load(picture, kind)
        copied = _copy(picture, kind)
    if copied is None:
        flags.append("copyless")
    copy_kind = "" if copied is None else _kind_of_copy(kind).key
    return {"width": width, "height": height, "flags": flags, "copy_kind": copy_kind, "copy": copied or b""}


def _opened(data: bytes, kind: FileKind) -> Image.Image:
    try:
        return Image.open(io.BytesIO(data), formats=[kind.key.upper()])
    except (OSError, SyntaxError, ValueError) as trouble:
        raise Unfit("damaged", kind) from trouble


def _load(picture: Image.Image, kind: FileKind) -> None:
    try:
        picture.load()
    except MemoryError as trouble:
        raise Unfit("pixels", kind) from trouble
    except (OSError, SyntaxError, ValueError, struct.error) as trouble:
        raise Unfit("damaged", kind) from trouble


def _kind_of_copy(kind: FileKind) -> FileKind:
    return JPEG if kind == JPEG else PNG


def _copy(picture: Image.Image, kind: FileKind) -> bytes | None:
    """The picture drawn anew, the right way up: no place, no camera, no remark goes with it. None if it is too much."""
    drawn = io.BytesIO()
    try:
        upright = ImageOps.exif_transpose(picture)
        if kind == JPEG:
            _bare(upright, ("L", "RGB")).save(drawn, "JPEG", quality=_QUALITY)
        else:
            _bare(upright, ("1", "L", "LA", "RGB", "RGBA")).save(drawn, "PNG", compress_level=3)
    except (MemoryError, ValueError, OSError):  # a kind of points that cannot be drawn anew
        return None
    return drawn.getvalue() if drawn.tell() <= _MOST_COPY else None


def _bare(picture: Image.Image, modes: tuple[str, ...]) -> Image.Image:
    """The points of a picture and nothing else of it."""
    drawn = picture if picture.mode in modes else picture.convert("RGBA" if "RGBA" in modes else "RGB")
    drawn.info = {}
    drawn.getexif().clear()
    return drawn


def _ends_as_it_should(data: bytes, kind: FileKind) -> bool:
    """Whether nothing follows the picture. What cameras and telephones put there is known; the rest is refused."""
    try:
        end = {JPEG.key: _end_of_jpeg, PNG.key: _end_of_png, WEBP.key: _end_of_webp}[kind.key](data)
    except (struct.error, IndexError) as trouble:
        raise Unfit("damaged", kind) from trouble
    if end > len(data):
        raise Unfit("damaged", kind)
    behind = data[end:]
    if behind and not (kind == JPEG and _of_a_camera(behind)):
        raise Unfit("more", kind)
    return not behind


def _of_a_camera(behind: bytes) -> bool:
    """A second picture, a short film, the notes of some telephones, or nothing but filling."""
    film = behind[4:8] == b"ftyp"
    return behind.startswith(JPEG.begins) or film or behind.endswith(b"SEFT") or not behind.strip(b"\x00")


def _end_of_png(data: bytes) -> int:
    place = len(PNG.begins)
    while True:
        length, name = struct.unpack_from(">I4s", data, place)
        place += 12 + int(length)
        if name == b"IEND":
            return place


def _end_of_webp(data: bytes) -> int:
    (size,) = struct.unpack_from("<I", data, 4)
    return int(8 + size + size % 2) if 8 + size < len(data) else int(8 + size)


def _end_of_jpeg(data: bytes) -> int:
    place = 2
    while True:
        found = _MARKER.search(data, place)
        if found is None:
            return len(data) + 1  # no end of the picture at all
        marker, place = data[found.start() + 1], found.end()
        if marker == 0xD9:
            return place
        if marker not in _ALONE:
            (length,) = struct.unpack_from(">H", data, place)
            place += int(length)
