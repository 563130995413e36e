"""The group level's pages: who sees them, what they show, and that every change works by plain forms."""

import re
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lifeworld.analysis.models import Contribution, GroupTheme, PersonalTheme
from lifeworld.analysis.rules import saying
from lifeworld.analysis.selectors import group_page
from lifeworld.analysis.services import group_themes
from lifeworld.analysis.services.cases import close_across_cases, open_for_analysis, reopen
from lifeworld.analysis.views.group import level
from lifeworld.common.id_blocks import take_block
from lifeworld.security.models import Person
from lifeworld.study.models import Membership, Role
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case, create_study
from lifeworld.trail.models import Act
from lifeworld.trail.selectors import verify
from tests.analysis.group_fixture import Group, add_worked_case, four_cases
from tests.conftest import NOON, RECORD, bring_in

BACKEND = "lifeworld.security.backend.StoreBackend"
GROUP = "/studies/walking/group"


@pytest.fixture
def group(access: Access) -> Group:
    # Keys as long as a sealed store's, which every form and address must carry.
    take_block()
    return four_cases(access)


@pytest.fixture
def theme(group: Group) -> GroupTheme:
    return group_themes.make_group_theme(access=group.access, at=NOON, name="Met before being helped")


@pytest.fixture
def sub(group: Group, theme: GroupTheme) -> GroupTheme:
    name = "Someone who does not write it down"
    return group_themes.make_group_theme(access=group.access, at=NOON, name=name, parent=theme.pk)


@pytest.fixture
def joined(group: Group, sub: GroupTheme) -> Contribution:
    return group_themes.join_theme(
        access=group.access, at=NOON, theme=sub, stance="divergent", comment="She wanted it written.",
        personal_theme=group.themes["Choosing who may know"].pk,
    )  # fmt: skip


def signed_in(client: Client, person: Person) -> Client:
    client.force_login(person, backend=BACKEND)
    return client


def text_of(client: Client, address: str, status: int = 200) -> str:
    """What a person reads on a page: its main part without tags."""
    answer = client.get(address)
    assert answer.status_code == status, address
    main = re.search(r"<main.*</main>", answer.content.decode(), re.S)
    assert main is not None
    return " ".join(re.sub(r"<[^>]+>", " ", main.group()).split())


def test_the_group_page_shows_themes_who_is_in_them_and_what_is_unused(
    alice_client: Client, joined: Contribution
) -> None:
    read = text_of(alice_client, GROUP)
    assert "Met before being helped" in read and "Someone who does not write it down" in read
    assert "divergent Anjali Choosing who may know She wanted it written." in read
    assert "Not found in Maeve, Tobias or Gwen." in read
    assert "when the last of the four cases was signed off" in read
    assert "Anjali Every theme is in use." in read
    assert "A uniform I could not read" in read


def test_a_contribution_walks_down_to_the_words_and_the_moment(alice_client: Client, joined: Contribution) -> None:
    answer = alice_client.get(GROUP, {"contribution": joined.pk}).content.decode()
    chain = answer[answer.index('id="chain"') :]
    read = " ".join(re.sub(r"<[^>]+>", " ", chain).split())
    steps = ["Met before being helped", "Someone who does not write it down", "Anjali, divergent"]
    steps += ["Choosing who may know", "What stands under Choosing who may know for Anjali"]
    steps += ["Conceptual note", "A note on Choosing who may know", "We went along the river", "00:00:04"]
    places = [read.index(step) for step in steps]
    assert places == sorted(places)
    number = joined.personal_theme.layout.case.number if joined.personal_theme else 0
    assert f'/studies/walking/cases/{number}/board"' in chain
    assert f"/studies/walking/cases/{number}/transcript?interview=1#L2" in chain


def test_the_statement_asked_for_is_shown_whole_and_the_others_by_name(
    alice_client: Client, group: Group, theme: GroupTheme
) -> None:
    first = group.statements["Sat with, not written down"]
    second = group.statements["The danger of being seen"]
    personal = group.themes["Sat with, not written down"]
    personal.placements.model.objects.filter(statement=second).update(theme=personal)
    made = group_themes.join_theme(
        access=group.access, at=NOON, theme=theme, stance="convergent", personal_theme=personal.pk
    )
    shown = alice_client.get(GROUP, {"contribution": made.pk, "statement": second.pk}).context["voice"]
    assert shown.statement.id == second.pk and [other.id for other in shown.others] == [first.pk]
    assert shown.statement.passages[0].quote == "She never asked me"


