"""Where a facilitator chose it, each breakout group has a private channel of its own."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.manifest import manifest
from handlers.settings import Settings
from rehearsal.model import Channel
from tests.handlers.database import tables
from tests.handlers.test_breakouts import FOUR, PLACE, four_arrive
from tests.handlers.test_rounds import SIX, arrive, drawn, goes, labels, notes, seats
from tests.stage import ROOM, Opened, Stage, on_stage

OWN, THREAD = "In a private channel of its own", "In a thread of this channel"
COMES_BACK = "Please come back to the whole room."


@pytest.fixture
async def stage(database: Opened) -> AsyncIterator[Stage]:
    """A bot that may make channels."""
    wanted = manifest(Settings(makes_channels=True))
    async with on_stage(database, manifest=wanted, GROUP_CHANNELS="yes") as stage:
        yield stage
        assert await stage.room.violations() == []


async def begins(stage: Stage, place: str = OWN, **more: str) -> None:
    """Miriam asks for groups of two with channels, and everybody is told."""
    await goes(stage, **({"place": place} | more))


def own(stage: Stage) -> dict[int, Channel]:
    """The channels that the bot made, by their group's number."""
    made = [each for each in stage.slack.slack.workspace.channels.values() if each.creator]
    numbers = {int(each.name.split("-")[3]): each for each in made}
    assert len(numbers) == len(made)
    return numbers


def members(stage: Stage) -> dict[int, set[str]]:
    """Who is in each of them beside the bot."""
    bot = stage.slack.slack.workspace.bot.id
    return {number: set(channel.members) - {bot} for number, channel in own(stage).items()}


def seated(stage: Stage) -> dict[int, set[str]]:
    """Who is to be in each of them."""
    told = seats(stage).items()
    return {number: {who for who, seat in told if seat == (number, seat[1])} for number in own(stage)}


async def test_each_group_has_a_channel_that_only_its_members_see(stage: Stage) -> None:
    people = await four_arrive(stage)

    await begins(stage)

    assert sorted(own(stage)) == [1, 2]
    assert members(stage) == seated(stage)
    assert {channel.kind for channel in own(stage).values()} == {"private"}
    assert all(re.fullmatch(r"breakout-1-group-[12]-[a-z0-9]{12}", c.name) for c in own(stage).values())
    for person in people:
        mine = seats(stage)[person.id][0]
        card = await person.sees(f"Group {mine}, round 1", channel=own(stage)[mine].name)
        assert "This channel is your group's alone" in card.readable
        note = await person.sees("You are in group", channel="bot")
        assert f"Your group writes in #{own(stage)[mine].name}." in note.readable
        assert await notes(person) == [f"You are in group {mine}"]
    await stage.miriam.does_not_see("Report back", channel=ROOM)


async def test_the_rounds_card_says_that_there_are_channels_and_when_they_are_archived(stage: Stage) -> None:
    await four_arrive(stage)

    await begins(stage)

    await drawn(stage)
    card = await stage.ana.sees("Breakout 1", channel=ROOM)
    said = "Each group has a private channel, archived ten minutes after the session ends."
    assert said in card.readable.splitlines()


async def test_a_facilitator_who_chooses_threads_gets_threads(stage: Stage) -> None:
    await four_arrive(stage)

    await begins(stage, THREAD)

    assert own(stage) == {}
    await stage.ana.sees("This thread is your group's", channel=ROOM)


@pytest.mark.parametrize("what", ["500_after", "cut_after", "cut_before", "429", "html_after", "truncated"])
async def test_a_channel_is_made_once_whatever_becomes_of_the_answer(stage: Stage, what: str) -> None:
    people = await four_arrive(stage)
    await stage.room.disturb("conversations.create", what=what)

    await begins(stage)
    await stage.time_is(await stage.room.now() + timedelta(minutes=1))

    assert members(stage) == seated(stage)
    assert sorted(own(stage)) == [1, 2]
    assert [len(await notes(person)) for person in people] == [1] * 4


@pytest.mark.parametrize("method", ["conversations.invite", "conversations.list"])
async def test_whoever_could_not_be_invited_at_first_is_invited_later(stage: Stage, method: str) -> None:
    await four_arrive(stage)
    await stage.room.disturb("conversations.create", what="500_after")
    await stage.room.disturb(method, what="500_before")

    await begins(stage)
    for minutes in (1, 2):
        await stage.time_is(await stage.room.now() + timedelta(minutes=minutes))

    assert members(stage) == seated(stage)
    assert sorted(own(stage)) == [1, 2]


