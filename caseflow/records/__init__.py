"""What we remember: facts, no decisions."""
