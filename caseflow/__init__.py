"""caseflow carries a staff disciplinary case from report to outcome, and proves that it did.

The procedure is data. One function obeys it. Everything else reads it.

The rooms, and which may import which (kept by import-linter in ``make check``)::

    app -> web | cli -> casework
        -> procedure | records | paper | post | vault | inspection | watch -> lifecycle | ledger

lifecycle   the words a procedure is written in, and the judge
procedure   what a school does, as data: tracks, transitions, guards, roles, breaches, letters, clocks
ledger      the sealed log: leaf, tree, checkpoint, verifier; standard library only
vault       keys: one per case, kept in a keyring apart from the database
records     what we remember: SQLAlchemy models, facts without decisions
inspection  looking at a file that somebody brought, in a process of its own that has no keys
paper       HTML to PDF; fetches nothing
post        what leaves the building
watch       what whoever looks after the machine is told: log and figures, of nobody
casework    doing: take a report, perform a transition, find a case, write the journal, issue a letter
web, cli    the two doors
app         where the rooms are wired together
environment how a setting is read
"""
