"""Looking at a file that somebody brought: what kind it is, and whether it is whole; in a process of its own."""

from caseflow.inspection.findings import FLAGS, Finding, Unfit
from caseflow.inspection.inspector import inspect
from caseflow.inspection.kinds import ACCEPT, BY_KEY, KINDS, FileKind

__all__ = ["ACCEPT", "BY_KEY", "FLAGS", "KINDS", "FileKind", "Finding", "Unfit", "inspect"]
