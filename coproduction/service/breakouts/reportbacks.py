"""What groups bring back: one thing they agree on, one where they differ, one idea."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from coproduction.breakouts import Group, Part, Round, RoundState, Word, group_of, round_card
from coproduction.breakouts.forms import word_of
from coproduction.errors import Refusal, Taken
from coproduction.ideas import TEXT_LENGTH, Idea, IdeaKind
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import ideas, people, sessions
from coproduction.service.breakouts import notes
from coproduction.service.breakouts.history import groups
from coproduction.words import Text

STILL_REPORTS = timedelta(minutes=30)  # after the session: what a group found is not lost because time was up


@dataclass(frozen=True, slots=True)
class Table:
    """The group that somebody reports for."""

    round: Round
    group: Group


@dataclass(frozen=True, slots=True)
class Reported:
    """What was kept, and the idea among it if there was one."""

    words: tuple[Word, ...]
    idea: Idea | None
    is_said_again: bool = False


def table(memory: Memory, now: datetime, actor: Actor, round_id: str, number: int) -> Table:
    """The group, for somebody who sits in it or facilitates; a Refusal for anybody else."""
    round_ = memory.breakouts.get(round_id)
    if round_ is None or round_.state is RoundState.PLANNED:
        raise Refusal("This round is gone. Please use the newest message.")
    session = memory.sessions.get(round_.session)
    if session is None or (session.ended_at and now > session.ended_at + STILL_REPORTS):
        raise Refusal("This session has ended, so its groups report no more. You can still type {/idea}.")
    group = group_of(groups(memory, round_), number)
    if group is None:
        raise Refusal("This group is no longer there. Please use the newest message.")
    if actor.id not in group.members:
        doing = Text("report for {group} without sitting in it", group=group.name)
        people.require_facilitator(memory, actor, doing)
    return Table(round_, group)


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
    there = table(memory, now, actor, round_id, number)
    kept = {part: text for part in Part if (text := word_of(said.get(part), part))}
    if not kept:
        raise Refusal("Please fill in at least one of the three.", Part.AGREE.value)
    words = _words(memory, there, kept, origin)
    credit = say(Text("{group}, round {number}", group=there.group.name, number=there.round.number))
    idea = _idea(memory, now, there, kept.get(Part.IDEA), origin, credit)
    memory.changed(round_card(there.round.id), *notes.group_cards(there.round, [there.group]))
    if idea is None:
        return Reported(words, None)
    return Reported(words, idea.idea, is_said_again=idea.is_said_again)


def _words(memory: Memory, there: Table, kept: Mapping[Part, str], origin: str) -> tuple[Word, ...]:
    """Store what was said, after what was said before."""
    place = len(memory.breakouts.words(there.round.id))
    words = tuple(
        Word(memory.new_id(), there.round.id, there.group.number, place + n, part, text, f"{origin}:{part}")
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
) -> ideas.Captured | None:
    session = memory.sessions.get(there.round.session)
    if text is None or session is None:
        return None
    draft = ideas.IdeaDraft(text[:TEXT_LENGTH], IdeaKind.CHANGE, f"{origin}:idea")
    place = sessions.Place(session.channel, session)
    return ideas.capture(memory, now, place, None, draft, credit)
