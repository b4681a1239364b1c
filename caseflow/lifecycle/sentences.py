"""How words that stand in the middle of a sentence begin one."""


def capital(words: str) -> str:
    """The words with a capital letter, as a sentence or the cell of a table begins; the rest is left as it is."""
    return words[:1].upper() + words[1:]
