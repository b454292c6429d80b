"""What comes back is what was stored; a time without a zone and a key for the second time are refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy.exc import StatementError

from coproduction.checkins import CheckIn
from coproduction.errors import Taken
from coproduction.ideas import IDEA_CARD, Idea, IdeaKind
from coproduction.people import Person
from coproduction.plans import Plan
from tests.storage import world
from tests.storage.world import LIVE, NOW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine

    from coproduction.polls import Poll
    from coproduction.ports import Memory

    Store = Callable[[Memory, Any], object]
    Load = Callable[[Memory], object]


@pytest.fixture
def memory(scratch: Engine) -> Iterator[Memory]:
    with world.memory_over(scratch) as memory:
        yield memory


def _add_with_whole(memory: Memory, part: Poll) -> None:
    memory.polls.add(world.WHOLE)
    memory.polls.add(part)


def _put_plan(memory: Memory, plan: Any) -> None:
    memory.pledges.add(world.PLEDGE)
    memory.plans.put(plan)


def _ask(memory: Memory, asking: Any) -> None:
    memory.pledges.add(world.PLEDGE)
    memory.askings.add(asking)


def _of_ended(memory: Memory, correction: Any) -> None:
    memory.sessions.add(world.ENDED)
    memory.corrections.add(correction)


def _of_idea(memory: Memory, move: Any) -> None:
    memory.ideas.add(world.IDEA)
    memory.bodies.add(world.BODY)
    memory.progress.add(move)


def _say_what_would_help(memory: Memory, condition: Any) -> None:
    memory.ideas.add(world.IDEA)
    memory.conditions.put(condition)


def _worked(memory: Memory, worked: Any) -> None:
    memory.ideas.add(world.IDEA)
    memory.worked.keep(worked)


ROUND_TRIPS: list[tuple[Any, Store, Load]] = [
    (world.PERSON, lambda m, it: m.people.put(it), lambda m: m.people.get("ana")),
    (Person("ben"), lambda m, it: m.people.put(it), lambda m: m.people.get("ben")),
    (world.ENDED, lambda m, it: m.sessions.add(it), lambda m: m.sessions.get("s0")),
    (LIVE, lambda m, it: m.sessions.revise(it), lambda m: m.sessions.get("s1")),
    (world.CHECKIN, lambda m, it: m.checkins.put(it), lambda m: m.checkins.get("s1", "ana")),
    (CheckIn("s1", "tag", False, 1), lambda m, it: m.checkins.put(it), lambda m: m.checkins.get("s1", "tag")),
    (b"\x00\xff", lambda m, it: m.checkins.keep_pepper("s1", it), lambda m: m.checkins.pepper("s1")),
    (world.SNAPSHOT, lambda m, it: m.checkins.show(it), lambda m: m.checkins.latest("s1")),
    (world.ROUND, lambda m, it: m.breakouts.add(it, world.SEATS), lambda m: m.breakouts.get("r1")),
    (world.PLANNED, lambda m, it: m.breakouts.add(it, []), lambda m: m.breakouts.from_origin("form:9")),
    (world.IDEA, lambda m, it: m.ideas.add(it), lambda m: m.ideas.get("i1")),
    (world.ANONYMOUS, lambda m, it: m.ideas.add(it), lambda m: m.ideas.from_origin("form:2")),
    (world.MOVE, _of_idea, lambda m: m.progress.get("v1")),
    (world.BODY, lambda m, it: m.bodies.add(it), lambda m: m.bodies.get("b1")),
    (world.WORKED, _worked, lambda m: m.worked.of("i1")),
    (world.MONTH, lambda m, it: m.months.add(it), lambda m: m.months.get("x1")),
    (world.CONSENT, lambda m, it: m.consents.add(it), lambda m: m.consents.get("n1")),
    (world.POLL, lambda m, it: m.polls.add(it), lambda m: m.polls.get("p1")),
    (world.CLOSED, lambda m, it: m.polls.add(it), lambda m: m.polls.from_origin("form:4")),
    (world.PART, _add_with_whole, lambda m: m.polls.get("p8")),
    (world.PLEDGE, lambda m, it: m.pledges.add(it), lambda m: m.pledges.get("g1")),
    (world.OPEN_PLEDGE, lambda m, it: m.pledges.add(it), lambda m: m.pledges.from_origin("form:6")),
    (world.SHARED_PLEDGE, lambda m, it: m.pledges.add(it), lambda m: m.pledges.get("g4")),
    (replace(world.PLEDGE, withdrawn_at=NOW), lambda m, it: m.pledges.add(it), lambda m: m.pledges.get("g1")),
    (world.PLAN, _put_plan, lambda m: m.plans.get("g1")),
    (Plan("g1", "ana"), _put_plan, lambda m: m.plans.get("g1")),
    (world.ASKING, _ask, lambda m: m.askings.get("a1")),
    (world.AGREED, _ask, lambda m: m.askings.get("a2")),
    (world.CORRECTION, _of_ended, lambda m: m.corrections.get("k1")),
    (world.UNNAMED_CORRECTION, _of_ended, lambda m: m.corrections.from_origin("form:32")),
    (world.CONDITION, _say_what_would_help, lambda m: m.conditions.get("i1", "ben")),
    (world.SORTING, lambda m, it: m.themes.add(it), lambda m: m.themes.newest("C1")),
    (world.SHORTLIST, lambda m, it: m.shortlists.add(it), lambda m: m.shortlists.newest("C1")),
    (world.CALLER, lambda m, it: m.callers.add(it), lambda m: m.callers.get("caller:1")),
    (world.LISTENED, lambda m, it: m.listening.put(it, 0), lambda m: m.listening.get("C1")),
    (world.STAKEHOLDER, lambda m, it: m.stakeholders.add(it), lambda m: m.stakeholders.get("l1")),
    (world.CHAMPION_OFFER, lambda m, it: m.champions.put_offer(it), lambda m: m.champions.offer("C1")),
    (world.CHAMPION, lambda m, it: m.champions.add(it), lambda m: m.champions.get("l2")),
    ([world.CHAIRS], lambda m, it: m.chairs.put(it[0]), lambda m: m.chairs.of("C1")),
    ([world.INITIATIVE], lambda m, it: m.initiatives.put(it[0]), lambda m: m.initiatives.of("C1")),
    (world.OFFER, lambda m, it: m.lead_offers.add(it), lambda m: m.lead_offers.get("o1")),
    (
        world.AGREED_OFFER,
        lambda m, it: m.lead_offers.add(it),
        lambda m: m.lead_offers.from_origin("colead:41"),
    ),
    (world.REPORT, lambda m, it: m.reports.add(it), lambda m: m.reports.get("e1")),
    (world.OLD_REPORT, lambda m, it: m.reports.add(it), lambda m: m.reports.get("e2")),
    ([world.RELEASED], lambda m, it: m.reports.release(it), lambda m: m.reports.released("C1")),
    (world.PENDING, lambda m, it: m.messages.add(it), lambda m: m.messages.get("m1")),
    (world.SENT, lambda m, it: m.messages.add(it), lambda m: m.messages.find(world.SENT.card)),
]


@pytest.mark.parametrize(("value", "store", "load"), ROUND_TRIPS)
def test_what_comes_back_equals_what_was_stored(
    memory: Memory, value: object, store: Store, load: Load
) -> None:
    store(memory, value)
    assert load(memory) == value


NAIVE = datetime(2026, 10, 23, 9)  # noqa: DTZ001 (the point)
NAIVE_ACTS: list[Load] = [
    lambda m: m.sessions.open_programme("C2", NAIVE),
    lambda m: m.sessions.revise(replace(LIVE, started_at=NAIVE)),
    lambda m: m.pledges.add(replace(world.PLEDGE, made_at=NAIVE)),
    lambda m: m.reports.add(replace(world.REPORT, made_at=NAIVE)),
    lambda m: m.messages.add(replace(world.PENDING, due_at=NAIVE)),
    lambda m: m.messages.lapse(NAIVE, NOW),
    lambda m: m.messages.sent_cards({IDEA_CARD}, NAIVE),
]


@pytest.mark.parametrize("act", NAIVE_ACTS)
def test_a_time_without_a_zone_is_refused(memory: Memory, act: Load) -> None:
    with pytest.raises(StatementError, match="naive"):
        act(memory)


AGAIN: list[tuple[str, Load]] = [
    ("uq_session_workspace_channel", lambda m: m.sessions.add(replace(LIVE, id="s2"))),
    ("pk_session", lambda m: m.sessions.add(replace(world.ENDED, id="s1"))),
    ("pk_session_secret", lambda m: m.checkins.keep_pepper("s1", b"another")),
    (
        "uq_breakout_round_workspace_session_number",
        lambda m: m.breakouts.add(replace(world.PLANNED, id="r9", origin="form:99"), []),
    ),
    (
        "uq_breakout_round_workspace_origin",
        lambda m: m.breakouts.add(replace(world.PLANNED, id="r9", number=9), []),
    ),
    (
        "uq_breakout_round_workspace_session",
        lambda m: m.breakouts.add(replace(world.ROUND, id="r9", number=9, origin="form:99"), []),
    ),
    ("uq_breakout_word_workspace_origin", lambda m: m.breakouts.say(replace(world.WORD, id="w9"))),
    ("uq_idea_workspace_origin", lambda m: m.ideas.add(replace(world.IDEA, id="i9", number=9))),
    (
        "uq_idea_workspace_channel_number",
        lambda m: m.ideas.add(Idea("i9", "C1", None, 1, IdeaKind.CHANGE, "x", None, "form:99")),
    ),
    ("uq_idea_step_workspace_idea_number", lambda m: m.progress.add(replace(world.MOVE, id="v9"))),
    ("uq_body_workspace_origin", lambda m: m.bodies.add(replace(world.BODY, id="b9"))),
    ("uq_poll_workspace_origin", lambda m: m.polls.add(replace(world.POLL, id="p9"))),
    ("uq_pledge_workspace_origin", lambda m: m.pledges.add(replace(world.PLEDGE, id="g9"))),
    ("uq_asking_workspace_pledge_wish", lambda m: m.askings.add(replace(world.ASKING, id="a9", asked="zoe"))),
    ("uq_lead_offer_workspace_origin", lambda m: m.lead_offers.add(replace(world.OFFER, id="o9"))),
    (
        "uq_stakeholder_workspace_channel_person",
        lambda m: m.stakeholders.add(replace(world.STAKEHOLDER, id="l9")),
    ),
    ("uq_correction_workspace_origin", lambda m: m.corrections.add(replace(world.CORRECTION, id="k9"))),
    ("pk_theme_sorting", lambda m: m.themes.add(world.SORTING)),
    ("pk_shortlist", lambda m: m.shortlists.add(world.SHORTLIST)),
    (
        "uq_follow_up_workspace_about_subject_occurrence",
        lambda m: m.follow_ups.add(replace(world.FOLLOW_UP, id="f9")),
    ),
    ("pk_report", lambda m: m.reports.add(replace(world.REPORT, origin="command:9"))),
]


async def test_a_second_one_of_the_same_key_is_taken(ready_database_url: str) -> None:
    async with world.storage_at(ready_database_url) as storage:
        await storage.write("T1", world.fill)
        for name, act in AGAIN:
            with pytest.raises(Taken) as taken:
                await storage.write("T1", act)
            assert taken.value.name == name
        await storage.write("T2", world.fill)  # but nobody's keys are in another workspace's way
