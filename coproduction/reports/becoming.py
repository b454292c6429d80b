"""What became of ideas, in figures: where they stand, and how bodies have answered."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from statistics import median

from coproduction.documents import Chapter
from coproduction.ideas import Idea, IdeaKind
from coproduction.progress import TABLE, Progress, State, Step, state_name
from coproduction.shares import Share, told
from coproduction.ties import Goes, Tie
from coproduction.words import Text, listed, several
from coproduction.worked import Effect, Worked

FEWEST_TIES = 3  # of fewer it could be told who is in them


@dataclass(frozen=True, slots=True)
class Becoming:
    """How many ideas stand where (by the state's word), how many went to a body (`ideas_sent`), how many of
    these stand answered (`ideas_answered`), after how many `days` in the middle (None while none does), and
    how many were `given_back`, as others decide; ties that both sides want, and of how many at least one has
    said later that it is `alive`; and of how many ideas it is told whether they worked (`judged`), with what
    people said of all of these together. Reports that are older have `sent` and `replied` instead: each time
    that an idea was sent, and each answer to that.
    """

    states: Mapping[str, int] = field(default_factory=dict)
    sent: int = 0
    replied: int = 0
    days: int | None = None
    ties: int = 0
    given_back: int = 0
    alive: int = 0
    judged: int = 0
    helped: int = 0
    same: int = 0
    harm: int = 0
    ideas_sent: int = 0
    ideas_answered: int = 0


def becoming(
    ideas: Iterable[Idea],
    progress: Mapping[str, Progress],
    ties: Collection[Tie],
    worked: Collection[Worked] = (),
) -> Becoming:
    """The figures of these ideas; nothing where nothing became of any. What matters is no idea to answer."""
    known = {idea.id: progress.get(idea.id, Progress()) for idea in ideas if _may_be_answered(idea)}
    together = [tie for tie in ties if tie.counts and tie.idea in known]
    counted = len({tie.idea for tie in together})
    if not (counted or any(each.moves for each in known.values())):
        return Becoming()
    sent = [each for each in known.values() if _has(each, Step.SENT)]
    days = [_days(each) for each in sent if each.answer]
    return Becoming(
        {state.value: sum(each.state is state for each in known.values()) for state in State},
        0,
        0,
        round(median(days)) if days else None,
        counted if counted >= FEWEST_TIES else 0,
        sum(_has(each, Step.NOT_THEIRS) for each in sent),
        _alive(together),
        *_judged([each for each in worked if each.counts and each.idea in known]),
        ideas_sent=len(sent),
        ideas_answered=len(days),
    )


def _may_be_answered(idea: Idea) -> bool:
    return idea.stands and idea.kind is not IdeaKind.MATTERS


def _has(progress: Progress, step: Step) -> bool:
    return any(move.step is step for move in progress.moves)


def _judged(told: Collection[Worked]) -> tuple[int, int, int, int]:
    """Of how many ideas it is told whether they worked, and what people said of all of these."""
    helped, same, harm = (sum(each.counts[at] for each in told) for at in range(len(Effect)))
    return len(told), helped, same, harm


def _alive(together: Collection[Tie]) -> int:
    """Of how many ideas that are worked on together somebody has said later that it is alive; 0 where so few
    have, or have not, that it could be told who.
    """
    alive = {tie.idea for tie in together if Goes.ALIVE in (tie.author_says, tie.person_says)}
    silent = {tie.idea for tie in together} - alive
    return len(alive) if len(alive) >= FEWEST_TIES and (not silent or len(silent) >= FEWEST_TIES) else 0


def _days(progress: Progress) -> int:
    """Of an idea that was sent to a body and stands answered: the days from when it was sent last until it
    was answered, and not opened again after that.
    """
    sent = [move for move in progress.moves if move.step is Step.SENT][-1]
    opened = [move.number for move in progress.moves if move.step is Step.OPENED]
    since = max([sent.number, *opened])
    later = (move for move in progress.moves if move.number > since)
    return next((move.at - sent.at).days for move in later if TABLE[move.step].to is State.ANSWERED)


def chapters(figures: Becoming) -> list[Chapter]:
    """The same in words; none where nothing became of any."""
    return [Chapter(Text("What became of ideas"), tuple(_lines(figures)))] if figures.states else []


def _lines(figures: Becoming) -> Iterator[Text]:
    numbers = [
        Text("{state}: {n}", state=state_name(state), n=figures.states.get(state.value, 0)) for state in State
    ]
    yield Text("Where they stand: {states}", states=listed(numbers))
    if figures.sent:  # counted by an older version
        share = told(Share(figures.replied, figures.sent))
        yield Text("Sent to those who decide, and answered: {share}", share=share)
    if figures.ideas_sent:
        share = told(Share(figures.ideas_answered, figures.ideas_sent))
        yield Text("Ideas sent to those who decide that have an answer now: {share}", share=share)
    if figures.given_back:
        yield Text("Given back, as others decide: {n}", n=figures.given_back)
    if figures.days == 0:
        yield Text("Half of the answers came within a day.")
    elif figures.days:
        yield several(
            figures.days,
            "Half of the answers came within {n} day.",
            "Half of the answers came within {n} days.",
        )
    yield from _together(figures)


def _together(figures: Becoming) -> Iterator[Text]:
    """What people work on with each other, and whether what is done has worked."""
    if figures.ties:
        yield several(
            figures.ties,
            "{n} idea that two sides work on: both said yes, and neither says that it is over",
            "{n} ideas that two sides work on: both said yes, and neither says that it is over",
        )
    if figures.alive:
        yield several(
            figures.alive,
            "{n} idea of these of which somebody has said after 12 weeks that it is alive",
            "{n} ideas of these of which somebody has said after 12 weeks that they are alive",
        )
    if figures.judged:
        yield several(
            figures.judged,
            "Did it work? Of {n} idea that was done people say: it helped: {helped}, no change: {same}, "
            "it did harm: {harm}",
            "Did it work? Of {n} ideas that were done people say: it helped: {helped}, no change: {same}, "
            "it did harm: {harm}",
            helped=figures.helped,
            same=figures.same,
            harm=figures.harm,
        )
