"""Remembers the keys of the cases people are working on, for a moment, so that a page asks the keyring once."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock


class Remembered:
    """A key destroyed by another process is forgotten here when its time is up; one destroyed here, at once."""

    def __init__(self, most: int = 256, seconds: float = 60.0) -> None:
        self._most = most
        self._seconds = seconds
        self._keys: OrderedDict[str, tuple[float, bytes]] = OrderedDict()
        self._forgotten = 0
        self._lock = Lock()

    def mark(self) -> int:
        """Take this before reading keys from the database, and hand it to `keep` with what was read."""
        with self._lock:
            return self._forgotten

    def keep(self, keys: Mapping[str, bytes], mark: int) -> None:
        """Keeps nothing if any key was forgotten since the mark: what was read may be that very key."""
        with self._lock:
            if mark != self._forgotten:
                return
            until = time.monotonic() + self._seconds
            for scope, key in keys.items():
                self._keys[scope] = (until, key)
                self._keys.move_to_end(scope)
            while len(self._keys) > self._most:
                self._keys.popitem(last=False)

    def key(self, scope: str) -> bytes | None:
        with self._lock:
            until, key = self._keys.get(scope, (0.0, b""))
            if until <= time.monotonic():
                self._keys.pop(scope, None)
                return None
            self._keys.move_to_end(scope)
            return key

    def forget(self, scope: str) -> None:
        with self._lock:
            self._forgotten += 1
            self._keys.pop(scope, None)

    def forget_all(self) -> None:
        with self._lock:
            self._forgotten += 1
            self._keys.clear()
