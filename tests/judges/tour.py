"""A walk through all that the bot can say: every verb, form, button, shortcut and event."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from bot.store import opened
from coproduction.followups import FollowUpState, nudge_card
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import polls
from coproduction.service.pollforms import Asked, PollForm
from handlers import ids
from handlers.blocks.text import brief
from rehearsal.driver.room import Message, Person, Room
from rehearsal.driver.sights import View
from rehearsal.texts import unescape
from rehearsal.world.log import Log
from tests import swift
from tests.beside import Calm
from tests.handlers.database import tables
from tests.judges import hands
from tests.judges.leading import leads
from tests.judges.payloads import Payload, distinct, gathered
from tests.judges.planning import plans
from tests.judges.running import runs
from tests.judges.words import Words, walkers
from tests.stage import ROOM, Opened, Stage, on_stage, profile_of

WEDNESDAY = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
ASKED = datetime(2027, 3, 10, 10, 1, tzinfo=UTC)
TYPED_BY_EVERYBODY = ("/copro", "/copro help", "/copro nonsense", "/copro ideas", "/copro mine", "/checkin")


async def walk(stage: Stage, words: Words) -> None:
    """The whole tour, in one voice."""
    await stage.time_is(WEDNESDAY)
    await _nothing_yet(stage)
    await _channels_change(stage)
    await plans(stage, words)
    await _beginning(stage, words)
    await _another_size(stage, words)
    await _in_groups(stage, words)
    await _now(stage, words)
    await _ideas(stage, words)
    await _poll(stage, words)
    await _composes(stage, words)
    await _grows_and_is_cancelled(stage, words)
    await _asks_more_than_a_card_holds(stage)
    await _ten_cards(stage, words)
    await _kinds(stage, words)
    await _pledges(stage, words)
    await _end(stage, words)
    await _weeks_later(stage, words)
    await _how_often(stage)
    await runs(stage, words)
    await leads(stage)


async def _nothing_yet(stage: Stage) -> None:
    """What is said where there is nothing, and to those who may not."""
    for typed in TYPED_BY_EVERYBODY:
        await stage.ana.types(typed, channel=ROOM)
    await stage.ana.opens_home()
    for typed in ("start", "end", "breakout", "poll", "close", "report", "results", "nudges", "facilitators"):
        await stage.ana.types(f"/copro {typed}", channel=ROOM)
    for typed in ("nudges", "facilitators", "facilitators add @Tunde Bakare", "facilitators", "close", "now"):
        await stage.miriam.types(f"/copro {typed}", channel=ROOM)


async def _channels_change(stage: Stage) -> None:
    """A public and a private channel are closed and opened again; the private one is shared, and left."""
    private = await stage.room.create_channel("quiet-room", private=True, members=[stage.miriam.id])
    await stage.invites_bot(private)
    for channel in (ROOM, private):
        await stage.room.archive(channel)
        await stage.room.archive(channel, undo=True)
    async with stage.hears("channel_id_changed"):
        await stage.room.share(private)
    async with stage.hears("group_left"):
        await stage.room.kick("bot", "quiet-room")
    await stage.invites_bot(await stage.room.create_channel("loud-room", members=[stage.miriam.id]))
    async with stage.hears("channel_left"):
        await stage.room.kick("bot", "loud-room")


async def _form(person: Person, title: str, answers: Mapping[str, object]) -> dict[str, str]:
    """Fill in a form and send it; what is said under its fields."""
    await person.modal(title)
    await person.fills(answers)
    return (await person.submits()).errors


async def _closes(person: Person) -> None:
    """Close the form that opens, when it is there."""
    await person.modal()
    await person.closes()


def buttons(shown: Message) -> list[str]:
    """What is written on the buttons of a message, as people read it."""
    elements = [each for block in shown.blocks for each in block.get("elements", ())]
    return [unescape(each["text"]["text"]) for each in elements if each["type"] == "button"]


async def _beginning(stage: Stage, words: Words) -> None:
    await stage.miriam.types("/copro start", channel=ROOM)
    await _form(stage.miriam, "New session", {"What is the session about?": words.title})
    await stage.ana.sees("This session is live", channel=ROOM)
    await stage.miriam.clicks("Cancel the session", on="is live", channel=ROOM)
    await stage.ana.sees("This session was cancelled", channel=ROOM)
    await stage.miriam.types(f'/copro start "{words.word}"', channel=ROOM)
    await stage.ana.sees("This session is live", channel=ROOM)
    await stage.miriam.types("/copro cancel", channel=ROOM)
    await _form(stage.miriam, "Cancel the session?", {})
    await stage.miriam.types(f'/copro start "{words.word}"', channel=ROOM)
    await stage.miriam.types("/copro rename", channel=ROOM)
    await stage.miriam.modal("Change the title")
    await stage.miriam.clicks("Change the title", on="is live", channel=ROOM)
    await _form(stage.miriam, "Change the title", {"What is the session about?": words.title})
    await stage.ana.sees("Check in", channel=ROOM)
    await stage.check_in(stage.tunde, stage.delroy)  # one facilitates by now, and sits in no group
    mood, word = "How are you today?", "How do you feel? A word or a few."
    for person, named in ((stage.ana, "With my name"), (stage.blessing, "Without my name")):
        await person.clicks("Check in", channel=ROOM)
        await hands.reads_the_notice(stage, person)
        answers = {mood: "4 – good", word: words.word, "Your name": named, **profile_of(person)}
        await _form(person, "Check in", answers)
        await person.sees("You are checked in", channel=ROOM)
    await stage.blessing.types("/checkin my name is Ana", channel=ROOM)
    await _form(stage.blessing, "Check in", {})
    await _form(stage.blessing, "Check in", {word: words.word})
    await stage.room.disturb("views.open", what="error:expired_trigger_id")
    await stage.ana.types(f"/checkin {words.word}", channel=ROOM)
    await stage.ana.sees("did not open in time", channel=ROOM)
    await stage.ana.clicks("3 – so-so", on="did not open in time", channel=ROOM)
    await stage.ana.sees("Your answer: 3 – so-so, with your name.", channel=ROOM)
    await stage.ana.types("/copro profile", channel=ROOM)
    needs = {"What would help you to take part?": "Interpreter"}  # nobody can help with that
    await _form(stage.ana, "About you", dict(profile_of(stage.ana)) | needs)
    await stage.ana.sees("I have saved what you told me", channel="bot")
    await hands.are_raised(stage)


async def _another_size(stage: Stage, words: Words) -> None:
    """Three who have lived it and three who work there: groups of three leave somebody alone."""
    await stage.check_in(*stage.people("Aisha Rahman", "Dr Priya Nair", "Gareth Llewellyn"))
    await stage.miriam.types("/copro breakout", channel=ROOM)
    asked = {
        "About how many people in each group?": "3",
        "What should they talk about?": words.prompt,
    }
    await _form(stage.miriam, "Breakout", asked)
    shown = await stage.miriam.modal("Round 1")
    (label,) = [
        each["text"]["text"]
        for block in shown.json["blocks"]
        for each in block.get("elements", ())
        if each.get("action_id") == ids.RESIZE
    ]
    await stage.miriam.clicks(label)
    await stage.miriam.modal("Round 1")
    await _closes(stage.miriam)


async def _in_groups(stage: Stage, words: Words) -> None:
    await stage.miriam.types("/copro breakout", channel=ROOM)
    size, prompt = "About how many people in each group?", "What should they talk about?"
    assert await _form(stage.miriam, "Breakout", {size: "0", prompt: words.prompt})
    asked = {size: "2", prompt: words.prompt, "For how many minutes? (1 to 120)": "10",
             "How many rounds? (1 to 6)": "2",
             "Names for the rooms, one on each line": words.title[:60]}  # fmt: skip
    await _form(stage.miriam, "Breakout", asked)
    await stage.miriam.modal("Round 1")
    await stage.miriam.clicks("Shuffle again")
    await stage.workspace.answering.background.done()
    await stage.miriam.clicks("Swap two people")
    lists = (await stage.miriam.modal("Swap two people")).json["blocks"][0]["element"]["option_groups"]
    offered = [unescape(each["text"]["text"]) for group in lists for each in group["options"]]
    ana = next(each for each in offered if each.startswith("Ana Pereira"))
    assert await _form(stage.miriam, "Swap two people", {"Who": ana, "changes places with": ana})
    await stage.miriam.clicks("Back to the groups")
    await stage.miriam.modal("Round 1")
    await stage.miriam.clicks("Back to the form")
    await _form(stage.miriam, "Breakout", {})
    await stage.miriam.modal("Round 1")
    await stage.miriam.submits()
    await stage.ana.sees("Please talk about:", channel="bot")
    await _in_their_groups(stage, words)


async def _in_their_groups(stage: Stage, words: Words) -> None:
    await stage.ana.clicks("I'm here", channel="bot")
    await stage.ana.clicks("Where do I sit?", on="Breakout 1", channel=ROOM)
    await stage.ana.clicks("We need a hand", channel="bot")
    await stage.miriam.sees("would like a hand", channel="bot")
    await stage.miriam.clicks("I am on my way", on="would like a hand", channel="bot")
    await stage.ana.sees("is on the way.", channel="bot")
    await stage.ana.clicks("We need a hand", channel="bot")  # the panel shows this call, too
    await stage.ana.clicks("For facilitators", on="Breakout 1", channel=ROOM)
    await stage.ana.clicks("All groups", on="This button is for those who lead", channel=ROOM)
    await stage.leads("5 more minutes")
    await stage.miriam.clicks("Take the 5 minutes back", channel=ROOM)
    await stage.leads("List for the video call")
    await stage.ana.clicks("Report back", channel="bot")
    said = dict.fromkeys(("One thing we agree on", "One thing where we differ"), words.idea)
    await _form(stage.ana, "Report back", said)
    for number in range(7):  # more than a card shows
        await _closes(stage.ana)  # the thanks for what was said before
        await stage.ana.clicks("Report back", channel="bot")
        await _form(stage.ana, "Report back", {"One thing we agree on": f"Remark {number}"})
    await _closes(stage.ana)
    await stage.workspace.cards.rests()
    await stage.ana.clicks("All remarks", on=", round 1", channel=ROOM)
    await _closes(stage.ana)
    await stage.ana.clicks("I'll take notes", on=", round 1", channel=ROOM)
    await stage.leads("Move somebody")
    form = await stage.miriam.modal("Move somebody")
    people, places = (
        [
            unescape(each["text"]["text"])
            for group in block["element"]["option_groups"]
            for each in group["options"]
        ]
        for block in form.json["blocks"][:2]
    )
    await _form(
        stage.miriam, "Move somebody", {"Who": people[0], "goes to, or changes places with": places[0]}
    )
    await stage.leads("Somebody is missing")
    await _form(stage.miriam, "Who is missing?", {"Have not pressed I'm here": [stage.delroy.name]})
    await stage.miriam.sees("They are here after all", channel=ROOM, private=True)
    await stage.miriam.clicks("They are here after all", channel=ROOM)
    for person in (stage.delroy, *stage.people("Aisha Rahman", "Dr Priya Nair")):  # the others are asked then
        await person.clicks("I'm here", on="Breakout 1", channel=ROOM)
    await stage.time_is(await stage.room.now() + timedelta(minutes=2, seconds=1))
    await stage.miriam.clicks("Nobody is missing", on="Who is there?", channel="bot")
    await stage.room.kick(stage.delroy.id, ROOM)
    await stage.room.invite(stage.delroy.id, ROOM)
    await stage.leads("Call everyone back")
    await stage.ana.sees("Please come back to the whole room.", channel=ROOM)
    await stage.miriam.sees("Everybody has been called back.", channel=ROOM)
    await stage.leads("Start round 2")
    await stage.ana.sees("Breakout 2", channel=ROOM)


async def _now(stage: Stage, words: Words) -> None:
    """What goes on, with a stuck card, and by what the facilitator changes it, in the channel and at Home."""
    miriam = stage.miriam
    await stage.rests()
    await stage.room.disturb("chat.postMessage", what="error:is_archived", times=1)
    await miriam.types('/poll "When do we meet?" "Morning" "Evening"', channel=ROOM)
    await stage.rests()
    await miriam.types("/copro now", channel=ROOM)
    for label in ("5 more minutes", "Take the 5 minutes back", "Post it again", "List for the video call"):
        await miriam.clicks(label, on="people that they are here.", channel=ROOM)
        await stage.rests()
    await stage.ana.clicks("Morning", on="When do we meet?", channel=ROOM)
    await miriam.clicks("Close this poll", on="people that they are here.", channel=ROOM)
    await miriam.clicks("Change the title", on="people that they are here.", channel=ROOM)
    await _form(miriam, "Change the title", {"What is the session about?": words.title})
    await stage.rests()
    await miriam.types(f'/copro start "{words.title}"', channel="second-room")
    await miriam.types("/copro now", channel="bot")
    await miriam.clicks("Change the title", on="A newer session", channel="bot")
    await _form(miriam, "Change the title", {"What is the session about?": words.title})
    await stage.rests()
    await miriam.clicks("Show what is going on now", channel="bot")
    await miriam.opens_home()
    await stage.rests()
    await miriam.clicks("End the session", channel="home")
    await _form(miriam, "End the session?", {})
    await stage.rests()


async def _ideas(stage: Stage, words: Words) -> None:
    ana, blessing, delroy = stage.ana, stage.blessing, stage.delroy
    await ana.types(f"/idea {words.idea}", channel=ROOM)
    await ana.types(f"/idea {words.idea} {'x' * 1_001}", channel=ROOM)  # too long: given back
    await blessing.sees("Idea 1", channel=ROOM)
    await blessing.clicks("Support", on="Idea 1", channel=ROOM)
    await blessing.clicks("Support", on="Idea 1", channel=ROOM)
    await blessing.sees("You support idea 1.", channel=ROOM, private=True)
    await blessing.clicks("Take my support back", channel=ROOM)
    unnamed = {
        "Your idea": words.idea,
        "What kind of idea is it?": "A collaboration: something to do together",
    }
    await blessing.clicks("Write an idea", channel=ROOM)
    await blessing.modal("New idea")
    await blessing.clicks("Share it without my name")
    await _form(blessing, "Without your name", unnamed)
    await blessing.modal("Without your name", "This is what everybody will read:")
    await blessing.submits()
    await delroy.global_shortcut("New idea")
    await _form(delroy, "New idea", {"Your idea": words.idea})
    await blessing.types("/idea", channel=ROOM)
    await blessing.modal("New idea")
    for number, text in enumerate(("We could meet outdoors", "We could meet at night")):
        await delroy.types(text, channel=ROOM)
        if number:
            await ana.reacts("bulb", on=text, channel=ROOM)
        else:
            await ana.shortcut("Save as idea", on=text, channel=ROOM)
        await stage.answers(delroy, "No" if number else "Yes, with my name", text)
    await delroy.sees("now, with your name", channel="bot")
    await delroy.clicks("Take my idea back", on="with your name", channel="bot")
    await delroy.clicks("Put my idea back", channel="bot")
    await delroy.types("Meet   in the hall", channel=ROOM)
    await ana.shortcut("Save as idea", on="Meet   in", channel=ROOM)
    await stage.answers(delroy, "Yes, without my name", "Meet in the hall")
    await stage.rests()
    await delroy.shortcut("Save as idea", on="Meet   in", channel=ROOM)
    await delroy.sees("already, without your name.", channel=ROOM, private=True)
    await delroy.clicks("Take this idea back", channel=ROOM)
    for number in range(21):
        await ana.types(f"/idea {number} of so many", channel=ROOM)
    await stage.time_is(
        await stage.room.now() + timedelta(minutes=1)
    )  # the second card of the burst goes out
    await _lists(stage)


async def _lists(stage: Stage) -> None:
    """More ideas than a message shows: all, and Ana's own, of which she takes one back and puts it back."""
    ana = stage.ana
    await ana.types("/copro ideas", channel=ROOM)
    shown = await ana.sees("Ideas so far", channel=ROOM)
    await ana.clicks(buttons(shown)[-1], on="Ideas so far", channel=ROOM)
    await ana.modal("Ideas")
    await _closes(ana)
    await ana.types("/copro mine", channel=ROOM)
    mine = await ana.sees("My ideas", channel=ROOM)
    await ana.clicks(next(each for each in buttons(mine) if " more " in each), on="My ideas", channel=ROOM)
    way_out = re.search(r"Take back idea \d+", (await ana.modal("Ideas")).text)
    assert way_out
    await ana.clicks(way_out[0])
    await ana.modal("Ideas", "is taken back")
    await ana.clicks("Put my idea back")
    await ana.modal("Ideas", "is back")
    await _closes(ana)


