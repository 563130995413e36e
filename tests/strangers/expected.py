"""What each address is for, as the study's table of rights sees it: the walk asks `roles.py`, never the code it walks.

`see` is what one must be able to read for the address to exist at all (else 404); `do` is what a change needs on top of
it (else 403). A page or call that is not listed here fails the walk.
"""

from dataclasses import dataclass

from lifeworld.study.rules.roles import Right, may

STUDY, WORDS, FINDINGS, TRAIL = Right.READ_STUDY, Right.READ_WORDS, Right.READ_FINDINGS, Right.READ_TRAIL
ANALYSE, LEAD, EXPORT = Right.ANALYSE, Right.LEAD, Right.EXPORT
RECRUITMENT = Right.READ_RECRUITMENT
LOG, RECRUIT = Right.READ_RECRUITMENT, Right.RECRUIT
NAMES = Right.IDENTITIES


@dataclass(frozen=True)
class Way:
    """One method of one address. `see` None: it belongs to no study and answers whoever has come in."""

    see: Right | None
    do: Right | None = None

    def refusal(self, role: str | None) -> int | None:
        """404 or 403 where this role is refused; None where it is let in."""
        if self.see is None:
            return None
        if not may(role, self.see):
            return 404
        return 403 if self.do and not may(role, self.do) else None


def both(see: Right, do: Right) -> dict[str, Way]:
    """A page that shows a form to those who may send it, and to nobody else."""
    return {"get": Way(see, do), "post": Way(see, do)}


def shown(see: Right) -> dict[str, Way]:
    """A page that only shows."""
    return {"get": Way(see)}


def sent(see: Right, do: Right) -> dict[str, Way]:
    """An address that only takes a form."""
    return {"post": Way(see, do)}


# Addresses that belong to no study, and whether somebody who has not come in may have them.
OUTSIDE: dict[str, dict[str, Way]] = {
    "set-up": {"get": Way(None), "post": Way(None)},
    "unlock": {"get": Way(None), "post": Way(None)},
    "lock": {"post": Way(None)},
    "help": {"get": Way(None)},
    "help-picture": {"get": Way(None)},
    "help-example": {"get": Way(None)},
    "store": {"get": Way(None)},
    "store-back-up": {"post": Way(None)},
    "store-passphrase": {"post": Way(None)},
    "store-recovery-key": {"post": Way(None)},
    "store-tokens": {"post": Way(None)},
    "store-token-revoke": {"post": Way(None)},
    "home": {"get": Way(None)},
    "today": {"get": Way(None)},
    "studies": {"get": Way(None)},
    "new-study": {"get": Way(None), "post": Way(None)},
    "bring-in-study": {"get": Way(None), "post": Way(None)},
}
OPEN_TO_NOBODY = frozenset({"set-up", "unlock", "lock", "help", "help-picture", "help-example"})

