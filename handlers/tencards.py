"""Ten cards: begun by facilitators over the ideas of the room, judged by everybody in a form of their own."""

from collections.abc import Callable
from dataclasses import replace

from coproduction.errors import NotNow, Refusal
from coproduction.ownquestions import HELP_MOST
from coproduction.people import Actor
from coproduction.polloptions import question_of
from coproduction.polls import CARDS, Poll
from coproduction.ports import Memory
from coproduction.service import polls, tencards
from coproduction.service.tencards import DOING, Reach, Shown
from coproduction.words import Text
from handlers import ids
from handlers.blocks import polls as poll_blocks
from handlers.blocks import tencards as blocks
from handlers.blocks.pollreceipts import which
from handlers.desk import Desk
from handlers.edge.flags import leading, spellings_of
from handlers.edge.heard import Click, Command, Heard
from handlers.edge.listeners import Audience, Noun, OnClick, Verb
from handlers.edge.mistaken import FOR_CARDS
from handlers.edge.nearest import nearest
from handlers.edge.reply import Reply, answer
from handlers.edge.typed import bare, unquoted
from handlers.unposted import unposted
from handlers.whereabouts import is_at_home

LIST = {"list": Text("list")}
_NOT_LIST = Text(
    "I do not know what “{typed}” means here, so I did nothing. Did you mean “{/cards} list”? "
    "If it is the question, please put it in quotes."
)
_ON_ITS_WAY = Text(
    "Your cards are on their way. Each person sees the ideas one by one, in private. "
    "Close them with {/close}: then their card shows the result. {/cards} list shows you each idea."
)
_CLOSED_HERE = Text(
    "Your cards are on their way. Each person sees the ideas one by one, in private. "
    "Once you have closed them, their card shows the result. {/cards} list shows you each idea."
)
_DROPPED = Text("Your answers are deleted. You can begin again until the cards close.")
_NOTHING_TO_DROP = Text("You have no answers here, so there is nothing to delete.")


async def ask(desk: Desk, command: Command, rest: str) -> Reply:
    """/copro cards, with a question or without; or "list" for how each card did."""
    led = leading(rest, LIST)
    if led.flags and not led.rest:
        return await _list(desk, command)
    if " " not in rest and nearest(rest, spellings_of(LIST["list"])):
        raise Refusal(_NOT_LIST.filled(typed=bare(rest)))
    question = question_of(unquoted(rest) or str(HELP_MOST))
    return await begin(desk, command, question, command.origin)


async def begin(desk: Desk, heard: Heard, question: str, origin: str) -> Reply:
    """Show the room ten cards; where others are open, who begins is asked first."""
    actor, channel = await desk.directory.actor(heard.person, heard.channel), heard.channel or ""
    there = await desk.read(lambda memory: tencards.open_here(memory, actor, channel))
    if there:
        return Reply(words=blocks.open_already(await desk.voice(heard.person), there, question, origin))
    return await _begin(desk, heard, question, origin)


async def ask_beside(desk: Desk, click: Click) -> Reply:
    """The button for ten cards more, although others are open."""
    about, _, question = click.value.partition(" ")
    origin, _, channel = about.partition(":")
    there = replace(click, channel=channel or click.channel)
    return await _begin(desk, there, question, origin)


async def _begin(desk: Desk, heard: Heard, question: str, origin: str) -> Reply:
    actor, channel = await desk.directory.actor(heard.person, heard.channel), heard.channel or ""
    form, now = polls.PollForm(question, [], origin, kind=CARDS), desk.clock()

    def begin(memory: Memory) -> tuple[Poll, Reach | None]:
        poll = polls.open_poll(memory, now, actor, channel, form)
        return poll, tencards.reach(memory, poll)

    poll, reach = await desk.write(begin)
    say = await desk.voice(heard.person)
    beside = *blocks.expected(say, reach), *poll_blocks.between_sessions(say, poll)
    later = await unposted(desk, say, poll.channel)
    told = _CLOSED_HERE if is_at_home(heard) else _ON_ITS_WAY
    return answer(say, told, which(say, poll), *later, *beside, *poll_blocks.asked(say, poll))