async def test_a_restart_between_making_and_recording_finds_the_channel_again(stage: Stage) -> None:
    people = await four_arrive(stage)
    await stage.room.disturb("conversations.create", what="500_after")
    await begins(stage)

    await stage.restarts_bot()
    await stage.time_is(await stage.room.now() + timedelta(minutes=1))

    assert members(stage) == seated(stage)
    assert [len(await notes(person)) for person in people] == [1] * 4


@pytest.mark.parametrize("error", ["restricted_action", "missing_scope"])
async def test_where_slack_allows_no_channel_the_groups_have_threads(stage: Stage, error: str) -> None:
    people = await four_arrive(stage)
    await stage.room.disturb("conversations.create", what=f"error:{error}", lasting=True)

    await begins(stage, minutes="10")

    began = await stage.room.now()
    await stage.time_is(began + timedelta(minutes=8, seconds=5))
    assert own(stage) == {}
    roots = {m.ts for m in await stage.ana.messages(ROOM) if m.readable.startswith("Group ")}
    warnings = [m for m in await stage.ana.messages(ROOM) if "Two minutes left." in m.readable]
    assert len(roots) == 2
    assert {m.thread_ts for m in warnings} == roots
    assert [len(await notes(person)) for person in people] == [1] * 4


async def test_where_nobody_of_a_group_can_be_invited_it_has_a_thread(stage: Stage) -> None:
    await four_arrive(stage)
    await stage.room.disturb("conversations.invite", what="error:user_is_restricted")

    await begins(stage)

    await drawn(stage)
    roots = [m for m in await stage.ana.messages(ROOM) if m.readable.startswith("Group ")]
    card = await stage.ana.sees("Breakout 1", channel=ROOM)
    assert len(roots) == 1
    assert len([each for each in members(stage).values() if each]) == 1
    assert (
        "1 group has a private channel, archived ten minutes after the session ends. "
        "The others write in threads of this channel."
    ) in card.readable.splitlines()
    abandoned = [channel.archived for channel in own(stage).values() if not channel.members[1:]]
    assert abandoned == [True]


async def test_one_who_cannot_be_invited_keeps_nobody_else_out(stage: Stage) -> None:
    people = await arrive(stage, *SIX)
    await stage.miriam.types("/copro breakout", channel=ROOM)
    await stage.miriam.modal("Breakout")
    await stage.miriam.fills({"What should they talk about?": "What would help?", PLACE: OWN})
    await stage.miriam.submits()
    await stage.miriam.modal("Round 1")
    gone = people[-1]
    stage.slack.slack.workspace.people[gone.id].deleted = True  # and the bot has not heard of it yet

    await stage.miriam.submits()

    await stage.miriam.sees("I am posting the groups in #", channel=ROOM)
    await stage.rests()
    assert set().union(*members(stage).values()) == {person.id for person in people} - {gone.id}


async def test_who_comes_late_is_let_into_their_groups_channel(stage: Stage) -> None:
    await four_arrive(stage)
    await begins(stage)
    (late,) = stage.people("Dwayne Campbell")

    await stage.check_in(late)

    await drawn(stage)
    mine = own(stage)[seats(stage)[late.id][0]]
    assert members(stage) == seated(stage)
    await late.sees(f"Your group writes in #{mine.name}.", channel="bot")
    await late.sees(", round 1", channel=mine.name)


@pytest.mark.parametrize("method", ["conversations.invite", "users.conversations"])
async def test_a_latecomer_is_let_in_even_if_slack_is_away_for_a_moment(stage: Stage, method: str) -> None:
    await four_arrive(stage)
    await begins(stage)
    (late,) = stage.people("Dwayne Campbell")
    await stage.room.disturb(method, what="500_before")

    await stage.check_in(late)
    await stage.rests()
    await stage.time_is(await stage.room.now() + timedelta(minutes=1))

    assert members(stage) == seated(stage)
    assert len(await notes(late)) == 1


