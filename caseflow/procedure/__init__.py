"""What a school does, as data: each fact once."""
