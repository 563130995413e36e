"""Taking back: what goes before the cut-off, what stays after it, and that nothing is asked for but what is needed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lifeworld.analysis.models import Contribution, DiaryEntry, GroupTheme, Note, ThemeChanged
from lifeworld.common.errors import InvalidInputError
from lifeworld.consent.models import Consent, Effect
from lifeworld.consent.selectors.permissions import NoConsentError, allows, check_may_be_interviewed
from lifeworld.recruitment.models import Leaving, ScreeningEntry
from lifeworld.recruitment.selectors.flow import flow_of
from lifeworld.recruitment.services.stages import NotThatFarError, undo_last
from lifeworld.safekeeping.models import Withdrawal
from lifeworld.safekeeping.selectors.mentions import LEAVE, REDACT, TAKE_OUT, mentions_of
from lifeworld.safekeeping.services.withdrawals import GoneAlreadyError, withdraw
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access, NotAllowedError
from lifeworld.study.services import add_case
from lifeworld.trail.models import Act, ActDetail
from lifeworld.trail.selectors import verify
from tests.conftest import NOON
from tests.consent.consented import TAKEN
from tests.safekeeping.planted import GHOST, HELD_ON, SAID, Planted

AT = NOON + timedelta(days=1)
BEFORE = HELD_ON + timedelta(days=14)
AFTER = HELD_ON + timedelta(days=15)
LATER = NOON + timedelta(days=30)


def redact_all(access: Access, case: Case) -> dict[str, str]:
    return {one.key: REDACT for one in mentions_of(access, case)}


def take_all_back(access: Access, planted: Planted) -> Withdrawal:
    return withdraw(
        access=access, at=AT, entry=planted.entry, levels=["data"], on=AT.date(),
        decisions=redact_all(access, planted.case),
    )  # fmt: skip


def test_everything_of_the_case_goes_and_the_other_case_stays(access: Access, planted: Planted) -> None:
    made = take_all_back(access, planted)
    assert list(access.study.cases.values_list("pseudonym", flat=True)) == ["Ann"]
    assert Note.objects.count() == 2
    assert made.before_cut_off and made.gone["transcripts"] == 1 and made.gone["files as they came"] == 1
    assert made.gone["waiting files"] == 1
    assert ScreeningEntry.objects.get(pk=planted.entry.pk).case is None
    assert Leaving.objects.get(entry=planted.entry).reason == "withdrew-after"


def test_the_same_pressed_twice_is_one_withdrawal(access: Access, planted: Planted) -> None:
    def again(at: datetime, *levels: str) -> Withdrawal:
        return withdraw(access=access, at=at, entry=planted.entry, levels=levels, on=AT.date())

    first = again(AT, "contact", "quotes")
    assert again(AT + timedelta(seconds=30), "quotes", "contact") == first and Withdrawal.objects.count() == 1
    assert again(AT + timedelta(seconds=40), "interview").number == 2
    assert again(AT + timedelta(hours=1), "quotes", "contact").number == 3


@pytest.mark.parametrize("level", ["data", "interview"])
def test_taking_part_is_not_taken_back_before_it_was_agreed_to(access: Access, planted: Planted, level: str) -> None:
    day = TAKEN.date() - timedelta(days=1)
    with pytest.raises(InvalidInputError, match="consented after that day"):
        withdraw(access=access, at=AT, entry=planted.entry, levels=[level], on=day)
    withdraw(access=access, at=AT, entry=planted.entry, levels=["contact"], on=day)
    assert [one.levels for one in Withdrawal.objects.all()] == [["contact"]]


@pytest.mark.parametrize("level", ["data", "interview"])
def test_their_word_is_not_taken_back_in_the_screening_log(access: Access, planted: Planted, level: str) -> None:
    decisions = redact_all(access, planted.case)
    withdraw(access=access, at=AT, entry=planted.entry, levels=[level], on=AT.date(), decisions=decisions)
    with pytest.raises(NotThatFarError, match="They withdrew"):
        undo_last(access=access, at=AT, entry=planted.entry)
    assert Leaving.objects.filter(entry=planted.entry).exists()


def test_the_group_theme_stays_and_says_what_it_lost(access: Access, planted: Planted) -> None:
    take_all_back(access, planted)
    assert Contribution.objects.count() == 1
    changed = ThemeChanged.objects.get(theme=planted.theme)
    assert str(changed) == "One contribution was taken out on 3 March 2026 because a person withdrew."
    assert SAID not in GroupTheme.objects.get(pk=planted.theme).description


def test_the_chain_holds_and_tells_erased_words_from_lost_ones(access: Access, planted: Planted) -> None:
    acts = Act.objects.filter(study=access.study.slug).count()
    take_all_back(access, planted)
    verdict = verify(access.study.slug)
    assert verdict.holds and verdict.finding is None and verdict.words_erased > 10
    assert Act.objects.filter(study=access.study.slug).count() > acts
    lost = ActDetail.objects.exclude(act__verb="erased words").order_by("pk").first()
    assert lost is not None
    lost.delete()
    after = verify(access.study.slug)
    assert after.words_missing == 1 and after.finding is not None


def test_nothing_goes_until_each_text_elsewhere_is_decided_on(access: Access, planted: Planted) -> None:
    decisions = redact_all(access, planted.case)
    decisions.popitem()
    with pytest.raises(InvalidInputError, match="not said yet"):
        withdraw(access=access, at=AT, entry=planted.entry, levels=["data"], on=AT.date(), decisions=decisions)
    assert Case.objects.filter(pseudonym=GHOST).exists()


def test_a_diary_entry_can_go_whole_and_a_text_can_be_left(access: Access, planted: Planted) -> None:
    decisions = redact_all(access, planted.case)
    across = f"diary-entry-{DiaryEntry.objects.get(case=None).pk}-text"
    reason = next(key for key in decisions if key.startswith("reason"))
    decisions |= {across: TAKE_OUT, reason: LEAVE}
    withdraw(access=access, at=AT, entry=planted.entry, levels=["data"], on=AT.date(), decisions=decisions)
    assert not DiaryEntry.objects.filter(case=None).exists()
    access.study.refresh_from_db()
    assert access.study.cross_case_reason == f"{GHOST} asked early"


def test_after_the_cut_off_the_interview_stays_and_quotes_are_withheld(access: Access, planted: Planted) -> None:
    made = withdraw(access=access, at=LATER, entry=planted.entry, levels=["data"], on=AFTER)
    assert not made.before_cut_off and made.gone == {}
    assert Case.objects.filter(pseudonym=GHOST).exists()
    assert any("6 March 2026, has passed" in sentence for sentence in made.stays)


def test_the_cut_offs_own_day_is_still_before_it(access: Access, planted: Planted) -> None:
    made = withdraw(
        access=access, at=LATER, entry=planted.entry, levels=["data"], on=BEFORE,
        decisions=redact_all(access, planted.case),
    )  # fmt: skip
    assert made.before_cut_off and made.cut_off_on == date(2026, 3, 6)


def test_a_cut_off_in_words_counts_from_the_day_set_by_hand(access: Access, planted: Planted) -> None:
    kept = access.study.recruitment_plan
    kept.cut_off_days, kept.cut_off_words = None, "until what you said is put together with what others said"
    kept.save()
    made = withdraw(access=access, at=LATER, entry=planted.entry, levels=["data"], on=AFTER, by_hand=HELD_ON)
    assert not made.before_cut_off


def test_all_levels_can_be_chosen_together(access: Access, planted: Planted) -> None:
    made = withdraw(
        access=access, at=AT, entry=planted.entry, levels=["quotes", "contact", "interview"], on=AT.date(),
        results="keep",
    )  # fmt: skip
    assert made.levels == ["contact", "interview", "quotes"]
    assert Case.objects.filter(pseudonym=GHOST).exists()


@pytest.mark.parametrize(("levels", "on"), [([], AT.date()), (["all"], AT.date()), (["data"], LATER.date())])
def test_what_cannot_be_is_refused(access: Access, planted: Planted, levels: list[str], on: date) -> None:
    with pytest.raises(InvalidInputError):
        withdraw(access=access, at=AT, entry=planted.entry, levels=levels, on=on)


def test_the_day_is_the_one_of_the_wall_clock(access: Access, planted: Planted) -> None:
    """Half past midnight in London in summer: in UTC it is the evening before."""
    early = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    made = withdraw(access=access, at=early, entry=planted.entry, levels=["contact"], on=date(2026, 7, 2))
    assert made.on == date(2026, 7, 2)


def test_it_does_not_go_twice(access: Access, planted: Planted) -> None:
    take_all_back(access, planted)
    with pytest.raises(GoneAlreadyError):
        withdraw(access=access, at=AT, entry=planted.entry, levels=["data"], on=AT.date())


def test_whoever_only_reads_cannot_take_back(access: Access, planted: Planted) -> None:
    access.study.memberships.update(role="auditor")
    with pytest.raises(NotAllowedError):
        withdraw(access=access, at=AT, entry=planted.entry, levels=["contact"], on=AT.date())


def test_the_number_of_a_case_that_went_is_not_given_again(access: Access, planted: Planted) -> None:
    last = planted.other_case
    decisions = redact_all(access, last)
    withdraw(access=access, at=AT, entry=planted.other, levels=["data"], on=AT.date(), decisions=decisions)
    assert add_case(access=access, at=AT, pseudonym="New").number == last.number + 1


def test_the_flow_figure_adds_up_after_either(access: Access, planted: Planted) -> None:
    withdraw(access=access, at=LATER, entry=planted.other, levels=["data"], on=AFTER)
    late = flow_of(access)
    assert (late.analysed, late.gone) == (2, 0)
    take_all_back(access, planted)
    both = flow_of(access)
    assert (both.screened, both.analysed, both.gone) == (2, 1, 1)
    assert both.at("interviewed").left == {"withdrew-after": 1}


def test_after_it_nothing_more_is_collected_and_no_word_is_quoted(access: Access, planted: Planted) -> None:
    withdraw(access=access, at=LATER, entry=planted.other, levels=["interview"], on=AFTER, results="keep")
    with pytest.raises(NoConsentError):
        check_may_be_interviewed(planted.other_case, AFTER)
    check_may_be_interviewed(planted.other_case, HELD_ON)
    assert allows(planted.other_case, Effect.QUOTES) and allows(planted.other_case, Effect.RESULTS)
    withdraw(access=access, at=LATER, entry=planted.other, levels=["data"], on=AFTER, results="keep")
    assert not allows(planted.other_case, Effect.QUOTES) and allows(planted.other_case, Effect.RESULTS)
    # Another window that shows the consent as it was meets a clash.
    assert Consent.objects.get(entry=planted.other).changed_at == LATER
    withdraw(access=access, at=LATER, entry=planted.other, levels=[], on=AFTER, results="decline")
    assert not allows(planted.other_case, Effect.RESULTS)