async def test_who_moves_is_let_into_the_new_channel_and_out_of_the_old(stage: Stage) -> None:
    people = await arrive(stage, *SIX)
    await begins(stage)
    before = seats(stage)
    gone = next(person for person in people if before[person.id][0] == 1)

    await stage.leads("Somebody is missing")
    await stage.miriam.modal("Who is missing?")
    await stage.miriam.fills({"Have not pressed I'm here": [gone.name]})
    await stage.miriam.submits()

    await drawn(stage)
    after = seats(stage)
    (moved,) = [p for p in people if p is not gone and after[p.id][0] != before[p.id][0]]
    there = {number for number, who in members(stage).items() if moved.id in who}
    assert there == {after[moved.id][0]}
    await moved.sees(f"Your group writes in #{own(stage)[after[moved.id][0]].name}.", channel="bot")


async def test_warning_and_recall_stand_in_the_groups_channels_alone(stage: Stage) -> None:
    await four_arrive(stage)
    await begins(stage, minutes="10")
    began = await stage.room.now()

    await stage.time_is(began + timedelta(minutes=8, seconds=5))
    await stage.leads("Call everyone back")
    await drawn(stage)

    mine = own(stage)[seats(stage)[stage.ana.id][0]].name
    said = [m.readable for m in await stage.ana.messages(mine)]
    assert [("Two minutes left." in words, COMES_BACK in words) for words in said] == [
        (False, False),
        (True, False),
        (False, True),
    ]
    await stage.ana.does_not_see(COMES_BACK, channel=ROOM)


async def test_a_group_reports_back_from_its_channel_and_the_room_sees_the_idea(stage: Stage) -> None:
    await four_arrive(stage)
    await begins(stage)
    mine = own(stage)[seats(stage)[stage.ana.id][0]].name

    await stage.ana.clicks("Report back", channel=mine)
    await stage.ana.modal("Report back")
    await stage.ana.fills({"One idea": "A later start"})
    await stage.ana.submits()

    await stage.ana.sees("Your idea is idea 1 now", channel=mine)
    await stage.miriam.sees("A later start", channel=ROOM)


@pytest.mark.parametrize("what", ["", "500_after", "429"])
async def test_channels_are_archived_ten_minutes_after_the_session(stage: Stage, what: str) -> None:
    await four_arrive(stage)
    await begins(stage)
    if what:
        await stage.room.disturb("conversations.archive", what=what)

    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.miriam.sees("Before you go", channel=ROOM)
    ended = await stage.room.now()

    await stage.time_is(ended + timedelta(minutes=9, seconds=50))
    assert [channel.archived for channel in own(stage).values()] == [False, False]
    for minutes in (11, 15):
        await stage.time_is(ended + timedelta(minutes=minutes))
    assert [channel.archived for channel in own(stage).values()] == [True, True]
    closings = [row for row in tables(stage)["message"] if row["kind"] == "archive"]
    assert [row["state"] for row in closings] == ["sent", "sent"]


async def test_a_round_that_is_over_before_its_channels_are_made_makes_none(stage: Stage) -> None:
    people = await four_arrive(stage)
    await stage.room.disturb("conversations.create", what="500_before", times=2)
    await begins(stage)

    await stage.leads("Call everyone back")
    await stage.time_is(await stage.room.now() + timedelta(minutes=1))

    assert own(stage) == {}
    assert [await person.messages("bot") for person in people] == [[]] * 4
    call = await stage.ana.sees("Please come back to the whole room.", channel=ROOM)
    assert labels(call) == ["Report back"]
    shown = [message.readable for message in await stage.ana.messages(ROOM)]
    assert [text for text in shown if text.startswith("Group ")] == []


async def test_without_the_setting_nobody_is_asked_and_nothing_is_made(database: Opened) -> None:
    async with on_stage(database) as stage:
        await four_arrive(stage)
        await stage.miriam.types("/copro breakout", channel=ROOM)
        view = await stage.miriam.modal("Breakout")

        assert PLACE not in view.labels


async def test_where_the_permission_was_not_given_the_groups_have_threads(database: Opened) -> None:
    async with on_stage(database, GROUP_CHANNELS="yes") as stage:  # the app was not installed anew
        await four_arrive(stage)

        await begins(stage)

        cards = [m for m in await stage.ana.messages(ROOM) if m.readable.startswith("Group ")]
        assert len(cards) == len(FOUR) // 2
