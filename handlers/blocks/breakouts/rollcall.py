"""What is said about who is there: to the silent, and to whoever facilitates."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial

from coproduction.breakouts import Group, Round, group_of
from coproduction.breakouts.changes import Shift
from coproduction.service.breakouts.rollcall import Question, SeatChanges, Silent, TakenOut
from coproduction.words import Text, and_listed, several
from handlers import ids, listids
from handlers.blocks import longlists
from handlers.blocks.breakouts import losses
from handlers.blocks.breakouts.notes import in_sentence
from handlers.blocks.fitting import as_many
from handlers.blocks.kit import (
    Block,
    Drawing,
    actions,
    button,
    by_section,
    context,
    header,
    line_by_line,
    paragraphs,
    section,
)
from handlers.voice import Voice

_TO = Text("to group {number}"), Text("to {room}")
_FROM = Text("from group {number}"), Text("from {room}")
_OUT_OF = Text("out of group {number}"), Text("out of {room}")
_ARE_YOU_THERE = Text(
    "You have not pressed *I'm here* in round {number}. Please press it now. "
    "In a minute your group goes on without you. You can still come back then."
)
_SILENT = Text(
    "You did not press *I'm here*, so I gave up your place. Are you there after all? "
    "Press *I'm here*: you are back in your group, or in another where yours is full or has changed."
)
_BACK = Text("My message with your group says where you sit. Please join your group in the video call.")
_SAID_MISSING = Text(
    "Whoever leads said that you are not there, so I gave up your place. Are you there after all? "
    "Press *I'm here*: you are back in your group, or in another where yours is full or has changed."
)


def question(say: Voice, asked: Question, _names: Mapping[str, str]) -> Drawing:
    """Are you there? Before somebody's group goes on without them."""
    number = asked.round.number
    title = header(say("Are you there? Round {number}", number=number))
    where = paragraphs(say("You are in {group}.", group=in_sentence(asked.group))) if asked.group else []
    return _asked(say, asked, [title, *where], say(_ARE_YOU_THERE, number=number))


def taken_out(say: Voice, asked: TakenOut, _names: Mapping[str, str]) -> Drawing:
    """Your group goes on without you; or, once they are back, where they sit."""
    number = asked.round.number
    if asked.is_back:
        back = header(say("You have a place again. Round {number}", number=number))
        return Drawing.of(say, [back, section(say(_BACK))])
    if not asked.is_open:  # over, or an older one: no group goes on without them
        return _settled(say, header(say("Round {number}", number=number)))
    title = header(say("Your group goes on without you. Round {number}", number=number))
    return _asked(say, asked, [title], say(_SILENT if asked.was_silent else _SAID_MISSING))


def _asked(say: Voice, asked: Question | TakenOut, above: Sequence[Block], words: str) -> Drawing:
    """Words with the way to answer them, while they still matter; a title is the first above them."""
    if not asked.is_open:
        return _settled(say, above[0])
    return Drawing.of(say, [*above, section(words), actions(here_button(say, asked.round))])


def _settled(say: Voice, title: Block) -> Drawing:
    return Drawing.of(say, [title, section(say("This is settled. Thank you."))])


def silent(say: Voice, shown: Silent, names: Mapping[str, str]) -> Drawing:
    """To whoever facilitates: who has not said that they are here, and what comes next."""
    title = header(say("Who is there? Round {number}", number=shown.round.number))
    if not shown.is_open:
        return _settled(say, title)
    count = several(
        len(shown.people),
        "{n} person has not pressed I'm here:",
        "{n} people have not pressed I'm here:",
    )
    people = [(len(some), paragraphs("\n".join(some))) for some in by_section(_by_group(say, shown, names))]
    return Drawing.of(
        say, as_many([title, section(say(count))], people, partial(_what_next, say, shown.round))
    )


