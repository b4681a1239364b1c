"""What each letter must say, wording by wording, as the domain note, section 9, and the law cited there ask for it."""

SAYS = {
    "L1": """received your report | of 1 February 2027 | AHS/2027/014 | Do not investigate | Do not confront |
        Do not copy or delete anything | Do not discuss it | exactly as it is | under 18 undressed or in a sexual way |
        never open it again, copy it | Mrs Lena Brandt | trade union | Confidentiality | cannot promise anonymity |
        Nobody may treat you badly | Protect | NSPCC Whistleblowing Advice Line | Ofsted | whistleblowing procedure |
        cannot promise any particular outcome | You may always speak to | LADO | the police or the NSPCC yourself |
        999""",
    "L2-redirected": """speaking up | now dealt with under the school’s whistleblowing procedure |
        matter of discipline | Mrs Hope Adler, chair of governors | told that the concern has been looked into |
        copy of the procedure |
        not raised on social media | public interest | sections 43A to 43L, 47B and 103A |
        Nobody may treat you badly because you raised it | cannot promise anonymity | Ofsted |
        NSPCC Whistleblowing Advice Line | LADO | 999 | Protect | Mrs Lena Brandt | nobody’s leave""",
    "L2-protected": """has taken advice | a protected disclosure, or as something that may be one |
        not treated as misconduct | Mrs Hope Adler | 47B and 103A | Ofsted | NSPCC Whistleblowing Advice Line""",
    "L3": """Agency | Referrer | Mrs Jane Okafor, Headteacher | Mrs Grace Lamb | Full name | Date of birth | Sex |
        Home address | Role | Basis of employment | Permanent | Length of service | Other contact with children |
        Own children | low-level concerns included | Rowan Example | 2 September 2011 | Date and place |
        Number of incidents | How the school learned of it | remembers them as flirtatious | Does the adult know |
        Action taken | children's social care | will not interview | No indecent image""",
    "L4": """PC 4411 Mara Dunne | WP/27/00381 | 2 February 2027 at 10:10am | Wealdshire Police, Ashcroft |
        pictures may have been sent | Devices and accounts | who has seen the material | The child's mother |
        No images are enclosed | no indecent image of anyone under 18 | is stored | Received by the police""",
    "L5": """School employees must not communicate | Policy clause 4.5 | code SC-1 | Policy clause 5.6 | code WT-1 |
        accepted a friend request | Nothing has been decided | You will be told of each step |
        give your own account | Dr Samir Iqbal, 01632 960 131 | keep you informed | trade union | companion |
        Education Support | Do not retaliate | Do not contact witnesses, pupils or parents |
        Do not try to find out who raised | Keep this confidential | Section 141F""",
    "L8": """not a disciplinary hearing | establish facts | no decision is made | 11 February 2027 at 3:45pm |
        The small meeting room | Mr Piotr Nowak, deputy headteacher | two working days’ notice |
        Whether you accepted a friend request | papers that support your account | bring a colleague |
        trade union representative | Notes are taken | reasonable adjustments | Mrs Lena Brandt | cannot come |
        treat anybody badly""",
    "L9": """accepted a friend request | School employees must not communicate | Policy clause 4.5 | code SC-1 |
        your dismissal, with notice or, for gross misconduct, without notice | Copies of the papers | are enclosed |
        Statements E1 to E4 | 19 March 2027 at 2:00pm | The Conference Room | Mr Adomako Osei, Mrs Ruth Vane |
        intends to call these witnesses | Mr Tom Arden | right to be accompanied | a colleague |
        trade union representative | official employed by a trade union | your choice alone | we cannot refuse it |
        address the hearing | confer with you | may not answer questions for you | postpone the hearing |
        no more than five working days | call witnesses | papers of your own | reasonable adjustments |
        in your absence | without a good reason | ten working days’ notice | balance of probabilities | Section 141F""",
    "L10": """Finding: | Unfounded | no proper basis | False | enough evidence to disprove |
        details of allegation 1 are removed from your personnel file | For allegation 2, a clear summary |
        normal pension age, or for ten years | given a copy | will not be mentioned in any reference |
        history of concerns | Support remains open | Mrs Lena Brandt | no further action""",
    "L12": """final written warning | Substantiated | It is misconduct | School employees must not communicate |
        Policy clause 4.5 | What must change, and by when | By 1 May 2027 | you may be dismissed | 19 March 2028 |
        concerns the safety or welfare of children | stays on your file | right of appeal | the Clerk to the Governors |
        arrives by 9 April 2027 | set out your grounds | no part in the case | cannot make the sanction more severe |
        Allegation 2 played no part | twelve years""",
    "L13": """you are dismissed with notice |
        The reason for your dismissal is your conduct | ends on 31 May 2027 | Substantiated | twelve years |
        right of appeal | the Clerk to the Governors | arrives by 9 April 2027 | set out your grounds |
        reinstated with back pay | whether the law requires it | a suspicion or an allegation is not enough |
        has considered these duties or will consider them | Teaching Regulation Agency |
        local authority receives a copy | Copy to | Wealdshire County Council | separate letter | return your keys""",
    "L16": """your copy of the record | Part four | private contact with a pupil | local authority was consulted |
        three governors heard | Finding: Substantiated | Unsubstantiated | Heard on | 19 March 2027 at 2:00pm |
        Final written warning | 19 March 2028 | normal pension age, or for ten years | ask us to correct it |
        A reference mentions allegation 1 only if | facts and no opinions | Nothing else remains | Mrs Lena Brandt""",
    "L17-first": """Dear Mr and Mrs Example | in confidence | Rowan and a member of staff |
        written to Rowan in private | An allegation is not a finding | tell you more, and how it ends |
        Rowan is safe and well | do not ask Rowan |
        other parents, to pupils or online | Mrs Lena Brandt | Section 141F | criminal offence to publish | NSPCC""",
    "L17-outcome": """in confidence | How it ended | acted under its disciplinary procedure | told the outcome |
        What was said and weighed at a hearing, the evidence | cannot share them | Section 141F |
        criminal offence to publish""",
    "L18": """AHS/2027/014 | dealt with it | cannot tell you what was found | whether any action was taken |
        Thank you again | Nobody may treat you badly, now or later | keeping your name confidential | LADO | Protect |
        Mrs Lena Brandt""",
    "L6-suspension": """you are suspended from your work | 4 February 2027 at 2:00pm | The headteacher decided |
        Suspension is a neutral act | not a disciplinary sanction | not a finding | Full pay | enquiries of others |
        Other arrangements were considered first | You receive full pay | Please do not come to the school site |
        social contact with colleagues is not forbidden | Dr Samir Iqbal, 01632 960 131 | keep you informed |
        reviewed by 4 March 2027 | told of each result in writing | only the governing body may end a suspension |
        trade union | Education Support | Mrs Lena Brandt | Do not try to find out who raised | Section 141F""",
    "L6-other-arrangements": """You are not suspended | neutral act | not a disciplinary sanction | full pay |
        humanities office | Please do not come to the school site | Dr Samir Iqbal, 01632 960 131 |
        arrangement is reviewed by 4 March 2027 | enquiries of others | trade union | Mrs Lena Brandt""",
    "L7-ended": """your suspension ends on 15 March 2027 | The governing body decided this | neutral act |
        to the governing body alone | nothing now speaks against | On Monday you meet the headteacher |
        Coming back may not be easy |
        Dr Samir Iqbal | Mrs Lena Brandt""",
    "L7-extended": """was reviewed, and it goes on for now | On full pay | Reviewed again by | 4 March 2027 |
        The governing body alone | neutral act | ask for another review | Dr Samir Iqbal | Mrs Lena Brandt""",
    "L7-arrangements-ended": """other arrangements for your work end | usual duties again on 15 March 2027 |
        neutral act | what colleagues are told | Dr Samir Iqbal""",
    "L11": """management advice | low-level concern | not a disciplinary sanction | School employees must not |
        Policy clause 5.6 | read by families | moment of exhaustion | not a true account | Your words are kept |
        You do not post about your work | at least until you leave | not mentioned in a reference | pattern |
        Mrs Lena Brandt | training | do not try to find out who raised""",
    "L14": """arrived on 2 April 2027 | 28 April 2027 at 4:30pm | The Library | Mrs Imogen Tay, Mr Paul Rees |
        any part in the case before | too severe, because you stopped | cannot make the sanction more severe |
        decides is final | right to be accompanied | a colleague | trade union representative |
        official employed by a trade union | no more than five working days | reasonable adjustments |
        in your absence | Mrs Lena Brandt | papers of your own""",
    "L15-reduced": """decision of 19 March 2027 | heard on 28 April 2027 at 4:30pm | Mrs Imogen Tay |
        the sanction is reduced | Instead of a final written warning | first written warning | 19 September 2027 |
        heard your head of department | no further appeal within the school | employment tribunal | Acas |
        only one that may be counted against you | Mrs Lena Brandt""",
    "L15-reinstated": """the decision is overturned | no sanction stands | You are reinstated in your post |
        from 10 May 2027 | unbroken | pay, and the pension | missed since the dismissal | meet you before your first |
        local authority is told at once | no further appeal | not mentioned in any reference""",
    "L21-suspended": """regulation 19 | School Staffing (England) Regulations 2009 | has been suspended |
        without loss of pay | Mr Robert Hale | Teacher of history | 4 February 2027 at 2:00pm | The headteacher |
        meets the harm threshold | only the governing body may end it | Mrs Lena Brandt | Wealdshire County Council""",
    "L21-suspension-ended": """regulation 19 | governing body has ended the suspension | 15 March 2027 |
        Mr Robert Hale | The governing body""",
    "L21-dismissal": """regulation 20 | should cease to work at this school | within 14 days | 19 March 2027 |
        31 May 2027 | With notice | twelve years of good service | right of appeal | decided separately""",
    "L21-dismissal-undone": """that determination does not stand | unbroken service | back pay | 19 March 2027""",
    "L22": """Ashcroft High School | Mr Dennis Poole | became aware | 15 January 2027 at 4:20pm | published on a
        private page | Categories of data | data about health | One list with 24 lines | 24 pupils of Year 8 |
        Likely consequences |
        Embarrassment | Is the risk to people high? Yes | taken down at 5:05pm | carried closed |
        Whether the picture was copied | article 33(4) | log of breaches""",
    "L22N": """Dear parents and carers of pupils in Year 8 | personal data breach | picture of the Year 8 trip |
        Somebody may learn | taken down at 5:05pm | please do not share it | Mrs Lena Brandt | Mr Dennis Poole |
        ico.org.uk | complain""",
    "L23": """Mr Robert Hale | None known | Male | 14 June 1986 | National Insurance | 7 Orchard Row |
        Address last confirmed | 4 February 2027 | 01632 960 155 | Job title | Teacher of history | Duties |
        Years 7 to 13 | Employment history | The CV is attached | Qualifications and training | PGCE |
        first limb | regulated activity with children Yes | would or might have been removed Yes | second limb |
        Engaged in relevant conduct | sought out a child in secret | account in another name | Rowan Example |
        Substantiated | 12 January 2027: accepts | LADO: Mrs Grace Lamb | The child’s own account |
        Minutes of the hearing | first-hand statements | section 35 | Two people | Mrs Jane Okafor""",
    "L24": """Ashcroft High School | Mrs Jane Okafor, Headteacher | Mr Robert Hale | Earlier or other names |
        14 June 1986 | Teacher reference number | 27/04411 | Qualified teacher status | 1 August 2014 |
        National Insurance | 7 Orchard Row | 01632 960 155 | Job title | 4 January 2021 to 31 May 2027 | Main duties |
        Dismissed after a hearing | Works elsewhere? Not known | words that became flirtatious | Substantiated |
        Three governors heard | Has the DBS been told? Yes | Earlier misconduct | None recorded | Declaration |
        section 141D | Investigation report of 1 March 2027 | brings the profession into disrepute""",
    "L25-something": """14 June 2028 | Marlingford School | Mr Robert Hale | was substantiated and met the threshold |
        Contact with a current pupil – substantiated | four times after 10pm | 19 March 2027 | facts and no opinions |
        false, unfounded, unsubstantiated or malicious | for the purpose of this appointment only | Mrs Lena Brandt""",
    "L25-nothing": """has nothing to report under that guidance | Mr Robert Hale | no record about this person of |
        Every statement of this school is made in these words | Mrs Lena Brandt""",
    "L26-hold": """must not be destroyed | AHS/2027/014 | An inquiry | public inquiry of 3 May 2027 | Mrs Hope Adler |
        3 May 2028 | Nobody may destroy, alter or remove | copies, e-mails and backups | apart from the record""",
    "L26-disposal": """Certificate of disposal | AHS/2027/014 | Retention schedule, section 4 | 31 August 2034 |
        Mrs Jane Okafor, Headteacher; Mr Dennis Poole | Two people agreed | no hold stood on it | Destroyed on |
        key of the case is destroyed | bare fact that entries were made""",
    "L19-graded": """AHS/2027/014 | Contact with a current pupil; Personal use in working time |
        4 – serious misconduct | Stage reached | 1 February 2027 | The local authority has been consulted |
        gives no name | hear it fairly | do not try to find out who is concerned | interest to declare""",
    "L19-not-graded-yet": """AHS/2027/014 | Contact with a current pupil; Personal use in working time |
        Not graded yet | Stage reached | 1 February 2027 | The local authority has been consulted | gives no name |
        hear it fairly | do not try to find out who is concerned | interest to declare""",
}
