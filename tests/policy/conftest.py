"""The application, and a browser for whoever is asked for."""

from web.conftest import app, browse

__all__ = ["app", "browse"]
