"""HTML to PDF. Fetches nothing."""
