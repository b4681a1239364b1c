"""What is referred to somebody outside the school, and what waits for them."""

from __future__ import annotations

from datetime import date

from procedure.check_rows.saying import APPEALED, LONG, MET, UNMET, Rows, known_first, on, proved

ROWS: dict[str, Rows] = {
    "police-at-not-too-early": known_first("police_at"),
    "police-contact-at-not-too-early": known_first("police_contact_at"),
    "released-at-not-too-early": (
        "released_at",
        [({"answers": {"charged_on": date(2027, 2, 24)}}, {"released_at": on(2, 23)})],
        [({"answers": {"charged_on": date(2027, 2, 24)}}, {"released_at": on(2, 24)}), ({}, {"released_at": on(2, 1)})],
    ),
    "before-trial-hr-at-not-too-early": (
        "before_trial_hr_at",
        [({"answers": {"charged_on": date(2027, 2, 24)}}, {"before_trial_hr_at": on(2, 23)})],
        [({"answers": {"charged_on": date(2027, 2, 24)}}, {"before_trial_hr_at": on(2, 24)})],
    ),
    "reasons-before-a-trial": (
        "before_trial_reasons",
        [
            ({}, {"before_trial_reasons": "It cannot wait."}),
            ({"settings": {"trial.reasons_words": 60}}, {"before_trial_reasons": "word " * 59}),
        ],
        [({}, {"before_trial_reasons": "word " * 40})],
    ),
    "no-police-reasons-suffice": (
        "no_police_reasons",
        [({}, {"no_police_reasons": LONG[5:]})],
        [({}, {"no_police_reasons": LONG})],
    ),
    "no-lado-reasons-suffice": (
        "no_lado_reasons",
        [({}, {"no_lado_reasons": LONG[5:]})],
        [({}, {"no_lado_reasons": LONG})],
    ),
    "reasons-not-to-refer": (
        "dbs_reasons",
        [
            ({}, {"dbs_decision": "not-refer", "dbs_reasons": LONG[5:]}),
            ({"settings": {"dbs.reasons_words": 60}}, {"dbs_decision": "not-refer", "dbs_reasons": LONG}),
        ],
        [({}, {"dbs_decision": "not-refer", "dbs_reasons": LONG}), ({}, {"dbs_decision": "refer", "dbs_reasons": "R"})],
    ),
    "both-limbs-make-a-duty": (
        "dbs_decision",
        [({}, {**MET, "dbs_decision": "not-refer"})] + [({}, {**one, "dbs_decision": "refer"}) for one in UNMET],
        [({}, {**MET, "dbs_decision": "refer"})] + [({}, {**one, "dbs_decision": "not-refer"}) for one in UNMET],
    ),
    "none-stands-alone": (
        "dbs_harm",
        [({}, {"dbs_harm": ["harm", "none"]})],
        [({}, {"dbs_harm": ["none"]}), ({}, {"dbs_harm": ["harm", "conduct"]})],
    ),
    "tra-answers-agree": (
        "tra_decision",
        [({}, {"tra_ceased": "yes", "tra_serious": said, "tra_decision": "refer"}) for said in ("no", "unsure")]
        + [({}, {"tra_ceased": "no", "tra_serious": "yes", "tra_decision": "refer"})],
        [
            ({}, {"tra_ceased": "yes", "tra_serious": "yes", "tra_decision": "refer"}),
            ({}, {"tra_ceased": "yes", "tra_serious": "yes", "tra_decision": "not-refer"}),
            ({}, {"tra_ceased": "no", "tra_serious": "no", "tra_decision": "not-refer"}),
        ],
    ),
    "tra-reasons-suffice": (
        "tra_reasons",
        [
            ({}, {"tra_decision": "not-refer", "tra_reasons": LONG[5:]}),
            ({"settings": {"tra.reasons_words": 60}}, {"tra_decision": "not-refer", "tra_reasons": LONG}),
        ],
        [({}, {"tra_decision": "not-refer", "tra_reasons": LONG}), ({}, {"tra_decision": "refer", "tra_reasons": "R"})],
    ),
    "ico-not-reasons-suffice": (
        "ico_not_reasons",
        [({}, {"ico_not_reasons": LONG[5:]})],
        [({}, {"ico_not_reasons": LONG})],
    ),
    "reference-is-safe": (
        "reference_matters",
        [
            # Proved, but the threshold was not met, or not surely: nothing of it is said.
            (proved("SC-1"), {"reference_matters": ["SC-1"]}),
            (proved("SC-1", harm_risk="unsure"), {"reference_matters": ["SC-1"]}),
            (proved("SC-1", harm_risk="yes", lado_threshold="no"), {"reference_matters": ["SC-1"]}),
            # The threshold was met, but this was not proved, or no longer stands.
            *(
                (proved("SC-1", finding=finding, lado_threshold="yes"), {"reference_matters": ["SC-1"]})
                for finding in ("malicious", "false", "unsubstantiated", "unfounded")
            ),
            (proved("SC-1", lado_threshold="yes"), {"reference_matters": ["SC-1", "WT-1"]}),
            (
                {**proved("SC-1", lado_threshold="yes", appeal_outcome="overturned"), **APPEALED},
                {"reference_matters": ["SC-1"]},
            ),
            (proved("WT-1", lado_threshold="yes"), {"reference_matters": ["WT-1"]}),
        ],
        [
            ({}, {"reference_matters": ["none"]}),
            (proved("SC-1", lado_threshold="yes"), {"reference_matters": ["none"]}),
            (proved("SC-1", "WT-1", lado_threshold="yes"), {"reference_matters": ["SC-1"]}),
            (
                {**proved("SC-1", harm_risk="yes", lado_threshold="later", appeal_outcome="reduced"), **APPEALED},
                {"reference_matters": ["SC-1"]},
            ),
        ],
    ),
}
