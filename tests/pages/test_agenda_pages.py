"""What needs somebody today, and a study's calendar."""

from datetime import date, timedelta

from django.test import Client
from django.utils import timezone

from lifeworld.approvals.selectors.course import course_of
from lifeworld.approvals.services import conditions, course
from lifeworld.security.models import Person
from lifeworld.study.selectors import Access
from tests.pages.people import signed_in


def test_what_is_past_its_day_comes_first_and_leads_to_where_it_is_done(
    alice: Person, access: Access, client: Client
) -> None:
    today = timezone.localdate()
    conditions.add_condition(
        access=access, at=timezone.now(), values={"words": "Shorten it.", "due": today - timedelta(days=3)}
    )
    conditions.add_condition(access=access, at=timezone.now(), values={"words": "Tell them.", "due": today})
    page = signed_in(alice).get("/today").content.decode()
    assert "What needs you today" in page
    assert page.index("Its day has passed") < page.index("Shorten it.") < page.index("Tell them.")
    assert "/studies/walking/approvals" in page


def test_a_quiet_day_is_said_to_be_one(alice: Person, access: Access, client: Client) -> None:
    page = signed_in(alice).get("/today").content.decode()
    assert "Nothing needs you today" in page and "Any day" in page


def test_nobody_sees_another_study(charlie: Person, access: Access, client: Client) -> None:
    stranger = signed_in(charlie)
    assert "Walking" not in stranger.get("/today").content.decode()
    for address in ("/studies/walking/calendar", "/studies/walking/calendar.ics"):
        assert stranger.get(address).status_code == 404
        assert stranger.post(address).status_code == 405


def test_one_who_reads_is_not_asked_for_what_only_the_lead_can_do(bob: Person, access: Access, client: Client) -> None:
    conditions.add_condition(access=access, at=timezone.now(), values={"words": "Shorten it."})
    assert "Shorten it." not in signed_in(bob).get("/today").content.decode()


def test_the_calendar_holds_what_was_and_what_comes(alice: Person, access: Access, client: Client) -> None:
    values = {"opinion_on": date(2026, 2, 2), "planned_end": date(2090, 2, 2)}
    course.set_course(access=access, at=timezone.now(), course=course_of(access), values=values)
    person = signed_in(alice)
    page = person.get("/studies/walking/calendar").content.decode()
    assert page.index("Planned end of the study") < page.index("What has been") < page.index("Favourable opinion")
    file = person.get("/studies/walking/calendar.ics")
    assert file["Content-Type"].startswith("text/calendar")
    assert b"Planned end of the study" in file.content and b"Favourable opinion" not in file.content


def test_the_first_page_says_what_presses_beside_the_next_step(alice: Person, access: Access, client: Client) -> None:
    today, person = timezone.localdate(), signed_in(alice)
    for number, due in enumerate((today + timedelta(days=60), today + timedelta(days=3), today - timedelta(days=3))):
        values = {"words": f"Promise {number}.", "due": due}
        conditions.add_condition(access=access, at=timezone.now(), values=values)
    page = person.get("/studies/walking").content.decode()
    assert page.index("Also waiting") < page.index("Promise 2.") < page.index("Promise 1.") < page.index("The people")
    assert "Promise 0." not in page, "what lies further off is in the calendar"
    for _ in range(6):
        conditions.add_condition(access=access, at=timezone.now(), values={"words": "And that.", "due": today})
    page = person.get("/studies/walking").content.decode()
    assert page.count("And that.") == 4 and "4 more: what needs you today" in page
