"""Facilitators' verbs typed to the bot itself mean the only session of theirs that is live, and say so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from coproduction.service import people
from coproduction.service.now import Going
from coproduction.service.places import Invited, Where
from coproduction.sessions import Session, SessionState
from handlers.blocks.aloud import aloud_of, buttons
from handlers.blocks.checkins import moods
from handlers.blocks.home import live
from handlers.blocks.kit import fallback
from handlers.blocks.now import panel
from handlers.blocks.places import told_apart
from handlers.dispatch.commands import VERBS, voice
from handlers.edge.listeners import Audience
from handlers.settings import Settings
from rehearsal.driver.sights import NotSeen
from tests.handlers.database import tables
from tests.stage import ROOM, Stage

if TYPE_CHECKING:
    from rehearsal.driver.room import Person

# What is about a programme or the workspace, or needs a channel to begin in.
OF_NO_SESSION = {
    *("start", "plan", "report", "results", "nudges", "observers", "hide", "board", "themes", "shortlist"),
    *("answer", "body", "chairs", "champion", "caller", "handover", "colead", "initiatives"),
}
OF_SESSION = [verb.word for verb in VERBS.values() if verb.of_session and not verb.has_ended]
OF_PROGRAMME = [verb.word for verb in VERBS.values() if verb.of_programme]
OTHER = "school-champions"
SAY = voice(Settings())
NOON = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)


async def answer(person: Person) -> str:
    """The newest message in their conversation with the bot, or the form that is open, which they close."""
    try:
        form = await person.modal(timeout=0)
    except NotSeen:
        *_, last = await person.messages("bot")
        return last.readable
    await person.closes()
    return form.text


async def typed(stage: Stage, text: str) -> str:
    """What Miriam is answered who types this to the bot itself."""
    await stage.miriam.types(text, channel="bot")
    await stage.rests()
    return await answer(stage.miriam)


async def names_initiative(stage: Stage, name: str) -> None:
    """Miriam fills in the form that is open, and sends it."""
    await stage.miriam.modal("Linked initiative")
    await stage.miriam.fills(
        {"Name": name, "What does it do?": "It cooks", "What do we ask or offer?": "Room"}
    )
    assert (await stage.miriam.submits()).closed
    await stage.rests()


def test_two_sessions_of_one_title_are_told_apart_by_their_channels_or_by_when_they_began() -> None:
    first = Session("s1", "C1", "Ours & <theirs>", SessionState.LIVE, "U1", NOON)
    second = replace(first, id="s2", channel="C2")
    later = replace(first, id="s3", started_at=NOON + timedelta(minutes=5))
    assert fallback(SAY, [told_apart(SAY, [first, second])]).splitlines() == [
        "“Ours &amp; &lt;theirs&gt;” is in <#C1>.",
        "“Ours &amp; &lt;theirs&gt;” is in <#C2>.",
    ]
    one, other = fallback(SAY, [told_apart(SAY, [first, later])]).splitlines()
    assert ("12:00 UTC>." in one, "12:05 UTC>." in other) == (True, True)
    beginning = [
        block for block in moods(SAY, [first, second], "", is_first=True) if block["type"] == "context"
    ]
    assert ["<#C1>" in str(beginning[0]), "<#C2>" in str(beginning[1])] == [True, True]
    around = [
        Invited(Where(each.channel, each.title, is_live=True), each.id, False) for each in (first, second)
    ]
    going = [Going(each.channel, each) for each in (first, second)]
    for shown in (live(SAY, around), panel(SAY, going)):
        aloud = [aloud_of(button) for block in shown for button in buttons(block)]
        assert len(set(aloud)) == len(aloud) > 1


def test_every_verb_for_facilitators_is_of_a_session_or_known_not_to_be() -> None:
    others = {
        verb.name for verb in VERBS.values() if verb.audience is Audience.FACILITATORS and not verb.of_session
    }
    assert others == OF_NO_SESSION


async def test_each_verb_about_a_session_means_the_only_one_and_names_its_channel(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana, stage.delroy)
    await stage.idea(stage.ana, "A buddy for every new parent")
    assert {*OF_PROGRAMME} < OF_NO_SESSION
    for word in (*OF_SESSION, *OF_PROGRAMME):
        told = await typed(stage, f"/copro {word}")
        in_answer = f"In #{ROOM}:" in told or "I looked in your session “Support for new parents”." in told
        assert in_answer, (word, told)
        assert "There is no live session" not in told, word


async def test_what_is_typed_to_the_bot_is_done_in_the_session_and_told_there(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana, stage.delroy)
    told = await typed(stage, '/copro poll live "When to meet?" "Morning" "Evening"')
    assert told.startswith(f"In #{ROOM}:\nYour poll is on its way.")
    await stage.ana.sees("When to meet?", channel=ROOM)
    await stage.ana.clicks("Evening", on="When to meet?", channel=ROOM)

    told = await typed(stage, "/copro polls")
    assert told.startswith(f"In #{ROOM}:")
    assert "When to meet?" in told

    told = await typed(stage, "/copro close")
    assert told.startswith(f"In #{ROOM}:\nThe poll “When to meet?” is closed.")
    told = await typed(stage, "/copro close")
    assert "When to meet?" in told

    told = await typed(stage, "/copro initiatives")
    assert told.startswith(f"In #{ROOM}:")
    await stage.miriam.clicks("Name an initiative", on="Linked initiatives", channel="bot")
    await names_initiative(stage, "Food bank")
    await stage.miriam.sees("Food bank", channel="bot")
    await stage.miriam.clicks("Change", on="Food bank", channel="bot")
    await names_initiative(stage, "Community kitchen")
    await stage.miriam.types("/copro initiatives", channel=ROOM)
    await stage.miriam.sees("Community kitchen", channel=ROOM, private=True)

    told = await typed(stage, '/copro rename "Support for families"')
    assert "The session is called “Support for families” now." in told
    await stage.ana.sees("Session: Support for families", channel=ROOM)


async def test_a_form_that_is_opened_there_says_where_it_goes_and_is_answered_there(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana, stage.delroy)
    await stage.miriam.types('/copro breakout 2 "What would help?"', channel="bot")
    form = await stage.miriam.modal("Round 1")
    assert form.text.startswith(f"In #{ROOM}:")
    await stage.miriam.submits()

    await stage.miriam.sees(f"I am posting the groups in #{ROOM}", channel="bot")
    await stage.ana.sees("Breakout 1", channel=ROOM)

    await stage.miriam.types("/copro end", channel="bot")
    await stage.miriam.modal("End the session?")
    await stage.miriam.submits()
    await stage.miriam.sees(f"The session in #{ROOM} has ended.", channel="bot")
    assert await stage.room.violations() == []


async def gives_reasons_of_their_own(stage: Stage) -> None:
    """To hide an idea: what is hidden then says it in their words."""
    await stage.miriam.types("/copro hide", channel="bot")
    await stage.miriam.clicks("Change the reasons", on="Hidden ideas", channel="bot")
    await stage.miriam.modal("Reasons to hide")
    await stage.miriam.fills({"Why may an idea be hidden here?": "it is for another day.\nit names a place"})
    await stage.miriam.submits()
    await stage.miriam.sees("From now on these are the reasons to hide an idea here.", channel="bot")
    await stage.miriam.clicks("All that was ever hidden, as a file", on="Hidden ideas", channel="bot")
    await stage.miriam.modal("Hidden ideas")
    await stage.miriam.closes()
    await stage.miriam.clicks("Show it again", on="Hidden ideas", channel="bot")
    await stage.miriam.types("/copro hide 1", channel="bot")
    await stage.miriam.modal("Hide an idea")
    await stage.miriam.fills({"Why do you hide it?": "it is for another day"})
    await stage.miriam.submits()
    await stage.delroy.sees("The people who lead have hidden this: it is for another day.", channel=ROOM)


async def test_forms_of_those_who_lead_are_answered_at_home_or_in_private_and_in_no_channel(
    stage: Stage,
) -> None:
    await stage.session()
    await stage.check_in(stage.ana, stage.delroy)
    await stage.idea(stage.ana, "A buddy for every new parent")
    await stage.rests()
    before = [message.text for message in await stage.miriam.messages(ROOM) if message.private]
    await stage.miriam.types("/copro hide 1 It is the same as idea 2", channel="bot")
    form = await stage.miriam.modal("Hide an idea")
    assert "You typed: “It is the same as idea 2”. I chose the reason that is closest to that." in form.text
    await stage.miriam.submits()
    await stage.miriam.sees("Idea 1 is hidden.", channel="bot")
    assert [row["reason"] for row in tables(stage)["idea_hiding"]] == ["twice"]
    await gives_reasons_of_their_own(stage)

    await stage.miriam.types("/copro chairs", channel="bot")
    await stage.miriam.clicks("Choose the chairs", on="Empty chairs", channel="bot")
    await stage.miriam.modal("Empty chairs")
    await stage.miriam.fills({"Parents": "3"})
    await stage.miriam.submits()
    await stage.miriam.sees("parents: 1 of 3", channel="bot")

    await stage.miriam.opens_home()
    await stage.miriam.home("Enter for somebody without Slack")
    await stage.miriam.clicks("Enter for somebody without Slack", channel="home")
    await stage.miriam.modal("Without Slack")
    yes = "They said yes to this name, and that I keep what they say"
    await stage.miriam.fills({"Their name": "Rosa", "Did they agree?": [yes], "Their idea": "A phone line"})
    await stage.miriam.submits()
    await stage.miriam.home("Entered for Rosa: that they are here, their idea.")
    await stage.rests()
    after = [message.text for message in await stage.miriam.messages(ROOM) if message.private]
    assert after == before
    assert await stage.room.violations() == []


async def test_new_cards_beside_others_begin_in_the_session_too(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana, stage.delroy)
    await stage.idea(stage.ana, "A buddy for every new parent")
    assert "Your cards are on their way." in await typed(stage, "/copro cards What would help most?")
    await typed(stage, "/copro cards What comes first?")
    await stage.miriam.clicks("Begin new cards, too", on="Ten cards are open here", channel="bot")
    await stage.ana.sees("What comes first?", channel=ROOM)


async def test_of_several_and_of_none_nothing_is_done_and_all_words_come_back(stage: Stage) -> None:
    typed_words = '/copro poll "When to meet?" "Morning" "Evening"'
    told = await typed(stage, typed_words)
    assert "None of your sessions is live now, so I did nothing." in told
    assert typed_words in told

    await stage.session()
    await stage.room.create_channel(OTHER)
    await stage.session("Support for schools", channel=OTHER)
    before = tables(stage)["poll"]
    told = await typed(stage, typed_words)
    assert "“Support for new parents” and “Support for schools”" in told
    assert f"“Support for new parents” is in #{ROOM}.\n“Support for schools” is in #{OTHER}." in told
    assert typed_words in told
    assert tables(stage)["poll"] == before == []
    told = await typed(stage, "/copro hide 1")
    assert told.startswith("You are in more than one programme, so I did nothing.")
    assert "“Support for new parents” and “Support for schools”" in told


async def test_an_end_is_undone_where_only_one_of_theirs_has_just_ended(stage: Stage) -> None:
    await stage.time_is(NOON)
    told = await typed(stage, "/copro undo end")
    assert told.startswith("I did nothing. No session of yours ended in the last ten minutes.")
    await stage.session()
    await stage.check_in(stage.ana, stage.delroy)
    assert "No session of yours ended" in await typed(stage, "/copro undo end")
    await stage.miriam.types("/copro end now", channel="bot")
    told = await typed(stage, "/copro undo end")
    assert told.startswith(f"In #{ROOM}:\nThe session in #{ROOM} goes on.")
    assert [row["state"] for row in tables(stage)["session"]] == ["live"]

    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.room.create_channel(OTHER)
    await stage.session("Support for schools", channel=OTHER)
    await stage.miriam.types("/copro end now", channel=OTHER)
    told = await typed(stage, "/copro undo")
    assert "More than one of your sessions has just ended, so I did nothing." in told
    assert "“Support for new parents” and “Support for schools”" in told
    assert [row["state"] for row in tables(stage)["session"]] == ["ended", "ended"]
    await stage.ana.types("/copro undo end", channel="bot")
    await stage.ana.sees("Only the people who lead can undo the end of a session", channel="bot")

    await stage.time_is(NOON + timedelta(minutes=11))
    assert "No session of yours ended" in await typed(stage, "/copro undo end")


async def test_observers_are_of_no_session_and_named_anywhere(stage: Stage) -> None:
    told = await typed(stage, "/copro observers add @Ana Pereira")
    assert told.startswith("Ana Pereira only looks on now")
    assert "Observer, who only looks on: Ana Pereira." in await typed(stage, "/copro observers")


async def test_typed_to_another_person_it_does_nothing(stage: Stage) -> None:
    await stage.session()
    with_the_bot = partial(people.remember_conversation, person_id=stage.miriam.id, channel="D0WITHBOT")
    await stage.workspace.desk.write(with_the_bot)  # so the one in which she types is another
    assert (await typed(stage, "/copro end now")).startswith("I did nothing. Please type it in the channel")
    await stage.ana.sees("This session is live.", channel=ROOM)


@pytest.mark.parametrize("word", ["polls", "end now"])
async def test_who_does_not_lead_is_told_who_can(stage: Stage, word: str) -> None:
    await stage.session()
    await stage.ana.types(f"/copro {word}", channel="bot")
    await stage.ana.sees("Only the people who lead can", channel="bot")
