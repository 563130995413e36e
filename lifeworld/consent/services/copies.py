"""A copy of a consent for whoever gave it: what they agreed to, on one or two sheets, without their name."""

from datetime import datetime

from django.utils.timezone import localtime

from lifeworld.consent.models import ClauseAnswer, ClauseReply, Consent, Mode
from lifeworld.consent.rules.strokes import HEIGHT, WIDTH
from lifeworld.consent.selectors.consents import signature_of
from lifeworld.study.acting import one_act, read_again
from lifeworld.study.models import Study
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.study.told import tell


@one_act(Right.RECRUIT)
def take_out_copy(*, access: Access, at: datetime, consent: Consent) -> bytes:
    """The copy as a PDF. Names stay sealed: there is a line for each, to be written by hand. The trail tells."""
    read_again(consent, "entry__study", "site", "sheet__document", "form__document")
    tell(access, at, "took out copy of consent", consent, before=None, after=None)
    return _paper(access.study, consent)


def _paper(study: Study, consent: Consent) -> bytes:
    from lifeworld.common.pdf import Paper

    day = localtime(consent.taken_at)
    paper = Paper("Your copy of your consent")
    paper.heading("Your copy of your consent")
    paper.paragraph(study.full_title or study.short_title, bold=True)
    paper.paragraph(" · ".join(part for part in (study.iras_id and f"IRAS ID {study.iras_id}", study.rec_reference
                                                 and f"REC reference {study.rec_reference}") if part))  # fmt: skip
    paper.paragraph(f"You agreed on {day.day} {day:%B %Y} at {day:%H:%M}, {consent.site.organisation}.")
    for version in (consent.sheet, consent.form):
        dated = version.dated
        paper.paragraph(f"{version.document.name}: version {version.label} of {dated.day} {dated:%B %Y}.")
    paper.heading("What you were asked, and what you said", 2)
    for answer in ClauseAnswer.objects.filter(consent=consent).select_related("clause").order_by("clause__number"):
        paper.paragraph(f"{answer.clause.number}. {answer.clause.words}")
        paper.paragraph(said(answer), bold=True, indent=16)
    paper.heading("Signed", 2)
    if consent.mode == Mode.STYLUS:
        paper.paragraph("You signed on the screen:")
        lines = signature_of(consent)
        if lines:
            paper.drawing(lines, WIDTH, HEIGHT, "Your signature, as you drew it.")
    else:
        paper.paragraph("You signed on paper. The signed form is kept with the study.")
    paper.line("Your name")
    paper.line(f"Taken by {consent.taken_by}: name")
    paper.heading("If you change your mind, or have a question", 2)
    paper.paragraph("You may stop at any time without saying why. Your care and your rights do not change by it.")
    for label in ("Whom to ask", "Telephone", "E-mail", "Somebody outside the study"):
        paper.line(label)
    return paper.written()


def said(answer: ClauseAnswer) -> str:
    """An answer in words, with the day from which it was taken back."""
    words = str(ClauseReply(answer.reply).label)
    back = answer.taken_back_on
    return f"{words}, taken back from {back.day} {back:%B %Y}" if back else words