async def _composes(stage: Stage, words: Words) -> None:
    """Two questions, looked at, changed, kept as a template and begun with again; nothing is asked."""
    miriam, rests = stage.miriam, stage.workspace.answering.background.done
    question = {"Your question": words.question, "Options, one on each line": "\n".join(words.options)}

    async def presses(title: str, label: str) -> None:
        await miriam.modal(title)
        await miriam.clicks(label)
        await rests()

    await miriam.types("/poll", channel=ROOM)
    await miriam.modal("New poll")
    await miriam.fills(question)
    await presses("New poll", "Add another question")
    await miriam.fills({"How do people answer?": "In their own words"})
    await rests()
    await _form(miriam, "New poll", {"Your question": words.question})
    await presses("Preview", "Change")
    await miriam.modal("New poll")
    await miriam.chooses("Change question 1")
    await rests()
    await _form(miriam, "New poll", {})
    await presses("Preview", "Answer")
    await presses("Preview", "Save as a template")
    await presses("Save as a template", "Back")
    await presses("Preview", "Save as a template")
    await _form(miriam, "Save as a template", {"Name of the template": words.word})
    await miriam.modal("Preview")
    await miriam.closes()
    await miriam.types("/poll", channel=ROOM)
    await presses("New poll", "Start afresh")
    await miriam.modal("New poll", "Choose a template")
    await miriam.chooses(words.word, menu="Choose a template")
    await rests()
    await presses("New poll", "Delete this template")
    await _closes(miriam)
    await miriam.types("/poll", channel=ROOM)
    await presses("New poll", "Start afresh")
    await _closes(miriam)


