"""The keys, and what they close."""
