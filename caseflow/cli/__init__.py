"""The other door: commands, for whoever looks after the machine. What a command needs it fetches when it runs."""

from caseflow.cli.demo import demo
from caseflow.cli.doctor import doctor
from caseflow.cli.door import main
from caseflow.cli.evidence import evidence
from caseflow.cli.handbook import handbook
from caseflow.cli.ledger import ledger
from caseflow.cli.people import add_person
from caseflow.cli.rehearse import rehearse
from caseflow.cli.remind import remind
from caseflow.cli.serve import serve
from caseflow.cli.setup import init
from caseflow.cli.specimens import specimens
from caseflow.cli.work import work

for _command in (serve, demo, init, add_person, remind, rehearse, handbook, specimens, ledger, evidence, work, doctor):
    main.add_command(_command)

__all__ = ["main"]