async def _grows_and_is_cancelled(stage: Stage, words: Words) -> None:
    """A poll to which somebody adds an option, and which is cancelled when somebody has answered it."""
    await stage.miriam.types(f'/poll add for 30m "{words.word}?" "This" "That"', channel=ROOM)
    await stage.ana.sees(f"{words.word}?", channel=ROOM)
    await stage.ana.clicks("Add an option", on=f"{words.word}?", channel=ROOM)
    assert await _form(stage.ana, "Add an option", {"Another option": words.word}) == {}
    await stage.blessing.clicks("This", on=f"{words.word}?", channel=ROOM)
    await stage.rests()
    await stage.miriam.types("/copro polls", channel=ROOM)
    await stage.miriam.clicks("Cancel the poll", on="Open polls", channel=ROOM)
    await _form(stage.miriam, "Cancel the poll", {"Why?": words.word})
    await stage.rests()


async def _asks_more_than_a_card_holds(stage: Stage) -> None:
    """Ten questions with long options: what their card has no room for is a press away, in pages."""
    desk, miriam = stage.workspace.desk, Actor(stage.miriam.id, is_admin=True)
    channel = stage.slack.slack.workspace.channel(ROOM)
    assert channel
    options = [letter * 69 for letter in "ABCDEFGHIJ"]
    more = tuple(Asked(f"Question {number}?", options) for number in range(2, 11))
    form = PollForm("Question 1?", options, "form:all", title="All at once", more=more)
    await desk.write(lambda memory: polls.open_poll(memory, desk.clock(), miriam, channel.id, form))
    await stage.ana.sees("All at once", channel=ROOM)
    await _closes_all(stage)
    await stage.ana.sees("more question", channel=ROOM)
    await stage.ana.clicks("All results", on="All at once", channel=ROOM)
    await stage.ana.modal("All results")
    await _closes(stage.ana)


