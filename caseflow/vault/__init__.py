"""Keys: one for each case, kept apart from the database; sealing, unsealing, destroying."""