async def _list(desk: Desk, command: Command) -> Reply:
    actor, channel = await desk.directory.actor(command.person, command.channel), command.channel or ""
    tally, still_open = await desk.read(
        lambda memory: (
            tencards.listed(memory, actor, channel),
            tencards.open_here(memory, actor, channel),
        )
    )
    say = await desk.voice(command.person)
    if tally.judged is None:
        return Reply()
    return Reply(words=blocks.listing(say, say.of(tally.poll.asks), tally.judged, still_open))


async def see(desk: Desk, click: Click) -> Reply:
    """The button on the card in the channel, or in a form that could not go on."""
    return await _on(desk, click, lambda memory, actor: tencards.see(memory, actor, click.value))


async def judge(desk: Desk, click: Click) -> Reply:
    """One of the three answers below a card."""
    return await _on(
        desk,
        click,
        lambda memory, actor: tencards.judge(memory, actor, click.subject, click.value, click.choice),
    )


async def go_back(desk: Desk, click: Click) -> Reply:
    """To the card before, to change what was said of it."""
    return await _on(
        desk, click, lambda memory, actor: tencards.before(memory, actor, click.subject, click.value)
    )


async def more(desk: Desk, click: Click) -> Reply:
    """Another ten."""
    return await _on(
        desk, click, lambda memory, actor: tencards.see(memory, actor, click.subject, another=True)
    )


async def drop(desk: Desk, click: Click) -> Reply:
    """Delete all my answers, pressed and confirmed in the form."""
    actor = Actor(click.person, here=click.channel)
    try:
        is_gone = await desk.write(lambda memory: polls.withdraw(memory, actor, click.subject))
    except Refusal as refusal:
        return await _instead(desk, click, refusal)
    say, private = await desk.voice(click.person), ids.private(click.channel, click.subject)
    words = _DROPPED if is_gone else _NOTHING_TO_DROP
    return Reply(view=blocks.instead(say, words, private, click.subject))


async def _on(desk: Desk, click: Click, act: Callable[[Memory, Actor], Shown]) -> Reply:
    """An act that shows what is next, where it was pressed: a form opens, or replaces itself."""
    actor = Actor(click.person, here=click.channel)
    try:
        shown = await desk.write(lambda memory: act(memory, actor))
    except Refusal as refusal:
        return await _instead(desk, click, refusal)
    return await _form(desk, click, shown)


async def _instead(desk: Desk, click: Click, refusal: Refusal) -> Reply:
    """In a form a refusal takes the card's place: what is said behind it nobody reads."""
    if not click.view:
        raise refusal
    say, private = await desk.voice(click.person), ids.private(click.channel, click.subject)
    again = click.subject if isinstance(refusal, NotNow) else ""
    return Reply(view=blocks.instead(say, refusal.words, private, again, refusal.about))


async def _form(desk: Desk, click: Click, shown: Shown) -> Reply:
    say = await desk.voice(click.person)
    drawn = blocks.form(
        say,
        shown.turn,
        shown.words,
        ids.private(shown.poll.channel, shown.poll.id),
        question=say.of(shown.poll.asks),
        can_go_back=shown.can_go_back,
        is_gone=shown.is_gone,
    )
    return Reply(view=drawn)


NOUN = Noun(
    verbs=(
        Verb(
            "cards",
            Audience.FACILITATORS,
            HELP_MOST,
            Text("let people judge ideas in private, ten at a time"),
            ask,
            doing=DOING,
            of_session=True,
            mistaken=FOR_CARDS,
            more=Text("After closing them, {/cards} list shows you how each idea did."),
        ),
    ),
    clicks=(
        OnClick(ids.ASK_CARDS, Audience.FACILITATORS, ask_beside, doing=DOING),
        OnClick(ids.SEE_CARDS, Audience.EVERYONE, see),
        OnClick(ids.JUDGE, Audience.EVERYONE, judge),
        OnClick(ids.CARD_BEFORE, Audience.EVERYONE, go_back),
        OnClick(ids.MORE_CARDS, Audience.EVERYONE, more),
        OnClick(ids.DROP_CARDS, Audience.EVERYONE, drop),
    ),
)
