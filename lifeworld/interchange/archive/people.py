"""The people whom an archive names, matched with those of this store.

An archive carries usernames and names, and nothing by which anyone could come in. Somebody of that username stands
for the one in the archive; who is not here is made, and cannot sign in. A role is more than a name: it goes only to
who is certainly meant, so that nobody reads a study because of a username that happens to be the same.
"""

from collections.abc import Mapping

from lifeworld.common.same_word import folded
from lifeworld.security.models import Person
from lifeworld.study.models import Membership


class People:
    """`ids` gives each username's key here; `made` those who were not here; `unsure` those who get no role."""

    def __init__(self, listed: Mapping[str, str], by: Person, study_slug: str) -> None:
        here = {person.username: person for person in Person.objects.filter(username__in=listed)}
        members = set(Membership.objects.filter(study__slug=study_slug).values_list("person_id", flat=True))
        self.ids: dict[str, int] = {}
        self.made: list[str] = []
        self.unsure: list[str] = []
        for username, name in listed.items():
            person = here.get(username)
            if person is None:
                person = _inactive(username, name)
                self.made.append(username)
            elif person.pk != by.pk and person.pk not in members and folded(person.name) != folded(name):
                self.unsure.append(username)
            self.ids[username] = person.pk


def _inactive(username: str, name: str) -> Person:
    person = Person.objects.create_person(username=username, name=name)
    person.is_active = False
    person.save(update_fields=["is_active"])
    return person
