"""A small study with work of every kind in it, and its archive."""

from datetime import date, timedelta

import pytest

from lifeworld.analysis.services import contributions, group_themes, history, notes, statements
from lifeworld.analysis.services.anchoring import Span
from lifeworld.analysis.services.cases import sign_off
from lifeworld.analysis.services.diary import write_entry
from lifeworld.analysis.services.layouts import layout_in_use
from lifeworld.analysis.services.personal_themes import gather_theme
from lifeworld.interviews.selectors import frozen_version
from lifeworld.study.models import Case, Study
from lifeworld.study.selectors import Access
from tests.approvals.approved import approve
from tests.conftest import NOON
from tests.consent.consented import consent_all
from tests.fieldwork.met import meet
from tests.interchange.archive.moving import archive_of
from tests.recruitment.recruited import recruit
from tests.safekeeping.kept import keep


@pytest.fixture
def worked(counted_anew: None, access: Access, maeve: Case) -> Study:
    """The study of one case, worked through to a group theme; its last act was undone."""
    at, version = NOON + timedelta(minutes=5), frozen_version(maeve)
    span = Span(version.pk, 34, 60, version.text[34:60])
    note = notes.write_note(access=access, at=at, case=maeve, kind="linguistic", body="“we just went”", spans=[span])
    kept = statements.write_statement(
        access=access, at=at, case=maeve, text="Going without asking is care", note_ids=[note.pk], spans=[span]
    )
    layout = layout_in_use(maeve, at)
    theme = gather_theme(
        access=access, at=at, layout=layout, name="Nobody asks", parent=None, x=1, y=2, statements=[kept.pk]
    )
    write_entry(
        access=access, at=at, text="I liked her.", step="reading", written_on=date(2026, 3, 3), case=maeve,
        carried_over=False,
    )  # fmt: skip
    notes.take_out_note(
        access=access, at=at,
        note=notes.write_note(access=access, at=at, case=maeve, kind="untyped", body="away", spans=[span]),
    )  # fmt: skip
    history.undo(access=access, at=at, area="reader", case=maeve)
    sign_off(access=access, at=at, case=maeve)
    group = group_themes.make_group_theme(access=access, at=at, name="Company", parent=None, description="")
    contributions.join_theme(
        access=access, at=at, theme=group, stance="convergent", comment="", personal_theme=theme.pk, statement=None
    )
    meet(access)
    approve(access)
    recruit(access)
    consent_all(access, case=maeve)
    keep(access)
    return access.study


@pytest.fixture
def archive(worked: Study) -> bytes:
    return archive_of(worked)
