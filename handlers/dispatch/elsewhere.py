"""What is typed to the bot itself about a session: the only one that they may mean is meant; and what is sent
from a form is answered where that was opened."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

from coproduction.errors import NotNow, Refusal
from coproduction.service import leading, reopening
from coproduction.service.places import Where
from coproduction.sessions import Session, is_a_channel, is_direct
from coproduction.words import Text, Value, and_listed
from handlers import ids
from handlers.blocks.fitting import MOST_BLOCKS
from handlers.blocks.kit import Block, Drawing, View, context
from handlers.blocks.places import told_apart
from handlers.desk import Desk
from handlers.edge.giving_back import with_words_back
from handlers.edge.heard import Click, Command, Heard, channel_and_subject
from handlers.edge.listeners import Verb
from handlers.edge.reply import Reply
from handlers.voice import Voice
from handlers.whereabouts import is_with_the_bot, programmes

_NONE = Text(
    "None of your sessions is live now, so I did nothing. Please type it in the channel of your programme."
)
_WHICH = Text(
    "More than one of your sessions is live, so I did nothing. Please type it in the channel of the one that "
    "you mean: {titles}."
)
_NONE_ENDED = Text(
    "I did nothing. No session of yours ended in the last ten minutes. To see what is on now, type: {/now}"
)
_WHICH_ENDED = Text(
    "More than one of your sessions has just ended, so I did nothing. Please type it in the channel of the "
    "one that you mean: {titles}."
)
_WHICH_PROGRAMME = Text(
    "You are in more than one programme, so I did nothing. Please type it in the channel of the one that you "
    "mean. Their last sessions: {titles}."
)
_BETWEEN_PEOPLE = Text(
    "I did nothing. Please type it in the channel of your session, or in your conversation with me."
)
_OF = Text("{words}\nI looked in your session “{title}”.")


async def done_there(desk: Desk, command: Command, verb: Verb, rest: str) -> Reply:
    """What the verb answers in the channel of that session. It is said where it was typed, with the channel.

    A Refusal when none is live, or several, or when it was typed to somebody else than the bot.
    """
    place = command.channel or ""
    if not await is_with_the_bot(desk, command.person, place):
        raise Refusal(_BETWEEN_PEOPLE)
    found = await (programmes(desk, command) if verb.of_programme else _meant(desk, command, verb))
    if len(found) > 1:
        return await _asks_which(desk, command, verb, found)
    [session] = found
    there = replace(command, channel=session.channel, said_in=place)
    try:
        reply = await verb.run(desk, there, rest)
    except NotNow:
        raise
    except Refusal as refusal:
        raise Refusal(_OF.filled(words=refusal.words, title=session.title)) from None
    marked = answered_elsewhere(await desk.voice(command.person), there, reply)
    return replace(marked, then=partial(_later, desk, there, reply.then)) if reply.then else marked


def answered_elsewhere(say: Voice, heard: Heard, reply: Reply) -> Reply:
    """The same reply, which names the channel that it is about, if any; what is sent from its form does so,
    too.
    """
    line = [context(say("In {channel}:", channel=f"<#{heard.channel}>"))] if heard.channel else []
    words, view = reply.words, reply.view
    if line and words and len(words.blocks) < MOST_BLOCKS:
        words = replace(Drawing.of(say, [*line, *words.blocks]), lasting=words.lasting)
    return replace(reply, words=words, view=_marked(view, heard.said_in, line) if view else None)


def answered_where_pressed(heard: Heard, reply: Reply) -> Reply:
    """The same reply. What is sent from its form is answered in the direct conversation where it was opened,
    or in the one with the bot if that was on Home, and not in the channel that the form is about: they are
    not there. Each form that is opened on Home says so, because Home is shown anew behind it.
    """
    is_home = isinstance(heard, Click) and heard.is_home
    place = ids.AT_HOME if is_home else heard.channel or ""
    private = str((reply.view or {}).get("private_metadata") or "")
    about, _ = channel_and_subject({"private_metadata": private})
    if reply.view is None or not is_direct(place) or not (is_home or is_a_channel(about)):
        return reply
    return replace(reply, view={**reply.view, "private_metadata": ids.answered_in(private, place)})


def _marked(view: View, place: str, line: Sequence[Block]) -> View:
    private = ids.answered_in(str(view.get("private_metadata") or ""), place)
    return {**view, "private_metadata": private, "blocks": [*line, *view["blocks"]]}


async def _asks_which(desk: Desk, command: Command, verb: Verb, found: Sequence[Session | Where]) -> Reply:
    """Nothing is done: those that may be meant, told apart by their channels, and what was typed."""
    say = await desk.voice(command.person)
    words = _WHICH_PROGRAMME if verb.of_programme else _WHICH_ENDED if verb.has_ended else _WHICH
    said = with_words_back(say, say(words, titles=_titles(found)), command)
    shown = said.words.blocks if said.words else ()
    return replace(said, words=Drawing.of(say, [*shown, told_apart(say, found)]))


def _titles(found: Iterable[Session | Where]) -> Value:
    return and_listed(Text("“{title}”", title=each.title) for each in found)


async def _later(desk: Desk, heard: Heard, make: Callable[[], Awaitable[Reply]]) -> Reply:
    return answered_elsewhere(await desk.voice(heard.person), heard, await make())


async def _meant(desk: Desk, command: Command, verb: Verb) -> Sequence[Session]:
    actor, now = await desk.directory.actor(command.person, command.channel), desk.clock()
    theirs = reopening.undoable_of if verb.has_ended else leading.live_of
    found = await desk.read(lambda memory: theirs(memory, now, actor))
    if not found:
        raise Refusal(_NONE_ENDED if verb.has_ended else _NONE)
    return found
