"""What became of ideas, in figures: where they stand, and how bodies have answered."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from statistics import median

from coproduction.documents import Chapter
from coproduction.ideas import Idea, IdeaKind
from coproduction.progress import TABLE, Progress, State, Step, state_name
from coproduction.shares import Share, told
from coproduction.ties import Tie
from coproduction.words import Text, listed, several

FEWEST_TIES = 3  # of fewer it could be told who is in them


@dataclass(frozen=True, slots=True)
class Becoming:
    """How many ideas stand where (by the state's word), how many went to a body and how many of those have an
    answer, after how many days in the middle (None while none has); and ties that both sides want.
    """

    states: Mapping[str, int] = field(default_factory=dict)
    sent: int = 0
    replied: int = 0
    days: int | None = None
    ties: int = 0


def becoming(ideas: Iterable[Idea], progress: Mapping[str, Progress], ties: Collection[Tie]) -> Becoming:
    """The figures of these ideas; nothing where nothing became of any. What matters is no idea to answer."""
    kept = [idea.id for idea in ideas if idea.stands and idea.kind is not IdeaKind.MATTERS]
    known = {id_: progress.get(id_, Progress()) for id_ in kept}
    counted = len({tie.idea for tie in ties if tie.counts and tie.idea in known})
    if not counted and not any(each.moves for each in known.values()):
        return Becoming()
    states = Counter(each.state.value for each in known.values())
    waited = [days for each in known.values() for days in _waited(each)]
    answered = [days for days in waited if days is not None]
    return Becoming(
        {state.value: states[state.value] for state in State},
        len(waited),
        len(answered),
        round(median(answered)) if answered else None,
        counted if counted >= FEWEST_TIES else 0,
    )


def _waited(progress: Progress) -> Iterator[int | None]:
    """For each time an idea was sent to a body: days until that was answered, None while it waits."""
    for at, sent in enumerate(progress.moves):
        if sent.step is Step.SENT:
            later = progress.moves[at + 1 :]
            answer = next(
                (
                    each
                    for each in later
                    if each.step is Step.NOT_THEIRS or TABLE[each.step].to is State.ANSWERED
                ),
                None,
            )
            yield (answer.at - sent.at).days if answer else None


def chapters(figures: Becoming) -> list[Chapter]:
    """The same in words; none where nothing became of any."""
    return [Chapter(Text("What became of ideas"), tuple(_lines(figures)))] if figures.states else []


def _lines(figures: Becoming) -> Iterator[Text]:
    numbers = [
        Text("{state}: {n}", state=state_name(state), n=figures.states.get(state.value, 0)) for state in State
    ]
    yield Text("Where they stand: {states}", states=listed(numbers))
    if figures.sent:
        share = told(Share(figures.replied, figures.sent))
        yield Text("Sent to those who decide, and answered: {share}", share=share)
    if figures.days == 0:
        yield Text("Half of the answers came within a day.")
    elif figures.days:
        yield several(
            figures.days,
            "Half of the answers came within {n} day.",
            "Half of the answers came within {n} days.",
        )
    if figures.ties:
        yield several(
            figures.ties,
            "{n} idea that two sides work on: both said yes, and neither says that it is over",
            "{n} ideas that two sides work on: both said yes, and neither says that it is over",
        )
