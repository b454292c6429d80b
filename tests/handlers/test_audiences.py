"""Who may do what is asked before any listener runs; the cases are whatever is registered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from coproduction.words import Text
from handlers.dispatch import commands, nouns
from handlers.edge.listeners import Audience, OnClick, OnShortcut, OnSubmit, Verb
from handlers.edge.reply import Reply
from rehearsal.acts import payloads
from rehearsal.driver.room import Person
from tests.handlers.forging import forged_click, forged_form, text
from tests.stage import ROOM, Stage

Started = Verb | OnClick | OnSubmit | OnShortcut  # what a person starts; events just happen

VERBS = [*commands.VERBS.values()]
CLICKS, SUBMISSIONS = [*nouns.CLICKS.values()], [*nouns.SUBMISSIONS.values()]
SHORTCUTS = [*nouns.SHORTCUTS.values()]
ALL: list[Started] = [*VERBS, *CLICKS, *SUBMISSIONS, *SHORTCUTS]
FOR_FACILITATORS = [each for each in ALL if each.audience is Audience.FACILITATORS]
FOR_ADMINS = [each for each in ALL if each.audience is Audience.ADMINS]


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the listeners that run, which do nothing else."""
    names: list[str] = []
    for verb in VERBS:
        monkeypatch.setitem(commands.VERBS, verb.name, replace(verb, run=noted(names, verb)))
    for click in CLICKS:
        monkeypatch.setitem(nouns.CLICKS, click.id, replace(click, run=noted(names, click)))
    for form in SUBMISSIONS:
        monkeypatch.setitem(nouns.SUBMISSIONS, form.id, replace(form, run=noted(names, form)))
    for shortcut in SHORTCUTS:
        monkeypatch.setitem(nouns.SHORTCUTS, shortcut.id, replace(shortcut, run=noted(names, shortcut)))
    return names


def noted(names: list[str], listener: Started) -> Callable[..., Awaitable[Reply]]:
    """What runs in place of a listener: it only notes that it ran."""

    async def run(*_given: object) -> Reply:
        names.append(name_of(listener))
        return Reply()

    return run


def name_of(listener: Started) -> str:
    """What tells it from all others."""
    named = listener.name if isinstance(listener, Verb) else listener.id
    return f"{type(listener).__name__} {named}"


def names_of(*listeners: Started) -> Counter[str]:
    return Counter(map(name_of, listeners))


async def starts(stage: Stage, person: Person, listener: Started) -> None:
    """The person does what the listener listens to, in every way in which that can be done."""
    match listener:
        case Verb():
            await person.types(f"/copro {listener.word}", channel=ROOM)
        case OnClick():
            await forged_click(stage, person, listener.id, "x")
        case OnSubmit():
            await forged_form(stage, person, listener.id, {"x": text("y")})
        case OnShortcut():
            await chooses(stage, person, listener)


async def chooses(stage: Stage, person: Person, shortcut: OnShortcut) -> None:
    slack = stage.team
    actor, room = slack.workspace.people[person.id], slack.workspace.channel(ROOM)
    assert room is not None
    on = slack.workspace.visible(person.id, room.id)[-1]
    payload = payloads.message_shortcut(slack, actor, on, shortcut.id)
    if not shortcut.on_message:
        payload = payloads.global_shortcut(slack, actor, shortcut.id)
    assert (await slack.delivery.send("interactive", payload, answerable=False)).acked


@pytest.fixture
async def tunde(stage: Stage) -> Person:
    """Somebody whom an admin let facilitate; and something stands in the channel."""
    await stage.session()
    await stage.miriam.types("/copro facilitators add @Tunde Bakare", channel=ROOM)
    await stage.miriam.sees("Tunde Bakare can facilitate now.", channel=ROOM, private=True)
    return stage.tunde


async def test_a_champion_reaches_nothing_that_is_for_others(
    stage: Stage, tunde: Person, ran: list[str]
) -> None:
    assert tunde.id != stage.ana.id
    for listener in (*FOR_FACILITATORS, *FOR_ADMINS):
        await starts(stage, stage.ana, listener)
    await stage.rests()
    assert ran == []


async def test_a_facilitator_reaches_what_is_for_facilitators_and_nothing_for_admins(
    stage: Stage, tunde: Person, ran: list[str]
) -> None:
    for listener in (*FOR_FACILITATORS, *FOR_ADMINS):
        await starts(stage, tunde, listener)
    assert Counter(ran) == names_of(*FOR_FACILITATORS)


@pytest.mark.usefixtures("tunde")
async def test_an_admin_reaches_everything(stage: Stage, ran: list[str]) -> None:
    for listener in ALL:
        await starts(stage, stage.miriam, listener)
    assert Counter(ran) == names_of(*ALL)


@pytest.mark.usefixtures("tunde")
async def test_a_command_of_its_own_is_asked_about_like_its_verb(stage: Stage, ran: list[str]) -> None:
    own = [verb for verb in VERBS if verb.is_command]
    for verb in own:
        await stage.ana.types(f"/{verb.word} x", channel=ROOM)
    assert Counter(ran) == names_of(*(verb for verb in own if verb.audience is Audience.EVERYONE))


def test_there_are_cases() -> None:
    kinds = {type(each) for each in FOR_FACILITATORS}
    assert kinds == {Verb, OnClick, OnSubmit}
    assert [name_of(each) for each in FOR_ADMINS] == ["Verb facilitators"]


def test_whoever_listens_has_an_audience() -> None:
    listeners = [*ALL, *nouns.EVENTS.values()]
    assert [each for each in listeners if each.audience not in Audience] == []


def test_no_listener_hides_another() -> None:
    heard = [(each.verbs, each.clicks, each.submissions, each.shortcuts, each.events) for each in nouns.NOUNS]
    counts = [sum(map(len, kind)) for kind in zip(*heard, strict=True)]
    found = (nouns.VERBS, nouns.CLICKS, nouns.SUBMISSIONS, nouns.SHORTCUTS, nouns.EVENTS)
    assert counts == [len(each) for each in found]


async def nothing(*_given: object) -> Reply:
    return Reply()


def test_without_an_audience_there_is_no_listener() -> None:
    with pytest.raises(TypeError, match="audience"):
        Verb(name="x", example=None, does=Text("x"), run=nothing)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="audience"):
        OnClick(id="x", run=nothing)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="audience"):
        OnSubmit(id="x", run=nothing)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="audience"):
        OnShortcut(id="x", title=Text("x"), does=Text("x"), on_message=True, run=nothing)  # type: ignore[call-arg]
