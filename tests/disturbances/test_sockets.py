"""Connections that end in the middle of a session: what people do meanwhile has its effect once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.entrance import SocketPatience
from rehearsal.control.trouble import GOODBYES
from tests.disturbances.faces import faces
from tests.disturbances.scene import calm_again, everything_arrived_once, said
from tests.handlers.database import tables
from tests.handlers.test_members import members
from tests.stage import ROOM, Stage

QUICK = SocketPatience(ping_every=0.5, look_every=0.05, forget_ticket_after=0.3, begin_anew_after=60)
BUDDY = "A buddy for every new parent"
CUPBOARD = "We could share one cupboard"
HOW = (*GOODBYES, "tcp", "dead ticket")


async def becomes_impatient(stage: Stage) -> None:
    """The bot looks after its connection more often than in life."""
    stage.patience = replace(stage.patience, socket=QUICK)
    await stage.restarts_bot()


async def breaks(stage: Stage, how: str) -> None:
    """The connection goes in this way."""
    if how == "dead ticket":
        await stage.room.dead_ticket()
    assert await stage.room.drop_sockets("refresh_requested" if how == "dead ticket" else how) == 1


@faces(*(f"socket: {how}" for how in HOW))
@pytest.mark.parametrize("how", HOW)
async def test_what_people_do_while_the_connection_goes_has_its_effect_once(stage: Stage, how: str) -> None:
    await becomes_impatient(stage)
    await stage.session()
    await stage.idea(stage.delroy, "Fewer stairs")
    await calm_again(stage)  # so that the next idea has a card of its own
    await stage.blessing.types(CUPBOARD, channel=ROOM)
    await stage.ana.types("/idea", channel=ROOM)
    await stage.ana.modal("New idea")
    await stage.ana.fills({"Your idea": BUDDY})
    since = await stage.room.seq()
    await breaks(stage, how)

    await stage.delroy.reacts("bulb", on=CUPBOARD, channel=ROOM, allow_silence=True)
    sent = await stage.ana.submits(allow_silence=True)
    pressed = await stage.ana.clicks("Support", on="Fewer stairs", channel=ROOM, allow_silence=True)
    await stage.room.wait_for(kind="socket", what="open", since=since, timeout=20)
    if not sent.acked:  # she was warned, and does it again
        assert sent.warning
        await stage.ana.submits()
    if not pressed.acked:
        assert pressed.warning
        await stage.ana.clicks("Support", on="Fewer stairs", channel=ROOM)
    await calm_again(stage)

    await stage.answers(stage.blessing)
    await calm_again(stage)
    await stage.miriam.sees(BUDDY, channel=ROOM)
    await stage.miriam.sees("1 supporter", channel=ROOM)
    assert await said(stage.blessing, "Your message is idea", channel="bot") == 1
    assert sorted(row["text"] for row in tables(stage)["idea"]) == [BUDDY, "Fewer stairs", CUPBOARD]
    await everything_arrived_once(stage, "session", "consent", "idea")


@faces("socket: tcp")
async def test_after_a_gap_it_reads_who_came_and_went_meanwhile(stage: Stage) -> None:
    await becomes_impatient(stage)
    await stage.session()
    await stage.rests()
    there = members(stage)
    channel, delroy = tables(stage)["session"][0]["channel"], stage.delroy.id
    await stage.workspace.desk.write(lambda memory: memory.members.leave(channel, delroy))
    assert members(stage) == there - {delroy}  # as if nobody had told us that he came back
    since = await stage.room.seq()

    await breaks(stage, "tcp")

    await stage.room.wait_for(kind="call", method="conversations.members", since=since, timeout=20)
    await stage.rests()
    assert members(stage) == there


@faces("socket: tcp", "429", "500_before", "html_before", "truncated")
@pytest.mark.parametrize("trouble", ["429", "500_before", "html_before", "truncated", "cut_before"])
async def test_a_connection_comes_back_although_slack_gives_no_address_at_first(
    stage: Stage, trouble: str
) -> None:
    await becomes_impatient(stage)
    await stage.session()
    since = await stage.room.seq()
    await stage.room.disturb("apps.connections.open", what=trouble)
    await stage.room.drop_sockets("tcp")

    await stage.room.wait_for(kind="socket", what="open", since=since, timeout=20)

    await stage.idea(stage.ana, BUDDY)
    await stage.rests()
    await everything_arrived_once(stage, "session", "idea")