def test_the_walk_goes_up_again_from_a_statements_own_page(
    alice_client: Client, group: Group, joined: Contribution
) -> None:
    case, statement = group.cases["Anjali"], group.statements["Choosing who may know"]
    address = f"/studies/walking/cases/{case.number}/statements/{statement.pk}"
    read = text_of(alice_client, address)
    assert "divergent Met before being helped: Someone who does not write it down" in read
    other = group.cases["Maeve"]
    assert alice_client.get(f"/studies/walking/cases/{other.number}/statements/{statement.pk}").status_code == 404


def test_a_statements_page_is_closed_while_another_case_is_under_analysis(
    alice_client: Client, group: Group, joined: Contribution
) -> None:
    close_across_cases(access=group.access, at=NOON)
    fifth = add_case(access=group.access, at=NOON, pseudonym="Desmond")
    bring_in(group.access, fifth)
    open_for_analysis(access=group.access, at=NOON, case=fifth)
    statement = group.statements["Choosing who may know"]
    address = f"/studies/walking/cases/{group.cases['Anjali'].number}/statements/{statement.pk}"
    answer = alice_client.get(address)
    assert answer.status_code == 409
    assert "Choosing who may know" not in answer.content.decode()
    for path in ("", f"/contributions/{joined.pk}", "/map", "/map.svg"):
        assert "Choosing who may know" not in alice_client.get(GROUP + path).content.decode(), path


def test_the_whole_chain_has_a_page_of_its_own(alice_client: Client, joined: Contribution) -> None:
    read = text_of(alice_client, f"{GROUP}/contributions/{joined.pk}")
    assert "Choosing who may know" in read and "We went along the river" in read and "00:00:04" in read


def test_closed_cross_case_work_says_who_is_awaited_and_opens_with_a_reason(
    alice_client: Client, access: Access
) -> None:
    group = Group(access, {}, {}, {})
    add_worked_case(group, "Maeve", ["Sat with, not written down"], signed_off=False)
    add_worked_case(group, "Tobias", ["A uniform I could not read"], signed_off=False)
    read = text_of(alice_client, GROUP)
    assert "Not signed off yet: Maeve , Tobias ." in read and "Sat with" not in read
    refused = alice_client.post(f"{GROUP}/open", {"reason": " "})
    assert refused.status_code == 422 and "needs a reason" in refused.content.decode()
    assert alice_client.post(f"{GROUP}/open", {"reason": "Supervision on Friday"}).status_code == 302
    assert "Opened early on" in text_of(alice_client, GROUP)
    assert "Supervision on Friday" in text_of(alice_client, GROUP)


def test_a_group_theme_is_made_changed_and_taken_out_by_forms(alice_client: Client, group: Group) -> None:
    made = alice_client.post(f"{GROUP}/themes/new", {"name": "Borrowed time", "description": "On endings."})
    theme = GroupTheme.objects.get()
    assert made.status_code == 302 and made["Location"].endswith(f"#theme-{theme.pk}")
    alice_client.post(f"{GROUP}/themes/new", {"name": "An end date", "parent": theme.pk})
    change = {"name": "Borrowed hours", "description": "", "absence": "Not found in Gwen, who lives next door."}
    assert alice_client.post(f"{GROUP}/themes/{theme.pk}/edit", change).status_code == 302
    read = text_of(alice_client, GROUP)
    assert "Borrowed hours" in read and "An end date" in read and "who lives next door" in read
    asked = text_of(alice_client, f"{GROUP}/themes/{theme.pk}/take-out")
    assert "With it go its sub-themes: An end date." in asked
    assert GroupTheme.objects.filter(removed_at__isnull=True).count() == 2
    assert alice_client.post(f"{GROUP}/themes/{theme.pk}/take-out").status_code == 302
    assert GroupTheme.objects.filter(removed_at__isnull=True).count() == 0
    assert alice_client.post(f"{GROUP}/undo").status_code == 302
    assert "An end date" in text_of(alice_client, GROUP)
    assert alice_client.post(f"{GROUP}/redo").status_code == 302
    assert "An end date" not in text_of(alice_client, GROUP)


