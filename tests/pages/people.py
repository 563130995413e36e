"""Browsers of people with each role, and a page's words on one line."""

import re
from typing import Any

from django.test import Client

from lifeworld.security.models import Person
from lifeworld.study.models import Membership, Role, Study


def signed_in(person: Person) -> Client:
    """A browser that this person has signed in with."""
    client = Client()
    client.force_login(person, backend="lifeworld.security.backend.StoreBackend")
    return client


def with_role(study: Study, name: str, role: Role) -> Client:
    """A browser of somebody who has this role in the study."""
    person = Person.objects.create_person(username=name, name=name.capitalize())
    Membership.objects.create(study=study, person=person, role=role)
    return signed_in(person)


def words_of(response: Any) -> str:
    """A page's source with its white space folded."""
    return " ".join(response.content.decode().split())


def carried_by(page: Any, field: str) -> dict[str, str]:
    """What the form that asks for `field` carries along hidden: what its writer has seen."""
    forms = page.content.decode().split("<form")[1:]
    form = next(one.split("</form>")[0] for one in forms if f'name="{field}"' in one)
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
