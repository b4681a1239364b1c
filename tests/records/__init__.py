"""What we remember, and what cannot be unremembered."""