def test_group_themes_are_put_in_order(alice_client: Client, theme: GroupTheme) -> None:
    alice_client.post(f"{GROUP}/themes/new", {"name": "Borrowed time"})
    second = GroupTheme.objects.get(name="Borrowed time")
    alice_client.post(f"{GROUP}/themes/{second.pk}/order", {"step": "up"})
    read = text_of(alice_client, GROUP)
    assert read.index("Borrowed time") < read.index("Met before being helped")


def test_a_nameless_theme_is_refused_and_what_was_typed_stays(alice_client: Client, theme: GroupTheme) -> None:
    for address in (f"{GROUP}/themes/new", f"{GROUP}/themes/{theme.pk}/edit"):
        answer = alice_client.post(address, {"name": "  ", "description": "What I meant to say"})
        assert answer.status_code == 422
        assert "A group theme needs a name." in answer.content.decode()
        assert "What I meant to say" in answer.content.decode()


def test_joining_asks_for_the_stance_and_keeps_the_comment(
    alice_client: Client, group: Group, theme: GroupTheme
) -> None:
    address, personal = f"{GROUP}/themes/{theme.pk}/join", group.themes["Done, and glad of it"]
    for wrong in ({"source": f"theme-{personal.pk}", "comment": "Glad"}, {"stance": "variant", "comment": "Glad"}):
        answer = alice_client.post(address, wrong)
        assert answer.status_code == 422 and ">Glad</textarea>" in answer.content.decode()
    right = {"source": f"theme-{personal.pk}", "stance": "variant", "comment": "Glad"}
    answer = alice_client.post(address, right)
    made = Contribution.objects.get()
    assert answer["Location"] == f"{GROUP}?contribution={made.pk}#contribution-{made.pk}"
    assert (made.stance, made.comment, made.personal_theme_id) == ("variant", "Glad", personal.pk)
    assert "Done, and glad of it" not in text_of(alice_client, address)


def test_a_single_statement_is_joined_from_its_cases_list(
    alice_client: Client, group: Group, theme: GroupTheme
) -> None:
    case, statement = group.cases["Gwen"], group.statements["Seeing him in the Co-op"]
    address = f"{GROUP}/themes/{theme.pk}/join?case={case.number}"
    read = text_of(alice_client, address)
    assert statement.text in read and "for Maeve" not in read
    alice_client.post(address, {"source": f"statement-{statement.pk}", "stance": "convergent"})
    assert Contribution.objects.get().statement_id == statement.pk
    assert statement.text in text_of(alice_client, GROUP)


def test_a_contribution_changes_stance_and_theme_and_is_taken_out_after_one_question(
    alice_client: Client, theme: GroupTheme, joined: Contribution
) -> None:
    address = f"{GROUP}/contributions/{joined.pk}"
    alice_client.post(f"{address}/edit", {"stance": "variant", "comment": "Otherwise", "group_theme": theme.pk})
    joined.refresh_from_db()
    assert (joined.stance, joined.comment, joined.group_theme_id) == ("variant", "Otherwise", theme.pk)
    answer = alice_client.post(f"{address}/edit", {"stance": "", "comment": "Kept", "group_theme": theme.pk})
    assert answer.status_code == 422 and ">Kept</textarea>" in answer.content.decode()
    text_of(alice_client, f"{address}/take-out")
    assert Contribution.objects.filter(removed_at__isnull=True).exists()
    answer = alice_client.post(f"{address}/take-out", follow=True)
    assert "Taken out." in answer.content.decode()
    assert alice_client.get(address).status_code == 404


def test_an_unused_theme_is_joined_or_set_aside_with_a_reason_and_taken_back(
    alice_client: Client, group: Group, theme: GroupTheme
) -> None:
    personal = group.themes["A uniform I could not read"]
    address = f"{GROUP}/personal-themes/{personal.pk}"
    refused = alice_client.post(f"{address}/set-aside", {"reason": " "})
    assert refused.status_code == 422 and "needs a reason" in refused.content.decode()
    alice_client.post(f"{address}/set-aside", {"reason": "His alone."})
    assert "Set aside A uniform I could not read Tobias. His alone." in text_of(alice_client, GROUP)
    alice_client.post(f"{address}/take-back")
    assert "His alone." not in text_of(alice_client, GROUP)
    alice_client.post(address, {"group_theme": theme.pk, "stance": "divergent", "comment": ""})
    assert Contribution.objects.get().personal_theme_id == personal.pk
    assert PersonalTheme.objects.get(pk=personal.pk).name == "A uniform I could not read"


