"""The trail read as sentences: who did what, in the glossary's words, without any participant's words.

`record` refuses a verb that has no sentence here: whoever adds an act adds how it reads.
"""

from dataclasses import dataclass
from datetime import datetime

from lifeworld.trail.models import Act

# What stands after the person's name, and before the case's pseudonym where the act belongs to one.
SENTENCES: dict[str, str] = {
    "set up store": "set up the store",
    "created study": "created the study from its public record",
    "changed study record": "changed the study record",
    "took out study record": "took out the study record",
    "changed course": "wrote down the study’s dates",
    "met duty": "settled a duty of the study as met",
    "set duty aside": "set a duty of the study aside",
    "reopened duty": "took back that a duty of the study was settled",
    "opened recruitment": "opened the study to recruitment",
    "closed recruitment": "closed the study to recruitment",
    "took back closing recruitment": "took back that the study was closed to recruitment",
    "added site": "added a site",
    "changed site": "changed a site",
    "took out site": "took a site out",
    "logged condition": "logged a condition of the approval",
    "changed condition": "corrected a condition of the approval",
    "closed condition": "closed a condition of the approval",
    "reopened condition": "opened a condition of the approval again",
    "kept document version": "kept a version of a document",
    "approved document version": "wrote down when a version of a document was approved",
    "put document version to use": "put a version of a document to use at a site",
    "superseded document version": "ended the use of an earlier version of a document",
    "took out document": "took out the file of a document",
    "kept recruitment here": "began to keep recruitment here",
    "changed recruitment plan": "changed how recruitment is kept",
    "added criterion": "added a criterion for taking part",
    "changed criterion": "changed a criterion for taking part",
    "retired criterion": "retired a criterion for taking part",
    "moved criterion": "moved a criterion for taking part",
    "added sampling frame": "added a frame in which the sample spreads",
    "changed sampling frame": "changed a frame in which the sample spreads",
    "took out sampling frame": "took out a frame in which the sample spreads",
    "added screening entry": "added an entry to the screening log",
    "corrected screening entry": "corrected an entry of the screening log",
    "reached stage": "wrote down that somebody reached a stage of recruitment",
    "took back stage": "took back that somebody reached a stage of recruitment",
    "went no further": "wrote down that somebody went no further",
    "took back that somebody went no further": "took back that somebody went no further",
    "wrote clauses": "wrote down the clauses of a version of the consent form",
    "recorded consent": "recorded a consent",
    "recorded re-consent": "recorded a re-consent",
    "took back clause": "wrote down that somebody took back one clause of their consent",
    "corrected answer": "put right an answer on a consent",
    "gave copy of consent": "wrote down when somebody was given a copy of their consent",
    "kept signed form": "kept the scan of a signed consent form",
    "took out signed form": "took out the scan of a signed consent form",
    "took out copy of consent": "made a copy of a consent for the participant",
    "took back consent": "wrote down that somebody took back their consent",
    "wrote down deviation": "wrote down a deviation",
    "acted on deviation": "wrote down what was done about a deviation",
    "closed deviation": "closed a deviation",
    "linked case": "tied an entry of the screening log to its case",
    "wrote down change": "wrote down a change to the approved study",
    "revised change": "corrected what is written about a change to the approved study",
    "wrote down outcome of change": "wrote down what became of a change to the approved study",
    "wrote down safety event": "wrote down something that may have to be reported",
    "changed safety event": "changed what is written about something that may have to be reported",
    "sent safety report": "wrote down that a safety report was sent",
    "took out safety event": "took out what was written down as a safety event in error",
    "opened names": "opened the names for a stated purpose",
    "closed names": "closed the names",
    "looked at name": "looked at somebody’s name and contacts",
    "wrote name": "wrote down somebody’s name and contacts",
    "changed name": "changed somebody’s name or contacts",
    "destroyed name": "destroyed somebody’s name and contacts",
    "took out study": "took a whole study out as an archive",
    "brought in study": "brought a whole study in from an archive",
    "added case": "added a case",
    "brought in transcript": "brought in a transcript",
    "changed speakers": "changed who speaks in a transcript that is not frozen",
    "took out original": "took out the file of an interview as it came",
    "froze transcript": "froze the transcript and its line numbers",
    "opened case": "opened the case for analysis",
    "signed off case": "signed off the case",
    "reopened case": "reopened the case",
    "opened cross-case work": "signed off the last case, which opened cross-case work",
    "opened cross-case work early": "opened cross-case work before every case was signed off",
    "closed cross-case work": "closed cross-case work again",
    "wrote first impressions": "wrote first impressions",
    "wrote case summary": "wrote the case summary",
    "wrote note": "wrote a note",
    "changed note": "changed a note",
    "changed kind of note": "changed the kind of a note",
    "moved note": "moved a note to other words",
    "took out note": "took out a note",
    "wrote statement": "wrote a statement",
    "changed statement": "changed a statement",
    "moved statement": "moved a statement to other words",
    "took out statement": "took out a statement",
    "set statement aside": "set a statement aside",
    "took statement back": "took a statement back",
    "made layout": "kept a new layout",
    "renamed layout": "renamed a layout",
    "put layout to use": "put a layout to use",
    "took out layout": "took out a layout",
    "laid cards": "laid statements on the table",
    "gathered pile": "gathered statements into a pile",
    "made personal theme": "made a personal theme",
    "named personal theme": "named a personal theme",
    "took the name off a pile": "took the name off a pile",
    "nested personal theme": "nested a personal theme",
    "explained personal theme": "wrote how a personal theme hangs together",
    "moved pile": "moved a pile",
    "dissolved pile": "dissolved a pile",
    "made group theme": "made a group theme",
    "named group theme": "named a group theme",
    "changed group theme": "changed a group theme",
    "took out group theme": "took out a group theme",
    "joined personal theme": "joined a contribution to a group theme",
    "changed contribution": "changed a contribution",
    "took out contribution": "took a contribution out of a group theme",
    "set personal theme aside": "set a personal theme aside",
    "took personal theme back": "took a personal theme back",
    "wrote diary entry": "wrote in the diary",
    "changed diary entry": "changed a diary entry",
    "took out diary entry": "took out a diary entry",
    "undid": "took back a step",
    "redid": "did a step again",
    "exported": "took a table out",
    "took out theme map": "took out the theme map as a picture",
    "made token": "made a token for scripts",
    "revoked token": "revoked a token for scripts",
    "made backup": "made a backup",
    "restored backup": "restored the store from a backup",
    "unlocked store": "unlocked the store",
    "changed passphrase": "changed the passphrase",
    "made recovery key": "made a new recovery key",
    "added person": "added a person to the server",
    "deactivated person": "deactivated a person, whose sessions ended",
    "reset person": "let a person choose a passphrase and second factor anew",
    "chose passphrase": "chose a passphrase by a one-time link",
    "signed in": "signed in",
    "signed out": "signed out",
    "changed own passphrase": "changed their own passphrase",
    "set up authenticator": "set up an authenticator app",
    "took out authenticator": "took out an authenticator app",
    "made recovery codes": "made recovery codes",
    "used recovery code": "used a recovery code",
    "ended sessions": "ended other sessions of their own",
    "added member": "added a person to the study",
    "changed member's role": "changed a person’s role in the study",
    "ended membership": "ended a person’s part in the study",
}


@dataclass(frozen=True)
class TrailRow:
    """One act as the trail page and the exports show it. `why` is the reason given, or empty."""

    number: int
    at: datetime
    actor: str
    case_number: int | None
    sentence: str
    why: str


def sentence_for(act: Act) -> str:
    """What an act was, as a sentence without its subject: "Wrote a note."."""
    words = SENTENCES.get(act.verb, act.verb)
    return f"{words[0].upper()}{words[1:]}."


def row_for(act: Act) -> TrailRow:
    """An act as a row; its reason comes from its words, where they are still kept."""
    detail = getattr(act, "detail", None)
    words = SENTENCES.get(act.verb, act.verb)
    return TrailRow(act.number, act.at, act.actor, act.case_number, words, detail.why if detail else "")
