"""Who withdrew stays out: what rooms above forget, what an older archive brings, and what the list tells."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import CharField, TextField
from pytest_django import Settings

from lifeworld.common.disclosure import Disclosure
from lifeworld.identities.keys import seal_for
from lifeworld.identities.models import KeyUse, PersonKey
from lifeworld.quality.models import QualityLook
from lifeworld.quality.services import look
from lifeworld.reporting.models import WaitingTable
from lifeworld.safekeeping.models import Withdrawal
from lifeworld.safekeeping.selectors.mentions import FIELDS, REDACT, mentions_of
from lifeworld.safekeeping.services.again import forget_again
from lifeworld.safekeeping.services.forgotten import (
    CASE,
    ListDamagedError,
    lines_near,
    list_of,
    remember,
)
from lifeworld.safekeeping.services.withdrawals import withdraw
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case
from tests.conftest import NOON
from tests.interchange.archive.moving import archive_of, bring_in, forget
from tests.safekeeping.planted import GHOST, STAYS, Planted

AT = NOON + timedelta(days=1)
# Texts in which nobody writes about others: the case's own, or evidence that stays with the entry.
OWN = {
    "study.Case.pseudonym", "interviews.TranscriptVersion.text", "interviews.Turn.speaker", "trail.ActDetail.why",
    "consent.Consent.support", "consent.Consent.short_notice_reason", "recruitment.EntryBand.band",
}  # fmt: skip


def take_all_back(access: Access, planted: Planted) -> Withdrawal:
    decisions = {one.key: REDACT for one in mentions_of(access, planted.case)}
    return withdraw(access=access, at=AT, entry=planted.entry, levels=["data"], on=AT.date(), decisions=decisions)


def test_every_text_that_may_speak_of_others_is_looked_at() -> None:
    looked = {f"{field.model._meta.label}.{field.name}" for field in FIELDS}
    anchors = {"quote", "prefix", "suffix"}
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField)
        and not field.choices
        and field.name not in anchors
        and getattr(model, "disclosure", {}).get(field.name) is Disclosure.PSEUDONYMOUS
    }
    # A plain label, because a reason for opening early names nobody by rule; it is looked at all the same.
    assert found - OWN == looked - {"study.Study.cross_case_reason"}


def test_rooms_above_forget_with_it(access: Access, planted: Planted) -> None:
    look(access=access)
    WaitingTable.objects.create(
        key="k", person=access.person, study=access.study, asked_at=NOON, about="x", kind="group-themes", fmt="csv",
    )  # fmt: skip
    made = take_all_back(access, planted)
    assert not QualityLook.objects.exists() and not WaitingTable.objects.exists()
    assert made.gone["waiting tables"] == 1
    assert all(GHOST not in finding.sentence for finding in look(access=access))


def test_the_list_names_nobody_and_knows_its_people(own_folder: Path) -> None:
    assert remember(own_folder, "walking", 7, CASE, AT) and remember(own_folder, "walking", 7, CASE, AT)
    (line,) = lines_near(own_folder)
    assert line.is_of("walking", 7) and not line.is_of("walking", 8) and not line.is_of("other", 7)
    assert "walking" not in list_of(own_folder).read_text() and line.at == AT


def test_several_who_write_to_the_list_at_once_lose_nobody(own_folder: Path) -> None:
    # Each opening of the lock keeps every other out, of this process or of another.
    def write(hand: int) -> bool:
        start.wait()
        return all(remember(own_folder, "walking", 10 * hand + n, CASE, AT) for n in range(10))

    start = threading.Barrier(4)
    with ThreadPoolExecutor(4) as hands:
        assert all(hands.map(write, range(4)))
    lines = lines_near(own_folder)
    assert len({line.salt for line in lines}) == 1 and len(lines) == 40
    assert all(any(line.is_of("walking", serial) for line in lines) for serial in range(40))


def test_a_damaged_list_is_told_and_nothing_is_changed(own_folder: Path, planted: Planted) -> None:
    list_of(own_folder).write_text("{}")
    with pytest.raises(ListDamagedError):
        forget_again(own_folder, at=AT)
    assert Case.objects.filter(pseudonym=GHOST).exists()


@pytest.mark.django_db(transaction=True)
def test_a_list_that_is_damaged_meanwhile_takes_no_withdrawal_back(
    access: Access, planted: Planted, settings: Settings
) -> None:
    list_of(settings.DATA_FOLDER).write_text("{}")
    try:
        assert take_all_back(access, planted).gone and not Case.objects.filter(pseudonym=GHOST).exists()
        with pytest.raises(ListDamagedError):
            forget_again(settings.DATA_FOLDER, at=AT)
    finally:
        list_of(settings.DATA_FOLDER).unlink()


def test_where_no_list_can_be_written_the_log_says_so_and_names_nobody(
    own_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    list_of(own_folder).mkdir()
    try:
        assert not remember(own_folder, "walking", 7, CASE, AT)
    finally:
        list_of(own_folder).rmdir()
    (said,) = [record.getMessage() for record in caplog.records]
    assert "list of those who withdrew could not be written" in said and "walking" not in said


def test_a_look_that_began_before_the_withdrawal_leaves_nobody_behind(access: Access, planted: Planted) -> None:
    assert any(STAYS in finding.sentence for finding in look(access=access) if finding.rule == "carry-over")
    early = QualityLook.objects.get()
    decisions = {one.key: REDACT for one in mentions_of(access, planted.other_case)}
    withdraw(access=access, at=AT, entry=planted.other, levels=["data"], on=AT.date(), decisions=decisions)
    # It ends only now, and keeps what it found.
    early.save(force_insert=True)
    assert all(STAYS not in finding.sentence for finding in look(access=access))


def test_a_restored_case_and_key_go_again_and_the_withdrawal_is_written_down(
    own_folder: Path, access: Access, planted: Planted
) -> None:
    seal_for(planted.other, KeyUse.SAFETY, b"a record", NOON)
    remember(own_folder, access.study.slug, planted.entry.serial, CASE, AT)
    remember(own_folder, access.study.slug, planted.other.serial, KeyUse.SAFETY.value, AT)
    assert forget_again(own_folder, at=AT) == 2
    assert not Case.objects.filter(pseudonym=GHOST).exists()
    assert PersonKey.objects.get(entry=planted.other, use=KeyUse.SAFETY).destroyed_at == AT
    assert Withdrawal.objects.get(entry=planted.entry).on == AT.date()
    assert forget_again(own_folder, at=AT) == 0


@pytest.mark.usefixtures("counted_anew")
def test_an_archive_from_before_does_not_bring_them_back(access: Access, planted: Planted, settings: Settings) -> None:
    before = archive_of(access.study)
    remember(settings.DATA_FOLDER, access.study.slug, planted.entry.serial, CASE, AT)
    slug, alice = access.study.slug, access.person
    forget(access.study)
    bring_in(before, alice)
    assert list(Case.objects.filter(study__slug=slug).values_list("pseudonym", flat=True)) == ["Ann"]


def test_whoever_comes_back_of_their_own_accord_stays(own_folder: Path, access: Access, planted: Planted) -> None:
    take_all_back(access, planted)
    remember(own_folder, access.study.slug, planted.entry.serial, CASE, AT)
    again = add_case(access=access, at=AT + timedelta(minutes=1), pseudonym="Wren")
    planted.entry.case = again
    planted.entry.save()
    assert forget_again(own_folder, at=AT + timedelta(days=1)) == 0
    assert Case.objects.filter(pseudonym="Wren").exists()