async def _poll(stage: Stage, words: Words) -> None:
    question, options = "Your question", "Options, one on each line"
    await stage.miriam.types("/poll", channel=ROOM)
    assert await _form(stage.miriam, "New poll", {question: words.question, options: "One"})
    await _form(stage.miriam, "New poll", {question: words.question, options: "\n".join(words.options)})
    await _form(stage.miriam, "Preview", {})
    await stage.miriam.sees("Your poll is on its way.", channel=ROOM, private=True)
    await stage.miriam.clicks("Change the poll", channel=ROOM)
    await _form(stage.miriam, "Change the poll", {question: words.question})
    await stage.miriam.types("/copro polls", channel=ROOM)
    await stage.miriam.clicks("Take the poll back", on="Open polls", channel=ROOM)
    await stage.rests()
    await (
        stage.workspace.cards.rests()
    )  # both cards say that they were taken back; only the next can be answered
    await stage.miriam.types("/poll", channel=ROOM)
    await _form(stage.miriam, "New poll", {question: words.question, options: "\n".join(words.options)})
    await _form(stage.miriam, "Preview", {})
    await stage.rests()
    shown = await stage.ana.sees("Nobody has answered yet.", channel=ROOM)
    labels = buttons(shown)
    for label in (labels[0], labels[0], labels[1]):
        await stage.ana.clicks(label, on="until the poll closes", channel=ROOM)
    await _closes_twice(stage, words)
    await stage.poll('/poll anonymous "Are you heard?" "Yes" "No"')
    await stage.rests()
    await stage.ana.clicks("Yes", on="Are you heard?", channel=ROOM)
    await stage.rests()
    await stage.ana.clicks("Take my answer back", on="Recorded.", channel=ROOM)
    await stage.miriam.types('/poll live "Next time?" "Morning" "Evening"', channel=ROOM)


