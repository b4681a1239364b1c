"""A door: thin views, forms made from the procedure's questions, headers, sign-in."""
