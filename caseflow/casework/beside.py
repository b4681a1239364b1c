"""What is done to other cases beside the one that is acted on: one table, which `perform` looks at."""

from __future__ import annotations

from collections.abc import Mapping

from caseflow.casework import citing, joining, splitting, taking_on
from caseflow.casework.moving import Act
from caseflow.procedure import cover
from caseflow.procedure.ending import PROPOSE_CLOSING
from caseflow.procedure.joining import MERGE
from caseflow.procedure.people import DECLARE_CONFLICT, HAND_OVER
from caseflow.procedure.splitting import OPEN_ABOUT_REPORTER, SPLIT
from caseflow.procedure.taking_on import TAKE_ON
from caseflow.procedure.warned import CITE

BESIDE: Mapping[str, Act] = {
    MERGE.key: joining.merge,
    PROPOSE_CLOSING.key: joining.propose_closing,
    HAND_OVER.key: joining.with_duplicates,
    DECLARE_CONFLICT.key: joining.with_duplicates,
    **dict.fromkeys((one.key for one in cover.TRANSITIONS), joining.with_duplicates),
    TAKE_ON.key: taking_on.take_on,
    CITE.key: citing.cite,
    SPLIT.key: splitting.split,
    OPEN_ABOUT_REPORTER.key: splitting.open_about_reporter,
}
"""By the key of a transition: what carries it out where other cases change with it, each with an entry of its own."""
