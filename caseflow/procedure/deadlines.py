"""The clocks: what starts each, how long it runs, what meets it, and where the rule comes from."""

from caseflow.procedure import care_clocks, first_clocks, hearing_clocks, letter_clocks, outside_clocks, removal_clocks

DEADLINES = (
    *first_clocks.DEADLINES,
    *outside_clocks.DEADLINES,
    *hearing_clocks.DEADLINES,
    *removal_clocks.DEADLINES,
    *care_clocks.DEADLINES,
    *letter_clocks.DEADLINES,
)