async def _closes_all(stage: Stage) -> None:
    """All polls, those of which nothing would be shown, too: that takes another press."""
    await stage.miriam.types("/copro close all", channel=ROOM)
    await stage.workspace.answering.background.done()
    if any(row["is_open"] for row in tables(stage)["poll"]):
        words = "so nothing would be shown"
        asked = await stage.miriam.sees(words, channel=ROOM, private=True)
        *_, last = (label for label in buttons(asked) if label.startswith("Close"))
        await stage.miriam.clicks(last, on=words, channel=ROOM)


async def _closes_twice(stage: Stage, words: Words) -> None:
    """The poll, by words that are no poll's, by its own, once more, and by a button that is there still."""
    await stage.miriam.types(f"/copro close {words.word}", channel=ROOM)
    asked = "I closed none"
    await stage.miriam.sees(asked, channel=ROOM, private=True)
    await stage.closes()
    await stage.rests()
    await stage.miriam.types("/copro close", channel=ROOM)
    await stage.miriam.sees("is closed already", channel=ROOM, private=True)
    await stage.miriam.clicks("Close this poll", on=asked, channel=ROOM)
    await stage.rests()


async def _ten_cards(stage: Stage, words: Words) -> None:
    """A full round, back and on, another ten, the end; then everything deleted, closed and listed."""
    await stage.miriam.types(f"/copro cards {words.question}", channel=ROOM)
    await stage.rests()
    await stage.blessing.clicks("See ten cards", on="one idea at a time", channel=ROOM)
    for label in ("Helps", "Not sure", "The card before", *["Does not help"] * 9, "10 more cards", "Helps"):
        await stage.workspace.answering.background.done()
        await stage.blessing.clicks(label)
    await stage.workspace.answering.background.done()
    await _closes(stage.blessing)
    await stage.delroy.clicks("See ten cards", on="one idea at a time", channel=ROOM)
    for label in (*["Helps"] * 10, "Delete my answers", "Go on"):
        await stage.workspace.answering.background.done()
        await stage.delroy.clicks(label)
    await stage.miriam.types(f"/copro cards {words.question}", channel=ROOM)
    beside = "Ten cards are open here already"
    await stage.miriam.sees(beside, channel=ROOM, private=True)
    await stage.miriam.clicks("Begin new cards, too", on=beside, channel=ROOM)
    await stage.rests()
    await _closes_all(stage)
    await stage.workspace.answering.background.done()
    await stage.delroy.clicks("Helps")  # too late
    await stage.miriam.types("/copro cards list", channel=ROOM)
    await stage.rests()


async def _kinds(stage: Stage, words: Words) -> None:
    """Every kind of question that is answered in a form, and of written words more than a card holds."""
    several, dots = "Choose several, up to a number", "Share out dots"
    for kind in (several, dots, "Rank the first three", "In their own words"):
        await _closes_all(stage)
        await stage.miriam.types("/poll", channel=ROOM)
        await stage.miriam.modal("New poll")
        await stage.miriam.fills({"How do people answer?": kind})
        await stage.workspace.answering.background.done()
        fields = {"Your question": words.question}
        if kind != "In their own words":
            fields["Options, one on each line"] = "\n".join([*words.options, "And more"][-10:])
        if kind in (several, dots):
            how_many = "How many dots?" if kind == dots else "How many may each person choose?"
            assert await _form(stage.miriam, "New poll", {**fields, how_many: "x"})
            fields = {how_many: "2"}
        await _form(stage.miriam, "New poll", fields)
        await _form(stage.miriam, "Preview", {})
        await stage.rests()
        for number, person in enumerate(stage.room.people("champion")[:6]):
            for _ in range(2 if number == 0 else 1):  # who answers again finds their answer there
                await person.clicks("Answer", on="until the poll closes", channel=ROOM)
                form = await person.modal("Your answer")
                assert await _form(person, "Your answer", _answer(form, words, number)) == {}
    await _closes_all(stage)
    await stage.rests()
    await stage.workspace.cards.rests()
    await stage.ana.clicks("All answers", on="Poll: closed", channel=ROOM)
    await _closes(stage.ana)
    await stage.miriam.types("/copro results", channel=ROOM)
    await stage.miriam.modal("Results", "To make a file")
    await _closes(stage.miriam)
    for typed in ("scale", "scale 10", "yesno", "anonymous yesno", "anonymous text"):
        await stage.poll(f'/poll {typed} "Asked as {typed}?"')
        await stage.rests()
        await stage.ana.sees(f"Asked as {typed}?", channel=ROOM)
    await stage.miriam.types("/copro close", channel=ROOM)
    await stage.miriam.clicks("Close all 5 polls", on="Which one do you want to close?", channel=ROOM)


