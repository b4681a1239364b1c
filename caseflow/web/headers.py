"""What every answer carries: nothing is stored, framed, sniffed, fetched from elsewhere or run from the page."""

from __future__ import annotations

from flask import Flask, Response, abort, request

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
NOT_USED = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture"),
    *("encrypted-media", "fullscreen", "geolocation", "gyroscope", "hid", "idle-detection"),
    *("local-fonts", "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "screen-wake-lock"),
    *("serial", "usb", "window-management", "xr-spatial-tracking"),
)
"""What a browser can do and no page here needs; passkeys and the clipboard are left as they are."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in NOT_USED),
    "X-Robots-Tag": "noindex, nofollow",
    "X-Frame-Options": "DENY",
}
CACHED = ("assets", "static", "signin.colours", "cases.conditions")


def put_on(app: Flask) -> None:
    """Give the headers to every answer, and refuse what another site sends."""
    app.before_request(_refuse_strangers)
    app.before_request(_refuse_impossible_addresses)
    app.after_request(_dress)


def _refuse_strangers() -> None:
    """A form that another site sent is refused, beside the token in the form itself."""
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        came_from = request.headers.get("Sec-Fetch-Site", "same-origin")
        if came_from not in ("same-origin", "none"):
            abort(400)


def _refuse_impossible_addresses() -> None:
    """Nothing is at an address with a NUL in it, and PostgreSQL would not even look."""
    if any("\0" in text for text in (request.path, *request.args, *request.args.values())):
        abort(404)


def _dress(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint in CACHED and response.status_code == 200:
        response.headers["Cache-Control"] = "private, max-age=3600"
    else:
        response.headers["Cache-Control"] = "no-store"
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    return response
