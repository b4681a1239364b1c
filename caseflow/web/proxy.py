"""Behind a proxy: who really asked, and over which line. Believed only from where the proxy is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class BelievedProxy:
    """The application as a proxy hands requests on to it; what comes from elsewhere speaks for itself alone."""

    def __init__(self, app: WSGIApplication, believed: Sequence[IPv4Network | IPv6Network]) -> None:
        self._app, self._believed = app, believed
        self._handed_on = ProxyFix(app, x_for=1, x_proto=1, x_host=1)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        app = self._handed_on if self._is_believed(str(environ.get("REMOTE_ADDR", ""))) else self._app
        return app(environ, start_response)

    def _is_believed(self, address: str) -> bool:
        try:
            came_from = ip_address(address)
        except ValueError:
            return False
        return any(came_from in network for network in self._believed)
