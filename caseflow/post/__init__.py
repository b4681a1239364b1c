"""What leaves the building: e-mail, as it is written and as it is handed over. Knows no case and no school."""
