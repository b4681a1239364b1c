"""The numbers and facts that differ from school to school, with what a school starts from.

Every one is a setting with a date from which it holds; a case keeps those under which it was opened.
"""

from caseflow.lifecycle.terms import Option, Setting

MAINTAINED, FOUNDATION, ACADEMY = "maintained", "foundation", "academy"
KINDS = (
    Option(MAINTAINED, "Maintained community school", "The local authority employs; the governing body decides"),
    Option(FOUNDATION, "Foundation or voluntary aided school", "The governing body employs"),
    Option(ACADEMY, "Academy", "The trust employs, and its scheme of delegation says who decides"),
)
ALWAYS, DAYTIME, WORKING = "always", "daytime", "working-hours"
EACH, DAILY = "each", "daily"
CHECKPOINT_HOUR = 2
"""From this hour of the night the record of the day before is signed and sent."""
OFTEN = (
    Option(EACH, "Whenever something is new, every five minutes at most"),
    Option(DAILY, "Once a day, at 7am, if anything is new"),
)

SETTINGS = (
    Setting("acknowledge.working_days", "Acknowledge a report within", 1, "working days", "domain note, letter L1"),
    Setting("triage.working_days", "Triage a report within", 1, "working days", "so that the LADO hears in time"),
    Setting("lado.working_days", "Speak to the LADO within", 1, "working days", "KCSIE Part four; local procedures"),
    Setting("escalation.working_days", "Tell the chair of a serious breach within", 1, "working days", "policy 3"),
    Setting("escalation.answer_working_days", "A governor answers an escalation within", 2, "working days", "local"),
    Setting("police.first_review_days", "First police review after", 28, "days", "KCSIE: within four weeks"),
    Setting("police.review_days", "Further police reviews every", 14, "days", "KCSIE: then fortnightly"),
    Setting("low_level.working_days", "Act on a low-level concern within", 3, "working days", "KCSIE target"),
    Setting("investigation.working_days", "Complete an investigation within", 15, "working days", "local"),
    Setting("investigation.notice_working_days", "Notice of an investigation meeting", 2, "working days", "local"),
    Setting(
        "investigation.companion",
        "May somebody come with the member of staff to an investigation meeting?",
        "yes",
        "",
        "Acas Code: the law gives this right only for hearings",
        options=(Option("yes", "Yes, a colleague or a trade union representative"), Option("no", "No")),
    ),
    Setting("hearing.notice_working_days", "Notice of a hearing", 10, "working days", "local"),
    Setting(
        "hearing.postpone_working_days", "Postpone a hearing by at most", 5, "working days", "Acas Code; ERA 1999 s10"
    ),
    Setting("hearing.panel_size", "Governors on a panel that may dismiss", 3, "governors", "custom"),
    Setting(
        "bundle.days",
        "After its decision, a panel can open the case and its bundle for",
        28,
        "days",
        "local; so that reasons can be given, and nothing stays open for ever",
    ),
    Setting("grade.reasons_words", "Words of reasons for a lower severity", 20, "words", "domain note, invariant 23"),
    Setting("pattern.months", "Earlier concerns count towards a pattern for", 24, "months", "domain note 1 and 5"),
    Setting("pattern.count", "Like concerns that make a pattern with a new one", 2, "concerns", "domain note 1"),
    Setting(
        "cover.days", "Cover for a case manager lasts at most", 42, "days", "so that the longest holiday is covered"
    ),
    Setting("emergency.hours", "A case opened in an emergency stays open for", 4, "hours", "so that it ends by itself"),
    Setting("emergency.review_days", "Review a reading in an emergency within", 2, "working days", "local"),
    Setting("decision.working_days", "Write to the person after the hearing within", 5, "working days", "local"),
    Setting(
        "local.counted_in",
        "Investigations and outcome letters are counted in",
        "working days",
        source="local; school days only where the local policy says so",
        options=(Option("working days", "Working days"), Option("school days", "School days")),
    ),
    Setting("appeal.working_days", "Time to appeal", 10, "working days", "local"),
    Setting("warning.first_months", "A first warning stays live for", 6, "months", "local"),
    Setting("warning.final_months", "A final warning stays live for", 12, "months", "local"),
    Setting(
        "dbs.working_days", "Decide on a DBS referral within", 5, "working days", "SVGA 2006 s35: as soon as possible"
    ),
    Setting(
        "school.kind", "Kind of school", MAINTAINED, "", "School Staffing (England) Regulations 2009", options=KINDS
    ),
    Setting("school.authority", "Local authority", "", "", "local"),
    Setting(
        "lado.reasons_words", "Words of reasons for not referring to the LADO", 40, "words", "screens, decision forms"
    ),
    Setting("lado.name", "Name of the LADO", "", "", "local"),
    Setting("lado.contact", "How to reach the LADO", "", "", "local"),
    Setting("police.contact", "How to reach the police, other than 999", "101", "", "local"),
    Setting("dpo.contact", "How to reach the data protection officer", "", "", "local"),
    Setting(
        "delegation.dismissal", "Who may dismiss, by the scheme of delegation", "A panel of governors", "", "local"
    ),
    Setting("delegation.head_cases", "Who manages a case about the headteacher", "The chair of governors", "", "local"),
    Setting("police.working_days", "Decide whether to tell the police within", 1, "working days", "policy 3"),
    Setting(
        "police.reasons_words", "Words of reasons for not telling the police", 40, "words", "screens, decision forms"
    ),
    Setting("trial.reasons_words", "Words of reasons for going on before a trial", 40, "words", "domain note 8"),
    Setting("ico.hours", "Report a data breach to the ICO within", 72, "hours", "UK GDPR article 33"),
    Setting("ico.affected_working_days", "Tell the people affected within", 2, "working days", "UK GDPR article 34"),
    Setting("ico.reasons_words", "Words of reasons for not reporting a breach", 40, "words", "screens, decision forms"),
    Setting(
        "suspension.review_working_days", "Review a suspension within", 20, "working days", "KCSIE: keep under review"
    ),
    Setting(
        "suspension.letter_working_days", "Write to somebody suspended within", 1, "working days", "KCSIE Part four"
    ),
    Setting(
        "authority.working_days",
        "Tell the local authority of a suspension or dismissal within",
        1,
        "working days",
        "School Staffing (England) Regulations 2009 regs 19 and 20: immediately",
    ),
    Setting("appeal.acknowledge_working_days", "Acknowledge an appeal within", 5, "working days", "local"),
    Setting("dbs.send_working_days", "Send an agreed DBS referral within", 5, "working days", "SVGA 2006 s35"),
    Setting(
        "tra.send_working_days", "Send an agreed TRA referral within", 5, "working days", "Education Act 2002 s141D"
    ),
    Setting("tra.working_days", "Decide on a TRA referral within", 5, "working days", "Education Act 2002 s141D"),
    Setting(
        "tra.reasons_words", "Words of reasons for a decision not to refer", 40, "words", "screens, decision forms"
    ),
    Setting("disclosure.working_days", "Check for a protected disclosure within", 5, "working days", "ERA 1996 s43B"),
    Setting("welfare.working_days", "Ask how the member of staff is every", 10, "working days", "KCSIE Part four"),
    Setting("reporter.first_days", "First check with the reporter after", 30, "days", "domain note 5"),
    Setting("reporter.second_days", "Second check with the reporter after", 90, "days", "domain note 5"),
    Setting("reporter.third_days", "Third check with the reporter after", 180, "days", "domain note 5"),
    Setting(
        "dbs.reasons_words", "Words of reasons for a decision not to refer", 40, "words", "screens, decision forms"
    ),
    Setting("policy.review_days", "Remind of the policy's review before it is due by", 30, "days", "local"),
    Setting("evidence.file_megabytes", "Largest file of evidence", 15, "megabytes", "local; at most 50"),
    Setting("evidence.case_files", "Files of evidence in a case", 20, "files", "local"),
    Setting("evidence.case_megabytes", "Files of evidence in a case, together", 100, "megabytes", "local"),
    Setting("evidence.hourly_files", "Files that one person may add in an hour", 10, "files", "local"),
    Setting(
        "post.hours",
        "E-mail leaves the school",
        DAYTIME,
        source="local; a new report, a serious breach and what is due by the hour leave at any time",
        options=(
            Option(ALWAYS, "At any time"),
            Option(DAYTIME, "Between 7am and 7pm, on any day"),
            Option(WORKING, "Between 7am and 7pm, on working days"),
        ),
    ),
    Setting("post.often", "A person is written to", EACH, source="local; each may choose otherwise", options=OFTEN),
)
BY_KEY = {setting.key: setting for setting in SETTINGS}
DEFAULTS = {setting.key: setting.default for setting in SETTINGS}
