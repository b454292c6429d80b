"""What becomes of an idea, as data: four states that everybody sees, and the steps that lead there.

    heard ──▶ with somebody ──▶ trying ──▶ answered
      ▲            │                          │
      └─ not theirs┘        it is opened again┘

`TABLE` is that picture with what must hold for each step. No other file says what follows what.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple, Protocol

from coproduction.errors import Refusal
from coproduction.texts import optional, refuse_short
from coproduction.words import Text

WORDS_LENGTH = 1_000
STALLED = timedelta(days=60)  # so long without a step, and whoever has it is asked
TRY_ENDS: Final = "try_ends"  # to who has an idea in hand, else to all who lead
STALLED_NOTE: Final = "stalled"
IN_HAND: Final = "in_hand"  # to who is named as the person who has an idea in hand
IDEA_HELP: Final = "idea_help"  # to who leads: somebody asks for help with one, or it is not theirs


class State(StrEnum):
    """Where an idea stands, as everybody sees it."""

    HEARD = "heard"
    WITH = "with"
    TRYING = "trying"
    ANSWERED = "answered"


class Step(StrEnum):
    """What can happen to an idea."""

    SHORTLISTED = "shortlisted"
    LEFT_OUT = "left out"  # of the shortlist again
    OWNED = "owned"
    SENT = "sent"  # to a body
    MORE_TIME = "more time"
    LATE = "late"  # the day has passed by which the body answers that has it
    NOT_THEIRS = "not theirs"  # the body says that it is not for it to decide
    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_NOW = "not now"
    TRIED = "tried"  # a try begins
    KEPT = "kept"  # at its end
    CHANGED = "changed"
    STOPPED = "stopped"
    DONE = "done"
    MERGED = "merged"
    GOES_ON = "goes on"  # nothing moved for a while, and whoever has it keeps it
    HELP = "help"  # the same, and they ask for help
    NOT_MINE = "not mine"  # who was named does not have it in hand
    CLOSED = "closed"  # the same, and they let it go
    OPENED = "opened"  # again, because the answer was a mistake or is out of date


ANSWERS: Final = (Step.YES, Step.PARTLY, Step.NO, Step.NOT_NOW)


class Row(NamedTuple):
    """When a step may come, and where it leads; `to` None is: the state stays."""

    since: frozenset[State]
    to: State | None
    not_after: frozenset[Step] = frozenset()  # steps that it may not follow at once
    needs_words: bool = False
    is_told: bool = True  # to its author, helpers and followers
    stays: frozenset[State] = frozenset()  # states that it leaves as they are


_OPEN, _ANY = frozenset({State.HEARD, State.WITH, State.TRYING}), frozenset(State)
_WITH, _TRYING = frozenset({State.WITH}), frozenset({State.TRYING})
_HELD = _WITH | _TRYING
_OVER = frozenset({Step.DONE, Step.MERGED})
_REASONS = frozenset({Step.PARTLY, Step.NO, Step.NOT_NOW, Step.NOT_THEIRS, Step.CLOSED})

TABLE: Mapping[Step, Row] = {
    Step.SHORTLISTED: Row(_OPEN, None, frozenset({Step.SHORTLISTED})),
    Step.LEFT_OUT: Row(_OPEN, None, frozenset({Step.LEFT_OUT}), is_told=False),
    Step.OWNED: Row(_ANY, State.WITH, _OVER),
    Step.SENT: Row(_OPEN, State.WITH, frozenset({Step.SENT, Step.MORE_TIME})),
    Step.MORE_TIME: Row(_WITH, None),
    Step.LATE: Row(_WITH, None, frozenset({Step.LATE})),
    Step.NOT_THEIRS: Row(_WITH, State.HEARD, needs_words=True),
    Step.YES: Row(_OPEN, State.ANSWERED),
    Step.PARTLY: Row(_OPEN, State.ANSWERED, needs_words=True),
    Step.NO: Row(_OPEN, State.ANSWERED, needs_words=True),
    Step.NOT_NOW: Row(_OPEN, State.ANSWERED, needs_words=True),
    Step.TRIED: Row(_ANY, State.TRYING, _OVER, needs_words=True),
    Step.KEPT: Row(_TRYING, State.ANSWERED, needs_words=True),
    Step.CHANGED: Row(_TRYING, State.TRYING, needs_words=True),
    Step.STOPPED: Row(_TRYING, State.ANSWERED, needs_words=True),
    Step.DONE: Row(_ANY, State.ANSWERED, _OVER),
    Step.MERGED: Row(_ANY, State.ANSWERED, _OVER),
    Step.GOES_ON: Row(_HELD, None, is_told=False),
    Step.HELP: Row(_HELD, None, is_told=False),
    Step.NOT_MINE: Row(_HELD, State.HEARD, stays=_TRYING),  # others try it on
    Step.CLOSED: Row(_OPEN, State.ANSWERED, needs_words=True),
    Step.OPENED: Row(frozenset({State.ANSWERED}), State.HEARD),
}

_STATES = {
    State.HEARD: Text("heard"),
    State.WITH: Text("with somebody"),
    State.TRYING: Text("being tried"),
    State.ANSWERED: Text("answered"),
}
_BECAUSE = Text("Please write why, in a sentence. The people whose idea this is read it.")


@dataclass(frozen=True, slots=True)
class Detail:
    """What a step says beside its words.

    `owner`: who has the idea from now on; `body`: what decides it; `how`: how it decides, how a try shows
    whether it works, the number of the idea of which it is or was a part, or the answer whose place this one
    takes; `until`: by when it answers, or how long it is tried; `source`: of an answer that was given outside
    Slack; `wake_at`: when time brings what comes next.
    """

    owner: str | None = None
    body: str | None = None
    how: str | None = None
    until: date | None = None
    source: str | None = None
    wake_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """One step of one idea. `number` counts from 1, so of two at once only one is stored. `state`: where the
    idea stands after it; `by`: who did it, None where time or nobody did. The rest is that of `Detail`;
    `reminded`: how often time has brought something because of it.
    """

    id: str
    idea: str
    number: int
    step: Step
    state: State
    at: datetime
    by: str | None = None
    words: str | None = None
    owner: str | None = None
    body: str | None = None
    how: str | None = None
    until: date | None = None
    source: str | None = None
    wake_at: datetime | None = None
    reminded: int = 0
    asked_in: str | None = None  # the week in whose message its body was asked, or who leads told of it


@dataclass(frozen=True, slots=True)
class NamedMove:
    """A step with the name of its body. `is_gone`: the idea of which this one became a part is not seen."""

    move: Move
    body: str | None
    is_gone: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Progress:
    """What became of an idea so far: its steps in order, none where it was only heard."""

    moves: tuple[Move, ...] = ()

    @property
    def last(self) -> Move | None:
        """The newest step."""
        return self.moves[-1] if self.moves else None

    @property
    def state(self) -> State:
        """Where it stands."""
        return self.last.state if self.last else State.HEARD

    @property
    def is_shortlisted(self) -> bool:
        """Whether it is on the shortlist."""
        return _latest(self.moves, (Step.SHORTLISTED, Step.LEFT_OUT)) is Step.SHORTLISTED

    @property
    def answer(self) -> Move | None:
        """The newest step that answers it or says what came of it, while it is answered."""
        if self.state is not State.ANSWERED:
            return None
        return next(move for move in reversed(self.moves) if TABLE[move.step].to is State.ANSWERED)

    @property
    def referral(self) -> Move | None:
        """With which body it is now, None where it is with none."""
        if self.state is not State.WITH:
            return None
        sent = [move for move in self.moves if move.step in (Step.SENT, Step.NOT_THEIRS, Step.OWNED)]
        return sent[-1] if sent and sent[-1].step is Step.SENT else None

    @property
    def trial(self) -> Move | None:
        """What is being tried now."""
        tried = [move for move in self.moves if move.step in (Step.TRIED, Step.CHANGED)]
        return tried[-1] if tried and self.state is State.TRYING else None

    @property
    def owner(self) -> str | None:
        """Who has it in hand, as far as somebody was named who has not said that it is not theirs."""
        named = (move for move in reversed(self.moves) if move.step in (Step.OWNED, Step.NOT_MINE))
        return next((move.owner for move in named), None)

    @property
    def due_on(self) -> date | None:
        """By when the body answers that has it."""
        sent = self.referral
        later = [move.until for move in self.moves if sent and move.number >= sent.number and move.until]
        return later[-1] if later else None

    @property
    def is_late(self) -> bool:
        """Whether the day has passed by which the body answers that has it."""
        return self.referral is not None and _latest(self.moves, _ABOUT_TIME) is Step.LATE

    @property
    def has_time(self) -> bool:
        """Whether the body that has it asked for time, and that goes on."""
        return self.referral is not None and _latest(self.moves, _ABOUT_TIME) is Step.MORE_TIME


_ABOUT_TIME = (Step.SENT, Step.MORE_TIME, Step.LATE)


def _latest(moves: Sequence[Move], steps: Sequence[Step]) -> Step | None:
    return next((move.step for move in reversed(moves) if move.step in steps), None)


class ProgressStore(Protocol):
    """What storage keeps of this noun."""

    def add(self, move: Move) -> None:
        """Raises Taken when the idea has a step of this number already."""

    def put(self, move: Move) -> None: ...
    def get(self, move: str) -> Move | None: ...
    def of(self, idea: str) -> list[Move]:
        """The steps of an idea, in order."""

    def of_channel(self, channel: str) -> list[Move]:
        """The steps of all ideas of a programme, each idea's in order."""

    def of_body(self, body: str) -> list[Move]:
        """The steps that name this body."""

    def naming(self, owner: str) -> list[Move]:
        """Those that name this person as who has an idea in hand."""

    def due(self, now: datetime) -> list[Move]:
        """Those because of which something is to happen by now."""


