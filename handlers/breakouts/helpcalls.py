"""A group calls for a hand, and somebody who leads is on the way."""

from coproduction.people import Actor
from coproduction.service.breakouts import helpcalls
from coproduction.words import Text
from handlers import ids, leadids
from handlers.blocks.breakouts.notes import in_sentence
from handlers.breakouts import noticing
from handlers.desk import Desk
from handlers.edge.heard import Click
from handlers.edge.listeners import Audience, Noun, OnClick
from handlers.edge.reply import Reply, answer

_CALLED = Text("I am telling those who lead that {group} would like a hand. I do not say who pressed it.")
_CALLED_BEFORE = Text("Those who lead know already that {group} would like a hand.")
_COMING = Text("{person} is on the way to {group} already.")
_GOING = Text("Thank you. I am telling {group} that you are on the way.")
_GOING_BEFORE = Text("You are on the way to {group} already. The group knows.")
_TAKEN = Text("{person} is on the way to {group}, so you need not go.")


async def need(desk: Desk, click: Click) -> Reply:
    """Somebody of a group is stuck with it; the others see that the group has called, and not who did."""
    actor, now = Actor(click.person, here=click.channel), desk.clock()
    round_id, number = ids.read_group(click.value)
    called = await desk.write(lambda memory: helpcalls.call(memory, now, actor, round_id, number))
    say = await desk.voice(click.person)
    group, goes = in_sentence(called.group), called.call.taken_by
    if goes:
        names = await desk.directory.names(say, [goes], desk.directory.patience.soon)
        return answer(say, say(_COMING, person=names[goes], group=group))
    return answer(say, say(_CALLED if called.is_new else _CALLED_BEFORE, group=group))


async def go(desk: Desk, click: Click) -> Reply:
    """Somebody who leads goes there: the first who says so."""
    actor = await desk.directory.actor(click.person, click.channel)
    round_id, number = ids.read_group(click.value)
    found = await desk.write(lambda memory: helpcalls.go(memory, actor, round_id, number))
    say, group, goes = await desk.voice(click.person), in_sentence(found.group), found.call.taken_by or ""
    if goes == click.person:
        return answer(say, say(_GOING if found.is_new else _GOING_BEFORE, group=group))
    names = await desk.directory.names(say, [goes], desk.directory.patience.soon)
    return answer(say, say(_TAKEN, person=names[goes], group=group))


NOUN = Noun(
    clicks=noticing.by_clicks(
        OnClick(leadids.NEED_HAND, Audience.EVERYONE, need),
        OnClick(leadids.ON_MY_WAY, Audience.FACILITATORS, go, doing=helpcalls.DOING),
    ),
)
