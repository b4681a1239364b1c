"""Who may do what, asked by real requests and compared with a table that people can read."""
