"""What is said about who is there: to the silent, and to whoever facilitates."""

from collections.abc import Iterable, Mapping

from coproduction.breakouts import Group, group_of
from coproduction.breakouts.changes import Shift
from coproduction.service.breakouts.rollcall import Question, SeatChanges, Silent, TakenOut
from coproduction.words import Text, Value, listed, several
from handlers import ids
from handlers.blocks.fitting import fitting
from handlers.blocks.kit import Block, Drawing, actions, button, context, header, line_by_line, section
from handlers.voice import Voice

_AFTER_ALL = Text(
    "Are you there after all? Press *I'm here*. If there is room, you come back to your group; "
    "else I find you another."
)


def question(say: Voice, asked: Question, _names: Mapping[str, str]) -> Drawing:
    """Are you there? Before somebody's group goes on without them."""
    number = asked.round.number
    title = header(say("Are you there? Round {number}", number=number))
    words = say(
        "You have not pressed *I'm here* in round {number}. Please press it now. "
        "In a minute your group goes on without you. You can still come back then.",
        number=number,
    )
    return _asked(say, asked, title, words)


def taken_out(say: Voice, asked: TakenOut, _names: Mapping[str, str]) -> Drawing:
    """Your group goes on without you."""
    number = asked.round.number
    title = header(say("Your group goes on without you. Round {number}", number=number))
    why = (
        say("Your facilitator has said that you are not there, so I gave up your place.")
        if asked.by_somebody
        else say("You did not press *I'm here*, so I gave up your place.")
    )
    words = f"{why} {say(_AFTER_ALL)}"
    return _asked(say, asked, title, words)


def _asked(say: Voice, asked: Question | TakenOut, title: Block, words: str) -> Drawing:
    """Words with the way to answer them, while they still matter."""
    if not asked.is_open:
        return _settled(say, title)
    return Drawing.of(say, [title, section(words), _here(say, asked)])


def _settled(say: Voice, title: Block) -> Drawing:
    return Drawing.of(say, [title, section(say("This is settled. Thank you."))])


def silent(say: Voice, shown: Silent, names: Mapping[str, str]) -> Drawing:
    """To whoever facilitates: who has not said that they are here, and what comes next."""
    number = shown.round.number
    title = header(say("Who is there? Round {number}", number=number))
    if not shown.is_open:
        return _settled(say, title)
    count = several(
        len(shown.people),
        "{n} person has not pressed I'm here:",
        "{n} people have not pressed I'm here:",
    )
    next_ = say(
        "I have asked them. In a minute the groups of those who stay silent go on without them. "
        "You can say now who is missing, or that nobody is."
    )
    missing = say("Somebody is missing in round {number}", number=number)
    nobody = say("Nobody is missing in round {number}", number=number)
    ending = [
        section(next_),
        actions(
            button(say("Somebody is missing"), ids.MISSING, shown.round.id, aloud=missing),
            button(say("Nobody is missing"), ids.KEEP_ALL, shown.round.id, aloud=nobody),
        ),
    ]
    people = line_by_line(_by_group(say, shown, names))
    return Drawing.of(say, fitting([title, section(say(count)), *people, *ending], keep=2))


def changes(say: Voice, shown: SeatChanges, names: Mapping[str, str]) -> Drawing:
    """To whoever facilitates: who is to be moved in the video call."""
    title = header(say("Changes in round {number}", number=shown.round.number))
    lines = line_by_line(lines_of(say, shown.shifts, shown.groups, names))
    ending = context(say("Who has another group has been told. Please move them in your video call."))
    return Drawing.of(say, fitting([title, *lines, ending], keep=1))


def lines_of(
    say: Voice, shifts: Iterable[Shift], groups: Iterable[Group], names: Mapping[str, str]
) -> list[str]:
    """A line for each person who came, left or moved."""
    there = tuple(groups)

    def name(number: int | None) -> Value:
        group = group_of(there, number or 0)
        return group.name if group else Text("Group {number}", number=number or 0)

    lines = []
    for shift in shifts:
        person = names[shift.person]
        if shift.before is None:
            lines.append(say("• {person} came: to {group}", person=person, group=name(shift.after)))
        elif shift.after is None:
            lines.append(
                say("• {person} is not there: out of {group}", person=person, group=name(shift.before))
            )
        else:
            before, after = name(shift.before), name(shift.after)
            lines.append(
                say("• {person}: from {before} to {after}", person=person, before=before, after=after)
            )
    return lines


def _by_group(say: Voice, shown: Silent, names: Mapping[str, str]) -> Iterable[str]:
    for group in shown.groups:
        people = listed(names[one] for one in group.members if one in shown.people)
        if people.values:
            yield say("{group}: {people}", group=group.name, people=people)


def _here(say: Voice, asked: Question | TakenOut) -> Block:
    aloud = say("I'm here in round {number}", number=asked.round.number)
    return actions(button(say("I'm here"), ids.HERE, asked.round.id, style="primary", aloud=aloud))
