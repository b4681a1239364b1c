"""The other door: commands."""
