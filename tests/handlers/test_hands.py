"""Raising a hand, looking on, and who was not heard yet, as people press and type it."""

from __future__ import annotations

from coproduction.unheard import Counted, Unheard
from coproduction.words import Text
from handlers.blocks.listening import figures
from tests.handlers.database import tables
from tests.speaking import SAY
from tests.stage import ROOM, Stage


async def test_hands_are_raised_by_press_and_typed_and_given_from_the_panel(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana, stage.delroy, stage.tunde)
    await stage.ana.types("/hand", channel=ROOM)
    await stage.ana.sees("Nobody raises hands with me here.", channel=ROOM, private=True)

    await stage.miriam.types("/copro hands on", channel=ROOM)
    await stage.miriam.sees("People can raise a hand now", channel=ROOM, private=True)
    await stage.ana.sees("Raise a hand", channel=ROOM)
    await stage.ana.clicks("Raise a hand", on="Session: Support for new parents", channel=ROOM)
    await stage.ana.sees("You are number 1.", channel=ROOM, private=True)
    await stage.delroy.types("/hand", channel=ROOM)
    await stage.delroy.sees("You are number 2.", channel=ROOM, private=True)
    await stage.delroy.types("/copro now", channel=ROOM)
    own = await stage.delroy.sees("Your hand is up. You are number 2.", channel=ROOM, private=True)
    assert "Ana" not in own.readable

    await stage.miriam.types("/copro now", channel=ROOM)
    panel = await stage.miriam.sees("2 people would like to speak.", channel=ROOM, private=True)
    assert "Not heard yet: 3 of 3 people who do not lead." in panel.readable
    assert "Ana" not in panel.readable
    await stage.miriam.clicks("Who is next to speak", on="would like to speak", channel=ROOM)
    await stage.miriam.sees("1. Ana Pereira", channel=ROOM, private=True)
    await stage.miriam.clicks("Spoke", on="1. Ana Pereira", channel=ROOM)
    await stage.miriam.sees("1. Delroy Francis", channel=ROOM, private=True)
    await stage.delroy.types("/hand down", channel=ROOM)
    await stage.delroy.sees("Your hand is down.", channel=ROOM, private=True)
    await stage.miriam.clicks("Spoke", on="1. Delroy Francis", channel=ROOM)  # as the list was
    late = await stage.miriam.sees("This hand is down by now", channel=ROOM, private=True)
    assert "Nobody waits to speak." in late.readable
    assert "Delroy" not in late.readable

    await stage.miriam.types("/copro unheard", channel=ROOM)
    await stage.miriam.sees("Not heard yet: 2 of 3 people who do not lead.", channel=ROOM, private=True)
    assert {row["person"]: row["spoken"] for row in tables(stage)["speaker"]} == {
        stage.ana.id: 1,
        stage.delroy.id: 0,
    }


async def test_an_observer_is_marked_by_name_and_has_no_ballot(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana, stage.delroy)
    await stage.miriam.types("/copro observers add @Ana Pereira", channel=ROOM)
    done = await stage.miriam.sees("Ana Pereira only looks on now", channel=ROOM, private=True)
    assert "In polls that are open, I deleted what they had answered, if anything." in done.readable
    marked = await stage.ana.sees("Somebody who leads has noted that you are here as", channel="bot")
    assert "You answer no polls" in marked.readable
    assert "What you had answered in polls that are open is deleted." in marked.readable
    await stage.delroy.sees("1 person checked in.", channel=ROOM)
    await stage.miriam.types("/copro observers add @Ana Pereira @Tunde Bakare @Blessing Okafor", channel=ROOM)
    told = "Tunde Bakare, Blessing Okafor only look on now"
    await stage.miriam.sees(told, channel=ROOM, private=True)

    await stage.miriam.types('/poll "When?" "Morning" "Evening"', channel=ROOM)
    await stage.rests()
    await stage.ana.clicks("Morning", on="When?", channel=ROOM)
    await stage.ana.sees("you see the polls and answer none", channel=ROOM, private=True)
    assert tables(stage)["ballot"] == []


