"""Forms in which a facilitator chooses people of a round, and nobody else of the workspace."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import ceil

from coproduction.breakouts import Group
from coproduction.service.breakouts.moving import Movable
from coproduction.service.breakouts.presence import Sitting
from coproduction.words import Text, several
from handlers import ids
from handlers.blocks.fields import grouped, ticks
from handlers.blocks.kit import Block, View, actions, button, context, modal, notice, section
from handlers.blocks.text import brief
from handlers.voice import Voice

GROUP = "group"  # what stands before the number of a group among people's ids
AT = "@"  # what stands between a person's id and the number of the group in which they were seen
MISSING, OTHERS = "missing", "others"  # fields; there may be several of the first
BOXES = 10  # in one list of boxes to tick
LISTS = 100  # in one menu, and options in one of them
LISTS_OF_PEOPLE = 90  # of these, so that others have room beside them
MOST_TICKED = 12  # beforehand: who is there of more than these, nobody unticks one by one
WAITING = Text("Have not pressed I'm here")


def working(say: Voice, people: int) -> View:
    """What stands in the form while groups are made."""
    words = several(
        people,
        "I am putting {n} person into groups. The groups come here as soon as they are ready.",
        "I am putting {n} people into groups. The groups come here as soon as they are ready.",
    )
    more = say("With hundreds of people this takes a few seconds. Nobody has been told yet.")
    return notice(say, say("One moment"), [section(say(words)), context(more)])


def with_names(say: Voice, view: View, *, is_all: bool) -> View:
    """A form in which people are chosen; it says so where not all of them have a name yet."""
    if is_all:
        return view
    words = say(
        "Slack has not told me all names yet, so some people are called “a participant”. "
        "Please close this form and open it again in a minute."
    )
    return {**view, "blocks": [context(words), *view["blocks"]]}


def swap(say: Voice, private: str, round_id: str, groups: Iterable[Group], names: Mapping[str, str]) -> View:
    """Two people of a round change places."""
    lists = _lists(say, groups, names)
    return modal(
        say,
        say("Swap two people"),
        ids.SWAP_FORM,
        say("Swap"),
        private,
        [
            grouped(say, "one", say("Who"), lists),
            grouped(say, "other", say("changes places with"), lists),
            actions(button(say("Back to the groups"), ids.NOT_SWAP, round_id)),
        ],
    )


def move(say: Voice, movable: Movable, private: str, names: Mapping[str, str]) -> View:
    """Somebody of a round that goes on moves to another group, or changes places with somebody."""
    lists = _seen(movable.groups, _lists(say, movable.groups, names))
    nowhere = sorted(movable.seatless, key=lambda one: _in_order(names[one]))
    without = {f"{one}{AT}0": brief(names[one], 70) for one in nowhere[:LISTS]}
    who = {**({say("Without a place"): without} if without else {}), **lists}
    places = {**_to_groups(say, movable.groups), **lists}
    hint = say(
        "I tell those who move, and tell you what the groups lose by it. Please move them in your video call."
    )
    return modal(
        say,
        say("Move somebody"),
        ids.MOVE_FORM,
        say("Move"),
        private,
        [
            grouped(say, "one", say("Who"), who),
            grouped(say, "other", say("goes to, or changes places with"), places),
            context(hint),
        ],
    )


def _seen(groups: Iterable[Group], lists: Mapping[str, Mapping[str, str]]) -> Mapping[str, Mapping[str, str]]:
    """The same lists, of which each value tells also where the person was seen."""
    at = {one: group.number for group in groups for one in group.members}
    return {
        name: {f"{one}{AT}{at[one]}": shown for one, shown in members.items()}
        for name, members in lists.items()
    }


def missing(
    say: Voice,
    sitting: Sitting,
    private: str,
    names: Mapping[str, str],
    untold: Collection[str] = frozenset(),
) -> View:
    """Who is not there: the silent, ticked where silence means something, and everybody else of the round.

    `untold`: who of the silent does not know their group yet.
    """
    silent = set(sitting.silent)
    hint = say("I close the gaps with as few moves as I can. I tell you who moves, and I tell them.")
    blocks: list[Block] = [context(say(_heard(sitting))), *_boxes(say, sitting, names, untold)]
    if sitting.here:
        others = _lists(say, sitting.groups, names, without=silent)
        blocks.append(grouped(say, OTHERS, say("Others who are not in their group"), others, several=True))
    blocks.append(context(hint))
    return modal(say, say("Who is missing?"), ids.MISSING_FORM, say("They are missing"), private, blocks)


def _boxes(
    say: Voice, sitting: Sitting, names: Mapping[str, str], untold: Collection[str]
) -> Iterable[Block]:
    group_of = {member: group for group in sitting.groups for member in group.members}
    silent = sorted(sitting.silent, key=lambda one: (group_of[one].number, _in_order(names[one])))
    lists = [silent[at : at + BOXES] for at in range(0, len(silent), BOXES)]
    for number, some in enumerate(lists, start=1):
        below = {one: _seated(say, group_of[one], is_told=one not in untold) for one in some}
        options = {one: (names[one], below[one]) for one in some}
        label = _held(group_of[some[0]], group_of[some[-1]]) if len(lists) > 1 else WAITING
        if sum(group_of[each[0]] == group_of[each[-1]] == group_of[some[0]] for each in lists) > 1:
            label = _between(label, names[some[0]], names[some[-1]])
        yield ticks(
            f"{MISSING}{number}", say(label), options, set(some) - set(untold) if _ticks(sitting) else ()
        )


def _seated(say: Voice, group: Group, *, is_told: bool) -> str:
    """In which group somebody sits, and whether they know it."""
    name = say.of(group.name)
    return name if is_told else say("{group}. They have not been told yet.", group=brief(name, 30))


def _ticks(sitting: Sitting) -> bool:
    """Whether those who have not pressed are ticked beforehand."""
    return sitting.is_telling and len(sitting.silent) <= MOST_TICKED


def _held(first: Group, last: Group) -> Text:
    """What tells one of several lists from the others: which groups it holds."""
    if first.number == last.number:
        if isinstance(first.name, str):
            return Text("{label}: {group}", label=WAITING, group=first.name)
        return Text("{label}: Group {number}", label=WAITING, number=first.number)
    if isinstance(first.name, str) or isinstance(last.name, str):
        return Text("{label}: from {first} to {last}", label=WAITING, first=first.name, last=last.name)
    if last.number == first.number + 1:
        return Text("{label}: groups {first} and {last}", label=WAITING, first=first.number, last=last.number)
    return Text("{label}: groups {first} to {last}", label=WAITING, first=first.number, last=last.number)


def _between(label: Text, first: str, last: str) -> Text:
    """What tells the lists of one large group from each other: the names they begin and end with."""
    return Text("{label}, {first} to {last}", label=label, first=brief(first, 30), last=brief(last, 30))


def _heard(sitting: Sitting) -> Text:
    here, people = len(sitting.here), len(sitting.here) + len(sitting.silent)
    if people and not sitting.silent:
        return several(
            people,
            "I know of {n} of {n} person that they are here, so nobody is ticked.",
            "I know of {n} of {n} people that they are here, so nobody is ticked.",
        )
    if sitting.is_telling and not _ticks(sitting):
        return _of_many(len(sitting.silent))
    if sitting.is_telling:
        return several(
            people,
            "I know of {here} of {n} person that they are here. All others are ticked: untick who is there.",
            "I know of {here} of {n} people that they are here. All others are ticked: untick who is there.",
            here=here,
        )
    return several(
        people,
        "I know of {here} of {n} person that they are here. That is too few to tell, so nobody is ticked.",
        "I know of {here} of {n} people that they are here. That is too few to tell, so nobody is ticked.",
        here=here,
    )


def _of_many(silent: int) -> Text:
    return several(
        silent,
        "{n} person has not pressed yet. Tick those who are missing.",
        "{n} people have not pressed yet. Tick those who are missing.",
    )


def _lists(
    say: Voice, groups: Iterable[Group], names: Mapping[str, str], without: Collection[str] = ()
) -> Mapping[str, Mapping[str, str]]:
    """Each group's people in the order of their names, by the name of the group. Of very many groups, several
    share a list: a menu holds no more, and nobody may be missing in it.
    """
    lists = [(group, members) for group in groups if (members := _named(say, group, names, without))]
    size = max(1, ceil(len(lists) / LISTS_OF_PEOPLE))
    return dict(_as_one(say, lists[at : at + size]) for at in range(0, len(lists), size))


def _as_one(say: Voice, lists: Sequence[tuple[Group, Mapping[str, str]]]) -> tuple[str, Mapping[str, str]]:
    """One list of these, and its name."""
    (first, _), (last, _) = lists[0], lists[-1]
    name = say.of(first.name) if first is last else _from_to(say, first, last)
    return name, {one: shown for _, members in lists for one, shown in members.items()}


def _from_to(say: Voice, first: Group, last: Group) -> str:
    return say("{first} to {last}", first=first.name, last=last.name)


def _to_groups(say: Voice, groups: Sequence[Group]) -> Mapping[str, Mapping[str, str]]:
    """The groups to which somebody may go, in as many lists as hold them."""
    some = [groups[at : at + LISTS] for at in range(0, len(groups), LISTS)]
    heading = say("To a group")
    return {
        (f"{heading}: {_from_to(say, each[0], each[-1])}" if len(some) > 1 else heading): {
            f"{GROUP}:{group.number}": say.of(group.name) for group in each
        }
        for each in some
    }


def _named(say: Voice, group: Group, names: Mapping[str, str], without: Collection[str]) -> Mapping[str, str]:
    """Each with the group behind the name: a menu that is closed shows only what was chosen."""
    there = (member for member in group.members if member not in without)

    def shown(member: str) -> str:
        return say("{person} ({about})", person=brief(names[member], 45), about=group.name)

    return {member: shown(member) for member in sorted(there, key=lambda one: _in_order(names[one]))}


def _in_order(name: str) -> str:
    """What puts a name where a reader looks for it: capitals and accents make no difference."""
    return unicodedata.normalize("NFKD", name).casefold()
