"""The findings and quality pages, and the same over JSON: who sees what, what comes back, what is refused."""

import threading

import pytest
from django.http import HttpResponseBase
from django.test import Client

from lifeworld.analysis.services.cases import close_across_cases, open_for_analysis, sign_off
from lifeworld.reporting.jobs import threads as jobs
from lifeworld.reporting.kinds import KINDS
from lifeworld.reporting.views import findings
from lifeworld.security.models import Person
from lifeworld.study import selectors
from lifeworld.study.models import Case, Role
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case
from lifeworld.trail.models import Act
from tests.conftest import NOON, bring_in
from tests.pages.people import signed_in, with_role
from tests.reporting.conftest import recruited, world
from tests.reporting.taking import csv_rows, everything_in, json_rows
from tests.reporting.world import World, statement_on, work_through_maeve

__all__ = ["recruited", "world"]
HOME = "/studies/walking/findings"
BACKEND = "lifeworld.security.backend.StoreBackend"


def content_of(response: HttpResponseBase) -> bytes:
    return bytes(getattr(response, "content", b""))


def take(client: Client, kind: str, **fields: object) -> HttpResponseBase:
    return client.post(f"{HOME}/{kind}/take-out", fields)


def test_the_lead_sees_every_kind_with_its_formats(alice_client: Client, recruited: World) -> None:
    page = alice_client.get(HOME).content.decode()
    for kind in KINDS:
        assert f'action="{HOME}/{kind}/take-out"' in page
    assert "Master table of group experiential themes" in page
    assert 'value="docx-comments"' in page


def test_what_cannot_be_had_yet_says_why(alice_client: Client, access: Access) -> None:
    page = alice_client.get(HOME).content.decode()
    assert "It comes when a transcript is frozen and its lines are numbered." in page
    assert "It comes when cases are read together" in page
    assert f"{HOME}/recurrence/take-out" not in page
    looked = alice_client.get(f"{HOME}/recurrence")
    assert looked.status_code == 200 and "It comes when cases are read together" in looked.content.decode()


@pytest.mark.parametrize("kind", list(KINDS))
def test_each_kind_shows_its_first_rows(alice_client: Client, recruited: World, kind: str) -> None:
    response = alice_client.get(f"{HOME}/{kind}")
    page = response.content.decode()
    assert response.status_code == 200 and '<div class="as-table">' in page and "<tbody>" in page
    assert "style=" not in page


def test_the_look_escapes_what_people_wrote(alice_client: Client, access: Access, maeve: Case) -> None:
    statement_on(access, maeve, "<script>alert(1)</script>", "along the river")
    page = alice_client.get(f"{HOME}/statements?case=1").content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page


def test_a_file_comes_back_under_a_neutral_name(alice_client: Client, world: World) -> None:
    response = take(alice_client, "statements", case="1", format="csv")
    assert response["Content-Disposition"] == 'attachment; filename="walking-case-1-statements.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Cache-Control"] == "no-store"
    assert len(csv_rows(content_of(response))) == 6


def test_the_choices_made_reach_the_file(alice_client: Client, world: World) -> None:
    response = take(
        alice_client,
        "analysed-transcript",
        case="2",
        format="csv",
        columns="notes,line,transcript,statements",
        by="turn",
    )
    rows = csv_rows(content_of(response))
    assert list(rows[0])[1:] == ["Exploratory notes", "Line", "Transcript", "Experiential statements"]
    assert len(rows) == 4


def test_ticked_diary_entries_are_those_that_go_out(alice_client: Client, world: World) -> None:
    key = world.access.study.diary.get(case=world.tobias).pk
    page = alice_client.get(f"{HOME}/diary?entries={key}").content.decode()
    assert "The river stays with me." in page and f'name="entries" value="{key}"' in page
    response = take(alice_client, "diary", format="json", entries=str(key))
    assert len(json_rows(content_of(response))) == 1


def test_bad_choices_are_said_on_the_page_and_kept(alice_client: Client, world: World) -> None:
    response = take(alice_client, "analysed-transcript", case="2", format="docx", columns="line,line")
    page = content_of(response).decode()
    assert response.status_code == 422 and "That is not an order of the four columns." in page
    refused = take(alice_client, "trail", format="docx")
    assert refused.status_code == 422 and "does not come in that format" in content_of(refused).decode()


