"""What goes on now, at hand for facilitators: by command and in App Home; each act shows it afresh."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.service import now, openings, people, stuck, upcoming
from coproduction.service.openings import Openings
from coproduction.service.upcoming import Upcoming
from coproduction.sessions import is_direct
from coproduction.words import Text
from handlers import (
    board,
    callers,
    cancelling,
    closings,
    ending,
    home,
    idearevealing,
    ids,
    listening,
    listids,
    panels,
    polls,
    running,
    sessions,
    starting,
    turns,
    videocalls,
)
from handlers.blocks import openings as drawing
from handlers.blocks.kit import Drawing
from handlers.blocks.longlists import Lines
from handlers.blocks.now import HOME, inside, inside_form
from handlers.breakouts import helpcalls, moving, presence, proposing, rounds
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Heard, Submission
from handlers.edge.listeners import Audience, LongList, Noun, OnClick, OnSubmit, Verb
from handlers.edge.reply import Reply, Told, answer

_OLD = Text("This button is from an older version of me. Please use the newest message.")
_POSTING = Text("I am posting it now.")
_LIST_SENT = Text("I have sent you the list as a message.")
_LISTS = frozenset({ids.ROOM_LIST, ids.ALL_GROUPS})  # they change nothing, and are looked at beside the panel
# They undo what the message says in which they stand: it stays, and the answer stands below as the newest.
_SAID_ANEW = frozenset({ids.BRING_BACK})
_AGAIN = Text("post a card again")


async def show(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro now: the panel for who may facilitate; for everybody else what they can do."""
    actor, place = await desk.directory.actor(command.person, command.channel), command.channel or ""
    if await desk.read(lambda memory: people.may_facilitate(memory, actor)):
        return Reply(words=await _looked(desk, actor, place))
    found, to_come = await _open_to(desk, actor, place)
    return Reply(words=drawing.shown(await desk.voice(actor.id), found, to_come))


async def open_panel(desk: Desk, click: Click) -> Reply:
    """The facilitators' button on a card that everybody sees; who takes part is told what they can do."""
    actor, place = await desk.directory.actor(click.person, click.channel), click.channel or ""
    if await desk.read(lambda memory: people.may_facilitate(memory, actor)):
        return Reply(words=await _looked(desk, actor, place))
    found, to_come = await _open_to(desk, actor, place)
    names = await desk.directory.known_names(found.leading, desk.directory.patience.soon)
    say, leading = await desk.voice(actor.id), list(names.values())
    return Reply(words=drawing.not_for_you(say, found, leading, to_come))


async def _open_to(desk: Desk, actor: Actor, place: str) -> tuple[Openings, list[Upcoming]]:
    """What somebody can do now who takes part, and the next sessions that they may come to."""
    at = desk.clock()
    return await desk.read(
        lambda memory: (openings.seen(memory, actor, place), upcoming.around(memory, at, actor, place))
    )


async def _looked(desk: Desk, actor: Actor, place: str) -> Drawing:
    """The panel, after a look whether a card was deleted in Slack."""
    at = desk.clock()
    found = await desk.write(lambda memory: now.look(memory, at, actor, place))
    return await panels.shown(desk, actor, place, found)


async def _polls(desk: Desk, click: Click, channel: str) -> Lines:
    """All that somebody may answer, in a channel or wherever they are; what they have answered comes last."""
    actor = await desk.directory.participant(click.person, click.channel)
    found = await desk.read(lambda memory: openings.seen(memory, actor, channel))
    asked = sorted((each for opening in found.each for each in opening.asked), key=lambda each: each.is_done)
    return drawing.each_poll(await desk.voice(actor.id), asked)


async def post_again(desk: Desk, click: Click) -> Reply:
    """Something that a channel did not take."""
    actor, at = await desk.directory.actor(click.person), desk.clock()
    await desk.write(lambda memory: stuck.post_again(memory, at, actor, click.value))
    return answer(await desk.voice(click.person), _POSTING)


