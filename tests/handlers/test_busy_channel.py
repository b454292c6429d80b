"""While a channel takes no messages, whoever leads is answered at once, and reads how far it is."""

from __future__ import annotations

from tests.handlers.test_rounds import SIX, arrive
from tests.stage import ROOM, Stage

PANEL = "This session is live in"


async def test_whoever_leads_is_answered_while_the_messages_of_their_act_wait(stage: Stage) -> None:
    await arrive(stage, *SIX)
    await stage.rests()
    await stage.room.disturb("chat.postMessage", what="429", retry_after=600, lasting=True)

    async def answered(*words: str) -> None:
        for each in words:
            await stage.miriam.sees(each, channel=ROOM, private=True)

    await stage.miriam.types('/copro breakout 2 "What would help?" 10 minutes', channel=ROOM)
    await stage.miriam.modal("Round 1")
    await stage.miriam.submits()
    await answered("6 people in 3 groups. I am posting the groups in #")
    await stage.miriam.types('/poll "When?" "Morning" "Evening"', channel=ROOM)
    await answered("Your poll is on its way")
    await stage.miriam.types("/copro now", channel=ROOM)
    await answered("The groups are being posted here, and push this up. It stands on my Home tab, too")
    await stage.miriam.clicks("5 more minutes", on=PANEL, channel=ROOM)
    await answered("The groups have 5 more minutes.")
    await stage.miriam.clicks("Close this poll", on=PANEL, channel=ROOM)
    await answered("The poll “When?” is closed.")
    await stage.miriam.clicks("Call everyone back", on=PANEL, channel=ROOM)
    await answered(
        "I am asking every group to come back.",
        "I am calling everybody back. 0 of 3 groups have been told.",
    )
    await stage.miriam.types("/copro end now", channel=ROOM)
    await answered("has ended. I sum it up there.")