def test_nothing_left_to_undo_is_said_on_the_page(alice_client: Client, group: Group) -> None:
    answer = alice_client.post(f"{GROUP}/undo")
    assert answer.status_code == 409 and "There is nothing to undo here." in answer.content.decode()


def test_a_case_not_signed_off_is_named_as_awaited_never_as_absent(
    alice_client: Client, group: Group, joined: Contribution
) -> None:
    reopen(access=group.access, at=NOON, case=group.cases["Gwen"])
    read = text_of(alice_client, GROUP)
    assert "Not found in Maeve or Tobias." in read and "Not signed off yet: Gwen." in read


def test_the_first_edition_labels_change_words_only(alice_client: Client, group: Group, joined: Contribution) -> None:
    group.access.study.label_profile = "2009"
    group.access.study.save()
    read = text_of(alice_client, GROUP)
    assert "Master themes" in read and "Super-ordinate themes not yet used" in read and "Emergent theme" in read


def test_the_map_is_drawn_listed_and_given_as_a_file(alice_client: Client, joined: Contribution) -> None:
    page = alice_client.get(f"{GROUP}/map").content.decode()
    assert 'role="img"' in page and "map.svg" in page
    read = text_of(alice_client, f"{GROUP}/map")
    assert "divergent Anjali: Choosing who may know" in read[read.index("The same in words") :]
    acts = Act.objects.count()
    answer = alice_client.get(f"{GROUP}/map.svg")
    act = Act.objects.latest("pk")
    assert (act.verb, act.actor, act.study) == ("took out theme map", "alice", "walking")
    assert Act.objects.count() == acts + 1 and verify("walking").finding is None
    assert answer["Content-Type"].startswith("image/svg+xml")
    assert answer["Content-Disposition"] == 'attachment; filename="walking-theme-map.svg"'
    drawn = " ".join(" ".join(ET.fromstring(answer.content).itertext()).split())
    assert "Choosing who may know" in drawn and "Anjali, Choosing who may know: divergent in" in drawn


def test_empty_pages_teach_the_step(alice_client: Client, group: Group) -> None:
    for address in (GROUP, f"{GROUP}/map"):
        page = alice_client.get(address).content.decode()
        assert 'class="empty"' in page and f'href="{GROUP}/themes/new"' in page


@pytest.fixture
def everyone(group: Group, theme: GroupTheme, monkeypatch: pytest.MonkeyPatch) -> list[Contribution]:
    """All seven personal themes joined to one group theme, on pages that show two things at a time."""
    monkeypatch.setattr(group_page, "PART", 2)
    return [
        group_themes.join_theme(
            access=group.access, at=NOON, theme=theme, stance="convergent", personal_theme=personal.pk
        )
        for personal in group.themes.values()
    ]


def contributions_on(page: str) -> list[int]:
    return [int(key) for key in re.findall(r'data-contribution="(\d+)"', page)]


def test_a_theme_of_many_shows_a_part_says_how_many_and_leads_to_the_rest(
    alice_client: Client, theme: GroupTheme, everyone: list[Contribution]
) -> None:
    page = alice_client.get(GROUP).content.decode()
    assert contributions_on(page) == [one.pk for one in everyone[:2]]
    assert "Part 1 of 4, 7 in all" in page and 'aria-label="Who is in Met before being helped, part by part"' in page
    seen, address = contributions_on(page), f"?theme={theme.pk}&amp;part=2#theme-{theme.pk}"
    while f'href="{address}"' in page:
        page = alice_client.get(GROUP + address.split("#")[0].replace("&amp;", "&")).content.decode()
        seen += contributions_on(page)
        part = int(re.search(r"part=(\d+)", address).group(1)) + 1  # type: ignore[union-attr]
        address = f"?theme={theme.pk}&amp;part={part}#theme-{theme.pk}"
    assert seen == [one.pk for one in everyone]


def test_a_part_beyond_the_last_is_the_last_and_begins_its_own_chain(
    alice_client: Client, theme: GroupTheme, everyone: list[Contribution]
) -> None:
    answer = alice_client.get(GROUP, {"theme": theme.pk, "part": 99})
    assert contributions_on(answer.content.decode()) == [everyone[-1].pk]
    assert answer.context["voice"].contribution == everyone[-1].pk


