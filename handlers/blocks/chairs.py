"""Empty chairs: the form of who is wished, and who is there, may come, and is missing."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from coproduction.chairs import KINDS, Filled
from coproduction.people import SECTOR_NAMES
from coproduction.planned import Planned
from coproduction.service.chairs import Room
from coproduction.service.gathering import Gathered
from coproduction.stakeholders import STATE_NAMES
from coproduction.words import Text, listed, several
from handlers import ids, leadids
from handlers.blocks import championlists, champions, listeningnotes, stakeholders
from handlers.blocks.fields import text_input
from handlers.blocks.kit import (
    Block,
    Drawing,
    View,
    actions,
    button,
    context,
    header,
    modal,
    notice,
    paragraphs,
    section,
)
from handlers.blocks.people import capital
from handlers.blocks.text import brief
from handlers.voice import Voice

S = TypeVar("S", bound=StrEnum)

WHO = Text("Who should be there")
_NONE = Text(
    "You have not chosen who should be in the room. If you do, I show you here, in each plan and in "
    "the report which chairs stay empty."
)
_HOW_MANY = Text(
    "How many people of each kind do you wish to have in the room? Leave empty what does not matter."
)
_TOLD = Text("People are counted by what they told me about themselves. Nobody is named.")


def shown(say: Voice, room: Room, note: Text | None = None) -> Drawing:
    """The chairs of a programme, with the way to change them; `note` is what has just become of them."""
    said = paragraphs(say(note)) if note else []
    label = say("Change the chairs") if room.chairs else say("Choose the chairs")
    aloud = say("{answer}: {title}", answer=label, title=brief(room.title, 40))
    change = actions(button(label, leadids.CHAIRS, room.channel, aloud=aloud))
    ways = actions(*(noun.way(say, room.channel) for noun in (listeningnotes, stakeholders, champions)))
    see = [actions(championlists.see(say, room.channel))] if room.gathered.invited else []
    more = [*_gathered(say, room.gathered), *see, ways]
    if not room.chairs:
        return Drawing.of(say, [*said, header(say("Empty chairs")), section(say(_NONE)), change, *more])
    about = Text("For “{title}”:") if room.planned else Text("In the last session, “{title}”:")
    head = paragraphs(say(about, title=brief(room.title, 100)))
    lines = section("\n".join(rows(say, room.chairs)))
    return Drawing.of(
        say, [*said, header(say("Empty chairs")), *head, lines, context(say(_TOLD)), change, *more]
    )


def _gathered(say: Voice, far: Gathered) -> list[Block]:
    """How far it is with what else gathers people; nothing of what nobody has begun."""
    lines = [
        *([say("Listening notes: there are some.")] if far.has_notes else []),
        *_counted(say, Text("People to ask: {counted}."), far.to_ask, STATE_NAMES),
        *_counted(say, Text("Champions you invited: {counted}."), far.invited, championlists.SAID_NAMES),
    ]
    return [context("\n".join(lines))] if lines else []


def _counted(say: Voice, words: Text, counted: Mapping[S, int], names: Mapping[S, Text]) -> list[str]:
    """How many of each, in the order in which they are named."""
    told = [
        Text("{number} {state}", number=counted[state], state=name)
        for state, name in names.items()
        if counted.get(state)
    ]
    return [say(words, counted=listed(told))] if told else []


def way(say: Voice, planned: Planned) -> Block:
    """The button in a plan."""
    return button(say(WHO), leadids.WHO_IS_THERE, planned.channel)


def in_plan(say: Voice, room: Room, planned: str, note: Text | None = None) -> View:
    """All of it in the place of a plan, with the way back; `note` is what has just become of it."""
    back = [actions(button(say("Back to the plan"), ids.OPEN_PLAN, planned))] if planned else []
    return notice(say, say(WHO), [*shown(say, room, note).blocks, *back], ids.private(room.channel, planned))


def rows(say: Voice, chairs: Iterable[Filled]) -> list[str]:
    """A line for each kind."""
    return [say(_row(each)) for each in chairs]


def _row(chairs: Filled) -> Text:
    """How many of a kind come, of how many; and how many more could."""
    name, come = KINDS[chairs.kind], Text("{part} of {whole}", part=chairs.filled, whole=chairs.wished)
    if not chairs.empty:
        return Text("• {name}: {come}", name=name, come=come)
    empty = several(chairs.empty, "{n} chair is empty", "{n} chairs are empty")
    unseen = Text("I do not know yet who else is in the channel")
    nobody = Text("I know of nobody more in the channel") if chairs.knows_all else unseen
    more = several(chairs.invited, "{n} more person is in the channel", "{n} more people are in the channel")
    there = more if chairs.invited else nobody
    return Text("• {name}: {come}, {empty}; {there}", name=name, come=come, empty=empty, there=there)


def form(say: Voice, room: Room, planned: str = "") -> View:
    """How many of each kind; from a plan, it leads back there."""
    wished = {each.kind: str(each.wished) for each in room.chairs}
    sectors = [_number(say, kind, wished) for kind in SECTOR_NAMES]
    others = [_number(say, kind, wished) for kind in KINDS if kind not in SECTOR_NAMES]
    blocks = [
        section(say(_HOW_MANY)),
        *others,
        *sectors,
    ]
    return modal(
        say,
        say("Empty chairs"),
        leadids.CHAIRS_FORM,
        say("Save"),
        ids.private(room.channel, f"{room.channel}:{planned}"),
        blocks,
    )


def _number(say: Voice, kind: str, wished: dict[str, str]) -> Block:
    label = capital(say(KINDS[kind]))
    return text_input(kind, label, most=4, optional=True, initial=wished.get(kind, ""))
