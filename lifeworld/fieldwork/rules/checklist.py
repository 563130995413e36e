"""What is looked at before leaving for an interview. Source: governance.md, 17, 22, 24 and 27."""

# Ticked by whoever goes; the rest of the list follows from what is kept here.
TICKS: dict[str, str] = {
    "recorder": "The recorder is charged, tried, and encrypted",
    "sheet": "Information sheet, consent form and debrief sheet are in the bag",
    "told": "The buddy knows where, until when, and what to do",
    "support": "The list of people who can support them is in the bag",
}


def ticks_for(recorded: str) -> dict[str, str]:
    """The ticks of one meeting; without audio no recorder is packed."""
    return {key: words for key, words in TICKS.items() if key != "recorder" or recorded == "audio"}
