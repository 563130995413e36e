"""Every change at the group level works by plain forms: themes, contributions, what is set aside, undo."""

import pytest
from django.test import Client

from lifeworld.analysis.models import Contribution, GroupTheme, PersonalTheme
from lifeworld.analysis.selectors import group_page
from tests.analysis.group_fixture import Group
from tests.pages.group.conftest import GROUP, text_of


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


def test_what_is_typed_is_kept_with_plain_line_ends(alice_client: Client, group: Group, theme: GroupTheme) -> None:
    typed, kept = "One line.\r\nAnother. ", "One line.\nAnother."
    personal, joined = group.themes["A uniform I could not read"], group.themes["Done, and glad of it"]
    alice_client.post(f"{GROUP}/themes/new", {"name": "Borrowed time", "description": typed})
    assert GroupTheme.objects.get(name="Borrowed time").description == kept
    alice_client.post(f"{GROUP}/personal-themes/{personal.pk}/set-aside", {"reason": typed})
    personal.refresh_from_db()
    assert personal.set_aside_reason == kept
    sent = {"group_theme": theme.pk, "stance": "variant", "comment": typed}
    alice_client.post(f"{GROUP}/personal-themes/{joined.pk}", sent)
    assert Contribution.objects.get().comment == kept


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


def test_a_name_that_was_not_kept_does_not_stand_above_the_form(
    alice_client: Client, theme: GroupTheme, sub: GroupTheme
) -> None:
    other = alice_client.post(f"{GROUP}/themes/new", {"name": "Borrowed time"})
    key = other["Location"].rpartition("-")[2]
    answer = alice_client.post(f"{GROUP}/themes/{theme.pk}/edit", {"name": "Another name", "parent": key})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "<h1>Met before being helped</h1>" in page and 'value="Another name"' in page


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


def test_what_can_be_joined_is_offered_in_parts(
    alice_client: Client, group: Group, theme: GroupTheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(group_page, "PART", 2)
    address, personal = f"{GROUP}/themes/{theme.pk}/join", group.themes["Seeing him in the Co-op"]
    assert personal.name not in text_of(alice_client, address)
    assert personal.name in text_of(alice_client, f"{address}?page=2")
    refused = alice_client.post(f"{address}?page=2", {"source": f"theme-{personal.pk}", "comment": "Met"})
    assert refused.status_code == 422 and personal.name in refused.content.decode()


def test_nothing_left_to_undo_is_said_on_the_page(alice_client: Client, group: Group) -> None:
    answer = alice_client.post(f"{GROUP}/undo")
    assert answer.status_code == 409 and "There is nothing to undo here." in answer.content.decode()
