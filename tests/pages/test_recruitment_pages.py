"""The pages of recruitment, as each role meets them."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from lifeworld.approvals.models import Course, DocumentVersion
from lifeworld.approvals.services.documents import keep_version
from lifeworld.common import id_blocks
from lifeworld.recruitment.models import Criterion, SamplingFrame, ScreeningEntry, Stage
from lifeworld.recruitment.selectors.entries import entry_of, stage_of
from lifeworld.recruitment.services.criteria import add_criterion, retire_criterion
from lifeworld.recruitment.services.frames import add_frame
from lifeworld.recruitment.services.stages import leave
from lifeworld.security.models import Person
from lifeworld.study.models import Role, Study
from lifeworld.study.selectors import Access
from tests.conftest import NOON
from tests.pages.people import carried_by, signed_in, with_role, words_of
from tests.recruitment.recruited import come_to, open_site, plan, put_forward, recruit

PAGE = "/studies/walking/recruitment"


def entry_sent(access: Access, **other: str) -> dict[str, str]:
    asked = Criterion.objects.get(study=access.study, kind="place")
    return {
        "site": "1", "screened_on": "2026-02-02", "put_forward_by": "care coordinator", "approached_by": "",
        "hours": "9", "hours_source": "the team’s own count", "hours_checked_by": "the researcher",
        f"answer-{asked.pk}": "yes", f"source-{asked.pk}": "", f"checked-{asked.pk}": "", **other,
    }  # fmt: skip


def test_a_study_begins_to_recruit_here(alice: Person, access: Access, client: Client) -> None:
    browser = signed_in(alice)
    page = words_of(browser.get(PAGE))
    assert "does not keep its recruitment here" in page and "Keep recruitment here" in page
    assert "does not keep its recruitment here yet" in words_of(browser.get(f"{PAGE}/new"))
    form = browser.get(f"{PAGE}/plan")
    sent = {
        **carried_by(form, "hours_to_consider"),
        "hours_to_consider": "48",
        "cut_off_days": "14",
        "cut_off_words": "",
    }
    assert browser.post(f"{PAGE}/plan", {**sent, "hours_to_consider": "soon"}).status_code == 422
    assert browser.post(f"{PAGE}/plan", sent)["Location"] == f"{PAGE}/criteria"
    assert 'value="48"' in words_of(browser.get(f"{PAGE}/plan"))
    page = words_of(browser.get(PAGE))
    assert "Nobody has been put forward yet." in page and "Whom the study is for" in page


def test_criteria_begin_from_what_the_study_says_and_are_changed(alice: Person, access: Access, client: Client) -> None:
    open_site(access)
    browser = signed_in(alice)
    page = words_of(browser.get(f"{PAGE}/criteria"))
    assert "Lives in Norfolk" in page and "at least 6 individual hours" in page
    begun = {
        "take-0": "on", "kind-0": "place", "words-0": "Lives in Norfolk or Suffolk", "explained-0": "",
        "take-2": "on", "kind-2": "hours", "words-2": "At least six hours", "explained-2": "", "least-2": "6",
    }  # fmt: skip
    wrong = browser.post(f"{PAGE}/criteria/begin", {**begun, "least-2": "many"})
    assert wrong.status_code == 422 and 'value="Lives in Norfolk or Suffolk"' in words_of(wrong)
    assert browser.post(f"{PAGE}/criteria/begin", begun)["Location"] == f"{PAGE}/criteria"
    first, second = Criterion.objects.order_by("number")
    assert (first.words, second.least) == ("Lives in Norfolk or Suffolk", Decimal(6))
    browser.post(f"{PAGE}/criteria/{second.pk}/up")
    assert list(Criterion.objects.values_list("pk", flat=True)) == [second.pk, first.pk]
    form = browser.get(f"{PAGE}/criteria/{first.pk}")
    changed = {**carried_by(form, "words"), "words": "Lives in Norfolk", "explained": "", "kind": "place", "least": "",
               "excludes": "False", "protocol_id": ""}  # fmt: skip
    assert browser.post(f"{PAGE}/criteria/{first.pk}", changed)["Location"] == f"{PAGE}/criteria"
    clash = browser.post(f"{PAGE}/criteria/{first.pk}", {**changed, "words": "Lives in Suffolk"})
    assert clash.status_code == 409 and "The other version of the criterion" in words_of(clash)
    new = {"words": "Was treated by the interviewer", "kind": "other", "excludes": "True", "least": "", "explained": ""}
    browser.post(f"{PAGE}/criteria/new", new)
    assert "must not hold" in words_of(browser.get(f"{PAGE}/criteria"))
    browser.post(f"{PAGE}/criteria/{first.pk}/retire")
    assert "Lives in Norfolk" not in words_of(browser.get(f"{PAGE}/criteria"))


def test_somebody_is_led_from_screened_to_agreeing_to_contact(alice: Person, access: Access, client: Client) -> None:
    open_site(access)
    plan(access)
    browser = signed_in(alice)
    assert "Add the first entry" in words_of(browser.get(PAGE))
    assert browser.post(f"{PAGE}/new", entry_sent(access))["Location"] == f"{PAGE}/1"
    page = words_of(browser.get(f"{PAGE}/1"))
    assert "Is the study for them?" in page and "They are eligible" in page
    early = browser.post(f"{PAGE}/1/reach", {"stage": "eligible", "on": "2026-02-01"})
    assert early.status_code == 409 and "before the last stage" in words_of(early)
    browser.post(f"{PAGE}/1/reach", {"stage": "eligible", "on": "2026-02-03"})
    browser.post(f"{PAGE}/1/reach", {"stage": "informed", "on": "2026-02-04", "time": "14:30"})
    assert "4 February 2026, 14:30" in words_of(browser.get(f"{PAGE}/1"))
    browser.post(f"{PAGE}/1/reach", {"stage": "contact", "on": "2026-02-05"})
    page = words_of(browser.get(f"{PAGE}/1"))
    assert "Ask for their consent" in page
    by_hand = browser.post(f"{PAGE}/1/reach", {"stage": "consented", "on": "2026-02-06"})
    assert by_hand.status_code == 422 and "clause by clause" in words_of(by_hand)
    browser.post(f"{PAGE}/1/take-back")
    assert stage_of(entry_of(access, 1)) == Stage.INFORMED
    kept = browser.post(f"{PAGE}/1/leave", {"reason": "hours", "on": "2026-02-06"})
    assert kept.status_code == 422 and "no reason for going no further than this stage" in words_of(kept)
    browser.post(f"{PAGE}/1/leave", {"reason": "no-reply", "on": "2026-02-20"})
    assert "Given information, no reply." in words_of(browser.get(f"{PAGE}/1"))
    page = words_of(browser.get(PAGE))
    assert "did not reply" in page and "1 screened = 0 in the analysis + 1 who left + 0 still under way" in page


def test_whoever_is_not_eligible_is_told_why_and_leaves(alice: Person, access: Access, client: Client) -> None:
    open_site(access)
    plan(access)
    browser = signed_in(alice)
    browser.post(f"{PAGE}/new", entry_sent(access, hours="3½"))
    page = words_of(browser.get(f"{PAGE}/1"))
    assert "Not met: At least six hours." in page and "They are eligible" not in page
    refused = browser.post(f"{PAGE}/1/reach", {"stage": "eligible", "on": "2026-02-03"})
    assert refused.status_code == 409
    browser.post(f"{PAGE}/1/leave", {"reason": "hours", "on": "2026-02-02"})
    log = words_of(browser.get(PAGE))
    assert "not eligible: fewer hours than asked" in log and '<td class="num r" data-l="Hours:">3.5</td>' in log


@pytest.mark.parametrize(
    ("role", "told"),
    [("Maeve, 07700 900123", "no figures"), ("maeve@example.org", "no address"), ("Maeve O’Hara", "may name somebody")],
)
def test_a_role_that_names_somebody_is_refused_and_stays_typed(
    alice: Person, access: Access, client: Client, role: str, told: str
) -> None:
    open_site(access)
    plan(access)
    browser = signed_in(alice)
    refused = browser.post(f"{PAGE}/new", entry_sent(access, put_forward_by=role))
    assert refused.status_code == 422 and told in words_of(refused)
    assert role.replace("’", "’") in words_of(refused) and not ScreeningEntry.objects.exists()
    if told == "may name somebody":
        sure = entry_sent(access, put_forward_by="Recovery College", names_nobody="on")
        assert "None of these roles names anybody" in words_of(refused)
        assert browser.post(f"{PAGE}/new", sure)["Location"] == f"{PAGE}/1"


def test_an_entry_is_corrected_and_a_clash_is_told(alice: Person, access: Access, client: Client) -> None:
    recruit(access)
    browser = signed_in(alice)
    form = browser.get(f"{PAGE}/1/correct")
    carried = carried_by(form, "put_forward_by")
    kept = entry_sent(access, put_forward_by="social worker", why="It was the social worker.", **carried)
    assert browser.post(f"{PAGE}/1/correct", kept)["Location"] == f"{PAGE}/1"
    clash = browser.post(f"{PAGE}/1/correct", {**kept, "put_forward_by": "psychologist"})
    assert clash.status_code == 409 and 'value="psychologist"' in words_of(clash)
    assert entry_of(access, 1).put_forward_by == "social worker"


def test_frames_and_bands(alice: Person, access: Access, client: Client) -> None:
    open_site(access)
    plan(access)
    browser = signed_in(alice)
    wrong = browser.post(f"{PAGE}/frames/new", {"name": "Ending", "bands": "one"})
    assert wrong.status_code == 422 and "from two to" in words_of(wrong)
    browser.post(f"{PAGE}/frames/new", {"name": "Ending", "bands": "within a year\nlonger ago"})
    frame = SamplingFrame.objects.get(name="Ending").pk
    browser.post(f"{PAGE}/new", entry_sent(access, **{f"band-{frame}": "longer ago"}))
    gone = browser.post(f"{PAGE}/frames/{frame}", {"name": "Ending", "bands": "within a year\nnever"})
    assert gone.status_code == 422 and "Somebody is in a band that would go" in words_of(gone)
    assert browser.post(f"{PAGE}/frames/{frame}/take-out").status_code == 422
    come_to(access, entry_of(access, 1), Stage.CONSENTED)
    page = words_of(browser.get(f"{PAGE}/frames"))
    assert '<td>longer ago</td><td class="num r">1</td>' in page
    assert SamplingFrame.objects.get(pk=frame).bands == ["within a year", "longer ago"]
    other = SamplingFrame.objects.get(name="Age").pk
    assert browser.post(f"{PAGE}/frames/{other}/take-out")["Location"] == f"{PAGE}/frames"


def test_of_two_hands_on_a_frame_neither_is_written_over(alice: Person, access: Access, client: Client) -> None:
    frame = add_frame(access=access, at=NOON, name="Ending", bands=["within a year", "longer ago"])
    address, browser = f"{PAGE}/frames/{frame.pk}", signed_in(alice)
    seen = carried_by(browser.get(address), "bands")
    stood = {**seen, "name": "Ending", "bands": "within a year\nlonger ago"}

    def kept() -> tuple[str, list[str]]:
        frame.refresh_from_db()
        return frame.name, frame.bands

    assert browser.post(address, {**stood, "bands": "this year\nearlier"}).status_code == 302
    # Who opened it before and touched only the name is asked nothing.
    assert browser.post(address, {**stood, "name": "The ending"}).status_code == 302
    assert kept() == ("The ending", ["this year", "earlier"])
    clash = browser.post(address, {**stood, "bands": "in spring\nbefore"})
    page = words_of(clash)
    assert clash.status_code == 409 and "The other version of the bands" in page and "version of the frame" not in page
    assert "<blockquote>this year earlier</blockquote>" in page and "in spring before</textarea>" in page
    assert kept() == ("The ending", ["this year", "earlier"])
    mine = {**carried_by(clash, "bands"), "name": "The ending", "bands": "in spring\nbefore"}
    assert browser.post(address, mine).status_code == 302
    assert kept() == ("The ending", ["in spring", "before"])


def test_people_lead_to_recruitment_once_it_is_kept_here(alice: Person, access: Access, client: Client) -> None:
    browser = signed_in(alice)
    people = words_of(browser.get("/studies/walking/people"))
    assert "becomes a case of this study when they consent" not in people and f'href="{PAGE}"' in people
    plan(access)
    people = words_of(browser.get("/studies/walking/people"))
    assert "A person becomes a case of this study when they consent" in people and "Go to recruitment" in people


def test_those_who_read_the_log_change_nothing(study: Study, access: Access, client: Client) -> None:
    recruit(access)
    for role in (Role.ANALYST, Role.SUPERVISOR, Role.AUDITOR):
        browser = with_role(study, f"one-{role}", role)
        page = words_of(browser.get(PAGE))
        assert "Screening log" in page and "Add an entry" not in page and "Change the criteria" not in page
        assert "They went no further" not in words_of(browser.get(f"{PAGE}/1"))
        assert browser.get(f"{PAGE}/new").status_code == 403
        assert browser.post(f"{PAGE}/1/leave", {"reason": "excluded", "on": "2026-02-20"}).status_code == 403


def test_an_adviser_sees_the_figure_with_small_numbers_joined_and_nothing_else(
    study: Study, access: Access, client: Client
) -> None:
    site = open_site(access)
    for reason in ("hours", "hours", "hours", "unwell", "elsewhere"):
        leave(access=access, at=NOON, entry=put_forward(access, site), reason=reason, on=date(2026, 2, 3))
    browser = with_role(study, "one-adviser", Role.ADVISER)
    page = words_of(browser.get(PAGE))
    assert "not eligible, for several reasons" in page and "unwell" not in page
    assert "Screening log" not in page and "care coordinator" not in page
    assert "Peer support workers and care teams are never shown who took part." in page
    for address in ("/1", "/criteria", "/frames"):
        assert browser.get(PAGE + address).status_code == 404
    assert browser.get(f"{PAGE}/new").status_code == 403
    picture = browser.get(f"{PAGE}/flow.svg")
    assert picture["Content-Type"].startswith("image/svg+xml") and b"unwell" not in picture.content


def test_a_stranger_finds_no_recruitment(charlie: Person, access: Access, client: Client) -> None:
    recruit(access)
    for address in ("", "/flow.svg", "/new", "/1", "/1/correct", "/plan", "/criteria", "/frames"):
        assert signed_in(charlie).get(PAGE + address).status_code == 404


def test_what_happened_before_recruitment_closed_may_be_written_down_after(
    alice: Person, access: Access, client: Client
) -> None:
    site = open_site(access)
    put_forward(access, site)
    Course.objects.update(recruiting_until=date(2026, 2, 10))
    browser = signed_in(alice)
    page = words_of(browser.get(f"{PAGE}/1"))
    assert "recruitment was closed by that day" in page.lower() and "They are eligible" in page
    assert browser.post(f"{PAGE}/1/reach", {"stage": "eligible", "on": "2026-02-11"}).status_code == 409
    assert browser.post(f"{PAGE}/1/reach", {"stage": "eligible", "on": "2026-02-10"}).status_code == 302
    Course.objects.update(recruiting_from=None, recruiting_until=None)
    page = words_of(browser.get(f"{PAGE}/1"))
    assert "Recruitment is not open yet." in page and "They were given it" not in page


@pytest.mark.usefixtures("counted_anew")
def test_a_criterion_names_a_protocol_whose_key_came_from_another_store(
    alice: Person, access: Access, client: Client
) -> None:
    id_blocks._continue_after(DocumentVersion, id_blocks.LAST_ID - 10)
    protocol = keep_version(
        access=access, at=NOON, kind="protocol", title="", label="2", dated=date(2026, 1, 5), approved_on=None,
        content=b"words", suffix=".txt",
    )  # fmt: skip
    new = {"words": "Lives in Norfolk", "kind": "place", "excludes": "False", "least": "", "explained": ""}
    browser = signed_in(alice)
    for chosen, status in ((f"{protocol.pk}9", 422), ("one", 422), ("7", 404), (str(protocol.pk), 302)):
        kept = browser.post(f"{PAGE}/criteria/new", {**new, "protocol_id": chosen})
        assert kept.status_code == status, chosen
    assert Criterion.objects.get().protocol_id == protocol.pk


def test_hours_that_are_asked_of_nobody_any_more_stay_as_they_were(
    alice: Person, access: Access, client: Client
) -> None:
    site = open_site(access)
    entry = put_forward(access, site)
    retire_criterion(access=access, at=NOON, criterion=Criterion.objects.get(kind="hours"))
    browser = signed_in(alice)
    form = browser.get(f"{PAGE}/{entry.serial}/correct")
    assert 'name="hours"' not in words_of(form)
    sent = entry_sent(access, put_forward_by="social worker", seen=entry.changed_at.isoformat())
    without = {name: value for name, value in sent.items() if not name.startswith("hours")}
    assert browser.post(f"{PAGE}/{entry.serial}/correct", without).status_code == 302
    found = entry_of(access, entry.serial)
    assert (found.put_forward_by, found.hours) == ("social worker", Decimal(9))
    assert (found.hours_source, found.hours_checked_by) == (entry.hours_source, entry.hours_checked_by) != ("", "")


def test_two_criteria_about_hours_are_answered_by_one_number(alice: Person, access: Access, client: Client) -> None:
    plan(access)
    open_site(access)
    again = {"kind": "hours", "words": "Two of them this year", "least": Decimal(2)}
    add_criterion(access=access, at=NOON, values=again)
    page = words_of(signed_in(alice).get(f"{PAGE}/new"))
    assert page.count('name="hours"') == page.count('id="hours"') == 1
    assert "The hours above answer this." in page


def test_a_site_at_which_somebody_was_put_forward_stays(alice: Person, access: Access, client: Client) -> None:
    put_forward(access, open_site(access))
    browser = signed_in(alice)
    refused = browser.post("/studies/walking/approvals/sites/1/take-out")
    assert refused.status_code == 422 and "Somebody was put forward at this site" in words_of(refused)
    assert 'value="1" selected' in words_of(browser.get(f"{PAGE}/1/correct"))
