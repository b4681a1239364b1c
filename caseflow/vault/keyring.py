"""One key for each case, wrapped under the master key. Destroying it is how a case is forgotten for good."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.exc import IntegrityError

from .box import Altered, seal, unseal
from .cache import Remembered
from .store import case_key, open_store, writing

KEY_SIZE = 32


class KeyGone(Exception):
    """There is no key for this case: it was destroyed, or there never was one."""


class KeyExists(Exception):
    """This case has a key already. A second one would make what the first has sealed unreadable."""


class Keyring:
    """Safe to share between threads. Every change is durable when the call returns."""

    def __init__(self, url: str, kek: bytes) -> None:
        if len(kek) != KEY_SIZE:
            raise ValueError(f"the master key has exactly {KEY_SIZE} bytes, not {len(kek)}")
        self._kek = kek
        self._engine = open_store(url)
        self._remembered = Remembered()

    def new(self, scope: str) -> bytes:
        """A fresh key for a case. Make it before the case is written: a key without a case harms nobody."""
        key = secrets.token_bytes(KEY_SIZE)
        mark = self._remembered.mark()
        try:
            with writing(self._engine) as connection:
                connection.execute(insert(case_key).values(scope=scope, wrapped=self._wrap(scope, key)))
        except IntegrityError:
            raise KeyExists(f"there is a key for {scope} already") from None
        self._remembered.keep({scope: key}, mark)
        return key

    def key(self, scope: str) -> bytes:
        try:
            return self.keys([scope])[scope]
        except KeyError:
            raise KeyGone(f"the key of {scope} is gone: what it sealed can never be read again") from None

    def keys(self, scopes: Iterable[str]) -> dict[str, bytes]:
        """The keys of many cases, in one query. A case whose key is gone is left out."""
        wanted = set(scopes)
        found = {scope: key for scope in wanted if (key := self._remembered.key(scope)) is not None}
        return found | self._read(wanted - found.keys())

    def destroy(self, scope: str) -> None:
        """Overwrites the key where it stands. Copies live on in backups of the keyring until those expire."""
        try:
            with writing(self._engine) as connection:
                gone = connection.execute(delete(case_key).where(case_key.c.scope == scope)).rowcount
        finally:
            self._remembered.forget(scope)
        if not gone:
            raise KeyGone(f"there is no key for {scope} to destroy")

    def close(self) -> None:
        self._remembered.forget_all()
        self._engine.dispose()

    def _read(self, scopes: set[str]) -> dict[str, bytes]:
        if not scopes:
            return {}
        mark = self._remembered.mark()
        with self._engine.connect() as connection:
            keys = {scope: self._unwrap(scope, wrapped) for scope, wrapped in _stored(connection, scopes)}
        self._remembered.keep(keys, mark)
        return keys

    def _wrap(self, scope: str, key: bytes) -> bytes:
        return seal(self._kek, key, scope)

    def _unwrap(self, scope: str, wrapped: bytes) -> bytes:
        try:
            return unseal(self._kek, wrapped, scope)
        except Altered as trouble:
            raise Altered(
                f"the key of {scope} does not open: it was changed, or this is not its master key"
            ) from trouble


def _stored(connection: Connection, scopes: set[str]) -> list[tuple[str, bytes]]:
    query = select(case_key.c.scope, case_key.c.wrapped).where(case_key.c.scope.in_(scopes))
    return [(scope, wrapped) for scope, wrapped in connection.execute(query)]
