"""Closing polls by hand: the one that is open, or of several those that are meant."""

from collections.abc import Sequence

from coproduction.errors import NotNow, Refusal
from coproduction.people import Actor
from coproduction.polls import CARDS, Poll, Tally
from coproduction.releases import FEWEST
from coproduction.service import closings, polls
from coproduction.service.closings import DOING, Here
from coproduction.words import LANGUAGES, Text, and_listed, several
from handlers import ids
from handlers.blocks import closinglists
from handlers.blocks import closings as blocks
from handlers.blocks.callings import calling
from handlers.blocks.closings import SHOWN
from handlers.blocks.kit import line_by_line
from handlers.blocks.questions.drawing import called
from handlers.blocks.text import brief
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Heard
from handlers.edge.listeners import Audience, Noun, OnClick, Verb
from handlers.edge.nearest import nearest, same
from handlers.edge.reply import Reply, answer
from handlers.edge.typed import bare, unquoted
from handlers.voice import Voice

IN_LIST = 80  # characters of a poll's words in a sentence
ALL = Text("all")  # translators: after the verb, it closes all open polls (encuestas) that have a result
_NO_CARD = Text(
    "I have not closed these cards: no idea has {fewest} answers yet, so nothing would be shown of any. "
    "Wait for more answers, or close them all the same.",
    fewest=FEWEST,
)
_TOO_FEW = Text(
    "I have not closed this poll: fewer than {fewest} people have answered it, so nothing would be shown. "
    "Wait for more answers, or close it all the same.",
    fewest=FEWEST,
)
_UNANSWERED = Text(
    "I have not closed this poll: nobody has answered it yet. Wait for answers, or close it all the same."
)
_OTHERS = Text(
    "I have closed: {closed}. I have not closed these: too few people have answered, so nothing would be "
    "shown. Wait for more answers, or close them all the same."
)
_NONE_CLOSED = Text(
    "I have closed none: too few people have answered, so nothing would be shown. "
    "Wait for more answers, or close them all the same."
)
_WHICH = Text("{n} polls are open. Which one do you want to close?")
_UNKNOWN = Text("I know no open poll called “{words}”, so I closed none. Which one do you want to close?")
_MEANT = Text("I know no open poll called “{words}”, so I closed none. Did you mean “{question}”?")


async def close(desk: Desk, command: Command, rest: str) -> Reply:
    """/copro close: the open poll; where there are several it asks which. After it, "all", or which one."""
    actor, channel = await desk.directory.actor(command.person, command.channel), command.channel or ""
    if rest.strip(" .!").casefold() in all_typed():
        return await _close_all(desk, command, actor)
    there = await desk.read(lambda memory: closings.here(memory, actor, channel))
    say = await desk.voice(command.person)
    meant = _named(say, there.open, rest) if rest else there.open
    if len(meant) == 1:
        return await _close_meant(desk, command, meant[0])
    if meant:
        return Reply(words=closinglists.which(say, meant, _WHICH.filled(n=len(meant)), there.since))
    over = _over(say, there.over, rest)
    if over:
        return await _close_one(desk, command, over.id)
    return _suggesting(say, there, bare(rest))


async def _close_all(desk: Desk, command: Command, actor: Actor) -> Reply:
    """Close all that are open and have a result; where somebody was quicker, what came of the last."""
    channel = command.channel or ""
    there = await desk.read(lambda memory: closings.here(memory, actor, channel))
    if not there.open:
        return await _close_one(desk, command, there.over[0].id)
    left = await desk.read(lambda memory: closings.for_nothing(memory, there.open))
    but = [tally.poll.id for tally in left]
    try:
        shut = await desk.write(lambda memory: polls.close(memory, actor, channel, but))
    except NotNow:
        raise
    except Refusal:  # none is open any more
        return await _close_one(desk, command, there.open[-1].poll.id)
    if not left:
        return await _told(desk, command, shut)
    say = await desk.voice(command.person)
    names = [Text("“{title}”", title=brief(called(say, poll), IN_LIST)) for poll in shut]
    first = _OTHERS.filled(closed=and_listed(names)) if names else _NONE_CLOSED
    return Reply(words=closinglists.which(say, left, first, there.since))


