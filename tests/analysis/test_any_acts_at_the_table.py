"""No order of acts by two hands, with undo and redo of each, leaves at the table or at the group level what cannot be.

Acts are tried in any order, by either hand, on whatever is there, taken out or not; what the services let through is
looked at after each.
"""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from random import Random
from typing import Any, cast

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from lifeworld.analysis.models import Contribution, GroupTheme, Layout, PersonalTheme, Placement, Statement
from lifeworld.analysis.services import contributions, group_themes, history, layouts, personal_themes, statements
from lifeworld.analysis.services.cases import reopen, sign_off
from lifeworld.analysis.services.changes import KINDS, state_of
from lifeworld.analysis.services.personal_themes import Place
from lifeworld.common.errors import DomainError
from lifeworld.security.models import Person
from lifeworld.study.models import Case, CaseState, Membership, Role
from lifeworld.study.selectors import Access
from lifeworld.trail.selectors import verify
from tests.analysis.group_fixture import Group, add_worked_case
from tests.any_order import TakenBack
from tests.conftest import NOON

# Few things, so that acts meet: the three themes and cards of the case, and one more.
hands, some = st.integers(0, 1), st.integers(0, 3)
maybe = st.none() | some
areas = st.sampled_from(["board", "board", "group"])


def acts(both: Sequence[Access], case: Case, seen: Counter[str]) -> type[RuleBasedStateMachine]:
    """The acts of two hands on one case and its group themes. `seen` counts what was done, so that none is vacuous."""

    class Acts(TakenBack):
        def teardown(self) -> None:
            finding = verify(both[0].study.slug).finding
            super().teardown()
            assert finding is None

        @initialize()
        def begin(self) -> None:
            self.case = Case.objects.get(pk=case.pk)
            self.layout = layouts.layout_in_use(self.case, NOON)
            # One theme is in use from the start.
            for name in ("Held", "Told"):
                held = group_themes.make_group_theme(access=both[0], at=NOON, name=name)
            contributions.join_theme(
                access=both[0], at=NOON, theme=held, stance="variant", personal_theme=self.theme(0).pk
            )

        def tried(self, act: Any, hand: int, **arguments: Any) -> Any:
            try:
                with transaction.atomic():
                    done = act(access=both[hand], at=NOON, **arguments)
            except DomainError:
                return None
            seen[act.__name__] += 1
            return done

        def at_hand(self, state: CaseState) -> Case:
            """The case, open or signed off as the next act needs it."""
            self.case.refresh_from_db()
            if self.case.state != state:
                {CaseState.OPEN: reopen, CaseState.SIGNED_OFF: sign_off}[state](access=both[0], at=NOON, case=self.case)
            return self.case

        def one(self, model: Any, which: int) -> Any:
            """One of all there are, whether it was taken out or not."""
            found = list(model.objects.order_by("pk"))
            # What is in sight comes first, or most acts would soon meet only what is gone.
            found.sort(key=lambda one: getattr(one, "removed_at", None) is not None)
            return found[which % len(found)] if found else None

        def theme(self, which: int) -> PersonalTheme:
            found: PersonalTheme = self.one(PersonalTheme, which)
            return found

        @rule(hand=hands, under=maybe, card=maybe)
        def gather(self, hand: int, under: int | None, card: int | None) -> None:
            self.at_hand(CaseState.OPEN)
            cards = [] if card is None else [self.one(Statement, card).pk]
            parent = None if under is None else self.theme(under).pk
            self.tried(
                personal_themes.gather_theme, hand, layout=self.layout, name="A pile", parent=parent, statements=cards
            )

        @rule(hand=hands, card=some, theme=maybe)
        def lay(self, hand: int, card: int, theme: int | None) -> None:
            self.at_hand(CaseState.OPEN)
            place = Place(self.one(Statement, card).pk, None if theme is None else self.theme(theme).pk)
            self.tried(personal_themes.place_cards, hand, layout=self.layout, places=[place])

        @rule(hand=hands, which=some, under=maybe)
        def nest(self, hand: int, which: int, under: int | None) -> None:
            self.at_hand(CaseState.OPEN)
            values = {"parent": None if under is None else self.theme(under).pk}
            self.tried(personal_themes.change_theme, hand, theme=self.theme(which), values=values)

        @rule(hand=hands, which=some)
        def dissolve(self, hand: int, which: int) -> None:
            self.at_hand(CaseState.OPEN)
            self.tried(personal_themes.take_out_theme, hand, theme=self.theme(which))

        @rule(hand=hands, which=some, aside=st.booleans())
        def move_a_card_aside(self, hand: int, which: int, aside: bool) -> None:
            self.at_hand(CaseState.OPEN)
            card = self.one(Statement, which)
            if aside:
                self.tried(statements.set_statement_aside, hand, statement=card, reason="Mine, not hers.")
            else:
                self.tried(statements.take_statement_back, hand, statement=card)

        @rule(hand=hands, which=some, act=st.sampled_from(["copy", "use", "take out"]))
        def lay_out_otherwise(self, hand: int, which: int, act: str) -> None:
            self.at_hand(CaseState.OPEN)
            layout = self.one(Layout, which)
            if act == "copy":
                self.tried(layouts.make_layout, hand, case=self.case, name="Again", copy_of=layout)
            elif act == "use":
                self.tried(layouts.use_layout, hand, layout=layout)
            else:
                self.tried(layouts.take_out_layout, hand, layout=layout)

        @rule(hand=hands, theme=some, into=some)
        def join(self, hand: int, theme: int, into: int) -> None:
            self.at_hand(CaseState.SIGNED_OFF)
            self.tried(
                contributions.join_theme, hand, theme=self.one(GroupTheme, into), stance="variant",
                personal_theme=self.theme(theme).pk,
            )  # fmt: skip

        @rule(hand=hands, which=some, into=some)
        def join_elsewhere(self, hand: int, which: int, into: int) -> None:
            joined = self.one(Contribution, which)
            if joined is not None:
                values = {"group_theme": self.one(GroupTheme, into).pk}
                self.tried(contributions.change_contribution, hand, contribution=joined, values=values)

        @rule(hand=hands, which=some)
        def part(self, hand: int, which: int) -> None:
            joined = self.one(Contribution, which)
            if joined is not None:
                self.tried(contributions.take_out_contribution, hand, contribution=joined)

        @rule(hand=hands, which=some, aside=st.booleans())
        def move_a_theme_aside(self, hand: int, which: int, aside: bool) -> None:
            if aside:
                self.tried(contributions.set_personal_theme_aside, hand, theme=self.theme(which), reason="Hers alone.")
            else:
                self.tried(contributions.take_personal_theme_back, hand, theme=self.theme(which))

        @rule(hand=hands, which=some, under=maybe, act=st.sampled_from(["make", "nest", "take out"]))
        def change_the_group(self, hand: int, which: int, under: int | None, act: str) -> None:
            parent = None if under is None else self.one(GroupTheme, under).pk
            theme = self.one(GroupTheme, which)
            if act == "make":
                self.tried(group_themes.make_group_theme, hand, name="Another", parent=parent)
            elif act == "nest":
                self.tried(group_themes.change_group_theme, hand, theme=theme, values={"parent": parent})
            else:
                self.tried(group_themes.take_out_group_theme, hand, theme=theme)

        @rule(hand=hands, area=areas, again=st.booleans())
        def go_back(self, hand: int, area: str, again: bool) -> None:
            self.tried(history.redo if again else history.undo, hand, **self.of(area))

        @rule(hand=hands, area=areas)
        def go_back_and_forth(self, hand: int, area: str) -> None:
            before = everything()
            if self.tried(history.undo, hand, **self.of(area)) is not None:
                assert self.tried(history.redo, hand, **self.of(area)) is not None
                assert everything() == before

        def of(self, area: str) -> dict[str, Any]:
            return {"area": area, "case": self.at_hand(CaseState.OPEN) if area == "board" else None}

        @invariant()
        def nothing_impossible_is_left(self) -> None:
            assert list(impossible()) == []

    return Acts