async def press(desk: Desk, click: Click) -> Reply:
    """Any button of a panel, or of a form that was opened from one."""
    place, own = ids.read_inside(click.action)
    if own == ids.NOW:
        actor = await desk.directory.actor(click.person)
        return Reply(words=await panels.drawn(desk, actor, place))
    listener = CLICKS.get(ids.base(own))
    if listener is None:
        raise Refusal(_OLD)
    try:
        reply = await listener.run(desk, replace(click, action=own))
    except Refusal as refusal:
        if click.view:
            raise
        reply = answer(await desk.voice(click.person), refusal.words)
    if ids.base(own) in _LISTS and reply.words:
        note = Drawing.of_words(say := await desk.voice(click.person), say(_LIST_SENT))
        return replace(reply, home=await home.of(desk, click.person, note)) if place == HOME else reply
    afterwards = await _afterwards(desk, click, place, reply)
    return replace(afterwards, replaces=afterwards.replaces and ids.base(own) not in _SAID_ANEW)


async def submit(desk: Desk, form: Submission) -> Reply:
    """Any form that was opened from a panel."""
    place, own = ids.read_inside(form.form)
    listener = _FORMS.get(own)
    if listener is None:
        raise Refusal(_OLD)
    reply = await listener.run(desk, replace(form, form=own))
    return reply if reply.errors else await _afterwards(desk, form, place, reply)


async def _afterwards(desk: Desk, heard: Heard, place: str, reply: Reply) -> Reply:
    """The same answer, with the panel as it is after the act where they look at it."""
    if reply.view:
        later = partial(_later, desk, heard, place, reply) if reply.then else None
        view = inside_form(reply.view, place, panels.is_control)
        return replace(reply, view=view, words=await _inside(desk, heard, place, reply.words), then=later)
    if place == HOME:
        return replace(
            reply, words=None, home=await home.of(desk, heard.person, reply.words), brief=reply.words
        )
    if isinstance(heard, Submission) and is_direct(place):
        return await _with_a_way_to_the_panel(desk, heard, place, reply)
    actor = await desk.directory.actor(heard.person)
    words = await panels.drawn(desk, actor, place, reply.words)
    if isinstance(heard, Submission):
        return replace(
            reply, words=None, tell=(Told(heard.person, place, words), *reply.tell), brief=reply.words
        )
    return replace(reply, words=words, replaces=True)


async def _later(desk: Desk, heard: Heard, place: str, reply: Reply) -> Reply:
    """What took a while, in the form that waits for it."""
    made = await reply.then() if reply.then else Reply()
    return await _afterwards(desk, heard, place, made) if made.view else made


async def _with_a_way_to_the_panel(desk: Desk, form: Submission, place: str, reply: Reply) -> Reply:
    """What is said in their conversation with the bot lasts, and a panel must not: it would grow old."""
    said = reply.words.blocks if reply.words else ()
    words = panels.way_back(await desk.voice(form.person), place, said)
    return replace(reply, words=None, tell=(Told(form.person, "", words), *reply.tell), brief=reply.words)


async def _inside(desk: Desk, heard: Heard, place: str, words: Drawing | None) -> Drawing | None:
    if words is None:
        return None
    marked = inside(words.blocks, place, panels.is_control)
    return Drawing.of(await desk.voice(heard.person), marked)


_POST_AGAIN = OnClick(ids.POST_AGAIN, Audience.FACILITATORS, post_again, doing=_AGAIN)
_NOUNS = (
    *(
        sessions.NOUN,
        ending.NOUN,
        running.NOUN,
        proposing.NOUN,
        rounds.NOUN,
        presence.NOUN,
        moving.NOUN,
        helpcalls.NOUN,
    ),
    *(board.NOUN, polls.NOUN, closings.NOUN, cancelling.NOUN, turns.NOUN, listening.NOUN),
    *(callers.NOUN, starting.NOUN, idearevealing.NOUN, videocalls.NOUN),
)
CLICKS: Mapping[str, OnClick] = {
    each.id: each
    for each in (_POST_AGAIN, *(each for noun in _NOUNS for each in noun.clicks))
    if panels.is_control(each.id)
}
_FORMS: Mapping[str, OnSubmit] = {each.id: each for noun in _NOUNS for each in noun.submissions}

NOUN = Noun(
    verbs=(
        Verb(
            "now",
            Audience.EVERYONE,
            None,
            Text("see what is going on now, with all its buttons"),
            show,
        ),
    ),
    clicks=(
        OnClick(ids.NOW, Audience.FACILITATORS, press, doing=now.DOING),
        OnClick(ids.FOR_FACILITATORS, Audience.EVERYONE, open_panel),
    ),
    submissions=(OnSubmit(ids.NOW_FORM, Audience.FACILITATORS, submit, doing=now.DOING),),
    lists=(LongList(listids.POLLS, Text("Open polls"), _polls),),
)
