"""Whatever a page asks for from outside is refused, aloud, and nobody hears of it."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from weasyprint import HTML

from caseflow.paper import PaperRefused, Press

# {out} is a listening address of ours, {file} a file that exists
HOSTILE = {
    "image": '<img src="{out}/a.png" alt="">',
    "image without a scheme": '<img src="/etc/passwd" alt="">',
    "image with a set": '<img srcset="{out}/b.png 2x" src="{out}/b.png" alt="">',
    "image of data": '<img src="data:image/png;base64,iVBORw0KGgo=" alt="">',
    "image from a file": '<img src="{file}" alt="">',
    "image of an asset we do not ship": '<img src="caseflow-asset:crest" alt="">',
    "image after a base": '<base href="{out}/"><img src="c.png" alt="">',
    "style sheet": '<link rel="stylesheet" href="{out}/d.css">',
    "style sheet from a file": '<link rel="stylesheet" href="{file}">',
    "import": '<style>@import url("{out}/e.css");</style>',
    "import in words": '<style>@import "{out}/f.css";</style>',
    "background": '<p style="background: url({out}/g.png)">x</p>',
    "border": '<p style="border: 1px solid; border-image-source: url({out}/h.png)">x</p>',
    "list mark": '<ul><li style="list-style-image: url({out}/i.png)">x</li></ul>',
    "content": "<style>p::before {{ content: url({out}/j.png) }}</style><p>x</p>",
    "page": "<style>@page {{ background: url({out}/k.png) }}</style>",
    "font": '<style>@font-face {{ font-family: Q; src: url({out}/l.ttf) }}</style><p style="font-family: Q">x</p>',
    "font from a file": "<style>@font-face {{ font-family: R; src: url({file}) }}</style>",
    "drawing": '<svg width="9" height="9"><image href="{out}/m.png" width="9" height="9"/></svg>',
    "drawing, older words": '<svg xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'
    '<image xlink:href="{out}/n.png" width="9" height="9"/></svg>',
    "drawing that uses another": '<svg width="9" height="9"><use href="{out}/o.svg#a"/></svg>',
    "object": '<object data="{out}/p.svg" type="image/svg+xml"></object>',
    "embed": '<embed src="{out}/q.svg" type="image/svg+xml">',
    "frame": '<iframe src="{out}/r.html"></iframe>',
    "script": '<script src="{out}/s.js"></script>',
    "attached": '<link rel="attachment" href="{out}/t.pdf">',
    "attached file": '<link rel="attachment" href="{file}">',
    "attached at a link": '<a rel="attachment" href="{file}">x</a>',
    "letters of transfer": '<img src="ftp://127.0.0.1:{port}/u.png" alt="">',
}


class Listener:
    """Counts who comes, and sends them away."""

    def __init__(self) -> None:
        self.came = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._wait, daemon=True)
        self._thread.start()

    def _wait(self) -> None:
        while True:
            visitor, _ = self._socket.accept()
            with visitor:
                if visitor.recv(64) == b"end":
                    return
                self.came += 1
                visitor.sendall(b"HTTP/1.0 404 Not Found\r\nContent-Length: 0\r\n\r\n")

    def close(self) -> None:
        with socket.create_connection(("127.0.0.1", self.port)) as last:
            last.sendall(b"end")
        self._thread.join()
        self._socket.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


def page(vector: str, listener: Listener) -> str:
    out = f"http://127.0.0.1:{listener.port}"
    part = HOSTILE[vector].format(out=out, file=Path(__file__).as_uri(), port=listener.port)
    return f"<!DOCTYPE html><html lang='en'><body><p>A letter.</p>{part}</body></html>"


@pytest.mark.parametrize("where", ["press", "press_here"])
@pytest.mark.parametrize("vector", HOSTILE)
def test_a_page_that_asks_for_something_is_refused(
    vector: str, where: str, listener: Listener, request: pytest.FixtureRequest
) -> None:
    press: Press = request.getfixturevalue(where)
    with pytest.raises(PaperRefused, match=r"from outside itself|what paper cannot hold|attached file") as refusal:
        press.press(page(vector, listener), "body { color: black }")
    assert str(listener.port) not in str(refusal.value)
    assert listener.came == 0


def test_a_style_that_asks_for_something_is_refused(press: Press, listener: Listener) -> None:
    for style in ('@import url("{}/a.css");', "p {{ background: url({}/b.png) }}"):
        with pytest.raises(PaperRefused, match="from outside itself"):
            press.press("<p>x</p>", style.format(f"http://127.0.0.1:{listener.port}"))
    assert listener.came == 0


@pytest.mark.parametrize("vector", ["image", "style sheet", "import", "background", "drawing", "object", "attached"])
def test_the_same_page_does_call_out_with_the_usual_fetcher(vector: str, listener: Listener) -> None:
    HTML(string=page(vector, listener)).write_pdf()
    assert listener.came > 0


def test_a_harmless_page_is_pressed_after_all_these(press: Press) -> None:
    assert press.press("<p>x</p>", "").startswith(b"%PDF")
