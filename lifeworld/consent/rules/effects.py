"""What a "no" to a clause holds back, in a sentence each, and its name in a word. Keys are `models.Effect`'s."""

HOLDS_BACK = {
    "audio": "No meeting with them can be written down as recorded.",
    "quotes": "Their words stand in nothing that is taken out, and advisers are not shown them.",
    "results": "No letter with the findings goes to them.",
    "checking": "They are not asked to look at their transcript or at themes.",
    "contact": "They are not asked about later research.",
    "gp": "No letter goes to their GP or care team.",
    "reuse": "What they said is used in this study alone.",
}
SHORT = {
    "audio": "Recording", "quotes": "Quotes", "results": "Findings", "checking": "Checking", "contact": "Contact",
    "gp": "GP or team", "reuse": "Later use",
}  # fmt: skip
