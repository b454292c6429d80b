"""What groups bring back: one thing they agree on, one where they differ, one idea."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from coproduction.breakouts import Group, Part, Round, RoundState, Word, group_of, round_card
from coproduction.breakouts.forms import word_of
from coproduction.breakouts.sayings import folded
from coproduction.errors import Refusal, Taken
from coproduction.ideas import KEPT_LENGTH, Idea, IdeaKind
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import ideas, members, people, sessions
from coproduction.service.breakouts import notes, rounds, seatless
from coproduction.service.breakouts.history import groups
from coproduction.sessions import Session
from coproduction.words import Text

_ENDED = Text(
    "This session has ended, so its groups report no more, and its figures stay as they are. "
    "You can copy what you wrote, and type an idea with {/idea}."
)
_ENDED_UNSAID = Text(
    "This session has ended, so its groups report no more, and its figures stay as they are. "
    "You can type an idea with {/idea}."
)


@dataclass(frozen=True, slots=True)
class Table:
    """The group that somebody reports for."""

    round: Round
    group: Group


@dataclass(frozen=True, slots=True)
class Remarks:
    """All that groups of a round brought back; `of_group` is the number of the only one asked for, or 0."""

    round: Round
    groups: tuple[Group, ...]
    words: tuple[Word, ...]
    of_group: int


@dataclass(frozen=True, slots=True)
class Reported:
    """What was kept of a group, and the new idea among it if there was one; `again` had been said by the
    group before, and of that `brought` is the idea.
    """

    group: Group
    words: tuple[Word, ...]
    idea: Idea | None
    again: tuple[Part, ...] = ()
    brought: Idea | None = None


def table(memory: Memory, actor: Actor, round_id: str, number: int, *, wrote: bool = False) -> Table:
    """The group, for somebody who sits in it or facilitates; a Refusal for anybody else.

    `wrote`: they have words that nobody has kept, so that a Refusal must say what to do with them.
    """
    round_ = memory.breakouts.get(round_id)
    if round_ is None or round_.state is RoundState.PLANNED:
        raise Refusal("This round is gone. Please use the newest message.")
    session = memory.sessions.get(round_.session)
    if session is None or not session.is_live:
        raise Refusal(_ENDED if wrote else _ENDED_UNSAID)
    members.require(memory, actor, session.channel)
    group = group_of(groups(memory, round_), number)
    if group is None:
        raise Refusal("This group is no longer there. Please use the newest message.")
    if actor.id not in group.members and not people.may_facilitate(memory, actor):
        _refuse_other(memory, actor, session, round_, group)
    return Table(round_, group)


def _refuse_other(memory: Memory, actor: Actor, session: Session, round_: Round, group: Group) -> None:
    """Who sits elsewhere, or nowhere, perhaps since a moment ago, is told so, and what they can do."""
    own = next((each for each in groups(memory, round_) if actor.id in each.members), None)
    if own is None:
        seatless.refuse_report(memory, session, round_, actor.id, group.name)
    else:
        raise Refusal(
            "You sit in {own}, not in {other}, so you cannot report for that one. "
            "Please press the button on the card of your group.",
            own=own.name,
            other=group.name,
        )


def remarks(memory: Memory, actor: Actor, round_id: str, number: int) -> Remarks:
    """All that one group brought back, or with number 0 all groups: everybody in the channel may read it."""
    members.require_in_round(memory, actor, round_id)
    round_ = memory.breakouts.get(round_id)
    if round_ is None:
        raise Refusal("This round is gone. Please use the newest message.")
    there = tuple(group for group in groups(memory, round_) if number in (0, group.number))
    return Remarks(round_, there, tuple(memory.breakouts.words(round_id)), number)


def report(  # noqa: PLR0913 - what a form brings, and who names the group
    memory: Memory,
    now: datetime,
    actor: Actor,
    round_id: str,
    number: int,
    said: Mapping[Part, str | None],
    origin: str,
    *,
    say: Callable[[Text], str] = str,
) -> Reported:
    """Keep what a group brings back; an idea among it becomes one of the session, credited to the group.

    `say` is the programme's voice: a group's name is kept in the words that the room knows it by.
    """
    rounds.locked(memory, round_id)
    there = table(memory, actor, round_id, number, wrote=any(text and text.strip() for text in said.values()))
    given = _given(said)
    said_before = memory.breakouts.words(there.round.id)
    if any(word.origin == _origin(origin, word.part) for word in said_before):
        raise Refusal("This has just been saved.")
    again = _said_again(given, [word for word in said_before if word.group == number])
    kept = {part: text for part, text in given.items() if part not in again}
    words = _words(memory, there, kept, len(said_before), origin)
    credit = say(_credit(there))
    idea = _idea(memory, now, there, kept.get(Part.IDEA), origin, credit)
    brought = memory.ideas.from_origin(again[Part.IDEA].origin) if Part.IDEA in again else None
    _redraw(memory, there)
    return Reported(there.group, words, idea, tuple(again), brought)


def _redraw(memory: Memory, there: Table) -> None:
    """First the group's own card: who reports is told that it stands there."""
    memory.changed(round_card(there.round.id))
    memory.misleads(*notes.group_cards(there.round, [there.group]))


def _credit(there: Table) -> Text:
    """From which group an idea is; some languages put a numbered group in another way than a named room."""
    name, number = there.group.name, there.round.number
    if isinstance(name, str):
        return Text("From {room}, round {number}", room=name, number=number)
    return Text("From group {group}, round {number}", group=there.group.number, number=number)


def _given(said: Mapping[Part, str | None]) -> dict[Part, str]:
    """What was filled in, or a Refusal when nothing was."""
    given = {part: text for part in Part if (text := word_of(said.get(part), part))}
    if not given:
        raise Refusal("Please fill in at least one of the three.", Part.AGREE.value)
    return given


def _said_again(given: Mapping[Part, str], before: Iterable[Word]) -> dict[Part, Word]:
    """What a group has said before, of what it says now."""
    known = {(word.part, folded(word.text)): word for word in before}
    return {part: known[key] for part, text in given.items() if (key := (part, folded(text))) in known}


def _origin(origin: str, part: Part) -> str:
    return f"{origin}:{part}"


def _words(
    memory: Memory, there: Table, kept: Mapping[Part, str], place: int, origin: str
) -> tuple[Word, ...]:
    """Store what was said, after what was said before."""
    round_, group = there.round.id, there.group.number
    words = tuple(
        Word(memory.new_id(), round_, group, place + n, part, text, _origin(origin, part))
        for n, (part, text) in enumerate(kept.items())
    )
    try:
        for word in words:
            memory.breakouts.say(word)
    except Taken:
        raise Refusal("This has just been saved.") from None
    return words


def _idea(
    memory: Memory, now: datetime, there: Table, text: str | None, origin: str, credit: str
) -> Idea | None:
    session = memory.sessions.get(there.round.session)
    if text is None or session is None:
        return None
    draft = ideas.IdeaDraft(text[:KEPT_LENGTH], IdeaKind.CHANGE, _origin(origin, Part.IDEA))
    place = sessions.Place(session.channel, session)
    return ideas.capture(memory, now, place, None, draft, credit).idea