def test_a_closed_case_is_neither_offered_nor_given(alice_client: Client, access: Access, maeve: Case) -> None:
    work_through_maeve(access, maeve)
    tobias = add_case(access=access, at=NOON, pseudonym="Tobias")
    bring_in(access, tobias)
    sign_off(access=access, at=NOON, case=maeve)
    open_for_analysis(access=access, at=NOON, case=tobias)
    page = alice_client.get(HOME).content.decode()
    assert "Tobias</option>" in page and "Maeve</option>" not in page
    response = take(alice_client, "statements", case="1", format="csv")
    assert response.status_code == 409 and "Going, not being taken" not in content_of(response).decode()


def test_across_cases_stays_shut_until_opened(alice_client: Client, world: World) -> None:
    close_across_cases(access=world.access, at=NOON)
    response = take(alice_client, "group-themes", format="csv")
    assert response.status_code == 409 and "Met on foot" not in content_of(response).decode()


def test_a_supervisor_takes_out_and_an_adviser_only_looks(client: Client, world: World, bob: Person) -> None:
    supervisor = signed_in(bob)
    assert take(supervisor, "recurrence", format="csv").status_code == 200
    adviser = with_role(world.access.study, "dora", Role.ADVISER)
    page = adviser.get(HOME).content.decode()
    assert "does not let you take tables out" in page and "take-out" not in page
    assert "Met on foot" in adviser.get(f"{HOME}/group-themes").content.decode()
    assert "Going, not being taken" not in adviser.get(f"{HOME}/statements?case=1").content.decode()
    refused = take(adviser, "recurrence", format="csv")
    assert refused.status_code == 403
    assert adviser.get("/studies/walking/quality").status_code == 404


def test_a_stranger_finds_nothing(client: Client, world: World, charlie: Person) -> None:
    client.force_login(charlie, backend=BACKEND)
    for path in (HOME, f"{HOME}/recurrence", "/studies/walking/quality", f"{HOME}/waiting/abc"):
        assert client.get(path).status_code == 404
    assert take(client, "recurrence", format="csv").status_code == 404


def test_wrong_methods_and_unknown_kinds(alice_client: Client, world: World) -> None:
    assert alice_client.post(HOME).status_code == 405
    assert alice_client.get(f"{HOME}/recurrence/take-out").status_code == 405
    assert alice_client.put("/studies/walking/quality").status_code == 405
    assert alice_client.get(f"{HOME}/nonsense").status_code == 404
    assert alice_client.get(f"{HOME}/waiting/nonsense").status_code == 404


def test_looking_writes_no_row_and_taking_out_writes_one(alice_client: Client, world: World) -> None:
    before = Act.objects.count()
    alice_client.get(f"{HOME}/trail")
    assert Act.objects.count() == before
    take(alice_client, "recurrence", format="html")
    assert Act.objects.count() == before + 1


def test_the_quality_page_says_what_holds_and_links_what_does_not(alice_client: Client, world: World) -> None:
    page = alice_client.get("/studies/walking/quality").content.decode()
    assert "The trail holds: no row was altered, removed or moved." in page
    assert '<a href="/studies/walking/group">“Not yet filled” has no contribution yet.</a>' in page
    assert "Smith, Flowers and Larkin" in page


def test_the_quality_page_of_an_empty_study_teaches_the_step(alice_client: Client, access: Access) -> None:
    page = alice_client.get("/studies/walking/quality").content.decode()
    assert "They begin with the first case you open." in page and "What holds" not in page


