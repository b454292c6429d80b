"""What groups lost while a round goes on, said to whoever facilitates, with what they can do about it."""

from collections.abc import Iterable, Sequence

from coproduction.breakouts import Group, Round, group_of
from coproduction.breakouts.losses import Loss, Lost
from coproduction.grouping import people_in
from coproduction.words import Text, and_listed, several
from handlers import ids
from handlers.blocks.breakouts.notes import in_sentence
from handlers.blocks.kit import Block, button
from handlers.voice import Voice

_SAID = {
    Loss.ALONE: Text("• One person is alone in {group} now."),
    Loss.APART: Text("• People sit together in {group} now whom you wanted apart."),
    Loss.HELP: Text(
        "• In {group}, somebody needs help with access or language that nobody there can give now."
    ),
    Loss.LONE_VOICE: Text("• In {group}, only one person is known to speak from lived experience now."),
    Loss.UNHEARD: Text("• In {group}, nobody is known to speak from lived experience now."),
}
_HELP_SOMEWHERE = Text(
    "• In one group, somebody needs help with access or language that nobody there can give now."
)
_TWO = Text("two people")
ALONE_WITH = 2  # whoever leaves a group of so many leaves somebody alone
MOST_NAMED = 3
_TO_DO = Text("You can move somebody, or let two people change places: press “Move somebody”.")


def lines(say: Voice, losses: Iterable[Lost], groups: Iterable[Group]) -> list[str]:
    """A line for each, and what can be done; nothing where nothing was lost."""
    there, known = tuple(groups), tuple(losses)
    to_do = " ".join([say(_TO_DO), *_largest(say, known, there)])
    return [say("Please look at these groups:"), *said(say, known, there), to_do] if known else []


def said(say: Voice, losses: Iterable[Lost], groups: Sequence[Group]) -> list[str]:
    """A line for each, and nothing else."""
    return [say(_line(each, groups)) for each in losses]


def _largest(say: Voice, losses: Sequence[Lost], groups: Sequence[Group]) -> list[str]:
    """From where somebody could come: the largest groups, where they are larger than those that lost."""
    sizes = {group.number: len(group.seats) for group in groups}
    most = max(sizes.values(), default=0)
    lost = [sizes[each.group] for each in losses if each.group in sizes]
    if most <= ALONE_WITH or most <= min(lost, default=most):
        return []
    names = [in_sentence(group) for group in groups if sizes[group.number] == most][:MOST_NAMED]
    return [say("Most people sit in {groups}.", groups=and_listed(names))]


def move_button(say: Voice, round_: Round) -> Block:
    """The button that opens the form in which people of a round that goes on are moved."""
    aloud = say("Move somebody in round {number}", number=round_.number)
    return button(say("Move somebody"), ids.MOVE, round_.id, aloud=aloud)


def _line(each: Lost, groups: Iterable[Group]) -> Text:
    group = group_of(groups, each.group)
    words = _small(each.people) if each.loss is Loss.SMALL else _SAID[each.loss]
    if each.loss is Loss.HELP and group is None:
        return _HELP_SOMEWHERE
    return words.filled(group=in_sentence(group)) if group else words


def _small(people: int) -> Text:
    return several(
        people,
        "• Only {people} sits in {group} now, fewer than elsewhere.",
        "• Only {people} sit in {group} now, fewer than elsewhere.",
        people=_TWO if people == 2 else people_in(people, people),
    )
