"""Two studies with something of every kind in each, so that a walk can try every address with mine and with theirs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from lifeworld.analysis.services import contributions, diary, group_themes, layouts, notes, personal_themes, statements
from lifeworld.analysis.services.anchoring import Span
from lifeworld.analysis.services.cases import open_across_cases, open_for_analysis, sign_off
from lifeworld.interviews.models import TranscriptVersion
from lifeworld.interviews.rules.reading import ReadTranscript
from lifeworld.interviews.services import freeze_version, receive_transcript
from lifeworld.interviews.services.arrivals import Incoming, hold_arrivals
from lifeworld.security.models import Person
from lifeworld.store.keeping import make_token
from lifeworld.study.models import Case, Membership, Role, Study
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case, create_study
from tests.approvals.approved import approve
from tests.conftest import NOON, RECORD, TURNS
from tests.consent.consented import consent_all
from tests.fieldwork.met import meet
from tests.identities.known import know
from tests.recruitment.recruited import recruit
from tests.safekeeping.kept import keep

WORDS = "We went along the river"
# Parts of addresses that are no object's key.
NOT_KEPT = {
    "kind": "analysed-transcript", "key": "not-a-key", "document": "how-to/scripts", "name": "home-light.png",
    "duty": "end-declared", "klass": "contacts",
}  # fmt: skip


@dataclass(frozen=True)
class World:
    """One study: its people by role, and the key of one object of every kind by its name in addresses and bodies."""

    study: Study
    people: dict[str, Person]
    keys: Mapping[str, Any]
    secret: str

    @property
    def lead(self) -> Access:
        """The lead's way in."""
        return Access(self.study, self.people["lead"], Role.LEAD)


def build_world(slug: str, secret: str) -> World:
    """A study with a signed-off case, another with a draft transcript, and a group theme; `secret` is in every text."""
    people = {role: _person(f"{slug}-{role}") for role in Role.values}
    study = create_study(by=people["lead"], at=NOON, summary_text=RECORD, slug=slug)
    for role in Role.values:
        if role != Role.LEAD:
            Membership.objects.create(study=study, person=people[role], role=role)
    lead = Access(study, people["lead"], Role.LEAD)
    first, second = (add_case(access=lead, at=NOON, pseudonym=f"{name} {secret}") for name in ("Ann", "Ben"))
    keys: dict[str, Any] = {"slug": slug, "pseudonym": first.pseudonym, "number": first.number, "case": first.pk}
    keys["version"] = _transcript(lead, first).pk
    open_for_analysis(access=lead, at=NOON, case=first)
    keys |= _analysis(lead, first, keys["version"], secret)
    keys["entry"] = keys["entry_id"] = diary.write_entry(
        access=lead, at=NOON, text=secret, step="noting", written_on=NOON.date(), case=first
    ).pk
    keys["draft"] = _transcript(lead, second, freeze=False).pk
    keys |= _across(lead, keys, secret)
    keys["arrival"] = hold_arrivals(access=lead, at=timezone.now(), files=[Incoming(f"{secret}.txt", secret.encode())])[
        0
    ].pk
    keys |= meet(lead, secret)
    keys |= approve(lead, secret)
    keys |= recruit(lead, secret)
    keys["serial"] = know(lead, secret)
    keys |= consent_all(lead, secret)
    keys |= keep(lead, secret)
    keys["member"] = Membership.objects.get(study=study, role=Role.ANALYST).pk
    keys["token"] = make_token(by=people["lead"], at=timezone.now(), label=secret)[0].pk
    study.refresh_from_db()
    return World(study, people, keys, secret)


def _person(username: str) -> Person:
    return Person.objects.create_person(username=username, name=username.title())


def _transcript(lead: Access, case: Case, *, freeze: bool = True) -> TranscriptVersion:
    version = receive_transcript(
        access=lead, at=NOON, case=case, read=ReadTranscript("Plain text", TURNS, ()), original=b"a file",
        suffix=".txt", roles={"Interviewer": "interviewer", "M": "participant"},
    )  # fmt: skip
    return freeze_version(access=lead, at=NOON, version=version, line_width=40) if freeze else version


def _analysis(lead: Access, case: Case, version: int, secret: str) -> dict[str, Any]:
    start = TranscriptVersion.objects.get(pk=version).text.index(WORDS)
    span = Span(version, start, start + len(WORDS), WORDS)
    note = notes.write_note(access=lead, at=NOON, case=case, kind="conceptual", body=secret, spans=[span])
    told = statements.write_statement(access=lead, at=NOON, case=case, text=secret, note_ids=[note.pk])
    layout = layouts.layout_in_use(case, NOON)
    theme, other, pile = (
        personal_themes.gather_theme(access=lead, at=NOON, layout=layout, name=f"{secret} {n}", statements=cards)
        for n, cards in enumerate(([told.pk], [], []))
    )
    return {
        "note": note.pk, "statement": told.pk, "layout": layout.pk, "personal_theme": theme.pk,
        "other_theme": other.pk, "parent_pile": pile.pk,
    }  # fmt: skip


def _across(lead: Access, keys: Mapping[str, Any], secret: str) -> dict[str, Any]:
    sign_off(access=lead, at=NOON, case=Case.objects.get(pk=keys["case"]))
    study = Study.objects.get(pk=lead.study.pk)
    across = Access(study, lead.person, lead.role)
    if study.cross_case_opened_at is None:
        open_across_cases(access=across, at=NOON, reason=secret)
        across.study.refresh_from_db()
    theme = group_themes.make_group_theme(access=across, at=NOON, name=secret, description=secret)
    joined = contributions.join_theme(
        access=across, at=NOON, theme=theme, personal_theme=keys["personal_theme"], stance="convergent"
    )
    other = group_themes.make_group_theme(access=across, at=NOON, name=f"{secret} too")
    return {"group_theme": theme.pk, "contribution": joined.pk, "other_group_theme": other.pk}