@pytest.mark.django_db(transaction=True)
def test_a_long_table_is_waited_for_and_then_saved(
    alice_client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(findings, "ROWS_AT_ONCE", 0)
    response = take(alice_client, "recurrence", format="csv")
    assert response.status_code == 302
    address = response["Location"]
    for thread in threading.enumerate():
        if thread.name == "export":
            thread.join(20)
    assert alice_client.get(f"{address}/state").json()["state"] == "ready"
    page = alice_client.get(address).content.decode()
    assert "Save the file" in page and "Cancel" not in page
    saved = alice_client.get(f"{address}/file")
    assert saved["Content-Disposition"] == 'attachment; filename="walking-recurrence.csv"'
    assert "Met on foot" in everything_in(content_of(saved))
    assert alice_client.post(f"{address}/cancel").status_code == 302
    assert alice_client.get(f"{address}/file").status_code == 404


def test_more_entries_than_a_database_takes_values_are_looked_for(alice_client: Client, world: World) -> None:
    key = world.access.study.diary.get(case=world.tobias).pk
    many = ",".join(str(one) for one in (key, *range(1, 260_000)))
    response = take(alice_client, "diary", format="json", entries=many)
    assert response.status_code == 200 and b"The river stays with me." in content_of(response)


def test_what_waits_for_one_person_is_not_there_for_another(client: Client, world: World, bob: Person) -> None:
    job = jobs.ThreadJob("key-of-alice", world.access.person.pk, world.access.study.pk, "x", lambda progress: None)  # type: ignore[arg-type, return-value]
    jobs._jobs[job.key] = job
    client.force_login(bob, backend=BACKEND)
    assert client.get(f"{HOME}/waiting/{job.key}").status_code == 404
    assert client.get(f"{HOME}/waiting/{job.key}/file").status_code == 404


def test_over_json_the_kinds_the_files_and_the_checks(alice_client: Client, world: World) -> None:
    kinds = alice_client.get("/api/studies/walking/exports").json()
    assert [one["kind"] for one in kinds] == list(KINDS)
    file = alice_client.get("/api/studies/walking/exports/statements?format=json&case=maeve")
    assert file["Content-Disposition"].endswith('"walking-case-1-statements.json"')
    assert len(json_rows(file.content)) == 6
    (found,) = alice_client.get("/api/studies/walking/check").json()
    assert found["rule"] == "group-themes-have-contributions"


def test_over_json_what_is_refused_says_so_in_three_sentences(
    alice_client: Client, world: World, charlie: Person
) -> None:
    refused = alice_client.get("/api/studies/walking/exports/nonsense?format=csv")
    assert refused.status_code == 422 and set(refused.json()) == {"what", "safe", "do"}
    assert alice_client.get("/api/studies/walking/exports/statements?format=csv&case=nobody").status_code == 404
    alice_client.force_login(charlie, backend=BACKEND)
    for path in ("exports", "exports/recurrence", "check"):
        assert alice_client.get(f"/api/studies/walking/{path}").status_code == 404


def test_among_many_cases_one_is_taken_out_by_its_pseudonym(
    alice_client: Client, world: World, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selectors, "MOST_TO_CHOOSE", 1)
    page = alice_client.get(HOME).content.decode()
    assert 'id="case-of-statements" name="named"' in page and '<option value="1"' not in page
    shown = alice_client.get(f"{HOME}/statements", {"named": "Maeve"})
    assert shown.context["case"].pseudonym == "Maeve" and 'value="Maeve"' in shown.content.decode()
    taken = take(alice_client, "statements", format="csv", named="maeve")
    number = shown.context["case"].number
    assert f"case-{number}-statements.csv" in taken["Content-Disposition"]
    wrong = take(alice_client, "statements", format="csv", named="Nobody")
    assert wrong.status_code == 422 and "No case that you can choose here" in content_of(wrong).decode()


def test_a_look_at_everyones_table_reads_no_more_cases_than_it_shows(
    alice_client: Client, world: World, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = alice_client.get(f"{HOME}/statements").context["table"]
    assert whole.rows
    monkeypatch.setattr(findings, "ROWS_SHOWN", 1)
    for name in ("Ines", "Desmond", "Ruth"):
        add_case(access=access, at=NOON, pseudonym=name)
    Case.objects.filter(opened_at__isnull=True).update(opened_at=NOON)
    page = alice_client.get(f"{HOME}/statements")
    assert page.context["table"].rows[0] == whole.rows[0] and len(page.context["table"].rows) <= len(whole.rows)
    assert "the file goes on through every case" in page.content.decode()
    everyone = csv_rows(content_of(take(alice_client, "statements", format="csv")))
    assert len(everyone) == len(whole.rows)
