"""The theme map: drawn in the page, told in words, taken out as a file."""

from xml.etree import ElementTree as ET

from django.test import Client

from lifeworld.analysis.models import Contribution
from lifeworld.trail.models import Act
from lifeworld.trail.selectors import verify
from tests.pages.group.conftest import GROUP, text_of


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
