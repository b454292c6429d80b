"""The same words typed again within a minute are one act, which is said; a minute later they are another."""

from __future__ import annotations

import pytest

from tests.handlers.database import tables
from tests.stage import ROOM, Stage

TYPED = {
    "idea": (
        ("/idea More benches", '/idea "more  benches."', "/idea MORE BENCHES!"),
        "You have just typed these words, so they are one idea: number 1.",
    ),
    "poll": (
        ('/poll live "When?" "A" "B"', "/poll live “when” “a” “B.”"),
        "This was asked a moment ago, so it is one poll.",
    ),
}


@pytest.mark.parametrize("noun", TYPED)
async def test_what_is_typed_twice_within_a_minute_is_one(stage: Stage, noun: str) -> None:
    typed, said = TYPED[noun]
    await stage.session()

    for each in (*typed, typed[0]):
        await stage.miriam.types(each, channel=ROOM)
    await stage.miriam.sees(said, channel=ROOM, private=True)
    assert len(tables(stage)[noun]) == 1

    await stage.room.forward(minutes=1)
    await stage.time_is(await stage.room.now())
    await stage.miriam.types(typed[0], channel=ROOM)
    assert len(tables(stage)[noun]) == 2


async def test_the_same_words_of_somebody_else_are_another_idea(stage: Stage) -> None:
    await stage.session()
    for person in (stage.ana, stage.delroy):
        await stage.idea(person, "More benches")

    assert len(tables(stage)["idea"]) == 2


async def test_a_session_started_twice_within_a_minute_is_one(stage: Stage) -> None:
    await stage.session("Ours")

    await stage.miriam.types("/copro start ours", channel=ROOM)

    await stage.miriam.sees(
        "You have just started “Ours”, so it is one session, and it is live.", channel=ROOM
    )
    assert len(tables(stage)["session"]) == 1


async def test_a_pledge_made_twice_within_a_minute_is_one(stage: Stage) -> None:
    await stage.session()
    await stage.pledge(stage.ana, "Read to him")

    await stage.ana.types("/pledge read to him.", channel=ROOM)

    await stage.ana.sees("You have just made this pledge, so I count it once.", channel=ROOM, private=True)
    assert len(tables(stage)["pledge"]) == 1
