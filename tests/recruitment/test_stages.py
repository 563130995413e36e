"""Stages are reached one after another, on days that may be, by people whom the study is for."""

from lifeworld.recruitment.models import Leaving, Stage, StageReached
from lifeworld.recruitment.selectors.entries import entry_of, stage_of
from lifeworld.study.selectors import Access
from tests.recruitment.recruited import recruit


def test_one_of_everything_is_made(access: Access) -> None:
    keys = recruit(access)
    assert stage_of(entry_of(access, keys["serial"])) == Stage.CONTACT
    assert StageReached.objects.count() == 5 and Leaving.objects.get().reason == "hours"