async def _close_meant(desk: Desk, command: Command, meant: Tally) -> Reply:
    """Close this one, unless that would be for nothing."""
    if await desk.read(lambda memory: closings.for_nothing(memory, [meant])):
        return Reply(words=closinglists.which(await desk.voice(command.person), [meant], _why_not(meant)))
    return await _close_one(desk, command, meant.poll.id)


def _why_not(meant: Tally) -> Text:
    """Why this was not closed."""
    if meant.poll.kind == CARDS:
        return _NO_CARD
    return _UNANSWERED if meant.is_unanswered else _TOO_FEW


def _over(say: Voice, over: Sequence[Poll], rest: str) -> Poll | None:
    """Which of those that have closed is meant: the one that is called so, or without words the last."""
    called = (poll for poll in over if not rest or any(same(rest, name) for name in _names(say, poll)))
    return next(called, None)


async def press_close(desk: Desk, click: Click) -> Reply:
    """Close this one poll, pressed and confirmed where it is shown."""
    return await _close_one(desk, click, click.value)


async def press_close_all(desk: Desk, click: Click) -> Reply:
    """Close all these, pressed and confirmed below the list of them; what was asked since stays open."""
    actor, these = await desk.directory.actor(click.person), click.value.split(",")
    return await _told(desk, click, await desk.write(lambda memory: polls.close_these(memory, actor, these)))


async def _close_one(desk: Desk, heard: Heard, poll_id: str) -> Reply:
    """Close it; where it is closed already, what came of it."""
    actor, say = await desk.directory.actor(heard.person), await desk.voice(heard.person)
    try:
        poll = await desk.write(lambda memory: polls.close_one(memory, actor, poll_id))
    except NotNow:
        raise
    except Refusal:
        over = await desk.read(lambda memory: closings.outcome(memory, actor, poll_id))
        if over is None:
            raise
        return Reply(words=blocks.closed_before(say, over))
    return answer(say, say(calling(poll).has_closed, question=poll.heading or poll.asks))


async def _told(desk: Desk, heard: Heard, shut: Sequence[Poll]) -> Reply:
    told = several(
        len(shut),
        "{n} poll closed. Its card shows in a moment what came of it.",
        "{n} polls closed. Their cards show in a moment what came of them.",
    )
    say = await desk.voice(heard.person)
    return answer(say, told, *line_by_line(f"• {brief(called(say, poll), SHOWN)}" for poll in shut))


def _suggesting(say: Voice, there: Here, words: str) -> Reply:
    """That no open poll is called so, and all that are open, the one that was probably meant first."""
    tallies = there.open
    if not tallies:
        raise Refusal(polls.NONE_OPEN)
    near = nearest(words, (name for tally in tallies for name in _names(say, tally.poll)))
    if near is None:
        return Reply(words=closinglists.which(say, tallies, _UNKNOWN.filled(words=words), there.since))
    first = _MEANT.filled(words=words, question=near)
    in_order = sorted(tallies, key=lambda tally: near not in _names(say, tally.poll))
    return Reply(words=closinglists.which(say, in_order, first, there.since))


def _named(say: Voice, tallies: Sequence[Tally], words: str) -> list[Tally]:
    """The polls that are called so: no others, because what is closed stays closed.

    Where case, quotes or accents alone tell two apart, the one that is spelled so.
    """
    exactly = [tally for tally in tallies if unquoted(words) in _names(say, tally.poll)]
    return exactly or [
        tally for tally in tallies if any(same(words, name) for name in _names(say, tally.poll))
    ]


def _names(say: Voice, poll: Poll) -> set[str]:
    """What a poll can be called by: its question, or its title."""
    return {say.of(poll.asks), say.of(poll.heading or poll.asks)}


def all_typed() -> set[str]:
    """The word, in any of our languages."""
    return {language.pattern(ALL).casefold() for language in LANGUAGES.values()}


NOUN = Noun(
    verbs=(
        Verb(
            "close",
            Audience.FACILITATORS,
            None,
            Text("close the open poll and show its result (of several, I ask which)"),
            close,
            doing=DOING,
            takes_words=True,
            of_session=True,
            more=Text(
                'To close one of several, type its question: {/close} "When to meet?" '
                "To close all: {/close} all"
            ),
        ),
    ),
    clicks=(
        OnClick(ids.CLOSE_POLL, Audience.FACILITATORS, press_close, doing=DOING),
        OnClick(ids.CLOSE_POLLS, Audience.FACILITATORS, press_close_all, doing=DOING),
    ),
)
