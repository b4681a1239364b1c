"""The sealed log, attacked."""
