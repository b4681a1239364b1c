"""Files that somebody might bring: good ones, and over a hundred that are not what they seem. All made here."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, PngImagePlugin

SCRIPT = b"<script>alert(document.cookie)</script>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>'
HTML = b"<!DOCTYPE html><html><body onload=alert(1)>" + SCRIPT + b"</body></html>"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" * 40
PLACE = b"51.5007N"


def picture(kind: str, size: tuple[int, int] = (48, 32), mode: str = "RGB", **more: object) -> bytes:
    """A small picture that is just a picture."""
    made = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(made, kind, **more)
    return made.getvalue()


def png(**more: object) -> bytes:
    return picture("PNG", **more)


def jpeg(**more: object) -> bytes:
    return picture("JPEG", **more)


def webp(**more: object) -> bytes:
    return picture("WEBP", **more)


def zipped() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("../../evil.py", "print()")
    return made.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_of(width: int, height: int, points: bytes, *others: bytes) -> bytes:
    """A PNG put together by hand."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(others) + chunk(b"IDAT", points) + chunk(b"IEND", b"")


def bomb(size: int = 200_000_000) -> bytes:
    """Much out of little."""
    packer = zlib.compressobj(1)
    zeros = bytes(1_000_000)
    return b"".join(packer.compress(zeros) for _ in range(size // len(zeros))) + packer.flush()


def moving(kind: str) -> bytes:
    made = io.BytesIO()
    frames = [Image.new("RGB", (16, 16), colour) for colour in ("red", "green", "blue")]
    frames[0].save(made, kind, save_all=True, append_images=frames[1:])
    return made.getvalue()


def telling(kind: str) -> bytes:
    """A picture with hidden details: where, by whom, and a program."""
    exif = Image.Exif()
    exif[0x010E] = SCRIPT.decode()
    exif[0x013B] = "Photographed by Quillfeather"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 2.52), 0x1D: PLACE.decode()})
    if kind != "PNG":
        return picture(kind, exif=exif)
    details = PngImagePlugin.PngInfo()
    details.add_text("Comment", SCRIPT.decode())
    details.add_itxt("Place", PLACE.decode())
    return picture(kind, exif=exif, pnginfo=details)


def jpeg_header(width: int, height: int) -> bytes:
    """A JPEG that says it is huge."""
    small = jpeg()
    at = small.index(b"\xff\xc0") + 5
    return small[:at] + struct.pack(">HH", height, width) + small[at + 4 :]


def pdf(change: Callable[[pikepdf.Pdf], object] = lambda _pdf: None, *, pages: int = 1, **saving: object) -> bytes:
    """A document, with something done to it."""
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page()
    change(made)
    written = io.BytesIO()
    made.save(written, **saving)
    return written.getvalue()


def acting(action: Dictionary) -> bytes:
    """A document that does something when it is opened."""
    return pdf(lambda made: made.Root.__setitem__("/OpenAction", made.make_indirect(action)))


def annotated(subtype: str, **more: object) -> bytes:
    note = Dictionary(Type=Name.Annot, Subtype=Name(subtype), Rect=[0, 0, 9, 9], **more)
    return pdf(lambda made: made.pages[0].obj.__setitem__("/Annots", Array([made.make_indirect(note)])))


def with_file() -> bytes:
    def attach(made: pikepdf.Pdf) -> None:
        made.attachments["run.exe"] = pikepdf.AttachedFileSpec(made, PROGRAM, filename="run.exe")

    return pdf(attach)


def program() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def nested(depth: int) -> bytes:
    whole = pdf()
    return whole.replace(b"/Type /Catalog", b"/Deep " + b"[" * depth + b"]" * depth + b" /Type /Catalog")


def looped() -> bytes:
    def loop(made: pikepdf.Pdf) -> None:
        made.Root.Pages.Kids = Array([made.Root.Pages])
        made.Root.Pages.Count = 1

    return pdf(loop)


def raw_pdf(*objects: bytes) -> bytes:
    """A document put together by hand, each object as given."""
    made, places = bytearray(b"%PDF-1.7\n"), []
    for number, said in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, said)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, start)
    return bytes(made)


def stream(said: bytes, data: bytes) -> bytes:
    return b"<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (said, len(data), data)


CATALOGUE = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>")
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]%s>>"


@dataclass(frozen=True)
class Brought:
    """A file somebody brings. `why` is the reason why it is refused; else `flags` are what is said of it."""

    what: str
    name: str
    data: Callable[[], bytes]
    why: str = ""
    flags: tuple[str, ...] = ()


