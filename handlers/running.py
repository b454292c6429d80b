"""Going through an agenda while a session runs: next, back, more time, and the doors of each step."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.running import USUAL_MORE, minutes_of
from coproduction.service import drafts, stepping
from coproduction.service.breakouts import plannedrounds, proposing, seatless
from coproduction.service.running import Standing
from coproduction.service.stepping import DOING, Asked, GroupsOut, Moved
from coproduction.words import Text, several
from handlers import callers, ending, ids, panels, sessions, tencards, videocalls
from handlers.blocks import running as blocks
from handlers.blocks.breakouts import forms
from handlers.blocks.kit import Drawing, section
from handlers.blocks.text import moment
from handlers.breakouts.instep import begin_at
from handlers.desk import Desk
from handlers.drafts.showing import composer
from handlers.edge.heard import Click, Command, Heard, opaque
from handlers.edge.listeners import Audience, Noun, OnClick, Verb
from handlers.edge.reply import Reply

_OPEN = Text("“{step}” is open now. Its card is in the channel, or on its way.")
_AGAIN = Text(
    "“{step}” is open again. Its new card is in the channel, or on its way. "
    "Polls that were closed stay closed."
)
_QUICKER = Text("{mention} was quicker, so I changed nothing. “{step}” is open now, until {time}.")
_CHANGED = Text("This has changed since then, so I did nothing. “{step}” is open now, until {time}.")
_GONE_ON = Text("“{step}” is open by now, so I did nothing. To see its buttons, type {/now}.")
_OLD = Text("This button is from an older version of me. Please use the newest message.")

Act = Callable[[Memory, datetime, Actor], Moved]
Press = Callable[[Desk, Click], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class _Way:
    """One way from a step to another, under the name that a menu has for it, and what is said then."""

    name: str
    act: Callable[..., Moved]
    words: Text


_WAYS = {
    way.name: way
    for way in (
        _Way(blocks.NEXT, stepping.go_on, _OPEN),
        _Way(blocks.BACK, stepping.go_back, _AGAIN),
        _Way(blocks.SKIP, stepping.skip, _OPEN),
    )
}


async def _go(desk: Desk, heard: Heard, name: str, asked: Asked) -> Reply:
    """Open another step; while groups are out it is asked first."""
    way = _WAYS[name]
    try:
        return await _move(desk, heard, partial(way.act, asked=asked), way.words)
    except GroupsOut as no:
        words = blocks.sure(await desk.voice(heard.person), no.at, no.out, name)
    if not isinstance(heard, Command):
        return Reply(words=words)
    actor = await desk.directory.actor(heard.person, heard.channel)
    return Reply(words=await panels.drawn(desk, actor, heard.channel or "", words))


async def _move(desk: Desk, heard: Heard, act: Act, words: Text) -> Reply:
    actor, now = await desk.directory.actor(heard.person, heard.channel), desk.clock()
    return await _told(desk, heard, await desk.write(lambda memory: act(memory, now, actor)), words)


async def _extend(desk: Desk, heard: Heard, asked: Asked, minutes: int) -> Reply:
    words = several(
        minutes,
        "“{step}” has {n} more minute: until {time}.",
        "“{step}” has {n} more minutes: until {time}.",
    )
    return await _move(desk, heard, partial(stepping.extend, asked=asked, minutes=minutes), words)


async def _told(desk: Desk, heard: Heard, moved: Moved, words: Text) -> Reply:
    """What became of it; for who typed it with the panel, so that the next press is at hand."""
    say, at = await desk.voice(heard.person), moved.standing
    late = _QUICKER if isinstance(heard, Command) else _CHANGED  # a button may be old, or pressed twice
    told = words if moved.is_new else late
    time = moment(say, at.running.ends_at)
    out = await desk.read(lambda memory: plannedrounds.live_in(memory, at.session)) if moved.is_new else None
    groups = blocks.groups_out(say, out) if out else []
    said = Drawing.of(
        say,
        [
            section(say(told.filled(step=at.step.name, time=time, mention=f"<@{at.running.acted_by}>"))),
            *groups,
        ],
    )
    if not isinstance(heard, Command):
        return Reply(words=said)
    actor = await desk.directory.actor(heard.person, heard.channel)
    return Reply(words=await panels.drawn(desk, actor, heard.channel or "", said))


def _typed(command: Command) -> Asked:
    return Asked(command.channel or "")


def _pressed(click: Click, *, is_timed: bool = False) -> Asked:
    """What a button was drawn for; a turn of a step stays what it is when it is given more time."""
    session, turn, until = blocks.read_drawn_for(click.value)
    return Asked(session=session, turn=turn, until=until if is_timed else None)


async def type_next(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro next"""
    return await _go(desk, command, blocks.NEXT, _typed(command))


