"""The mail server that takes our post, as the settings name it."""

from __future__ import annotations

from dataclasses import dataclass

STARTTLS, TLS, NONE = "starttls", "tls", "none"
PORTS = {STARTTLS: 587, TLS: 465, NONE: 25}
"""How the line is kept secret, and the port that is usual for it."""


@dataclass(frozen=True)
class Server:
    """Where post is handed over, and as whom. `patience` is how long any one answer is waited for, in seconds."""

    host: str
    port: int
    security: str
    sender: str
    user: str = ""
    password: str = ""
    patience: float = 60.0

    def __repr__(self) -> str:
        """Without the password, whoever prints it."""
        return f"Server({self.host}:{self.port}, {self.security})"
