"""Fair turns to speak: raised by everybody, seen and given by facilitators."""

from collections.abc import Callable, Sequence

from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import turns
from coproduction.service.turns import DOING
from coproduction.words import Text
from handlers import home, ids, listids
from handlers.blocks import turns as blocks
from handlers.blocks.kit import Drawing, section
from handlers.blocks.longlists import Lines
from handlers.desk import Desk
from handlers.edge.heard import Click, Command
from handlers.edge.listeners import Audience, LongList, Noun, OnClick, Verb
from handlers.edge.reply import Reply, answer
from handlers.planned import shown

DOWN = frozenset({"down", "abajo"})
TURNS = {"on": True, "yes": True, "sí": True, "si": True, "off": False, "no": False}
_IS_DOWN = Text("Your hand is down.")
_WAS_DOWN = Text("Your hand was down already.")
_HOW = Text("To raise your hand, type {/hand}. To take it down, type: {/hand} down")
_ON = Text(
    "People can raise a hand now: they press *{button}*, or type {/hand}. To see who is next: {/hands}"
)
_OFF = Text("People raise no hands with me now. How often each has spoken, I keep.")
_PLANNED_ON = Text("In this session people can raise a hand.")
_PLANNED_OFF = Text("In this session people raise no hands with me.")
_SAME = Text("It was so already, so I changed nothing.")
_SAY = Text("To let people raise a hand, type {/hands} yes. To stop it, type {/hands} no.")


async def type_hand(desk: Desk, command: Command, rest: str) -> Reply:
    """/hand [down]"""
    actor, channel = Actor(command.person, here=command.channel), command.channel or ""
    typed = rest.strip().casefold()
    if typed and typed not in DOWN:
        raise Refusal(_HOW)
    session = await desk.read(lambda memory: turns.session_around(memory, actor, channel))
    return await (_lower if typed else _raise)(desk, actor, session)


async def press_raise(desk: Desk, click: Click) -> Reply:
    """The button on a card."""
    return await _raise(desk, Actor(click.person, here=click.channel), click.value)


async def press_lower(desk: Desk, click: Click) -> Reply:
    """The button below one's own place."""
    reply = await _lower(desk, Actor(click.person, here=click.channel), click.value)
    return await home.answered(desk, click, reply)


async def _raise(desk: Desk, actor: Actor, session: str) -> Reply:
    now = desk.clock()
    place = await desk.write(lambda memory: turns.raise_hand(memory, now, actor, session))
    return Reply(words=blocks.is_up(await desk.voice(actor.id), place))


async def _lower(desk: Desk, actor: Actor, session: str) -> Reply:
    was_up = await desk.write(lambda memory: turns.lower_hand(memory, actor, session))
    return answer(await desk.voice(actor.id), _IS_DOWN if was_up else _WAS_DOWN)


async def type_hands(desk: Desk, command: Command, rest: str) -> Reply:
    """/copro hands [yes|no]"""
    actor, channel = await desk.directory.actor(command.person, command.channel), command.channel or ""
    typed = rest.strip().casefold()
    if not typed:
        session = await desk.read(lambda memory: turns.session_around(memory, actor, channel))
        waiting = await desk.read(lambda memory: turns.waiting(memory, actor, session))
        return await _queue(desk, command.person, session, waiting)
    if typed not in TURNS:
        raise Refusal(_SAY)
    now, is_on = desk.clock(), TURNS[typed]
    is_new = await desk.write(lambda memory: turns.turn(memory, now, actor, channel, is_on=is_on))
    room = await desk.voice_of_channel(channel)
    words = (_ON.filled(button=room(blocks.RAISE)) if is_on else _OFF) if is_new else _SAME
    say = await desk.voice(command.person)
    return Reply(words=Drawing.of(say, [section(say(words))]))


