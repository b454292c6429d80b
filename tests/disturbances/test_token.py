"""A token that Slack refuses: what people do is kept, said so, and shown once the operator has mended it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.preflight import BadToken
from coproduction.messages import Card
from coproduction.ports import Memory
from coproduction.service.owing import owe_privately
from coproduction.talk import TOLD_STOPPED
from handlers.sending.outbox import AT_ONCE
from rehearsal.happenings.disturbances import DEAD_TOKENS
from tests.disturbances.faces import faces
from tests.disturbances.scene import ASKED, FORGOTTEN, WEDNESDAY, calm_again, everything_arrived_once, said
from tests.handlers.database import tables
from tests.stage import ROOM, Stage
from tests.wiretap import Wiretap

BUDDY = "A buddy for every new parent"

MINUTE = timedelta(minutes=1)
every_death = pytest.mark.parametrize("error", sorted(DEAD_TOKENS))


@faces(*DEAD_TOKENS)
@every_death
async def test_what_people_do_meanwhile_is_kept_and_shown_afterwards_once(stage: Stage, error: str) -> None:
    await stage.time_is(WEDNESDAY)
    await stage.session()
    await stage.miriam.types('/poll live "When?" "Morning" "Evening"', channel=ROOM)
    await stage.ana.sees("When?", channel=ROOM)
    await stage.pledge(stage.ana, "Read to my neighbour", "2027-03-12")
    await stage.rests()
    await stage.room.refuse_token(error)

    await stage.delroy.types(f"/idea {BUDDY}", channel=ROOM)
    await stage.delroy.sees("Your idea is number 1.", channel=ROOM, private=True)
    await stage.blessing.clicks("Evening", on="When?", channel=ROOM)
    await stage.tunde.types("/copro end now", channel=ROOM)
    await stage.tunde.sees("I could not ask Slack who you are", channel=ROOM, private=True)
    await stage.time_is(ASKED)
    assert await said(stage.ana, "How is your pledge going?", channel="bot") == 0
    await calm_again(stage)

    await stage.ana.sees("1 person has answered.", channel=ROOM)
    assert await said(stage.ana, "How is your pledge going?", channel="bot") == 1
    assert [row["text"] for row in tables(stage)["idea"]] == [BUDDY]
    await everything_arrived_once(stage, "session", "idea", "poll", *FORGOTTEN, "nudge")


@faces(*DEAD_TOKENS)
@every_death
async def test_a_message_of_which_nobody_knows_is_looked_for_when_the_token_is_good_again(
    stage: Stage, error: str
) -> None:
    await stage.session()
    await stage.room.disturb("chat.postMessage", what="cut_after")
    await stage.ana.types(f"/idea {BUDDY}", channel=ROOM)
    await stage.rests()
    await stage.room.refuse_token(error)
    await stage.time_is(await stage.room.now() + timedelta(minutes=5))

    await calm_again(stage)

    assert await said(stage.delroy, BUDDY, channel=ROOM) == 1
    await everything_arrived_once(stage, "session", "idea")


@faces(*DEAD_TOKENS)
@every_death
async def test_a_bot_that_starts_with_it_says_so_and_the_next_one_goes_on(stage: Stage, error: str) -> None:
    await stage.session()
    await stage.room.disturb("chat.postMessage", what="500_before")
    await stage.ana.types(f"/idea {BUDDY}", channel=ROOM)
    await stage.serving.aclose()
    await stage.room.refuse_token(error)

    with pytest.raises(BadToken, match="SLACK_BOT_TOKEN does not work: "):
        await stage.starts_bot()
    await stage.serving.aclose()
    await stage.room.refuse_token("")
    await stage.starts_bot()
    await calm_again(stage)

    assert await said(stage.delroy, BUDDY, channel=ROOM) == 1
    await everything_arrived_once(stage, "session", "idea")


@faces(*DEAD_TOKENS)
@every_death
async def test_the_loop_stops_at_the_first_refusal_says_so_once_and_goes_on_by_itself(
    stage: Stage, wiretap: Wiretap, error: str
) -> None:
    await stage.session()
    await stage.rests()
    people = stage.room.people("champion")
    now, before = await stage.room.now(), await calls(stage, "auth.test")
    await stage.room.refuse_token(error)
    await stage.workspace.desk.write(lambda memory: owe_each(memory, now, [each.id for each in people]))
    seen = len(wiretap.lines.getvalue())
    since = await calls(stage, "chat.postMessage")
    await stage.rests()
    tried = await calls(stage, "chat.postMessage") - since
    for minute in range(1, 11):
        await stage.time_is(now + minute * MINUTE)

    assert len(people) > AT_ONCE >= tried > 0  # those that were on their way at once, and none of the others
    assert await calls(stage, "chat.postMessage") - since == tried
    assert await calls(stage, "auth.test") - before == 3  # after 1, 3 and 7 minutes
    told = [line for line in wiretap.lines.getvalue()[seen:].splitlines() if "[info" not in line]
    assert ["token_refused" in line for line in told] == [True]

    await stage.room.refuse_token("")
    for minute in (15, 17, 18):  # whoever asks first, cards or messages: the next tick sends
        await stage.time_is(now + minute * MINUTE)
    assert {await said(each, "I have stopped your reminders", channel="bot") for each in people} == {1}
    assert wiretap.lines.getvalue().count("token_works_again") == 1


def owe_each(memory: Memory, now: datetime, people: list[str]) -> None:
    for person in people:
        owe_privately(memory, now, Card(TOLD_STOPPED, "said:1", person))


async def calls(stage: Stage, method: str) -> int:
    return len(await stage.room.log("call", method=method))