def everything() -> dict[tuple[str, int], Any]:
    """The state of every object that undo knows, without when it was taken out."""
    return {(name, obj.pk): state_of(obj) for name, kind in KINDS.items() for obj in kind.model._default_manager.all()}


def impossible() -> list[str]:
    """What must never be, in words; empty where all is well."""
    found = []
    for laid in Placement.objects.filter(theme__isnull=False).select_related("theme"):
        assert laid.theme is not None
        if laid.theme.removed_at is not None or laid.theme.layout_id != laid.layout_id:
            found.append("a card in a pile that is not on its table")
    model: Any
    for model in (PersonalTheme, GroupTheme):
        for theme in model.objects.filter(removed_at__isnull=True, parent__isnull=False).select_related("parent"):
            if theme.parent.removed_at is not None or theme.parent.parent_id is not None:
                found.append(f"a {model.__name__} beneath what is gone, or too deep")
    for theme in PersonalTheme.objects.filter(parent__isnull=False).select_related("parent"):
        if theme.parent is not None and theme.parent.layout_id != theme.layout_id:
            found.append("a sub-theme on another table than its theme")
    joined = Contribution.objects.filter(removed_at__isnull=True)
    for one in joined.select_related("group_theme", "personal_theme__parent"):
        theme = one.personal_theme
        if one.group_theme.removed_at is not None:
            found.append("a contribution to a group theme that is gone")
        if theme is not None and theme.removed_at is None and contributions.why_aside(theme):
            found.append("a theme that is used and set aside")
    pairs = Counter(joined.values_list("group_theme", "personal_theme"))
    found += ["a theme joined twice to one group theme" for count in pairs.values() if count > 1]
    in_use = Layout.objects.filter(in_use=True)
    if [one.removed_at for one in in_use] != [None]:
        found.append("not exactly one layout in use, or one that is gone")
    return found


