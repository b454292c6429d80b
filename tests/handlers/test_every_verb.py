"""Every verb uses every word that follows it or gives all back, and explains itself when asked for help."""

from __future__ import annotations

import pytest

from handlers.dispatch.commands import VERBS, example, voice
from handlers.settings import Settings
from rehearsal.driver.person import Person
from rehearsal.driver.sights import NotSeen
from tests.handlers.database import Row, tables
from tests.lengths import has_long_form, short_or_long
from tests.stage import ROOM, Stage

SAY = voice(Settings())
ODD = ("zebra", "<mango>", "99quilt")
EMPTY_HANDED = [f"/copro {verb.word} {' '.join(ODD)}" for verb in VERBS.values()]
AFTER_EXAMPLE = [
    f"{example(SAY, verb)} {' '.join(ODD)}" for verb in VERBS.values() if verb.example or verb.may_go_on
]
CALLS = ("help", "?", "-h", "--help", "Help!", "ayuda", "¿ayuda?")
TRIED = short_or_long(("help", "¿ayuda?"), CALLS)  # after each verb; each of them alone stands below


async def all_that_is_shown(stage: Stage, person: Person) -> str:
    """Every message they can see, and the form that is open, which they then close."""
    await stage.rests()
    shown = [message.readable for message in await person.messages()]
    try:
        form = await person.modal(timeout=0)
    except NotSeen:
        return "\n".join(shown)
    await person.closes()
    return "\n".join([*shown, form.title, form.text, str(form.json)])


def kept(stage: Stage) -> dict[str, list[Row]]:
    """All rows but those of messages, of which a card may just be redrawn, and of the process's heartbeat."""
    apart = ("message", "heartbeat")
    return {name: rows for name, rows in tables(stage).items() if name not in apart}


def unaccounted(before: str, after: str) -> list[str]:
    """The odd words that are shown no more often than before."""
    return [word for word in ODD if after.count(word) <= before.count(word)]


@pytest.fixture
async def meeting(stage: Stage) -> Stage:
    """A session in which some people have checked in."""
    await stage.session()
    await stage.check_in(stage.ana, stage.tunde, stage.blessing, stage.delroy)
    return stage


async def test_every_verb_uses_every_word_or_gives_all_back(meeting: Stage) -> None:
    lost = {}
    for typed in [*EMPTY_HANDED, *AFTER_EXAMPLE]:
        before = await all_that_is_shown(meeting, meeting.miriam)
        await meeting.miriam.types(typed, channel=ROOM)
        if missing := unaccounted(before, await all_that_is_shown(meeting, meeting.miriam)):
            lost[typed] = missing
    assert lost == {}


async def test_every_verb_does_so_where_no_session_is(stage: Stage) -> None:
    lost = {}
    for typed in [*EMPTY_HANDED, *AFTER_EXAMPLE]:
        if typed.startswith("/copro start"):
            continue
        before = await all_that_is_shown(stage, stage.ana)
        await stage.ana.types(typed, channel=ROOM)
        if missing := unaccounted(before, await all_that_is_shown(stage, stage.ana)):
            lost[typed] = missing
    assert lost == {}


@has_long_form
async def test_help_after_any_verb_explains_it_and_does_nothing(meeting: Stage) -> None:
    before = kept(meeting)
    for verb in VERBS.values():
        typed = [f"/copro {verb.word} {call}" for call in TRIED]
        short = [f"/{verb.word} {call}" for call in TRIED if verb.is_command]
        close = [f"/copro help {verb.word}? please"]
        close += [f"/copro {verb.word}?", f"/copro ¿{verb.word}?"] if verb.name != "help" else []
        for command in [*typed, *short, f"/copro help {verb.word}", *close]:
            await meeting.ana.types(command, channel=ROOM)
            (*_, answer) = await meeting.ana.messages()
            words = f"Type {example(SAY, verb)} to {SAY(verb.does)}."
            assert answer.readable.splitlines()[0] == words, command
    await meeting.rests()
    assert kept(meeting) == before


async def test_who_asks_how_a_verb_works_reads_that_and_nothing_is_done(meeting: Stage) -> None:
    before = kept(meeting)
    asked = {
        "/copro stop help me please": "stop",
        "/pledge how": "pledge",
        "/pledge what is this?": "pledge",
        "/copro rename how?": "rename",
        "/idea How do I share an idea?": "idea",
        "/copro cards ¿cómo funciona?": "cards",
        "/copro close what does this do?": "close",
    }
    for typed, name in asked.items():
        await meeting.miriam.types(typed, channel=ROOM)
        answer, given_back = (await meeting.miriam.messages())[-2:]
        words = f"Type {example(SAY, VERBS[name])} to {SAY(VERBS[name].does)}."
        assert answer.readable.splitlines()[0] == words, typed
        assert given_back.readable == f"You typed:\n{typed}"
    await meeting.rests()
    assert kept(meeting) == before


@pytest.mark.parametrize("call", CALLS)
async def test_a_call_for_help_in_place_of_a_verb_lists_all(stage: Stage, call: str) -> None:
    await stage.ana.types(f"/copro {call}", channel=ROOM)

    await stage.ana.sees("What you can type", channel=ROOM, private=True)


async def test_an_idea_that_begins_with_help_is_an_idea(meeting: Stage) -> None:
    await meeting.ana.types("/idea help new parents", channel=ROOM)

    await meeting.delroy.sees("help new parents", channel=ROOM)
