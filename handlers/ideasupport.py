"""Ideas: supported, and support taken back."""

from coproduction.people import Actor
from coproduction.service import ideasupport, stuck
from coproduction.service.ideacards import card_of
from coproduction.words import Text
from handlers import ids
from handlers.blocks import ideawithdrawals as ways
from handlers.blocks.places import kept
from handlers.desk import Desk
from handlers.edge.heard import Click
from handlers.edge.listeners import Audience, Noun, OnClick
from handlers.edge.reply import Reply, answer

_SUPPORTS = Text("You support idea {number}.")
_OF_WHOLE = Text("That idea is part of idea {number} now. So you support idea {number}.")
_NO_SUPPORT = Text("You did not support idea {number}, so nothing has changed.")


async def support(desk: Desk, click: Click) -> Reply:
    """The Support button. Pressing it twice changes nothing, and offers the way back.

    The card shows it in a moment; where that takes longer, who pressed is told.
    """
    actor, is_slow = Actor(click.person, here=click.channel), desk.consequences.is_slow
    idea, is_new = await desk.write(lambda memory: ideasupport.support(memory, actor, click.value))
    obstacle = await desk.read(lambda memory: stuck.in_the_way(memory, card_of(idea)))
    is_another = idea.id != click.value
    if is_new and obstacle is None and not is_another and not is_slow:
        return Reply()
    desk.consequences.hurry(card_of(idea))
    say = await desk.voice(click.person)
    told = say(_OF_WHOLE if is_another else _SUPPORTS, number=idea.number)
    frozen = [kept(say, idea.channel)] if obstacle else []
    return answer(say, told, *frozen, ways.offer_take_back(say, idea))


async def take_back(desk: Desk, click: Click) -> Reply:
    """The way back from supporting."""
    actor = Actor(click.person, here=click.channel)
    idea, was_there = await desk.write(lambda memory: ideasupport.take_back(memory, actor, click.value))
    say = await desk.voice(click.person)
    if not was_there:
        return answer(say, say(_NO_SUPPORT, number=idea.number))
    return answer(say, say("You no longer support idea {number}.", number=idea.number))


NOUN = Noun(
    clicks=(
        OnClick(ids.SUPPORT, Audience.EVERYONE, support),
        OnClick(ids.TAKE_BACK, Audience.EVERYONE, take_back),
    ),
)
