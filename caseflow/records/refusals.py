"""Why the records cannot be opened, in one sentence for whoever runs the server. Never says a password."""


class WrongSetting(Exception):
    """DATABASE_URL, or what it points at, cannot be used."""


class WrongSchema(WrongSetting):
    """The database was made by another release of this program, or is not as a release left it."""