def good() -> Iterator[Brought]:
    yield Brought("a PNG", "post.png", png)
    yield Brought("a grey PNG", "post.png", lambda: png(mode="L"))
    yield Brought("a PNG that can be seen through", "post.PNG", lambda: png(mode="RGBA"))
    yield Brought("a PNG of few colours", "post.png", lambda: png(mode="P"))
    yield Brought("a JPEG", "photo.jpg", jpeg)
    yield Brought("a JPEG for printers", "photo.jpeg", lambda: jpeg(mode="CMYK"))
    yield Brought("a progressive JPEG", "photo.JPG", lambda: jpeg(progressive=True))
    yield Brought("a WebP", "post.webp", webp)
    yield Brought("a lossless WebP", "post.webp", lambda: webp(lossless=True, mode="RGBA"))
    yield Brought("a PDF", "letter.pdf", pdf)
    yield Brought("a PDF of 200 pages", "letter.pdf", lambda: pdf(pages=200))
    yield Brought("a PDF with a line after its end", "letter.pdf", lambda: pdf() + b"\r\n\r\n")
    yield Brought("a compressed PDF", "l.pdf", lambda: pdf(object_stream_mode=pikepdf.ObjectStreamMode.generate))
    yield Brought("text", "chat.txt", "15/01/2027, 16:20 – Sam: see you\n<Media omitted>\n".encode)
    yield Brought("text with a mark", "chat.txt", "\ufeffCafé 😀".encode)
    yield Brought("text of another width", "chat.txt", lambda: "Café".encode("utf-16"))


def named_wrongly() -> Iterator[Brought]:
    for what, name, data in (
        ("a PNG named JPEG", "a.jpg", png),
        ("a JPEG named PNG", "a.png", jpeg),
        ("a WebP named PNG", "a.png", webp),
        ("a PNG named PDF", "a.pdf", png),
        ("a PDF named PNG", "a.png", pdf),
        ("a drawing named PNG", "a.png", lambda: SVG),
        ("a web page named JPEG", "a.jpg", lambda: HTML),
        ("a GIF named PNG", "a.png", lambda: picture("GIF", mode="P")),
        ("a bitmap named PNG", "a.png", lambda: picture("BMP")),
        ("a TIFF named JPEG", "a.jpg", lambda: picture("TIFF")),
        ("a program named PNG", "a.png", lambda: PROGRAM),
        ("an archive named PDF", "a.pdf", zipped),
        ("a sound file named WebP", "a.webp", lambda: b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(20)),
        ("a PDF behind a web page", "a.pdf", lambda: HTML + pdf()),
        ("a PDF behind a space", "a.pdf", lambda: b" " + pdf()),
        ("a PDF named text", "a.txt", pdf),
        ("a PNG named text", "a.txt", png),
    ):
        yield Brought(what, name, data, "mismatch")
    for what, name in (
        ("an ending hidden by backward writing", "photo\u202egnp.exe"),
        ("two endings", "photo.png.exe"),
        ("an ending behind a zero", "photo.png\x00.exe"),
        ("no ending", "photo"),
        ("an ending and a dot", "photo.png."),
        ("an ending and a space", "photo.png .svg"),
        ("a drawing", "logo.svg"),
        ("a web page", "page.html"),
        ("a message", "mail.eml"),
        ("a Word document", "letter.docx"),
        ("an archive", "all.zip"),
        ("a film", "clip.mp4"),
        ("an iPhone photograph", "IMG_1.HEIC"),
        ("an animation", "cat.gif"),
    ):
        yield Brought(f"a name with {what}", name, png, "ending")
    for name in ("a.png", "a.jpg", "a.webp", "a.pdf", "a.txt"):
        yield Brought(f"nothing named {name}", name, lambda: b"", "empty")