def _answer(form: View, words: Words, number: int) -> dict[str, object]:
    """Something for the first fields of a form of answers: as much as one has, and nothing twice."""
    given: dict[str, object] = {}
    fields = [block for block in form.json["blocks"] if block["type"] == "input"]
    for place, (label, field) in enumerate(zip(form.labels[:2], fields, strict=False)):
        element = field["element"]
        options = [unescape(option["text"]["text"]) for option in element.get("options", ())]
        match element["type"]:
            case "checkboxes":
                given[label] = options[:2]
            case "static_select":
                given[label] = options[1 if options[0] == "0" else place]
            case _:
                given[label] = f"{number} {words.idea * 9}"[:300]
    return given


async def _pledges(stage: Stage, words: Words) -> None:
    what, by = "What will you do differently?", "By when?"
    for person in (stage.ana, stage.blessing, stage.delroy, stage.tunde):
        await person.types("/pledge", channel=ROOM)
        past = {what: words.what, by: "2027-03-01"}
        assert await _form(person, "Your pledge", past)
        await _form(person, "Your pledge", {what: words.what, by: "2027-03-12"})
        await person.sees("I have saved your pledge", channel=ROOM)
    await _keeps(stage, words)


async def _keeps(stage: Stage, words: Words) -> None:
    """Ana plans, asks a buddy, shares and hands over; Blessing and Delroy answer."""
    ana, mine = stage.ana, "I have saved your pledge"
    await ana.clicks("Make it easier to keep", on=mine, channel=ROOM)
    helps = {"What is your first step?": words.first_step, "When and where?": words.word}
    await _form(ana, "Easier to keep", {**helps, "Would you like a buddy?": stage.blessing.name})
    await _form(ana, "Your plan", {})
    await ana.sees("I have saved your plan", channel=ROOM)
    await stage.blessing.sees("asks you something", channel="bot")
    await stage.blessing.clicks("Yes, I am the buddy", channel="bot")
    await ana.sees("is the buddy of your pledge now", channel="bot")
    await ana.clicks("Share with the group", on=mine, channel=ROOM)
    await ana.sees("I am sharing your pledge", channel=ROOM)
    await ana.clicks("Make it private again", on="I am sharing your pledge", channel=ROOM)
    await ana.types("/copro mine", channel=ROOM)
    await ana.sees("My pledges", channel=ROOM)
    await ana.clicks("Hand it over", on="My pledges", channel=ROOM)
    await _form(ana, "Hand it over", {"Who could take it over?": stage.delroy.name})
    await stage.delroy.sees("would like to hand this pledge over to you", channel="bot")
    await stage.delroy.clicks("No, not now", channel="bot")
    await ana.sees("cannot take over your pledge", channel="bot")
    await ana.clicks("Stop having a buddy", on="My pledges", channel=ROOM)
    await ana.sees("That is over now.", channel=ROOM)
    miriam, comfort = stage.miriam, stage.room.person("Comfort Mensah")
    await miriam.types("/pledge", channel=ROOM)
    later = {"What will you do differently?": words.what, "By when?": "2027-09-01"}
    await _form(miriam, "Your pledge", later)
    await miriam.sees("I have saved your pledge", channel=ROOM)
    await miriam.types("/copro mine", channel=ROOM)
    await miriam.sees("My pledges", channel=ROOM)
    await miriam.clicks("Hand it over", on="My pledges", channel=ROOM)
    await _form(miriam, "Hand it over", {"Who could take it over?": comfort.name})
    await comfort.sees("would like to hand this pledge over to you", channel="bot")
    await comfort.clicks("Yes, I take it over", channel="bot")
    await miriam.sees("has taken over your pledge", channel="bot")


