"""What people type: help, unknown words, other names for the commands, old buttons and forged ones."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest

from bot.manifest import manifest
from handlers.dispatch.commands import VERBS
from handlers.settings import Settings
from tests.handlers.database import tables
from tests.handlers.forging import forged_click, forged_form, text
from tests.stage import ROOM, Opened, Stage, on_stage

OLD = "This is from an older version of me and does nothing any more. Please use the newest message."
NO_SUCH_ANSWER = "There is no such answer. Please press one of the buttons."
HELP = [
    "What you can type",
    "For everybody",
    "`/copro help`  see all you can type",
    "`/checkin hopeful`  say that you are here, and how",
    "`/copro profile`  change what you told me about yourself",
    "`/idea A buddy for every new parent`  share an idea",
    "`/copro ideas`  see all ideas of this programme",
    "`/pledge Visit one new parent`  pledge to do one thing differently",
    "`/copro mine`  see your ideas and pledges",
    "`/hand`  say that you would like to speak",
    "`/copro now`  see what is going on now, with all its buttons",
    "`/copro stop`  stop reminders about your pledges",
    "`/copro reminders light`  choose how often and when I ask about your pledges, and when you are away",
    "For facilitators",
    '`/copro plan "Support for new parents" next Tuesday at 18:30`  '
    "plan a session with its agenda, or see what is planned here",
    "`/copro chairs`  see who is not in the room",
    "`/copro champion @name`  invite a new champion",
    '`/copro start "Support for new parents"`  start a session here',
    '`/copro rename "Support for families"`  change the title of the session',
    "`/copro cancel`  cancel a session that began by mistake",
    "`/copro end`  "
    "end the session, sum up and ask for pledges (I ask you first, but not with “now” after it)",
    "`/copro undo end`  let a session go on that has just ended",
    "`/copro next`  open the next step of the agenda",
    "`/copro back`  open the step before again",
    "`/copro skip`  leave the open step out, and open the next",
    "`/copro extend 10 minutes`  give the open step more minutes",
    "`/copro hands yes`  let people raise a hand, and see who is next",
    "`/copro unheard`  see how many were not heard yet",
    "`/copro observers add @name`  see or change who only looks on",
    "`/copro caller Rosa`  enter what somebody in the call says who has no Slack",
    '`/copro breakout 5 "What would help?"`  see groups of about 5 before anybody is told',
    '`/poll "When to meet?" "Morning" "Evening"`  ask the room',
    "`/copro polls`  see the open polls; change, take back or cancel one",
    "`/copro close`  close the open poll and show its result (of several, I ask which)",
    "`/copro cards What would help most?`  let people judge ideas in private, ten at a time",
    "`/copro results`  get the results of closed polls, and all ideas, for a spreadsheet",
    "`/copro board`  show a card with all ideas here",
    "`/copro hide 12`  hide an idea, or show it again",
    "`/copro themes`  sort the ideas into themes",
    "`/copro shortlist`  choose the ideas that go on",
    "`/copro answer 12`  see what became of an idea, and record an answer",
    "`/copro body`  name who decides about ideas",
    "`/copro initiatives`  name linked initiatives that your ideas could join",
    "`/copro report`  see the figures of this programme, and post them",
    "`/copro nudges`  see reminders and shared pledges, and choose the day of your weekly summary",
    "`/copro handover @name`  hand a programme over to somebody",
    "`/copro colead`  ask people who came twice to help lead",
    "For admins of this workspace",
    "`/copro facilitators add @name`  see or change who facilitates",
    "You can also save a message as an idea: open its menu and choose “Save as idea”, "
    "or react with :bulb: during a session. If you take it off again, nothing changes. "
    "Reminders and groups come as private messages.",
]


FOR_EVERYBODY = [
    *HELP[: HELP.index("For facilitators")],
    HELP[-1],
    "To see what those who facilitate can type, type: /copro help all",
]


async def test_help_lists_every_verb_with_an_example(stage: Stage) -> None:
    await stage.miriam.types("/copro help", channel=ROOM)
    told = await stage.miriam.sees("What you can type", channel=ROOM, private=True)
    assert told.readable.splitlines() == HELP
    await stage.ana.types("/copro help all", channel=ROOM)

    shown = await stage.ana.sees("What you can type", channel=ROOM, private=True)
    assert shown.readable.splitlines() == HELP
    examples = [line.split("`")[1] for line in HELP if line.startswith("`")]
    assert len(examples) == len(VERBS)
    assert [example for example in examples if example not in shown.text] == []


async def test_the_bare_root_command_is_a_call_for_help(stage: Stage) -> None:
    await stage.ana.types("/copro", channel=ROOM)

    shown = await stage.ana.sees("What you can type", channel=ROOM, private=True)
    assert shown.readable.splitlines() == FOR_EVERYBODY
    await stage.ana.types("/copro help me please", channel=ROOM)
    (*_, again) = await stage.ana.messages()
    assert again.readable.splitlines() == FOR_EVERYBODY


async def test_an_unknown_verb_gets_help_and_never_silence(stage: Stage) -> None:
    await stage.ana.types("/copro dance", channel=ROOM)

    shown = await stage.ana.sees("I do not know “dance”.", channel=ROOM, private=True)
    assert shown.readable.splitlines() == [
        *FOR_EVERYBODY,
        "I do not know “dance”. What you can type stands above.",
    ]


async def test_a_near_word_is_told_without_the_whole_list(stage: Stage) -> None:
    told = "I do not know “{}”. Did you mean “{}”? To see all you can type, type: /copro help"
    await stage.ana.types("/copro strat <!here> now", channel=ROOM)

    shown = await stage.ana.sees("I do not know “strat”.", channel=ROOM, private=True)
    assert shown.readable.splitlines()[:2] == [told.format("strat", "start"), "You typed:"]
    await stage.ana.types("/copro brekout", channel=ROOM)
    shown = await stage.ana.sees("I do not know “brekout”.", channel=ROOM, private=True)
    assert shown.readable == told.format("brekout", "breakout")
    for word, meant in (
        ("announce", "plan"),
        ("anunciar", "plan"),
        ("delete", "mine"),
        ("encuesta?", "poll"),
    ):
        await stage.ana.types(f"/copro {word} 1", channel=ROOM)
        shown = await stage.ana.sees(f"I do not know “{word}”.", channel=ROOM, private=True)
        assert shown.readable.splitlines()[0] == told.format(word, meant)


async def test_an_unknown_word_of_any_length_gets_help(stage: Stage) -> None:
    await stage.ana.types(f"/copro {'<&>' * 1200}", channel=ROOM)

    shown = await stage.ana.sees("I do not know", channel=ROOM, private=True)
    first_words = ("<&>" * 20)[:59]
    last = shown.readable.splitlines()[-1]
    assert last == f"I do not know “{first_words}…”. What you can type stands above."


@pytest.mark.parametrize("typed", ["/copro MINE", "/copro  mine ", "/copro mine\n"])
async def test_capitals_blanks_and_line_breaks_do_not_matter(stage: Stage, typed: str) -> None:
    await stage.ana.types(typed, channel=ROOM)

    await stage.ana.sees("My pledges", channel=ROOM, private=True)


async def test_a_verb_may_be_followed_by_a_new_line(stage: Stage) -> None:
    await stage.miriam.types('/copro start\n"Support for new parents"', channel=ROOM)

    await stage.ana.sees("Session: Support for new parents", channel=ROOM)


@pytest.fixture
async def prefixed(database: Opened) -> AsyncIterator[Stage]:
    """A workspace in which another app owns /poll, so that ours are called /al-…"""
    async with on_stage(database, manifest=manifest(Settings("al-")), COMMAND_PREFIX="al-") as stage:
        yield stage
        assert await stage.room.violations() == []


async def test_with_a_prefix_every_command_works_and_every_text_calls_it_by_its_name(prefixed: Stage) -> None:
    stage, ana, miriam = prefixed, prefixed.ana, prefixed.miriam
    for typed in ("/al-poll", "/al-checkin", "/al-copro end", "/al-copro close", "/al-copro breakout 5"):
        await ana.types(typed, channel=ROOM)  # refused, in words
        await miriam.types(typed, channel=ROOM)
    await miriam.types('/al-copro start "Support for new parents"', channel=ROOM)
    await ana.sees("You can also type /al-checkin to check in, or /al-idea and your idea.", channel=ROOM)
    await miriam.types('/al-copro start "Another"', channel=ROOM)
    await miriam.types("/al-copro breakout 5", channel=ROOM)
    await miriam.types("/al-copro breakout 1 Why?", channel=ROOM)
    await miriam.types("/al-poll When?", channel=ROOM)
    await miriam.types('/al-poll "When?" "A" "B"', channel=ROOM)
    await miriam.types("/al-copro facilitators", channel=ROOM)
    await miriam.types("/al-copro facilitators add nobody", channel=ROOM)
    await ana.types("/al-idea More benches", channel=ROOM)
    await ana.types(f"/al-idea {'x' * 1001}", channel=ROOM)
    await ana.types("/al-copro help", channel=ROOM)
    await ana.types("/al-copro nonsense", channel=ROOM)
    await ana.shortcut("Save as idea", on="Session:", channel=ROOM)
    await ana.types("/al-pledge Read to him", channel=ROOM)
    await ana.sees("To stop reminders, type /al-copro stop.", channel=ROOM)
    await ana.types("/al-copro stop", channel=ROOM)
    await miriam.types("/al-copro end now", channel=ROOM)
    await ana.sees("Before you go", channel=ROOM)
    await ana.clicks("Not yet", on="Before you go", channel=ROOM)
    await ana.sees("type /al-pledge.", channel=ROOM)
    await miriam.types("/al-copro report", channel=ROOM)
    await stage.rests()

    said = [each for person in (ana, miriam) for each in await person.messages() if each.user != person.id]
    texts = [f"{each.readable}\n{each.text}" for each in said]
    assert [words for words in texts if re.search(r"(?<!\w)/(copro|idea|checkin|pledge|poll)\b", words)] == []


async def test_a_button_of_an_older_version_is_answered_in_words(stage: Stage) -> None:
    await stage.session()

    ack = await forged_click(stage, stage.ana, "a_button_of_long_ago", "x")

    assert ack.acked
    await stage.ana.sees(OLD, channel=ROOM, private=True)


async def test_a_form_of_an_older_version_is_answered_under_its_first_field(stage: Stage) -> None:
    await stage.session()

    errors = await forged_form(stage, stage.ana, "a_form_of_long_ago", {"words": text("Mine")})

    assert errors == {"words": OLD}


GONE = {
    "vote/0": "This poll is gone, so your answer was not counted.",
    "support": "This idea is gone. Please use the newest message.",
    "withdraw": "This idea is gone. Please use the newest message.",
    "take_back": "This idea is gone. Please use the newest message.",
    "reply/0": "This question was for somebody else, so nothing was changed.",
    "put_off/3": "This question was for somebody else, so nothing was changed.",
}


@pytest.mark.parametrize("action", GONE)
async def test_a_forged_value_is_refused_in_words_and_changes_nothing(stage: Stage, action: str) -> None:
    await stage.session()
    await stage.rests()
    before = tables(stage)

    ack = await forged_click(stage, stage.ana, action, "forged")

    assert ack.acked
    await stage.ana.sees(GONE[action], channel=ROOM, private=True)
    assert tables(stage) == before


@pytest.mark.parametrize("action", ["vote/99", "vote/-1", "vote/x", "vote"])
async def test_an_option_that_the_poll_does_not_have_is_refused(stage: Stage, action: str) -> None:
    await stage.session()
    await stage.miriam.types('/poll live "When?" "A" "B"', channel=ROOM)
    await stage.ana.sees("When?", channel=ROOM)
    (poll,) = tables(stage)["poll"]

    await forged_click(stage, stage.ana, action, poll["id"])

    await stage.ana.sees(
        "This poll has no such option. Please press one of the buttons on its card.",
        channel=ROOM,
        private=True,
    )
    assert tables(stage)["ballot"] == []


@pytest.mark.parametrize("action", ["reply/0", "put_off/3"])
async def test_nobody_answers_for_somebody_else(stage: Stage, action: str) -> None:
    await stage.session()
    await stage.pledge(stage.ana, "Read with my neighbour's boy")
    before = tables(stage)["follow_up"]

    await forged_click(stage, stage.delroy, action, before[0]["id"])

    await stage.delroy.sees(
        "This question was for somebody else, so nothing was changed.", channel=ROOM, private=True
    )
    assert tables(stage)["follow_up"] == before


@pytest.mark.parametrize("action", ["reply", "reply/7", "reply/-1"])
async def test_an_answer_that_is_none_of_the_three_is_refused(stage: Stage, action: str) -> None:
    await stage.session()
    await stage.pledge(stage.ana, "Read with my neighbour's boy")
    before = tables(stage)["follow_up"]

    await forged_click(stage, stage.ana, action, before[0]["id"])

    await stage.ana.sees(NO_SUCH_ANSWER, channel=ROOM, private=True)
    assert tables(stage)["follow_up"] == before


async def test_nobody_takes_back_somebody_elses_idea(stage: Stage) -> None:
    await stage.session()
    await stage.idea(stage.ana, "More benches")
    (idea,) = tables(stage)["idea"]

    await forged_click(stage, stage.delroy, "withdraw", idea["id"])

    await stage.delroy.sees(
        "Only the person whose idea this is can take it back.", channel=ROOM, private=True
    )
    assert tables(stage)["idea"] == [idea]