PAGES: dict[str, dict[str, Way]] = {
    "record": shown(STUDY),
    "edit-record": both(STUDY, LEAD),
    "record-text": {"get": Way(STUDY, EXPORT)},
    "record-json": {"get": Way(STUDY, EXPORT)},
    "plan": both(STUDY, LEAD),
    "calendar": shown(STUDY),
    "calendar-file": shown(STUDY),
    "obligations": shown(STUDY),
    "obligations-calendar": shown(STUDY),
    "course": both(STUDY, LEAD),
    "duty-met": sent(STUDY, LEAD),
    "duty-aside": sent(STUDY, LEAD),
    "duty-again": sent(STUDY, LEAD),
    "approvals": shown(STUDY),
    "recruiting": sent(STUDY, LEAD),
    "new-condition": both(STUDY, LEAD),
    "condition": both(STUDY, LEAD),
    "condition-close": sent(STUDY, LEAD),
    "condition-again": sent(STUDY, LEAD),
    "new-site": both(STUDY, LEAD),
    "site": both(STUDY, LEAD),
    "site-take-out": sent(STUDY, LEAD),
    "new-change": both(STUDY, LEAD),
    "change": both(STUDY, LEAD),
    "change-outcome": sent(STUDY, LEAD),
    "safety": shown(RECRUITMENT),
    "new-safety-event": both(RECRUITMENT, LEAD),
    "safety-event": both(RECRUITMENT, LEAD),
    "safety-sent": sent(RECRUITMENT, LEAD),
    "safety-take-out": sent(RECRUITMENT, LEAD),
    "documents": shown(STUDY),
    "new-version": both(STUDY, LEAD),
    "version-approved": sent(STUDY, LEAD),
    "version-live": sent(STUDY, LEAD),
    "version-file": {"post": Way(STUDY)},
    "recruitment": shown(STUDY),
    "flow-picture": shown(STUDY),
    "recruitment-plan": both(STUDY, RECRUIT),
    "criteria": shown(LOG),
    "criteria-begin": sent(STUDY, RECRUIT),
    "new-criterion": both(STUDY, RECRUIT),
    "criterion": both(STUDY, RECRUIT),
    "criterion-up": sent(STUDY, RECRUIT),
    "criterion-retire": sent(STUDY, RECRUIT),
    "frames": shown(LOG),
    "new-frame": both(STUDY, RECRUIT),
    "frame": both(STUDY, RECRUIT),
    "frame-take-out": sent(STUDY, RECRUIT),
    "new-screening-entry": both(STUDY, RECRUIT),
    "screening-entry": shown(LOG),
    "correct-entry": both(STUDY, RECRUIT),
    "reach-stage": sent(STUDY, RECRUIT),
    "went-no-further": sent(STUDY, RECRUIT),
    "take-back-stage": sent(STUDY, RECRUIT),
    "consents": shown(LOG),
    "clauses": {"get": Way(LOG), "post": Way(STUDY, RECRUIT)},
    "consent": shown(LOG),
    "new-consent": both(STUDY, RECRUIT),
    "clause-taken-back": sent(LOG, RECRUIT),
    "answer-corrected": sent(LOG, RECRUIT),
    "copy-given": sent(LOG, RECRUIT),
    "consent-copy": sent(LOG, RECRUIT),
    "signed-form": sent(LOG, RECRUIT),
    "signed-form-file": sent(LOG, Right.IDENTITIES),
    "deviations": shown(LOG),
    "new-deviation": both(STUDY, RECRUIT),
    "deviation-act": sent(STUDY, RECRUIT),
    "identities": {"get": Way(STUDY, NAMES)},
    "names-open": sent(STUDY, NAMES),
    "names-close": sent(STUDY, NAMES),
    "names-openings": shown(TRAIL),
    "identity": both(STUDY, NAMES),
    "members": {"get": Way(STUDY), "post": Way(STUDY, LEAD)},
    "member-role": sent(STUDY, LEAD),
    "member-end": sent(STUDY, LEAD),
    "take-out-study": both(STUDY, LEAD),
    "people": {"get": Way(STUDY), "post": Way(STUDY, LEAD)},
    "interviews": shown(STUDY),
    "import": both(STUDY, LEAD),
    "import-preview": both(STUDY, LEAD),
    "transcript": shown(WORDS),
    "freeze": sent(STUDY, LEAD),
    "speakers": sent(STUDY, LEAD),
    "original": {"get": Way(STUDY, LEAD)},
    "study": shown(STUDY),
    "analysis": shown(STUDY),
    "open-across": sent(STUDY, ANALYSE),
    "close-across": sent(STUDY, ANALYSE),
    "case": shown(WORDS),
    "open-case": sent(WORDS, ANALYSE),
    "write-about": sent(WORDS, ANALYSE),
    "sign-off": sent(WORDS, ANALYSE),
    "reopen": sent(WORDS, ANALYSE),
    "reader": shown(WORDS),
    "plain-reading": shown(WORDS),
    "board": shown(WORDS),
    "case-search": shown(WORDS),
    "diary": shown(WORDS),
    "new-entry": both(WORDS, ANALYSE),
    "diary-entry": {"get": Way(WORDS), "post": Way(WORDS, ANALYSE)},
    "take-out-entry": sent(WORDS, ANALYSE),
    "search": shown(WORDS),
    "trail": shown(TRAIL),
    "group": shown(FINDINGS),
    "group-open": sent(FINDINGS, ANALYSE),
    "group-undo": sent(FINDINGS, ANALYSE),
    "group-redo": sent(FINDINGS, ANALYSE),
    "map": shown(FINDINGS),
    "map-file": {"get": Way(FINDINGS, EXPORT)},
    "group-theme-new": both(FINDINGS, ANALYSE),
    "group-theme-edit": both(FINDINGS, ANALYSE),
    "group-theme-order": sent(FINDINGS, ANALYSE),
    "group-theme-take-out": both(FINDINGS, ANALYSE),
    "group-theme-join": both(FINDINGS, ANALYSE),
    "chain": shown(FINDINGS),
    "contribution-edit": both(FINDINGS, ANALYSE),
    "contribution-take-out": both(FINDINGS, ANALYSE),
    "personal-theme": both(FINDINGS, ANALYSE),
    "personal-theme-aside": sent(FINDINGS, ANALYSE),
    "personal-theme-back": sent(FINDINGS, ANALYSE),
    "statement": shown(WORDS),
    "findings": shown(FINDINGS),
    "findings-kind": shown(FINDINGS),
    "take-out": sent(FINDINGS, EXPORT),
    "waiting": {"get": Way(FINDINGS, EXPORT)},
    "waiting-state": {"get": Way(FINDINGS, EXPORT)},
    "waiting-cancel": sent(FINDINGS, EXPORT),
    "waiting-file": {"get": Way(FINDINGS, EXPORT)},
    "group-theme": shown(FINDINGS),
    "quality": {"get": Way(WORDS), "post": Way(WORDS)},
}

