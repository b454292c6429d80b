"""Choosing the ideas that go on, by what the room made of them: ten cards, dots, support, or by hand."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from coproduction.board import Backed
from coproduction.errors import Refusal, Taken
from coproduction.ideas import IdeaKind
from coproduction.people import Actor
from coproduction.polls import DOTS, Poll
from coproduction.ports import Memory
from coproduction.progress import Step
from coproduction.releases import FEWEST
from coproduction.service import backing, boardcards, heldback, members, people, places, progress, tencards
from coproduction.service.ideacards import card_of
from coproduction.shortlists import Shortlist, chosen
from coproduction.tencards import Count
from coproduction.words import Text

DOING = Text("choose the shortlist")
MOST_CANDIDATES = 100  # what a menu in Slack takes
_QUICKER = Text("Somebody else has just changed the shortlist. Please look at it again.")
_NO_IDEAS = Text("There are no ideas here to choose from.")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An idea with what the room made of it: how its card was judged, and how many dots it has."""

    backed: Backed
    judged: Count | None = None
    dots: int | None = None
    is_chosen: bool = False

    @property
    def rank(self) -> tuple[float, int, int]:
        """Greater comes first; what nobody judged is as good as what half find helpful."""
        score = self.judged.score if self.judged else 0.5
        return score, self.dots or 0, self.backed.backing.supporters


@dataclass(frozen=True, slots=True)
class Choice:
    """The ideas of a programme, the strongest first. `number`: the choice that stands, 0 for none."""

    channel: str
    number: int
    candidates: tuple[Candidate, ...]

    @property
    def shortlist(self) -> tuple[Candidate, ...]:
        """What stands on it."""
        return tuple(each for each in self.candidates if each.is_chosen)


def channel_for(memory: Memory, actor: Actor, channel: str) -> str:
    """The programme whose shortlist a facilitator means who types it here."""
    people.require_facilitator(memory, actor, DOING, channel)
    return places.newest(memory, actor, channel).channel


def choice(memory: Memory, actor: Actor, channel: str) -> Choice:
    """The candidates with their figures, for a facilitator; a Refusal where there is no idea."""
    _require(memory, actor, channel)
    newest = memory.shortlists.newest(channel)
    judged, dots = _judged(memory, channel), _dots(memory, channel)
    candidates = [
        Candidate(
            each,
            judged.get(each.idea.id),
            dots.get(each.idea.number),
            newest is not None and each.idea.id in newest.ideas,
        )
        for each in backing.of_all(memory, channel)
        if each.idea.kind is not IdeaKind.MATTERS
    ]
    if not candidates:
        heldback.refuse(memory, channel)
        raise Refusal(_NO_IDEAS)
    candidates.sort(key=lambda each: each.rank, reverse=True)
    return Choice(channel, newest.number if newest else 0, tuple(candidates))


def choose(
    memory: Memory, now: datetime, actor: Actor, channel: str, ideas: Sequence[str], seen: int
) -> bool:
    """Keep which ideas go on, and whether that is new; `seen` is the choice that stood when they were looked
    at.
    """
    _require(memory, actor, channel)
    there = {each.idea.id: each.idea for each in backing.of_all(memory, channel)}
    newest, picked = memory.shortlists.newest(channel), chosen(ideas, there)
    before = newest.ideas if newest else ()
    if before == picked:
        return False
    if (newest.number if newest else 0) != seen:
        raise Refusal(_QUICKER, "ideas")
    try:
        memory.shortlists.add(Shortlist(channel, seen + 1, picked))
    except Taken:
        raise Refusal(_QUICKER, "ideas") from None
    _went(memory, now, actor, before, picked)
    return True


def undo(memory: Memory, now: datetime, actor: Actor, channel: str, number: int) -> None:
    """Take the last choice back, which is this one."""
    _require(memory, actor, channel)
    newest = memory.shortlists.newest(channel)
    if newest is None or newest.number != number or not memory.shortlists.drop(newest):
        raise Refusal(_QUICKER)
    before = memory.shortlists.newest(channel)
    _went(memory, now, actor, newest.ideas, before.ideas if before else ())


def _require(memory: Memory, actor: Actor, channel: str) -> None:
    people.require_facilitator(memory, actor, DOING, channel)
    members.require(memory, actor, channel)


def _went(memory: Memory, now: datetime, actor: Actor, before: Sequence[str], after: Sequence[str]) -> None:
    """Record which ideas came on the list and which left it, and show it.

    An idea that is answered by now cannot come or leave any more: its history stays as it is.
    """
    for id_ in sorted({*before} ^ {*after}):
        idea = memory.ideas.get(id_)
        if idea is None or not idea.stands:
            continue
        with suppress(Refusal):
            step = Step.SHORTLISTED if id_ in after else Step.LEFT_OUT
            progress.record(memory, now, id_, step, actor.id)
        memory.changed(card_of(idea))
        boardcards.redraw(memory, idea.channel, idea.session)


def _judged(memory: Memory, channel: str) -> dict[str, Count]:
    """Idea id to how it was judged by most people: no count of fewer than five is kept."""
    found: dict[str, Count] = {}
    for poll in memory.ten_cards.closed_in(channel):
        for each in memory.ten_cards.settled(poll):
            best = found.get(each.card)
            if each.total and (best is None or each.total.answers > best.answers):
                found[each.card] = each.total
    return found


def _dots(memory: Memory, channel: str) -> dict[int, int]:
    """Idea number to its dots in closed polls by dots whose options begin with it: "12. A buddy …"."""
    found: dict[int, int] = {}
    for poll in memory.polls.of_channel(channel):
        if poll.kind == DOTS and not poll.is_open and poll.taken_back_by is None:
            for number, dots in _of_poll(memory, poll):
                found[number] = found.get(number, 0) + dots
    return found


def _of_poll(memory: Memory, poll: Poll) -> list[tuple[int, int]]:
    told = tencards.tallied(memory, poll)
    if told.answered < FEWEST or len(told.counts) < len(poll.options):
        return []
    numbered = zip((each.partition(".")[0].strip() for each in poll.options), told.counts, strict=False)
    return [(int(number), dots) for number, dots in numbered if number.isascii() and number.isdigit()]