def bad_pictures() -> Iterator[Brought]:
    def hollow(width: int, height: int) -> Callable[[], bytes]:
        return lambda: png_of(width, height, zlib.compress(b""))

    def bad_sum() -> bytes:
        whole = bytearray(png())
        whole[whole.index(b"IDAT") + 8] ^= 1
        return bytes(whole)

    def long_chunk() -> bytes:
        return png()[:33] + struct.pack(">I4s", 2**31 - 1, b"IDAT") + bytes(20)

    for what, name, data, why in (
        ("a PNG of 50,000 by 50,000", "a.png", hollow(50_000, 50_000), "pixels"),
        ("a PNG of a row of two thousand million", "a.png", hollow(2**31 - 1, 1), "pixels"),
        ("a PNG just too large", "a.png", hollow(8_000, 5_001), "pixels"),
        ("a PNG that unpacks to 400 MB", "a.png", lambda: png_of(20_000, 20_000, bomb(400_000_000)), "pixels"),
        ("a JPEG of 65,000 by 65,000", "a.jpg", lambda: jpeg_header(65_000, 65_000), "pixels"),
        ("a PNG cut short", "a.png", lambda: png(size=(200, 200))[:-40], "damaged"),
        ("a PNG without its end", "a.png", lambda: png()[:-12], "damaged"),
        ("a PNG with a wrong sum", "a.png", bad_sum, "damaged"),
        ("a PNG with a piece that is too long", "a.png", long_chunk, "damaged"),
        ("a PNG without points", "a.png", hollow(10, 10), "damaged"),
        ("a PNG of no size", "a.png", hollow(0, 0), "damaged"),
        ("a PNG with a remark that unpacks to 200 MB", "a.png",
         lambda: png_of(2, 2, zlib.compress(bytes(6)), chunk(b"zTXt", b"x\0\0" + bomb())), "damaged"),
        ("a PNG with international remarks that unpack", "a.png",
         lambda: png_of(2, 2, zlib.compress(bytes(6)), chunk(b"iTXt", b"x\0\1\0\0\0" + bomb())), "damaged"),
        ("a PNG and an archive", "a.png", lambda: png() + zipped(), "more"),
        ("a PNG and a web page", "a.png", lambda: png() + HTML, "more"),
        ("a PNG and a PDF", "a.png", lambda: png() + pdf(), "more"),
        ("a PNG and another PNG", "a.png", lambda: png() * 2, "more"),
        ("a JPEG and an archive", "a.jpg", lambda: jpeg() + zipped(), "more"),
        ("a JPEG and a program", "a.jpg", lambda: jpeg() + PROGRAM, "more"),
        ("a JPEG and a web page", "a.jpg", lambda: jpeg() + HTML, "more"),
        ("a JPEG cut short", "a.jpg", lambda: jpeg(size=(200, 200))[:-60], "damaged"),
        ("the beginning of a JPEG", "a.jpg", lambda: b"\xff\xd8\xff\xe0", "damaged"),
        ("a JPEG whose piece is too long", "a.jpg", lambda: b"\xff\xd8\xff\xe0\xff\xff" + bytes(20), "damaged"),
        ("a WebP cut short", "a.webp", lambda: webp(size=(200, 200))[:-30], "damaged"),
        ("a WebP and an archive", "a.webp", lambda: webp() + zipped(), "more"),
        ("a WebP that says it is longer", "a.webp", lambda: b"RIFF\xff\xff\xff\x7f" + webp()[8:], "damaged"),
        ("a WebP of noise", "a.webp", lambda: b"RIFF\x10\x00\x00\x00WEBPVP8 " + b"\x01" * 8, "damaged"),
    ):  # fmt: skip
        yield Brought(what, name, data, why)


def bad_documents() -> Iterator[Brought]:
    locked = pikepdf.Encryption(owner="o", user="u")
    for what, data, why in (
        ("201 pages", lambda: pdf(pages=201), "pages"),
        ("no page", lambda: pdf(pages=0), "damaged"),
        ("a password", lambda: pdf(encryption=locked), "locked"),
        ("an archive behind its end", lambda: pdf() + zipped(), "more"),
        ("a web page behind its end", lambda: pdf() + HTML, "more"),
        ("a tail of 4 kilobytes", lambda: pdf() + b"A" * 4_096, "more"),
        ("no end", lambda: pdf()[:-30], "damaged"),
        ("only a beginning", lambda: b"%PDF-1.7\n", "damaged"),
        ("a web page inside", lambda: b"%PDF-1.7\n" + HTML + b"\n%%EOF", "damaged"),
        ("10,000 brackets in each other", lambda: nested(10_000), "damaged"),
        ("100 brackets in each other", lambda: nested(100), "damaged"),
        ("pages that are their own parents", looped, "damaged"),
    ):
        yield Brought(f"a PDF with {what}", "a.pdf", data, why)


