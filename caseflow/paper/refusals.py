"""What can go wrong with paper, in words fit for the person waiting for the letter."""


class PaperRefused(Exception):
    """The page must not be printed as it is; pressing it again would not help."""


class PaperFailed(Exception):
    """The page could not be printed; the letter needs attention."""


class FontMissing(PaperFailed):
    """A letter font is not where the set-up should have put it."""
