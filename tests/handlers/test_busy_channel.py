"""While a channel takes no messages, whoever leads is answered at once, and reads how far it is."""

from __future__ import annotations

from tests.handlers.test_rounds import arrive, goes
from tests.stage import ROOM, Stage


async def test_whoever_leads_is_answered_while_the_messages_of_their_act_wait(stage: Stage) -> None:
    await arrive(stage, "Ana Pereira", "Delroy Francis", "Dr Priya Nair", "Comfort Mensah")
    await goes(stage, minutes="10")
    await stage.room.disturb("chat.postMessage", what="429", retry_after=600, lasting=True)

    async def answered(words: str) -> None:
        await stage.miriam.sees(words, channel=ROOM, private=True)

    await stage.leads("5 more minutes")
    await answered("The groups have 5 more minutes.")
    await stage.miriam.types('/poll "When?" "Morning" "Evening"', channel=ROOM)
    await answered("Your poll is on its way")
    await stage.miriam.types("/copro close", channel=ROOM)
    await answered("The poll “When?” is closed.")

    await stage.leads("Call everyone back")

    await answered("I am asking every group to come back.")
    await answered("I am calling everybody back. 0 of 2 groups have been told.")
    await stage.ana.sees("I am calling everybody back. 0 of 2 groups have been told.", channel=ROOM)
    await stage.miriam.types("/copro end now", channel=ROOM)
    await answered("has ended. I sum it up there.")