async def type_back(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro back"""
    return await _go(desk, command, blocks.BACK, _typed(command))


async def type_skip(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro skip"""
    return await _go(desk, command, blocks.SKIP, _typed(command))


async def type_extend(desk: Desk, command: Command, rest: str) -> Reply:
    """/copro extend, or with how many minutes"""
    return await _extend(desk, command, _typed(command), minutes_of(rest))


async def press_next(desk: Desk, click: Click) -> Reply:
    """The button that names what comes next."""
    return await _go(desk, click, blocks.NEXT, _pressed(click))


async def press_anyway(desk: Desk, click: Click) -> Reply:
    """The same, back or without this step, by somebody who was told that groups are out."""
    name, _, about = click.value.partition("|")
    if name not in _WAYS:
        raise Refusal(_OLD)
    return await _go(desk, click, name, replace(_pressed(replace(click, value=about)), is_sure=True))


async def press_more_time(desk: Desk, click: Click) -> Reply:
    """Some more minutes."""
    return await _extend(desk, click, _pressed(click, is_timed=True), USUAL_MORE)


async def choose(desk: Desk, click: Click) -> Reply:
    """One of the things that stand in the menu beside it."""
    act, _, about = click.value.partition("|")
    run = _MENU.get(act)
    if run is None:
        raise Refusal(_OLD)
    return await run(desk, replace(click, value=about))


async def _choose_back(desk: Desk, click: Click) -> Reply:
    return await _go(desk, click, blocks.BACK, _pressed(click))


async def _choose_skip(desk: Desk, click: Click) -> Reply:
    return await _go(desk, click, blocks.SKIP, _pressed(click))


def _of_session(run: Press) -> Press:
    """The same act of a session, whichever step of it is open."""

    async def act(desk: Desk, click: Click) -> Reply:
        return await run(desk, replace(click, value=blocks.read_drawn_for(click.value)[0]))

    return act


_MENU: Mapping[str, Press] = {
    blocks.BACK: _choose_back,
    blocks.EXTEND: press_more_time,
    blocks.SKIP: _choose_skip,
    blocks.CALLERS: _of_session(callers.press),
    blocks.LINK: _of_session(videocalls.press),
    blocks.RENAME: _of_session(sessions.press_rename),
    blocks.CANCEL: _of_session(sessions.ask_cancel),
    blocks.END: _of_session(ending.press_end),
}


async def press_groups(desk: Desk, click: Click) -> Reply:
    """The form of a breakout round, with the minutes that are left of the step and its prompt."""
    at = await _open_step(desk, click)
    session = at.session
    actor = await desk.directory.actor(click.person, session.channel)
    await desk.read(lambda memory: proposing.ask(memory, actor, session.channel))
    leading = await desk.read(lambda memory: seatless.leading_in(memory, session.channel))
    say, offers = await desk.voice(click.person), desk.settings.makes_channels
    begin = await begin_at(desk, at)
    return Reply(view=forms.form(say, ids.private(session.channel), leading, begin, offers_channels=offers))


async def press_cards(desk: Desk, click: Click) -> Reply:
    """Ten cards, with the prompt of the step as their question; pressed twice they are the same."""
    at = await _open_step(desk, click)
    step, session = at.step, at.session
    question = str(step.says)  # ours, where nobody wrote one, is drawn in each reader's language
    here, origin = replace(click, channel=session.channel), opaque(f"step:{click.value}")
    return await tencards.begin(desk, here, question, origin)


async def press_poll(desk: Desk, click: Click) -> Reply:
    """The form of a poll, with the prompt of the step as its question if nothing was begun before."""
    at = await _open_step(desk, click)
    step, session = at.step, at.session
    actor = await desk.directory.actor(click.person, session.channel)
    found = await desk.read(lambda memory: drafts.begin(memory, actor, session.channel))
    if found.composed.is_blank:
        asked = (await desk.voice_of_channel(session.channel)).of(step.says)
        questions = (replace(found.composed.questions[0], words=asked),)
        found = replace(found, composed=replace(found.composed, questions=questions))
    return await composer(desk, replace(click, channel=session.channel), found)


async def _open_step(desk: Desk, click: Click) -> Standing:
    """The step that a button opens something of, while it is open; else a Refusal."""
    asked = _pressed(click)
    actor = await desk.directory.actor(click.person)
    at = await desk.read(lambda memory: stepping.led(memory, actor, asked))
    if at.running.turn != asked.turn:
        raise Refusal(_GONE_ON.filled(step=at.step.name))
    return at


_MORE = Text("You can go back: {/back}. To leave a step out, type {/skip}.")
_VERBS = (
    ("next", Text("open the next step of the agenda"), type_next, _MORE),
    ("back", Text("open the step before again"), type_back, Text("Polls that were closed stay closed.")),
    ("skip", Text("leave the open step out, and open the next"), type_skip, Text("You can go back: {/back}")),
)
NOUN = Noun(
    verbs=(
        *(
            Verb(name, Audience.FACILITATORS, None, does, run, doing=DOING, more=more, of_session=True)
            for name, does, run, more in _VERBS
        ),
        Verb(
            "extend",
            Audience.FACILITATORS,
            Text("10 minutes"),
            Text("give the open step more minutes"),
            type_extend,
            doing=DOING,
            of_session=True,
            more=Text("Without a number it gets five."),
        ),
    ),
    clicks=(
        OnClick(ids.NEXT_STEP, Audience.FACILITATORS, press_next, doing=DOING),
        OnClick(ids.STEP_ANYWAY, Audience.FACILITATORS, press_anyway, doing=DOING),
        OnClick(ids.MORE_FOR_STEP, Audience.FACILITATORS, press_more_time, doing=DOING),
        OnClick(ids.STEP_MENU, Audience.FACILITATORS, choose, doing=DOING),
        OnClick(ids.MAKE_GROUPS, Audience.FACILITATORS, press_groups, doing=DOING),
        OnClick(ids.STEP_CARDS, Audience.FACILITATORS, press_cards, doing=DOING),
        OnClick(ids.STEP_POLL, Audience.FACILITATORS, press_poll, doing=DOING),
    ),
)
