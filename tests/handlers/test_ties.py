"""Two work on an idea together: asked, told whom to write to, and each with a way out that is quiet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.stage import ROOM

if TYPE_CHECKING:
    from tests.stage import Stage

READING = "Reading hours with the library"


async def works_with_delroy(stage: Stage) -> None:
    """Ana writes a collaboration, and Delroy says yes."""
    await stage.ana.types("/idea", channel=ROOM)
    await stage.ana.modal("New idea")
    await stage.ana.fills({"What kind of idea is it?": "A collaboration: something to do together"})
    await stage.ana.modal("New idea", "Who should I ask?")
    await stage.ana.fills({"Your idea": READING, "Who should I ask?": stage.delroy.name})
    assert (await stage.ana.submits()).errors == {}
    await stage.delroy.sees("Will you two work on it?", channel="bot")
    await stage.delroy.clicks("Yes, we will", on=READING, channel="bot")
    told = await stage.delroy.sees("You said yes.", channel="bot")
    assert f"You can write to @{stage.ana.name} now" in told.readable
    told = await stage.ana.sees("will work on this with you:", channel="bot")
    assert f"You can write to @{stage.delroy.name} now" in told.readable


async def test_partners_stand_at_home_and_a_way_out_of_each_is_answered_where_it_is_pressed(
    stage: Stage,
) -> None:
    await stage.session()
    await works_with_delroy(stage)
    with_ana = f"You work on this with @{stage.ana.name}."
    await stage.delroy.opens_home()
    await stage.delroy.home(with_ana)
    await stage.delroy.clicks("Stop with Ana Pereira", channel="home")
    await stage.rests()
    assert with_ana not in (await stage.delroy.home("My ideas")).text

    await stage.delroy.clicks("Work on it together again", on=READING, channel="bot")
    await stage.delroy.sees("You can write to", channel="bot")
    await stage.delroy.clicks("What became of it", on=READING, channel=ROOM)
    assert with_ana in (await stage.delroy.modal("What became of it")).text
    await stage.delroy.clicks("Stop with Ana Pereira")
    assert with_ana not in (await stage.delroy.modal("What became of it", "Where it stands")).text


async def test_who_follows_from_a_private_answer_is_shown_that_they_do_and_twice_is_once(
    stage: Stage,
) -> None:
    await stage.session()
    await stage.idea(stage.ana, READING)
    for _ in range(2):
        await stage.delroy.clicks("Support", on=READING, channel=ROOM)
    answered = "You support idea 1."
    await stage.delroy.sees(answered, channel=ROOM, private=True)
    for _ in range(2):
        await stage.delroy.clicks("Follow", on=answered, channel=ROOM)
        await stage.delroy.modal("What became of it", "You are told when something becomes of it.")
        await stage.delroy.closes()
