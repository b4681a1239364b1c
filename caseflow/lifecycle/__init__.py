"""The words a procedure is written in, and the judge who reads it. Knows no school and no framework."""