CALLS: dict[str, dict[str, Way]] = {
    "/studies": {"get": Way(None), "post": Way(None)},
    "/studies/{slug}": {"get": Way(STUDY), "patch": Way(STUDY, LEAD)},
    "/studies/{slug}/cases": {"get": Way(STUDY), "post": Way(STUDY, LEAD)},
    "/studies/{slug}/cases/{pseudonym}": {"get": Way(STUDY)},
    "/studies/{slug}/cases/{pseudonym}/transcripts": {"get": Way(WORDS)},
    "/studies/{slug}/cases/{pseudonym}/files": {"post": Way(WORDS, LEAD)},
    "/transcripts/{version}": {"get": Way(WORDS)},
    "/transcripts/{version}/freeze": {"post": Way(WORDS, LEAD)},
    "/cases/{case}": {"patch": Way(WORDS, ANALYSE)},
    "/cases/{case}/reader": {"get": Way(WORDS)},
    "/cases/{case}/notes": {"get": Way(WORDS), "post": Way(WORDS, ANALYSE)},
    "/notes/{note}": {"patch": Way(WORDS, ANALYSE), "delete": Way(WORDS, ANALYSE)},
    "/cases/{case}/statements": {"get": Way(WORDS), "post": Way(WORDS, ANALYSE)},
    "/statements/{statement}": {"patch": Way(WORDS, ANALYSE), "delete": Way(WORDS, ANALYSE)},
    "/statements/{statement}/passages": {"get": Way(WORDS)},
    "/statements/{statement}/set-aside": {"post": Way(WORDS, ANALYSE)},
    "/statements/{statement}/take-back": {"post": Way(WORDS, ANALYSE)},
    "/cases/{case}/search": {"get": Way(WORDS)},
    "/cases/{case}/undo": {"post": Way(WORDS, ANALYSE)},
    "/cases/{case}/redo": {"post": Way(WORDS, ANALYSE)},
    "/cases/{case}/board": {"get": Way(WORDS)},
    "/cases/{case}/layouts": {"post": Way(WORDS, ANALYSE)},
    "/layouts/{layout}": {"patch": Way(WORDS, ANALYSE), "delete": Way(WORDS, ANALYSE)},
    "/layouts/{layout}/place": {"post": Way(WORDS, ANALYSE)},
    "/layouts/{layout}/themes": {"post": Way(WORDS, ANALYSE)},
    "/personal-themes/{theme}": {"patch": Way(WORDS, ANALYSE), "delete": Way(WORDS, ANALYSE)},
    "/studies/{slug}/group": {"get": Way(FINDINGS)},
    "/studies/{slug}/search": {"get": Way(WORDS)},
    "/studies/{slug}/group-themes": {"post": Way(FINDINGS, ANALYSE)},
    "/group-themes/{theme}": {"patch": Way(FINDINGS, ANALYSE), "delete": Way(FINDINGS, ANALYSE)},
    "/group-themes/{theme}/chain": {"get": Way(FINDINGS)},
    "/group-themes/{theme}/contributions": {"post": Way(FINDINGS, ANALYSE)},
    "/contributions/{contribution}": {"patch": Way(FINDINGS, ANALYSE), "delete": Way(FINDINGS, ANALYSE)},
    "/contributions/{contribution}/chain": {"get": Way(FINDINGS)},
    "/studies/{slug}/personal-themes/{theme}/set-aside": {"post": Way(FINDINGS, ANALYSE)},
    "/studies/{slug}/group/undo": {"post": Way(FINDINGS, ANALYSE)},
    "/studies/{slug}/group/redo": {"post": Way(FINDINGS, ANALYSE)},
    "/studies/{slug}/diary": {"get": Way(WORDS), "post": Way(WORDS, ANALYSE)},
    "/diary/{entry}": {"patch": Way(WORDS, ANALYSE), "delete": Way(WORDS, ANALYSE)},
    "/cases/{case}/open": {"post": Way(WORDS, ANALYSE)},
    "/cases/{case}/sign-off": {"post": Way(WORDS, ANALYSE)},
    "/cases/{case}/reopen": {"post": Way(WORDS, ANALYSE)},
    "/studies/{slug}/cross-case/open": {"post": Way(WORDS, ANALYSE)},
    "/studies/{slug}/cross-case/close": {"post": Way(WORDS, ANALYSE)},
    "/studies/{slug}/trail": {"get": Way(TRAIL)},
    "/studies/{slug}/trail/check": {"get": Way(TRAIL)},
    "/studies/{slug}/exports": {"get": Way(FINDINGS)},
    "/studies/{slug}/exports/{kind}": {"get": Way(STUDY, EXPORT)},
    "/studies/{slug}/check": {"get": Way(WORDS)},
}
