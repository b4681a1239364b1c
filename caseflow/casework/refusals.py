"""The ways in which a request is refused, each in words fit for the reader."""

from caseflow.lifecycle.answers import BadAnswers


class Refusal(Exception):
    """Something was refused; nothing was changed."""


class NotThere(Refusal):
    """Not permitted, or not existing: the two cannot be told apart."""

    def __init__(self) -> None:
        super().__init__("There is nothing here.")


class Refused(Refusal):
    """The procedure objects."""


class Stale(Refusal):
    """The case has moved since the form was shown."""

    def __init__(self) -> None:
        super().__init__("Somebody changed this case while you were reading it. Look at what is new, then send again.")


class Tampered(Refusal):
    """What is stored is not what the journal says: somebody changed the database by hand."""


class SentTwice(Refusal):
    """The same form came again; `answer` is what was answered the first time."""

    def __init__(self, answer: str) -> None:
        super().__init__("This was sent already.")
        self.answer = answer


__all__ = ["BadAnswers", "NotThere", "Refusal", "Refused", "SentTwice", "Stale", "Tampered"]