@pytest.fixture
def both(access: Access, bob: Person) -> tuple[Access, Access]:
    """Alice's way in, and Bob's as a second analyst."""
    Membership.objects.filter(person=bob).update(role=Role.ANALYST)
    return access, Access(access.study, bob, Role.ANALYST)


def test_no_order_of_acts_leaves_what_cannot_be(both: tuple[Access, Access]) -> None:
    group = Group(both[0], {}, {}, {})
    case = add_worked_case(group, "Gwen", ["Off the clock", "In the Co-op", "By the bread"])
    both[0].study.refresh_from_db()
    seen: Counter[str] = Counter()
    some_orders = settings(
        max_examples=25, stateful_step_count=30, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(acts(both, case, seen), settings=some_orders)
    # Acts that were refused each time would prove nothing.
    tried = ("gather_theme", "change_theme", "take_out_theme", "join_theme", "set_personal_theme_aside", "undo", "redo")
    assert all(seen[name] for name in tried), seen


def test_no_even_mixture_of_acts_leaves_what_cannot_be(both: tuple[Access, Access]) -> None:
    """Every act as likely as any other: the search above prefers few and simple ones."""
    group = Group(both[0], {}, {}, {})
    case = add_worked_case(group, "Gwen", ["Off the clock", "In the Co-op", "By the bread"])
    both[0].study.refresh_from_db()
    for seed in range(16):
        chosen, machine = Random(seed), cast(Any, acts(both, case, Counter())())
        try:
            machine.begin()
            for _ in range(60):
                which, into, hand = chosen.randrange(4), chosen.randrange(4), chosen.randrange(2)
                either, maybe_under = chosen.random() < 0.5, chosen.choice([None, 0, 1, 2])
                area = chosen.choice(["board", "group"])
                chosen.choice(
                    [
                        partial(machine.gather, hand, maybe_under, which),
                        partial(machine.lay, hand, which, maybe_under),
                        partial(machine.nest, hand, which, maybe_under),
                        partial(machine.dissolve, hand, which),
                        partial(machine.join, hand, which, into),
                        partial(machine.part, hand, which),
                        partial(machine.move_a_theme_aside, hand, which, either),
                        partial(
                            machine.change_the_group, hand, which, maybe_under, chosen.choice(["nest", "take out"])
                        ),
                        partial(machine.go_back, hand, area, either),
                        partial(machine.go_back, hand, area, False),
                        partial(machine.go_back_and_forth, hand, area),
                    ]
                )()
                machine.nothing_impossible_is_left()
        finally:
            machine.teardown()