async def _end(stage: Stage, words: Words) -> None:
    await stage.miriam.types("/copro end", channel=ROOM)
    await _form(stage.miriam, "End the session?", {})
    shown = await stage.ana.sees("Before you go", channel=ROOM)
    pressable = buttons(shown)
    (more,) = (label for label in pressable if "more question" in label)
    before = pressable[: pressable.index(more)]
    for person, label in zip((stage.ana, stage.blessing, stage.tunde), before[-3:], strict=True):
        await person.clicks(label, on="Before you go", channel=ROOM)
    await stage.blessing.clicks(more, on="Before you go", channel=ROOM)
    await stage.blessing.modal()
    await _closes(stage.blessing)
    await _form(stage.ana, "Your pledge", {"What will you do differently?": words.what})
    await _says_it_is_wrong(stage, words)
    await stage.rests()
    await stage.miriam.types("/copro report", channel=ROOM)
    await stage.miriam.clicks("Post to the channel", on="Report of this programme", channel=ROOM)
    await stage.ana.sees("Report of this programme", channel=ROOM)
    await stage.miriam.types("/copro report", channel="bot")  # of several programmes
    asked = await stage.miriam.modal("Report")
    first = next(each["element"]["options"][0] for each in asked.json["blocks"] if each["type"] == "input")
    await _form(stage.miriam, "Report", {"Which programme is it about?": unescape(first["text"]["text"])})


async def _says_it_is_wrong(stage: Stage, words: Words) -> None:
    ana, miriam = stage.ana, stage.miriam
    await ana.clicks("That is not what we said", on="Before you go", channel=ROOM)
    await _form(ana, "Not what we said", {"Your words": words.what, "What is it about?": "A number"})
    await _closes(ana)
    await miriam.sees("says that the summary", channel="bot")
    await miriam.clicks("Answer on the summary", on="says that the summary", channel="bot")
    await _form(miriam, "Answer", {"Your answer": words.what})
    await ana.sees("Added later", channel=ROOM)


async def _moves(stage: Stage, person: Person, zone: str) -> None:
    """Somebody moves, and the bot has heard of it: two moves that overtake each other are another story."""
    async with stage.hears("user_change"):
        await stage.room.change_person(person.name, tz=zone)


async def _weeks_later(stage: Stage, words: Words) -> None:
    ana, delroy = stage.ana, stage.delroy
    await _moves(stage, delroy, "Africa/Lagos")
    await _moves(stage, delroy, "Europe/London")
    await stage.room.disturb("chat.postMessage", what="error:restricted_action")
    await stage.time_is(ASKED - timedelta(minutes=30))  # ten o'clock in Lagos
    await stage.room.disturb("chat.postMessage", what="cut_after")  # and nobody may look whether it arrived
    await stage.room.disturb("conversations.history", what="error:missing_scope")
    for minutes in (0, 10, 24 * 60):
        await stage.time_is(ASKED + timedelta(minutes=minutes))
    await stage.miriam.types("/copro nudges", channel=ROOM)
    await stage.miriam.sees("Send it again", channel=ROOM, private=True)
    await stage.miriam.chooses("Friday", on="Send it again", channel=ROOM)
    await stage.miriam.clicks("Send it again", channel=ROOM)
    await stage.miriam.sees("I am sending it again.", channel=ROOM, private=True)
    await stage.miriam.clicks("See shared pledges", on="Reminders", channel=ROOM)
    await _closes(stage.miriam)
    await stage.rests()
    await _answers(stage, words)
    await _in_plain_words(stage)
    for typed in ("/copro mine", "/copro stop", "/copro mine"):
        await ana.types(typed, channel=ROOM)
    await ana.opens_home()
    await stage.rests()
    await ana.clicks("Make a pledge", channel="home")
    await ana.modal("Your pledge")
    await _closes(ana)
    await ana.clicks("Change the pledge", channel="home")
    await ana.modal("Change your pledge")
    await _closes(ana)
    await ana.clicks("Done", channel="home")
    await stage.rests()
    await ana.clicks("Say what difference it made", channel="home")
    await _form(ana, "It is done", {"What difference did it make?": "The school calls back now"})
    await stage.rests()
    for label in ("Let it go", "Take it up again"):
        await ana.clicks(label, channel="home")
        await stage.rests()


async def _answers(stage: Stage, words: Words) -> None:
    """Each presses what the card offers by then; one that Slack did not redraw still offers more."""
    ana, delroy, tunde = stage.ana, stage.delroy, stage.tunde
    await stage.blessing.types("not now", channel="bot")
    await stage.rests()
    await stage.blessing.clicks("Not now: in 1 week", on="I changed nothing yet", channel="bot")
    for person, label in (
        (ana, "Done"),
        (ana, "Stuck"),
        (tunde, "Stop reminders"),
        (tunde, "Turn reminders on again"),
    ):
        await _presses(stage, person, label)
    await delroy.chooses("Not now: I choose a day", channel="bot")
    await _form(delroy, "Ask me later", {"On which day?": "2027-12-01"})
    await ana.clicks("Ask Miriam Adler for help", channel="bot")
    await _form(ana, "Ask for help", {})
    await stage.rests()
    for label in ("Dealt with:", "Not dealt with:"):
        seen = await stage.miriam.sees(label, channel="bot")
        await stage.miriam.clicks(next(each for each in seen.readable.splitlines() if each.startswith(label)))
        await stage.rests()
    await ana.chooses("Change the pledge", on="How is your pledge going?", channel="bot")
    await _form(ana, "Change your pledge", {})
    await _says_what_changed(stage, words)
    await stage.rests()
    await stage.workspace.cards.rests()
    await stage.room.disturb("chat.update", what="error:cant_update_message")
    for label in ("Done", "Stuck"):
        await _presses(stage, tunde, label)


