"""Who is in a channel: told by Slack, kept, and asked at every act."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from coproduction.breakouts import Presence, seat_of
from handlers import ids, listids
from rehearsal.driver.room import Person
from tests.handlers.database import tables
from tests.handlers.forging import forged_click, forged_event, forged_form, text
from tests.stage import ROOM, Stage

if TYPE_CHECKING:
    from coproduction.ports import Memory

CIRCLE = "closed-circle"
NOT_THERE = "You are not in this channel any more, so I did nothing. Ask somebody there to add you."


async def circle(stage: Stage, *people: Person) -> str:
    """A private channel with a session, an idea and a poll; its id."""
    members = [stage.miriam.id, *(person.id for person in people)]
    channel = await stage.room.create_channel(CIRCLE, private=True, members=members)
    await stage.invites_bot(CIRCLE)
    await stage.session(channel=CIRCLE)
    await stage.check_in(*people, channel=CIRCLE)
    await stage.idea(stage.miriam, "A quiet room", channel=CIRCLE)
    await stage.miriam.types('/copro poll live "When?" "Morning" "Evening"', channel=CIRCLE)
    await stage.miriam.sees("When?", channel=CIRCLE)
    await stage.rests()
    return channel


def members(stage: Stage) -> set[str]:
    """Who is in a channel, as stored; the bot is, too."""
    return {row["person"] for row in tables(stage)["member"]} - {stage.team.workspace.bot.id}


def absent(stage: Stage) -> set[str]:
    """Who has no place any more in the groups that were made."""
    return {row["person"] for row in tables(stage)["breakout_seat"] if row["presence"] == "absent"}


def ballots(stage: Stage) -> list[tuple[str, str]]:
    return [(row["person"], row["answer"]) for row in tables(stage)["ballot"]]


async def leaves(stage: Stage, person: Person) -> None:
    async with stage.hears("member_left_channel"):
        await stage.room.kick(person.name, CIRCLE)


async def test_who_was_removed_neither_reads_nor_writes_through_the_bot(stage: Stage) -> None:
    await circle(stage, stage.ana, stage.delroy)
    assert members(stage) == {stage.miriam.id, stage.ana.id, stage.delroy.id}
    await leaves(stage, stage.ana)
    assert members(stage) == {stage.miriam.id, stage.delroy.id}

    for typed in ("/copro ideas", "/idea A choir for everybody", "/pledge", "/checkin"):
        await stage.ana.types(typed, channel="bot")
        await stage.ana.sees(NOT_THERE, channel="bot")
    [idea], [poll] = tables(stage)["idea"], tables(stage)["poll"]
    for action, value in (
        (ids.SUPPORT, idea["id"]),
        (ids.at(ids.VOTE, 0), poll["id"]),
        (ids.at(f"{listids.SEE_ALL}/{listids.IDEAS}", 0), f"{listids.IDEAS}:{idea['channel']}"),
    ):
        assert (await forged_click(stage, stage.ana, action, value, channel="bot")).acked
    assert (ballots(stage), tables(stage)["support"]) == ([], [])

    async with stage.hears("member_joined_channel"):
        await stage.room.invite(stage.ana.name, CIRCLE)
    await stage.ana.types("/idea A choir for everybody", channel="bot")
    await stage.ana.sees("A choir for everybody", channel=CIRCLE)


async def test_an_outsider_does_not_vote_or_check_in_with_forged_ids(stage: Stage) -> None:
    await circle(stage, stage.ana)
    [session], [poll] = tables(stage)["session"], tables(stage)["poll"]
    await stage.blessing.types("hello", channel="general")
    await forged_click(stage, stage.blessing, ids.at(ids.VOTE, 1), poll["id"], channel="general")
    await stage.blessing.sees(NOT_THERE, channel="general", private=True)
    answers = {"mood": text("4"), "named": text("named")}
    said = await forged_form(
        stage, stage.blessing, ids.CHECK_IN_FORM, answers, channel="general", subject=session["id"]
    )
    assert said == {"mood": NOT_THERE}
    unnamed = answers | {
        "named": text("anonymous"),
        "word": text("my name is Ana"),
    }
    form, subject = ids.CHECK_IN_FORM, session["id"]
    said = await forged_form(stage, stage.blessing, form, unnamed, channel=CIRCLE, subject=subject)
    assert said == {"mood": NOT_THERE}
    mood, value = ids.at(ids.CHECK_IN_MOOD, "0/4"), f"{session['id']}|"
    since = await stage.room.seq()
    await forged_click(stage, stage.blessing, mood, value, channel="general")
    told = await stage.room.wait_for(since=since, kind="http", what="response_url")
    assert told["arguments"]["text"] == NOT_THERE
    assert ballots(stage) == []
    assert [row["person"] for row in tables(stage)["attendance"]] == [stage.ana.id]


async def test_a_facilitator_who_was_removed_does_not_lead_from_outside(stage: Stage) -> None:
    await circle(stage, stage.ana)
    [poll] = tables(stage)["poll"]
    await leaves(stage, stage.miriam)
    await stage.miriam.types("hello", channel="general")
    await forged_click(stage, stage.miriam, ids.TAKE_BACK_POLL, poll["id"], channel="general")
    await stage.miriam.sees(NOT_THERE, channel="general", private=True)
    assert [row["is_open"] for row in tables(stage)["poll"]] == [1]


async def test_a_new_start_reads_who_came_and_went_meanwhile(stage: Stage) -> None:
    await circle(stage, stage.ana, stage.delroy)
    await stage.serving.aclose()
    await stage.room.kick(stage.ana.name, CIRCLE)
    await stage.room.invite(stage.blessing.name, CIRCLE)
    await stage.starts_bot()
    await stage.rests()
    assert members(stage) == {stage.miriam.id, stage.delroy.id, stage.blessing.id}


async def test_who_is_read_to_have_gone_loses_their_seat_as_if_the_event_had_come(stage: Stage) -> None:
    channel = await circle(stage, stage.ana, stage.delroy, stage.tunde)
    await stage.breakout(size=3, channel=CIRCLE)
    await leaves(stage, stage.ana)
    assert absent(stage) == {stage.ana.id}

    def is_lost(memory: Memory) -> None:
        """All stands as if that event had been lost."""
        [round_] = memory.breakouts.live()
        seat = seat_of(memory.breakouts.seats(round_.id), stage.ana.id)
        assert seat
        memory.breakouts.seat(replace(seat, presence=Presence.EXPECTED))
        memory.members.join(channel, stage.ana.id)

    await stage.workspace.desk.write(is_lost)
    assert absent(stage) == set()
    stage.workspace.desk.memberships.want_all()
    await stage.rests()
    assert absent(stage) == {stage.ana.id}


async def test_who_makes_groups_has_it_read_once_more_who_is_in_a_private_channel(stage: Stage) -> None:
    channel, desk = await circle(stage, stage.ana, stage.delroy), stage.workspace.desk
    # as if the event had been lost that she left
    await desk.write(lambda memory: memory.members.join(channel, stage.blessing.id))
    assert stage.blessing.id in members(stage)
    await stage.miriam.types('/copro breakout 2 "What would help?"', channel=CIRCLE)
    await stage.rests()
    assert members(stage) == {stage.miriam.id, stage.ana.id, stage.delroy.id}


@pytest.mark.parametrize("trouble", ["500_before", "429"])
async def test_reading_goes_on_after_trouble(stage: Stage, trouble: str) -> None:
    await circle(stage, stage.ana)
    await stage.room.disturb("conversations.members", what=trouble, times=2)
    stage.workspace.desk.memberships.want_all()
    await stage.rests()
    assert members(stage) == {stage.miriam.id, stage.ana.id}
    assert await stage.room.troubles() == []


async def test_news_that_come_late_do_not_undo_newer_ones(stage: Stage) -> None:
    channel = await circle(stage, stage.ana)
    await leaves(stage, stage.ana)
    about = {"user": stage.ana.id, "channel": channel, "channel_type": "G", "event_ts": "1.000001"}
    assert (await forged_event(stage, {"type": "member_joined_channel", **about})).acked
    assert members(stage) == {stage.miriam.id}


async def test_a_session_goes_on_in_a_channel_that_was_shared(stage: Stage) -> None:
    old = await circle(stage, stage.ana, stage.delroy)
    async with stage.hears("channel_id_changed"):
        new = await stage.room.share(CIRCLE)
    await stage.rests()
    assert new != old
    rows = tables(stage)
    assert {row["channel"] for name in ("session", "idea", "poll", "member") for row in rows[name]} == {new}

    await stage.ana.clicks("Morning", on="When?", channel=CIRCLE)
    await stage.ana.sees("Morning: 1", channel=CIRCLE)
    await stage.pledge(stage.ana, "Call the school", channel=CIRCLE)
    await stage.delroy.types("/idea A choir for everybody", channel="bot")
    await stage.delroy.sees("A choir for everybody", channel=CIRCLE)
    await stage.miriam.types("/copro end now", channel=CIRCLE)
    await stage.rests()
    await stage.ana.sees("Will you do at least one thing differently", channel=CIRCLE)
    assert await stage.room.violations() == []


async def test_what_an_archived_channel_did_not_take_is_posted_when_it_opens_again(stage: Stage) -> None:
    await circle(stage, stage.ana)
    await stage.room.archive(CIRCLE)
    await stage.ana.types("/idea A choir for everybody", channel="bot")
    await stage.rests()
    async with stage.hears("group_unarchive"):
        await stage.room.archive(CIRCLE, undo=True)
    await stage.rests()
    await stage.ana.sees("A choir for everybody", channel=CIRCLE)


async def test_while_the_bot_is_out_of_a_private_channel_nobody_reads_or_writes_from_elsewhere(
    stage: Stage,
) -> None:
    await circle(stage, stage.ana, stage.delroy)
    async with stage.hears("group_left"):
        await stage.room.kick("bot", CIRCLE)
    await stage.room.kick(stage.ana.name, CIRCLE)  # of which nobody tells the bot
    await stage.rests()

    for typed in ("/copro ideas", "/idea A choir for everybody", "/checkin"):
        await stage.ana.types(typed, channel="bot")
        await stage.ana.sees("I am not in this private channel, so I cannot see who is.", channel="bot")
    await stage.delroy.clicks("Evening", on="When?", channel=CIRCLE)
    await stage.rests()
    assert ballots(stage) == [(stage.delroy.id, "1")]

    await stage.invites_bot(CIRCLE)
    await stage.rests()
    assert members(stage) == {stage.miriam.id, stage.delroy.id}
    await stage.ana.types("/idea A choir for everybody", channel="bot")
    await stage.ana.sees(NOT_THERE, channel="bot")


async def test_a_private_channel_without_the_bot_is_shut_before_slack_can_be_asked_who_is_in_it(
    stage: Stage,
) -> None:
    await circle(stage, stage.ana)
    await stage.room.disturb("conversations.info", what="429", retry_after=600)
    async with stage.hears("group_left"):
        await stage.room.kick("bot", CIRCLE)

    await stage.ana.types("/copro ideas", channel="bot")

    await stage.ana.sees("I am not in this private channel, so I cannot see who is.", channel="bot")


async def test_who_was_removed_while_the_bot_was_away_from_a_private_channel_is_shut_out_at_its_start(
    stage: Stage,
) -> None:
    await circle(stage, stage.ana)
    await stage.serving.aclose()
    await stage.room.kick("bot", CIRCLE)
    await stage.starts_bot()
    await stage.rests()
    assert members(stage) == set()


async def test_a_public_channel_that_became_private_is_noticed_at_the_next_command_in_it(
    stage: Stage,
) -> None:
    await stage.session()
    await stage.rests()
    [channel] = [each for each in stage.team.workspace.channels.values() if each.name == ROOM]
    channel.kind = "private"
    assert [row["is_private"] for row in tables(stage)["roster"]] == [0]

    await stage.ana.types("/copro ideas", channel=ROOM)
    await stage.rests()

    assert [row["is_private"] for row in tables(stage)["roster"]] == [1]