def test_a_chosen_contribution_is_shown_on_its_own_part(alice_client: Client, everyone: list[Contribution]) -> None:
    answer = alice_client.get(GROUP, {"contribution": everyone[4].pk})
    assert contributions_on(answer.content.decode()) == [one.pk for one in everyone[4:6]]
    assert answer.context["voice"].contribution == everyone[4].pk


def test_what_is_left_over_is_shown_case_by_case_in_parts_or_only_where_something_is_left(
    alice_client: Client, group: Group, theme: GroupTheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(group_page, "PART", 2)
    for name in ("Sat with, not written down", "The danger of being seen", "Choosing who may know"):
        group_themes.join_theme(
            access=group.access, at=NOON, theme=theme, stance="variant", personal_theme=group.themes[name].pk
        )
    first, second = (text_of(alice_client, f"{GROUP}?cases={n}") for n in (1, 2))
    assert "Part 1 of 2, 4 in all" in first and "A uniform I could not read" in first
    assert "Seeing him in the Co-op" not in first and "Seeing him in the Co-op" in second
    only = text_of(alice_client, f"{GROUP}?left=only")
    assert "Every theme is in use." in first and "Every theme is in use." not in only
    assert "A uniform I could not read" in only and "Seeing him in the Co-op" in only and "Show everyone" in only


def test_set_aside_themes_are_listed_in_parts(
    alice_client: Client, group: Group, theme: GroupTheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(group_page, "PART", 1)
    for name in ("Done, and glad of it", "Seeing him in the Co-op"):
        group_themes.set_personal_theme_aside(
            access=group.access, at=NOON, theme=group.themes[name], reason=f"Alone: {name}"
        )
    first, second = (text_of(alice_client, f"{GROUP}?aside={n}") for n in (1, 2))
    assert "Alone: Done" in first and "Alone: Seeing" not in first and "Part 1 of 2, 2 in all" in first
    assert "Alone: Seeing" in second and "Alone: Done" not in second


def test_of_many_absent_people_a_sentence_names_some_and_leads_to_the_table(
    alice_client: Client, group: Group, joined: Contribution, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (group_page, saying):
        monkeypatch.setattr(module, "MOST_NAMED", 2)
    page = alice_client.get(GROUP).content.decode()
    assert "Not found in Maeve or 2 others." in page and 'href="/studies/walking/findings/recurrence"' in page


def test_of_many_not_signed_off_the_gate_names_some(
    alice_client: Client, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(level, "MOST_NAMED", 2)
    for name in ("Maeve", "Tobias", "Anjali"):
        add_case(access=access, at=NOON, pseudonym=name)
    assert "Not signed off yet: Maeve and 2 others ." in text_of(alice_client, GROUP)


def test_a_map_of_many_people_is_drawn_part_by_part_and_its_file_whole(
    alice_client: Client, everyone: list[Contribution]
) -> None:
    first, second = (text_of(alice_client, f"{GROUP}/map?page={n}") for n in (1, 2))
    assert "People 1 to 2 of 4" in first and "People 3 to 4 of 4" in second
    for there, away, names in ((first, second, ("Maeve", "Tobias")), (second, first, ("Anjali", "Gwen"))):
        for name in names:
            assert f"{name}:" in there and f"{name}:" not in away
    part = alice_client.get(f"{GROUP}/map.svg", {"page": 2})
    assert part["Content-Disposition"] == 'attachment; filename="walking-theme-map-part-2.svg"'
    drawn, whole = (
        " ".join(ET.fromstring(answer.content).itertext()) for answer in (part, alice_client.get(f"{GROUP}/map.svg"))
    )
    assert "Gwen" in drawn and "Maeve" not in drawn and "People 3 to 4 of 4" in drawn
    assert "Gwen" in whole and "Maeve" in whole


def test_what_can_be_joined_is_offered_in_parts(
    alice_client: Client, group: Group, theme: GroupTheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(group_page, "PART", 2)
    address, personal = f"{GROUP}/themes/{theme.pk}/join", group.themes["Seeing him in the Co-op"]
    assert personal.name not in text_of(alice_client, address)
    assert personal.name in text_of(alice_client, f"{address}?page=2")
    refused = alice_client.post(f"{address}?page=2", {"source": f"theme-{personal.pk}", "comment": "Met"})
    assert refused.status_code == 422 and personal.name in refused.content.decode()


def every_page(group: Group, theme: GroupTheme, joined: Contribution) -> list[str]:
    statement, case = group.statements["Choosing who may know"], group.cases["Anjali"]
    return [
        GROUP, f"{GROUP}?contribution={joined.pk}", f"{GROUP}/contributions/{joined.pk}", f"{GROUP}/map",
        f"/studies/walking/cases/{case.number}/statements/{statement.pk}",
    ]  # fmt: skip


def every_form(group: Group, theme: GroupTheme, joined: Contribution) -> list[str]:
    personal = group.themes["A uniform I could not read"]
    return [
        f"{GROUP}/themes/new", f"{GROUP}/themes/{theme.pk}/edit", f"{GROUP}/themes/{theme.pk}/take-out",
        f"{GROUP}/themes/{theme.pk}/join", f"{GROUP}/contributions/{joined.pk}/edit",
        f"{GROUP}/contributions/{joined.pk}/take-out", f"{GROUP}/personal-themes/{personal.pk}",
    ]  # fmt: skip


def test_a_supervisor_reads_every_page_and_is_offered_no_change(
    group: Group, theme: GroupTheme, joined: Contribution, bob: Person, client: Client
) -> None:
    client = signed_in(client, bob)
    for address in every_page(group, theme, joined):
        page = client.get(address)
        assert page.status_code == 200, address
        assert re.search(r"/(edit|join|new|take-out|undo)[\"?]", page.content.decode()) is None, address
    for address in every_form(group, theme, joined):
        assert client.get(address).status_code == 403, address
        assert client.post(address, {"name": "Mine"}).status_code == 403, address
    assert GroupTheme.objects.filter(name="Mine").count() == 0


def test_an_adviser_reads_findings_without_the_notes_or_links_into_the_analysis(
    group: Group, theme: GroupTheme, joined: Contribution, charlie: Person, client: Client
) -> None:
    Membership.objects.create(study=group.access.study, person=charlie, role=Role.ADVISER)
    client = signed_in(client, charlie)
    *findings, statement = every_page(group, theme, joined)
    for address in findings:
        page = client.get(address)
        assert page.status_code == 200
        assert "A note on Choosing who may know" not in page.content.decode()
        assert "/transcript" not in page.content.decode() and "/board" not in page.content.decode()
    assert client.get(statement).status_code == 404


def test_a_stranger_finds_nothing(
    group: Group, theme: GroupTheme, joined: Contribution, charlie: Person, client: Client
) -> None:
    client = signed_in(client, charlie)
    pages = [*every_page(group, theme, joined), *every_form(group, theme, joined), f"{GROUP}/map.svg"]
    for address in pages:
        assert client.get(address).status_code == 404, address


def test_a_wrong_method_is_refused(alice_client: Client, group: Group, theme: GroupTheme, joined: Contribution) -> None:
    for address in every_page(group, theme, joined):
        assert alice_client.post(address).status_code == 405, address
    personal = group.themes["A uniform I could not read"].pk
    posts = ["open", "undo", "redo", f"themes/{theme.pk}/order", f"personal-themes/{personal}/set-aside"]
    for address in [*posts, f"personal-themes/{personal}/take-back"]:
        assert alice_client.get(f"{GROUP}/{address}").status_code == 405, address


def test_a_theme_of_another_study_is_not_found_under_this_ones_address(
    alice_client: Client, alice: Person, group: Group, theme: GroupTheme, joined: Contribution
) -> None:
    create_study(by=alice, at=NOON, summary_text=RECORD, slug="other")
    for address in every_form(group, theme, joined):
        if not address.endswith("/new"):
            moved = address.replace("/walking/", "/other/")
            assert alice_client.get(moved).status_code in {404, 409}, moved


def test_the_group_page_asks_no_more_of_the_store_as_contributions_grow(
    alice_client: Client, group: Group, theme: GroupTheme, sub: GroupTheme, joined: Contribution
) -> None:
    alice_client.get(GROUP, {"contribution": joined.pk})

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            alice_client.get(GROUP, {"contribution": joined.pk})
        return len(asked)

    before = queries()
    for name in ("Sat with, not written down", "Done, and glad of it", "Seeing him in the Co-op"):
        for one in (theme, sub):
            group_themes.join_theme(
                access=group.access, at=NOON, theme=one, stance="variant", personal_theme=group.themes[name].pk
            )
    assert queries() <= before