async def _in_plain_words(stage: Stage) -> None:
    """What people write to the bot, and beside its name."""
    for person, said in (
        (stage.ana, "hello"),
        (stage.ana, "stop"),
        (stage.ana, "start"),
        (stage.ana, "hello"),
        (stage.tunde, "not now"),
        (stage.tunde, "stuck"),
    ):
        await person.types(said, channel="bot")
        await stage.rests()
    await stage.workspace.cards.rests()
    await stage.tunde.clicks("Done", on="I changed nothing yet", channel="bot")
    await stage.ana.clicks("Stop reminders", on="Hello. I am an app", channel="bot")
    await stage.delroy.types("One more bench for everybody", channel="bot")
    await stage.rests()
    await stage.delroy.clicks("Share it as an idea", on="Is this an idea?", channel="bot")
    await _closes(stage.delroy)
    await stage.rests()
    await stage.ana.types("@alongside help", channel=ROOM)
    await stage.rests()


async def _says_what_changed(stage: Stage, words: Words) -> None:
    """What is answered in words, and what is done with the pledge itself, from the reminder."""
    ana, tunde, asked = stage.ana, stage.tunde, "How is your pledge going?"
    await ana.clicks("Done", on=asked, channel="bot")
    await ana.sees("What difference did it make?", channel="bot")
    await tunde.types("She was out, I will go again", channel="bot")
    await stage.rests()
    await tunde.clicks("Delete my words", on="I have kept your words", channel="bot")
    unsure, keep = "I am not sure what they are", brief(f"Keep with: {words.what}", 75)
    for said, label in (
        ("They came. Can I go again?", "It was a question"),
        ("She sang. Can we, too?", keep),
    ):
        await tunde.types(said, channel="bot")
        await stage.rests()
        await tunde.clicks(label, on=unsure, channel="bot")
        await stage.rests()
    kept = "I have kept your words with this pledge"
    await tunde.types("She was in, we talked", channel="bot")
    await tunde.sees(kept, channel="bot")
    await tunde.clicks("Still working on it", on=kept, channel="bot")
    await tunde.sees("Change the pledge", channel="bot")
    await tunde.chooses("Change the pledge", on=asked, channel="bot")
    await _closes(tunde)


async def _how_often(stage: Stage) -> None:
    """How often one is asked, while one is away, and after two questions without an answer."""
    blessing = stage.blessing
    await blessing.types("/copro reminders", channel=ROOM)
    await _form(blessing, "Reminders", {})
    for typed in ("sometimes", "light", "standard", "back on tomorrow"):
        await blessing.types(f"/copro reminders {typed}", channel=ROOM)
    await blessing.clicks("Yes, back on Friday 12 March 2027", on="You are away", channel=ROOM)
    await blessing.clicks("I am back now", on="I ask you nothing", channel=ROOM)
    await blessing.types("/pledge Ring her", channel=ROOM)
    await blessing.sees("I found no date in your words", channel=ROOM)
    now = await stage.room.now()
    await stage.time_is(now.replace(hour=11) + timedelta(weeks=2))
    await stage.workspace.desk.write(lambda memory: _is_the_last(memory, blessing.id))
    await stage.rests()
    await stage.workspace.cards.rests()
    await blessing.types("/copro mine", channel=ROOM)
    await blessing.sees("My pledges", channel=ROOM)
    await _presses(stage, blessing, "Go on asking")
    await blessing.clicks("Go on asking", on="My pledges", channel=ROOM)
    await stage.rests()


def _is_the_last(memory: Memory, person: str) -> None:
    """As if the questions before this one had found no answer; that they do is tested elsewhere."""
    due = [each for each in memory.follow_ups.of_person(person) if each.state is FollowUpState.DUE]
    memory.follow_ups.put_all([replace(each, is_farewell=True) for each in due])
    memory.changed(*map(nudge_card, due))


async def _presses(stage: Stage, person: Person, label: str) -> None:
    press = person.chooses if label.startswith(("Not now", "Stop")) else person.clicks
    await press(label, channel="bot")
    await stage.rests()
    await stage.workspace.cards.rests()


async def _walked(database: Opened, team: str, words: Words) -> Log:
    async with on_stage(database, team=team) as stage:
        answered = stage.workspace.answering.background.done
        async with Room(stage.slack.url, line=Calm(stage.slack, answered)) as room:
            await walk(replace(stage, room=room), words)
            assert await room.violations() == []
    return stage.slack.slack.log


async def _all_walked() -> list[Log]:
    """Over one database, in a workspace of its own each: its tables and statements are made once."""
    with swift.folder() as made:
        url = f"sqlite:///{Path(made) / 'tour.sqlite3'}"
        async with opened(url, "") as storage:
            storage.rehearse()
            database = Opened(url, storage)
            return [await _walked(database, f"T0TOUR{place}", each) for place, each in enumerate(walkers())]


@cache
def logs() -> list[Log]:
    """The record of each walk; walked once."""
    return asyncio.run(_all_walked())


def payloads() -> list[Payload]:
    """Every distinct payload of the tour."""
    return distinct(payload for log in logs() for payload in gathered(log))
