"""Carries the post of an installation until nothing is due, and can be killed: `python carrier.py FOLDER`."""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime
from pathlib import Path

from caseflow.casework import letter_carrying
from caseflow.casework.office import open_office
from caseflow.casework.postroom import carry
from caseflow.post.server import NONE, Server

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    said = json.loads((folder / "carrier").read_text())
    (folder / "pid").write_text(str(os.getpid()))
    moment = datetime.fromisoformat(said["now"])
    if said.get("careless"):  # to show that the count below would find it: nothing is written down before it leaves
        letter_carrying._begin = lambda *_: None
    office = open_office(said["url"], said["keyring"], Path(said["keys"]), clock=lambda: moment, migrate=False)
    carry(office, Server("127.0.0.1", said["port"], NONE, "caseflow@ashcroft.test", patience=5))
    office.close()
    (folder / "pid").unlink()