def acting_documents() -> Iterator[Brought]:
    def launch() -> Dictionary:
        return Dictionary(S=Name.Launch, F=String("cmd.exe"))

    def send() -> Dictionary:
        return Dictionary(S=Name.SubmitForm, F=String("http://x.test"))

    hidden = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}

    def named(made: pikepdf.Pdf) -> None:
        made.Root.Names = Dictionary(JavaScript=Dictionary(Names=[String("a"), made.make_indirect(program())]))

    def hide(made: pikepdf.Pdf) -> None:
        made.Root.OpenAction = made.make_indirect(program())

    def form(made: pikepdf.Pdf) -> None:
        made.Root.AcroForm = Dictionary(XFA=made.make_stream(b"<xdp/>"), Fields=[])

    for what, data, flags in (
        ("a program that starts by itself", lambda: acting(program()), ("script",)),
        ("a program among its names", lambda: pdf(named), ("script",)),
        ("a program inside a packed object", lambda: pdf(hide, **hidden), ("script",)),
        ("a program whose name is disguised",
         lambda: raw_pdf(b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/J#61vaScript/J#53(app.alert(1))>>>>",
                         CATALOGUE[1], PAGE % b""), ("script",)),
        ("a program on a page", lambda: annotated("/Link", A=program()), ("script",)),
        ("another program to start", lambda: acting(launch()), ("launch",)),
        ("a form that sends", lambda: acting(send()), ("form",)),
        ("a form of the other kind", lambda: pdf(form), ("form",)),
        ("a file inside", with_file, ("files",)),
        ("a film", lambda: annotated("/Movie"), ("media",)),
        ("a rich film", lambda: annotated("/RichMedia"), ("media",)),
        ("a model", lambda: annotated("/3D"), ("media",)),
        ("a link to a file of the reader",
         lambda: annotated("/Link", A=Dictionary(S=Name.URI, URI=String("file:///etc/passwd"))), ()),
        ("a password only for changing it", lambda: pdf(encryption=pikepdf.Encryption(owner="o", user="")), ()),
        ("a page that unpacks to 700 MB",
         lambda: raw_pdf(*CATALOGUE, PAGE % b"/Contents 4 0 R", stream(b"", bomb(700_000_000))), ()),
    ):  # fmt: skip
        yield Brought(f"a PDF with {what}", "a.pdf", data, flags=flags)


def odd_pictures() -> Iterator[Brought]:
    film = b"\x00\x00\x00\x18ftypmp42" + bytes(40)
    for what, name, data, flags in (
        ("a JPEG that tells", "a.jpg", lambda: telling("JPEG"), ()),
        ("a PNG that tells", "a.png", lambda: telling("PNG"), ()),
        ("a WebP that tells", "a.webp", lambda: telling("WEBP"), ()),
        ("a JPEG with a remark", "a.jpg", lambda: jpeg(comment=SCRIPT), ()),
        ("a JPEG with a film behind it", "a.jpg", lambda: jpeg() + film, ("trailer",)),
        ("a JPEG with a second JPEG", "a.jpg", lambda: jpeg() * 2, ("trailer",)),
        ("a JPEG with a telephone's notes", "a.jpg", lambda: jpeg() + b"\0\0\1\nImage_UTC_DataSEFHSEFT", ("trailer",)),
        ("a JPEG filled up", "a.jpg", lambda: jpeg() + bytes(500), ("trailer",)),
        ("a moving PNG", "a.png", lambda: moving("PNG"), ("moving",)),
        ("a moving WebP", "a.webp", lambda: moving("WEBP"), ("moving",)),
        ("a PNG whose points unpack to 300 MB", "a.png", lambda: png_of(10, 10, bomb(300_000_000)), ()),
    ):
        yield Brought(what, name, data, flags=flags)


def odd_texts() -> Iterator[Brought]:
    for what, data, why in (
        ("a zero", b"hello\x00world", "signs"),
        ("a bell", b"hello\x07", "signs"),
        ("an escape", b"\x1b[2Jhello", "signs"),
        ("a program", PROGRAM, "signs"),
        ("an archive", zipped(), "signs"),
        ("signs of an old code page", "Café".encode("latin-1"), "signs"),
        ("a web page", HTML, "markup"),
        ("a drawing", SVG, "markup"),
        ("a web page after a line", b"\n\n  " + HTML, "markup"),
        ("a web page of another width", HTML.decode().encode("utf-16"), "markup"),
        ("half a sign of another width", b"\xff\xfea", "signs"),
        ("a program for a shell", b"#!/bin/sh\nrm -rf /\n", ""),
        ("a formula", b"=cmd|' /C calc'!A0\n", ""),
        ("writing that turns", "he said \u202eolleh\u202c".encode(), ""),
    ):
        yield Brought(f"text with {what}", "a.txt", lambda data=data: data, why)


HOSTILE = (
    *named_wrongly(), *bad_pictures(), *bad_documents(), *acting_documents(), *odd_pictures(), *odd_texts(),
)  # fmt: skip
GOOD = tuple(good())
