"""Handing a programme over, and asking who came twice to lead it with others."""

from coproduction.errors import Refusal
from coproduction.leadoffers import OfferState
from coproduction.service import leadoffers
from coproduction.service.leadoffers import ASKING, HANDING_OVER, LETTING
from coproduction.words import Text, several
from handlers import leadids
from handlers.askings import require_a_person
from handlers.blocks import leadoffers as blocks
from handlers.desk import Desk
from handlers.edge.heard import Click, Command
from handlers.edge.listeners import Audience, Noun, OnClick, Verb
from handlers.edge.markup import unmentioned
from handlers.edge.reply import Reply, answer

_TO_WHOM = Text(
    "To hand a programme over, type {/handover} @name in its channel. "
    "Choose one person from the list that Slack shows."
)
_SAID = {
    leadids.LEAD_YES: OfferState.AGREED,
    leadids.LEAD_NO: OfferState.DECLINED,
    leadids.LEAD_NEVER: OfferState.NEVER,
}


async def hand_over(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro handover @name"""
    actor, now = await desk.directory.actor(command.person, command.channel), desk.clock()
    words = unmentioned(command.markup).split()[1:]
    if len(command.mentions) != 1 or any(word.strip(".,;") for word in words):
        raise Refusal(_TO_WHOM)
    [to] = command.mentions
    await require_a_person(desk, to)
    offer = await desk.write(
        lambda memory: leadoffers.hand_over(memory, now, actor, command.channel or "", to, command.origin)
    )
    say = await desk.voice(actor.id)
    names = await desk.directory.names(say, [to], desk.directory.patience.soon)
    return Reply(words=blocks.asked(say, offer, names[to]))


async def often_here(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro colead: who came twice, before anybody is asked."""
    actor, now = await desk.directory.actor(command.person, command.channel), desk.clock()
    place, whom = await desk.read(
        lambda memory: leadoffers.who_came_twice(memory, now, actor, command.channel or "")
    )
    say = await desk.voice(actor.id)
    names = await desk.directory.names(say, whom, desk.directory.patience.soon)
    return Reply(words=blocks.often_here(say, place.channel, sorted(names.values())))


async def ask(desk: Desk, click: Click) -> Reply:
    """Ask them to help lead."""
    actor, now = await desk.directory.actor(click.person, click.channel), desk.clock()
    offers = await desk.write(lambda memory: leadoffers.ask(memory, now, actor, click.value))
    told = several(
        len(offers),
        "I ask {n} person in private. You hear of it when they say yes.",
        "I ask {n} people in private. You hear of each who says yes.",
    )
    words = told if offers else Text("There is nobody to ask any more, so nothing has changed.")
    return answer(await desk.voice(actor.id), words)


async def say_whether(desk: Desk, click: Click) -> Reply:
    """Yes, no, or never: the question itself shows what was answered."""
    actor, now = await desk.directory.participant(click.person, click.channel), desk.clock()
    said = _SAID[click.action]
    await desk.write(lambda memory: leadoffers.answer(memory, now, actor, click.value, said))
    return Reply()


async def let_lead(desk: Desk, click: Click) -> Reply:
    """Let somebody lead who would like to: the message shows that they can."""
    actor, now = await desk.directory.actor(click.person, click.channel), desk.clock()
    await desk.write(lambda memory: leadoffers.let_lead(memory, now, actor, click.value))
    return Reply()


async def undo(desk: Desk, click: Click) -> Reply:
    """Do not ask, or give a programme back."""
    actor, now = await desk.directory.participant(click.person, click.channel), desk.clock()
    asked = await desk.read(lambda memory: leadoffers.asked(memory, click.value))
    is_admin = asked is not None and (await desk.directory.actor(asked)).is_admin
    await desk.write(lambda memory: leadoffers.undo(memory, now, actor, click.value, leads_anyhow=is_admin))
    return answer(await desk.voice(actor.id), Text("That is undone. Both of you see how it stands now."))


NOUN = Noun(
    verbs=(
        Verb(
            "handover",
            Audience.FACILITATORS,
            Text("@name"),
            Text("hand a programme over to somebody"),
            hand_over,
            doing=HANDING_OVER,
            of_programme=True,
            more=Text("They lead it from when they say yes. For ten minutes after that it can go back."),
        ),
        Verb(
            "colead",
            Audience.FACILITATORS,
            None,
            Text("ask people who came twice to help lead"),
            often_here,
            doing=ASKING,
            of_programme=True,
        ),
    ),
    clicks=(
        OnClick(leadids.LEAD_YES, Audience.EVERYONE, say_whether),
        OnClick(leadids.LEAD_NO, Audience.EVERYONE, say_whether),
        OnClick(leadids.LEAD_NEVER, Audience.EVERYONE, say_whether),
        OnClick(leadids.UNDO_LEAD, Audience.EVERYONE, undo),
        OnClick(leadids.LET_LEAD, Audience.FACILITATORS, let_lead, doing=LETTING),
        OnClick(leadids.ASK_TO_LEAD, Audience.FACILITATORS, ask, doing=ASKING),
    ),
)
