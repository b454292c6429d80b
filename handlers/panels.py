"""The panel of what goes on now: read for one facilitator, and drawn where they look at it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import heartbeats, now, people, upcoming
from coproduction.service.now import Going
from coproduction.service.upcoming import Upcoming
from coproduction.words import Text
from handlers import ideaids, ids, leadids
from handlers.blocks.fitting import MOST_BLOCKS
from handlers.blocks.kit import Block, Drawing, actions, button, divider, section
from handlers.blocks.now import HOME, ON_HOME, above, inside, panel, pushed_up
from handlers.blocks.planned import some_planned
from handlers.blocks.posters import way as join
from handlers.desk import Desk
from handlers.voice import Voice

PLANNED_AT_HOME = 2
OTHER_COPY = Text(
    "*Some answers do not reach me.* Another copy of me is at work, with a memory of its own. "
    "Slack gives it a part of what people do here. Please tell whoever runs me at once. "
    "They can stop the other copy, or start it with the same DATABASE_URL. My log says more."
)
CONTROLS = frozenset(
    {
        ids.END,
        ids.RENAME,
        ids.CANCEL,
        ids.CALL_BACK,
        ids.MORE_TIME,
        ids.LESS_TIME,
        ids.MISSING,
        ids.MOVE,
        ids.BRING_BACK,
        ids.ROOM_LIST,
        ids.ALL_GROUPS,
        ids.NEXT_ROUND,
        ids.NOT_SWAP,
        ids.SHUFFLE,
        ids.RESIZE,
        ids.SWAP,
        ids.CLOSE_POLL,
        ids.CANCEL_POLL,
        ids.CHANGE_POLL,
        ids.TAKE_BACK_POLL,
        ids.NEXT_STEP,
        ids.UNDO_END,
        ids.STEP_ANYWAY,
        ids.STEP_MENU,
        leadids.CALLERS,
        leadids.ON_MY_WAY,
        leadids.CHANGE_LINK,
        ids.START_PLANNED,
        ids.MAKE_GROUPS,
        ids.REVEAL_IDEAS,
        ids.STEP_CARDS,
        ideaids.SHOW_BOARD,
        ids.POST_AGAIN,
        ids.HANDS,
        ids.SPOKE,
        ids.LATER,
        ids.SHOW_UNHEARD,
        ids.NOW,
    }
)
"""What is done from a panel, and in the forms that it opens."""


def is_control(action: str) -> bool:
    """Whether this is the id of something that is done from a panel."""
    return ids.base(action) in CONTROLS


class AtHome(NamedTuple):
    """The panel on somebody's Home, and the links to video calls that were read for it, by session."""

    blocks: list[Block]
    links: Mapping[str, str]


async def at_home(desk: Desk, actor: Actor, words: Drawing | None = None) -> AtHome:
    """What goes on, for the top of a facilitator's Home, below what an act has just answered."""
    at = desk.clock()

    def read(memory: Memory) -> tuple[list[Going], list[Upcoming], int] | None:
        if not people.may_facilitate(memory, actor):
            return None
        going, to_come = now.theirs(memory, at, actor), upcoming.around(memory, at, actor)
        return going, to_come, heartbeats.strangers(memory)

    found = await desk.read(read)
    said = list(words.blocks) if words else []
    shown: list[Block] = []
    links: dict[str, str] = {}
    if found is not None:
        say = await desk.voice(actor.id)
        going, ahead, strangers = found
        links = {each.session.id: each.link for each in going if each.session and not each.is_unseen}
        to_come = some_planned(say, ahead, PLANNED_AT_HOME)
        apart = [section(say(OTHER_COPY))] if strangers else []
        plan = button(say("Plan a session"), ids.NEW_PLAN)
        ways = [divider(), *to_come, actions(plan, join(say, has_files=desk.settings.gives_files))]
        most = ON_HOME - len(apart) - len(ways)
        shown = [*apart, *panel(say, going, most, _due(ahead)), *ways, divider()]
    return AtHome(inside(above(said, shown), HOME, is_control), links)


async def drawn(desk: Desk, actor: Actor, place: str, words: Drawing | None = None) -> Drawing:
    """The panel as it is now, for a private message in `place`, below what an act has just answered."""
    at = desk.clock()
    found = await desk.read(lambda memory: now.seen(memory, at, actor, place))
    return await shown(desk, actor, place, found, words)


async def shown(
    desk: Desk, actor: Actor, place: str, found: list[Going], words: Drawing | None = None
) -> Drawing:
    """The same of what has been read already."""
    say, at = await desk.voice(actor.id), desk.clock()
    said = list(words.blocks) if words else []
    ahead = await desk.read(lambda memory: upcoming.around(memory, at, actor, place))
    to_come = some_planned(say, ahead, channel=place)
    moves = pushed_up(say, found, place)
    most = MOST_BLOCKS - len(said) - len(moves) - len(to_come)
    blocks = [*moves, *panel(say, found, most, _due(ahead)), *to_come]
    drawn_now = Drawing.of(say, inside(above(said, blocks), place, is_control))
    return replace(drawn_now, lasting=way_back(say, place, said))


def _due(ahead: Sequence[Upcoming]) -> set[str]:
    """The channels in which something that is planned can start now."""
    return {each.planned.channel for each in ahead if each.can_start}


def way_back(say: Voice, place: str, said: Sequence[Block]) -> Drawing:
    """What an act has answered, and a button for the panel: a panel that lasts would soon be old."""
    way = button(say("Show what is going on now"), ids.inside(ids.NOW, place, 0, ids.NOW))
    return Drawing.of(say, [*said, actions(way)])
