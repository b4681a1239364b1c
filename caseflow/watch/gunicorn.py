"""The web server's own log, in our form: what it has to say of a request that it could not take names no address."""

from __future__ import annotations

from typing import Any

from gunicorn.glogging import Logger

from caseflow.watch.log import OneLine


class Quiet(Logger):  # type: ignore[misc]  # the library has no type hints
    """gunicorn's log: its errors as our lines, and no log of accesses, which would be one of addresses."""

    def setup(self, cfg: Any) -> None:
        """As it is, with our lines."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(OneLine())
        self.access_log.handlers.clear()
        self.access_log.disabled = True