def can(step: Step, progress: Progress) -> bool:
    """Whether this step may come now."""
    row, last = TABLE[step], progress.last
    return progress.state in row.since and not (last and last.step in row.not_after)


def can_change(progress: Progress) -> bool:
    """Whether its answer can be changed as it stands: what is done, tried or closed is opened again first."""
    return progress.answer is not None and progress.answer.step in ANSWERS


def require_can(step: Step, progress: Progress, words: str | None, *, changes: bool = False) -> None:
    """A Refusal in words when this step cannot come now, or needs words that are not there. `changes`: it
    takes the place of the answer that stands, which needs its reason.
    """
    if not (can(step, progress) or (changes and can_change(progress))):
        raise Refusal(
            "That cannot be done now: this idea is “{state}” by now. Please look at what became of it.",
            state=_STATES[progress.state],
        )
    if (TABLE[step].needs_words or changes) and not words:
        raise Refusal(_BECAUSE, "words")
    if step in _REASONS and words:
        refuse_short(words, "words")


def words_of(text: str | None) -> str | None:
    """What is said with a step, None for nothing, or a Refusal when it is too long."""
    return optional(text, most=WORDS_LENGTH, field="words", lines=True)


def state_name(state: State) -> Text:
    """A state as it stands inside a sentence."""
    return _STATES[state]