def _what_next(say: Voice, round_: Round, left_out: int) -> list[Block]:
    """What comes next; and in how many groups that had no room somebody is silent, too."""
    more = several(
        left_out,
        "In {n} more group somebody has not: press Somebody is missing.",
        "In {n} more groups somebody has not: press Somebody is missing.",
    )
    next_ = say(
        "I have asked them. In a minute the groups of those who stay silent go on without them. "
        "You can say now who is missing, or that nobody is."
    )
    missing = say("Somebody is missing in round {number}", number=round_.number)
    nobody = say("Nobody is missing in round {number}", number=round_.number)
    return [
        *([context(say(more))] if left_out else []),
        section(next_),
        actions(
            button(say("Somebody is missing"), ids.MISSING, round_.id, aloud=missing),
            button(say("Nobody is missing"), ids.KEEP_ALL, round_.id, aloud=nobody),
        ),
    ]


def changes(say: Voice, shown: SeatChanges, names: Mapping[str, str]) -> Drawing:
    """To whoever facilitates: who is to be moved in the video call."""
    title = header(say("Changes in round {number}", number=shown.round.number))
    ending: list[Block] = [context(say(to_do(shown.shifts)))]
    if lost := losses.lines(say, shown.losses if shown.is_open else (), shown.groups):
        ending += [*line_by_line(lost), actions(losses.move_button(say, shown.round))]

    def rest(left_out: int) -> list[Block]:
        label = several(left_out, "And {n} more change", "And {n} more changes")
        about = f"{shown.round.id}:{shown.occasion}"
        return [*([longlists.more(say, label, listids.SHIFTS, about)] if left_out else []), *ending]

    told = by_section(lines_of(say, shown.shifts, shown.groups, names, shown.silent))
    return Drawing.of(
        say, as_many([title], [(len(some), paragraphs("\n".join(some))) for some in told], rest)
    )


def to_do(shifts: Iterable[Shift]) -> Text:
    """What is left for whoever makes the rooms of the video call."""
    if any(shift.after for shift in shifts):
        return Text("I tell everybody who sits elsewhere now. Please move them in your video call.")
    return Text("Nobody else had to move.")


def lines_of(
    say: Voice,
    shifts: Iterable[Shift],
    groups: Iterable[Group],
    names: Mapping[str, str],
    silent: Collection[str] = (),
) -> list[str]:
    """A line for each person who came, left or moved; the `silent` left because they had said nothing."""
    there = tuple(groups)
    return [
        say(_line(shift, there, is_silent=shift.person in silent).filled(person=names[shift.person]))
        for shift in shifts
    ]


def _line(shift: Shift, groups: Sequence[Group], *, is_silent: bool) -> Text:
    """Who it is, stays open. A group is named inside its preposition, with which some languages join it."""
    if shift.before is None:
        return Text("• {person} came: {to_group}", to_group=_named(groups, shift.after, _TO))
    if shift.after is None:
        out = _named(groups, shift.before, _OUT_OF)
        if is_silent:
            return Text("• {person} did not press I'm here when I asked: {out_of_group}", out_of_group=out)
        return Text("• {person} is not there: {out_of_group}", out_of_group=out)
    before, after = _named(groups, shift.before, _FROM), _named(groups, shift.after, _TO)
    return Text("• {person}: {from_group} {to_group}", from_group=before, to_group=after)


def _named(groups: Iterable[Group], number: int | None, words: tuple[Text, Text]) -> Text:
    """A group by its number or, in the second of these words, by the name of its room."""
    numbered, roomed = words
    group = group_of(groups, number or 0)
    if group and isinstance(group.name, str):
        return roomed.filled(room=group.name)
    return numbered.filled(number=number or 0)


def _by_group(say: Voice, shown: Silent, names: Mapping[str, str]) -> Iterable[str]:
    for group in shown.groups:
        people = [names[one] for one in group.members if one in shown.people]
        if people:
            yield say("{group}: {people}", group=group.name, people=and_listed(people))


def here_button(say: Voice, round_: Round) -> Block:
    """The button with which somebody says that they are there, and gets their place or another."""
    aloud = say("I'm here in round {number}", number=round_.number)
    return button(say("I'm here"), ids.HERE, round_.id, style="primary", aloud=aloud)
