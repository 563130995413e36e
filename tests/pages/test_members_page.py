"""Who works in a study, on a laptop: one person, and how a team works."""

import pytest
from django.test import Client

from lifeworld.security.models import Person
from lifeworld.study.models import Role, Study
from tests.pages.people import signed_in, with_role, words_of

HERE = "/studies/walking/members"


def test_it_shows_who_works_here_and_how_a_team_does(alice_client: Client, study: Study) -> None:
    page = words_of(alice_client.get(HERE))
    assert "Alice (you)" in page and "On this computer you work alone" in page
    assert "Add them to the study" not in page
    for part in ("record", "people"):
        assert f'href="{HERE}"' in words_of(alice_client.get(f"/studies/walking/{part}"))


def test_nobody_is_added_here(alice_client: Client, study: Study, charlie: Person) -> None:
    answer = alice_client.post(HERE, {"username": "charlie", "role": "analyst"})
    assert answer.status_code == 409 and "nobody can be added" in words_of(answer)
    member = study.memberships.get(person__username="bob").pk
    for act in ("role", "end"):
        assert alice_client.post(f"{HERE}/{member}/{act}", {"role": "lead"}).status_code == 409
        assert alice_client.get(f"{HERE}/{member}/{act}").status_code == 405
    assert study.memberships.count() == 2


@pytest.mark.parametrize("role", list(Role))
def test_every_role_sees_it(client: Client, study: Study, role: Role) -> None:
    assert with_role(study, "erin", role).get(HERE).status_code == 200


def test_a_stranger_finds_nothing(client: Client, study: Study, charlie: Person) -> None:
    assert signed_in(charlie).get(HERE).status_code == 404
    assert signed_in(charlie).post(HERE, {"username": "charlie", "role": "lead"}).status_code == 404
