"""The data protection pack and the twenty answers: from real settings, blanks marked, nothing claimed, nobody named."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from pytest_django import Settings

from lifeworld.consent.models import Consent
from lifeworld.identities.services.openings import open_names
from lifeworld.reporting.kinds import KINDS
from lifeworld.reporting.rules.consistency import AGREES, DIFFERS, UNKNOWN
from lifeworld.reporting.rules.dpia import FIELDS, RISK, SET
from lifeworld.reporting.rules.dpia_said import RISKS
from lifeworld.reporting.rules.ig_said import QUESTIONS
from lifeworld.reporting.rules.inventory import WHY
from lifeworld.reporting.selectors.inventory import inventory
from lifeworld.safekeeping.models import BackupMade, RetentionRule
from lifeworld.study.selectors import Access
from lifeworld.study.services import change_study
from tests.conftest import NOON
from tests.fieldwork.met import consented, held
from tests.reporting.recorded import screen_twelve
from tests.reporting.taking import everything_in, json_rows, taken

BLANK = "For the organisation: ____"
CLAIMS = ("compliant", "complies", "in line with the law", "meets the", "certified", "guarantee", "fully secure")


def answers(access: Access) -> dict[int, str]:
    return {row["number"]: " ".join(row["answer"]) for row in json_rows(taken(access, "ig-answers", "json"))}


def pack(access: Access, part: str) -> dict[str, str]:
    rows = json_rows(taken(access, "dpia", "json"))
    return {row["item"]: " ".join([*row["described"], *row["protected"]]) for row in rows if row["part"] == part}


def models() -> set[str]:
    return {model._meta.label for model in apps.get_models() if model.__module__.startswith("lifeworld.")}


def test_every_model_says_why_it_is_kept() -> None:
    assert set(WHY) == models()
    assert {one.model for one in inventory()} == models()


def test_every_field_of_every_model_stands_in_the_pack_once_with_its_label(access: Access) -> None:
    rows = [row for row in json_rows(taken(access, "dpia", "json")) if row["part"] == FIELDS]
    labels = [row["protected"][0] for row in rows]
    assert labels == sorted(labels, key=["Identifying.", "Pseudonymous.", "Plain."].index)
    told = sum(len(row["described"][1].split(" (")[0].split(", ")) for row in rows)
    ours = [model for model in apps.get_models() if model._meta.label in models()]
    held = sum(not field.primary_key for model in ours for field in model._meta.concrete_fields)
    assert told == held
    identity = next(row for row in rows if row["item"] == "Identity")
    assert "GP or team" in identity["described"][1] and "Sealed under the person’s own key." in identity["protected"]
    assert all(row["remains"] for row in rows) and all("____" not in row["described"][0] for row in rows)


@pytest.mark.embedded("it is sealed by a vault")
def test_the_pack_tells_how_this_very_store_is_set(access: Access, sealed_store: Path, settings: Settings) -> None:
    settings.AUTO_LOCK_MINUTES = 7
    told = pack(access, SET)
    assert told["Encryption at rest"].startswith("The whole database is encrypted by SQLCipher")
    # The vault of these tests is made with the cheapest costs there are: they are read from it, and not assumed.
    assert "argon2id with one pass, 64 KiB and one lane" in told["Passphrase"]
    assert "after seven minutes" in told["Locking and sessions"]
    assert told["Backups"] == "No backup is on record."
    assert told["Recovery"] == "A recovery key was made with the store."


@pytest.mark.embedded("a folder that could be copied elsewhere")
def test_a_synced_folder_and_an_unsealed_store_are_said(access: Access, settings: Settings, tmp_path: Path) -> None:
    settings.DATA_FOLDER = tmp_path / "OneDrive - A Trust" / "lifeworld"
    told = pack(access, SET)
    assert "OneDrive copies elsewhere: move it out" in told["Folder"]
    assert told["Encryption at rest"].startswith("Not encrypted: this store has no passphrase")
    assert "argon2id with three passes, 64 MiB and four lanes" in told["Passphrase"]
    assert f"{DIFFERS}storage." in answers(access)[20]


def test_a_server_tells_its_own_limits(access: Access, settings: Settings) -> None:
    settings.SERVER, settings.SESSION_IDLE_S = True, 1800
    told = pack(access, SET)
    assert told["Locking and sessions"] == "A session ends after 30 idle minutes, and after 12 hours in all."
    assert "readable to its administrator" in told["Encryption at rest"]
    assert "Article 28" in answers(access)[1] and "Recovery" not in told


@pytest.mark.embedded("Lifeworld makes its backups itself")
def test_a_backup_on_record_is_told(access: Access, sealed_store: Path) -> None:
    from django.db import transaction

    from lifeworld.trail.services import record

    with transaction.atomic():
        record(by="alice", at=NOON, verb="made backup")
    made = NOON - timedelta(days=200)
    BackupMade.objects.create(made_at=made, sha256="0" * 64, size=1, keep_until=made.date() + timedelta(days=90))
    assert answers(access)[11].startswith(
        "The last backup was made on 2 March 2026. One is listed, with a day by which it goes. One is kept beyond its "
        "day."
    )


def test_there_are_twenty_answers_and_each_says_something(access: Access) -> None:
    found = answers(access)
    assert list(found) == list(range(1, 21)) and all(found.values())
    rows = json_rows(taken(access, "ig-answers", "json"))
    assert all(all(one.startswith(BLANK) for one in row["organisation"]) for row in rows)
    # Only what the program itself knows whole is left without a blank for the organisation.
    assert [row["number"] for row in rows if not row["organisation"]] == [2]


def test_the_answers_come_from_the_records(access: Access) -> None:
    change_study(access=access, at=NOON, values={"sponsor": "University of the Fens"})
    screen_twelve(access)
    open_names(access=access, at=NOON, purpose="meeting")
    found = answers(access)
    assert "University of the Fens" in found[1]
    assert "Names can be opened by: lead researcher. Names were opened one time, last on 2 March 2026." in found[6]
    assert "14 days after the interview" in found[14]
    assert found[15].startswith("Twelve people put forward, by serial, site and role alone.")


def test_the_twentieth_names_agreement_difference_and_silence(access: Access) -> None:
    given = {"study": access.study, "created_at": NOON, "changed_at": NOON}
    RetentionRule.objects.create(klass="analysis", months=240, promised_months=120, promise="ten years", **given)
    RetentionRule.objects.create(klass="recordings", months=0, promised_months=0, promise="at once", **given)
    said = answers(access)[20]
    assert f"{DIFFERS}Pseudonymised transcripts and their analysis. It is set to 20 years" in said
    assert f"{AGREES}Recordings, and transcripts as they came, kept at once." in said
    assert f"{UNKNOWN}what the sheet promises of" in said
    assert f"{UNKNOWN}until when everything can be withdrawn." in said


def test_a_recording_is_judged_by_what_was_agreed_on_its_day(access: Access, sealed_store: Path) -> None:
    wren = consented(access)
    held(access, wren)
    agrees = f"{AGREES}recording. Nobody was recorded without a “yes” to it."
    assert agrees in answers(access)[20]
    given = Consent.objects.filter(entry=wren)
    given.update(withdrawn_on=NOON.date() + timedelta(days=3))
    assert agrees in answers(access)[20], "it was right then"
    given.update(withdrawn_on=NOON.date() - timedelta(days=1))
    assert f"{DIFFERS}recording. One interview was recorded without a “yes” to it." in answers(access)[20]


@pytest.mark.parametrize("kind", ["dpia", "ig-answers"])
def test_no_text_claims_that_a_law_or_standard_is_met(access: Access, kind: str) -> None:
    screen_twelve(access)
    for fmt in KINDS[kind].formats:
        text = everything_in(taken(access, kind, fmt)).lower()
        assert not [claim for claim in CLAIMS if claim in text], fmt
        assert BLANK.lower() in text


def test_each_risk_says_what_is_done_and_what_remains(access: Access) -> None:
    rows = [row for row in json_rows(taken(access, "dpia", "json")) if row["part"] == RISK]
    assert len(rows) == len(RISKS)
    for row in rows:
        assert row["described"] and len(row["protected"]) >= 2 and row["remains"][0].startswith("Remains: ")
    assert len(QUESTIONS) == 20