async def test_who_has_no_slack_is_entered_from_the_panel_and_sits_in_a_group_by_their_alias(
    stage: Stage,
) -> None:
    await stage.session()
    await stage.check_in(stage.ana, stage.delroy, stage.blessing)
    await stage.miriam.types('/poll "When?" "Morning" "Evening"', channel=ROOM)
    await stage.miriam.types("/copro now", channel=ROOM)
    await stage.miriam.clicks("Enter for somebody without Slack", on="Session: Support", channel=ROOM)
    await stage.miriam.modal("Without Slack")
    said = {
        "Their name": "Rosa",
        "How are they today?": "4 – good",
        "Their idea": "A phone line",
        "Their answer: When?": "Evening",
        "What will they do?": "Call the school",
    }
    await stage.miriam.fills(said)
    assert list((await stage.miriam.submits()).errors) == ["Did they agree?"]

    await stage.miriam.fills(
        {"Did they agree?": ["They said yes to this name, and that I keep what they say"]}
    )
    await stage.miriam.submits()
    told = "Entered for Rosa: their check-in, their idea, their answer to “When?”, their pledge."
    await stage.miriam.sees(told, channel=ROOM, private=True)
    card = await stage.ana.sees("A phone line", channel=ROOM)
    assert "Rosa (in the call, without Slack)" in card.readable
    await stage.breakout()
    await stage.delroy.sees("Rosa (in the call, without Slack)", channel=ROOM)
    assert len(tables(stage)["ballot"]) == 1
    await stage.room.forward(minutes=3)  # those who are silent are asked, and the notes of all are drawn anew
    await stage.rests()
    await stage.ana.sees("I know of 1 of 4 people that they are here.", channel=ROOM)

    await stage.miriam.types('/copro caller rename "Rosa" "Rosa from Leeds"', channel=ROOM)
    await stage.ana.sees("Rosa from Leeds (in the call", channel=ROOM)
    await stage.miriam.types("/copro caller forget rosa FROM leeds", channel=ROOM)
    asked = await stage.miriam.sees("Forget “Rosa from Leeds”?", channel=ROOM, private=True)
    assert "Their pledges are let go" in asked.readable
    assert "This cannot be undone." in asked.readable
    assert len(tables(stage)["caller"]) == 1

    await stage.miriam.types("/copro caller", channel=ROOM)
    await stage.miriam.fills(
        {
            "Who is it?": "Rosa from Leeds",
            "Take them out": ["They took back their yes: forget this name"],
        }
    )
    await stage.miriam.submits()
    form = await stage.miriam.modal("Forget this name?")
    assert "This cannot be undone." in form.text
    await stage.miriam.closes()

    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.miriam.types("/copro caller Luz", channel=ROOM)
    form = await stage.miriam.modal("Without Slack", "No session is live here, so nobody can check in now.")
    assert "How are they today?" not in form.labels
    await stage.miriam.closes()
    assert len(tables(stage)["caller"]) == 1

    await stage.miriam.clicks("Forget Rosa from Leeds", on="Forget “Rosa from Leeds”?", channel=ROOM)
    await stage.miriam.sees("I have forgotten “Rosa from Leeds”.", channel=ROOM, private=True)
    assert tables(stage)["caller"] == []


def test_of_all_kinds_only_those_are_named_of_which_somebody_was_not_heard() -> None:
    sectors = (Counted(Text("schools"), 4, 0), Counted(Text("parents"), 5, 1))
    [drawn] = figures(SAY, Unheard(9, 1, sectors, ()))
    assert drawn["text"]["text"] == (
        "*Not heard yet: 1 of 9 people who do not lead.*\nBy sector: parents 1 of 5."
    )