async def press_plan(desk: Desk, click: Click) -> Reply:
    """Raising hands, in a plan: on, or off again."""
    actor, now = await desk.directory.actor(click.person, click.channel), desk.clock()
    is_on = await desk.write(lambda memory: turns.turn_planned(memory, now, actor, click.value))
    return await shown(desk, click, click.value, _PLANNED_ON if is_on else _PLANNED_OFF)


async def press_hands(desk: Desk, click: Click) -> Reply:
    """Who is next to speak, from the panel."""
    actor = await desk.directory.actor(click.person, click.channel)
    waiting = await desk.read(lambda memory: turns.waiting(memory, actor, click.value))
    return await _queue(desk, click.person, click.value, waiting)


async def press_spoke(desk: Desk, click: Click) -> Reply:
    """Somebody has had their turn."""
    return await _give(desk, click, turns.spoke)


async def press_later(desk: Desk, click: Click) -> Reply:
    """Somebody is asked again later."""
    now = desk.clock()
    return await _give(desk, click, lambda memory, *whom: turns.later(memory, now, *whom))


async def _waiting(desk: Desk, click: Click, session: str) -> Lines:
    """All who would like to speak."""
    actor = await desk.directory.actor(click.person, click.channel)
    waiting, say = (
        await desk.read(lambda memory: turns.waiting(memory, actor, session)),
        await desk.voice(click.person),
    )
    return blocks.each_waiting(say, session, waiting, await desk.directory.names(say, waiting))


async def _give(desk: Desk, click: Click, act: Callable[[Memory, Actor, str, str], tuple[str, ...]]) -> Reply:
    """The list as it is then, where they pressed, also where another who leads was quicker.

    A page of all of it shows it by itself.
    """
    actor, (session, person) = await desk.directory.actor(click.person), _subject(click)
    note: Text | None = None
    try:
        waiting = await desk.write(lambda memory: act(memory, actor, session, person))
    except turns.IsDown as no:
        note = no.words
        waiting = await desk.read(lambda memory: turns.waiting(memory, actor, session))
    if click.view:
        return Reply()
    return await _queue(desk, click.person, session, waiting, note, replaces=True)


def _subject(click: Click) -> tuple[str, str]:
    session, _, person = click.value.partition("|")
    return session, person


async def _queue(
    desk: Desk,
    reader: str,
    session: str,
    waiting: Sequence[str],
    note: Text | None = None,
    *,
    replaces: bool = False,
) -> Reply:
    say = await desk.voice(reader)
    names = await desk.directory.names(say, waiting)
    held = await desk.read(lambda memory: memory.sessions.get(session))
    room = await desk.voice_of_channel(held.channel if held else "")
    return Reply(words=blocks.queue(say, room, session, waiting, names, note), replaces=replaces)


NOUN = Noun(
    verbs=(
        Verb(
            "hand",
            Audience.EVERYONE,
            None,
            Text("say that you would like to speak"),
            type_hand,
            True,
            more=Text("To take your hand down, type: {/hand} down"),
            takes_words=True,
        ),
        Verb(
            "hands",
            Audience.FACILITATORS,
            Text("yes"),  # translators: what people type after {/hands}, so that they can raise a hand
            Text("let people raise a hand, and see who is next"),
            type_hands,
            of_session=True,
            doing=DOING,
            more=_SAY,
            sister="hand",
        ),
    ),
    clicks=(
        OnClick(ids.RAISE_HAND, Audience.EVERYONE, press_raise),
        OnClick(ids.LOWER_HAND, Audience.EVERYONE, press_lower),
        OnClick(ids.PLAN_HANDS, Audience.FACILITATORS, press_plan, doing=DOING),
        OnClick(ids.HANDS, Audience.FACILITATORS, press_hands, doing=DOING),
        OnClick(ids.SPOKE, Audience.FACILITATORS, press_spoke, doing=DOING),
        OnClick(ids.LATER, Audience.FACILITATORS, press_later, doing=DOING),
    ),
    lists=(
        LongList(listids.HANDS, Text("Raised hands"), _waiting, audience=Audience.FACILITATORS, doing=DOING),
    ),
)
