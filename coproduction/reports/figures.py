"""The evidence: who took part, what was formed, what was promised and done, with denominators."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from coproduction.breakouts.encounters import Encounters, Seated, encounters
from coproduction.followups import FollowUp, FollowUpState, Reply, was_asked
from coproduction.ideas import Idea, IdeaKind
from coproduction.messages import MessageState
from coproduction.people import Person, Perspective
from coproduction.pledges import Pledge
from coproduction.polls import YES
from coproduction.sessions import Session
from coproduction.shares import Share

NO_REPLY = "no_reply"
MISSED = "missed"
NOT_ASKED = "not_asked"
STOPPED = "stopped"
_NOT_ARRIVED = frozenset({MessageState.FAILED, MessageState.UNCONFIRMED, MessageState.EXPIRED})
FOLLOW_THROUGH = (
    Reply.DONE.value,
    Reply.WORKING.value,
    Reply.STUCK.value,
    NO_REPLY,
    MISSED,
    STOPPED,
    NOT_ASKED,
)


@dataclass(frozen=True, slots=True)
class Closing:
    """Who will do at least one thing differently."""

    of_answered: Share
    of_attended: Share


@dataclass(frozen=True, slots=True)
class SessionFigures:
    """The figures of one session."""

    title: str
    started_at: datetime
    attended: int
    ideas: int
    collaborations: int
    closing: Closing


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a programme."""

    sessions: tuple[SessionFigures, ...]
    champions: int
    sectors: int
    perspectives: Mapping[Perspective, int]
    ideas: int
    collaborations: int
    between_sessions: int
    closing: Closing
    pledges: int
    pledgers: int
    follow_through: Mapping[str, int]
    encounters: Encounters = field(default_factory=Encounters)


@dataclass(frozen=True, slots=True)
class Attended:
    """A session with who attended it and how each answered the closing question (person to answer)."""

    session: Session
    people: frozenset[str]
    answers: Mapping[str, str]


def counted(
    sessions: Iterable[Attended],
    people: Mapping[str, Person],
    ideas: Iterable[Idea],
    pledges: Iterable[Pledge],
    follow_ups: Iterable[FollowUp],
    nudges: Mapping[str, MessageState],
    rounds: Iterable[Seated] = (),
) -> Figures:
    """The figures of a programme, from what is stored of it; `sessions` in the order they were held.

    Champions are the people who checked in, without those who facilitate or started any of its sessions.
    Over the programme each person counts once, with their latest closing answer; withdrawn ideas do not
    count. `nudges` says where the message of each follow-up stands.
    """
    everything = list(sessions)
    left_out = _facilitating(everything, people)
    held = [_without(attended, left_out) for attended in everything]
    kept = [idea for idea in ideas if not idea.is_withdrawn]
    promised = list(pledges)
    champions = frozenset[str]().union(*(attended.people for attended in held))
    latest = {person: answer for attended in held for person, answer in attended.answers.items()}
    stopped = frozenset(person.id for person in people.values() if not person.wants_reminders)
    known = [people[person] for person in champions if person in people]
    return Figures(
        sessions=tuple(_figures(attended, kept) for attended in held),
        champions=len(champions),
        sectors=len({person.sector for person in known if person.sector}),
        perspectives=Counter(person.perspective for person in known if person.perspective),
        ideas=_count(kept, IdeaKind.CHANGE),
        collaborations=_count(kept, IdeaKind.COLLABORATION),
        between_sessions=sum(idea.session is None for idea in kept),
        closing=_closing(latest, champions),
        pledges=len(promised),
        pledgers=len({pledge.person for pledge in promised}),
        follow_through=follow_through(promised, follow_ups, nudges, stopped),
        encounters=encounters(rounds, people),
    )


def follow_through(
    pledges: Iterable[Pledge],
    follow_ups: Iterable[FollowUp],
    nudges: Mapping[str, MessageState],
    stopped: frozenset[str],
) -> dict[str, int]:
    """How many pledges stand where, each counted once by its latest reply; no reply is its own line.

    `stopped` are the people who want no reminders: what they were never asked about, they never will be.
    """
    history: defaultdict[str, list[FollowUp]] = defaultdict(list)
    for follow_up in sorted(follow_ups, key=lambda each: each.occurrence):
        history[follow_up.subject].append(follow_up)
    counts = Counter(
        _standing(history[pledge.id], nudges, STOPPED if pledge.person in stopped else NOT_ASKED)
        for pledge in pledges
    )
    return {line: counts[line] for line in FOLLOW_THROUGH}


def _standing(history: list[FollowUp], nudges: Mapping[str, MessageState], never_asked: str) -> str:
    """`never_asked` is the line of a pledge that nobody has tried to ask about."""
    replies = [follow_up.reply.value for follow_up in history if follow_up.reply]
    if replies:
        return replies[-1]
    if was_asked(history, nudges):
        return NO_REPLY
    is_missed = any(nudges.get(follow_up.id) in _NOT_ARRIVED for follow_up in history)
    is_over = all(follow_up.state is not FollowUpState.PLANNED for follow_up in history)
    return MISSED if is_missed and is_over else never_asked


def _facilitating(held: Iterable[Attended], people: Mapping[str, Person]) -> frozenset[str]:
    marked = {person.id for person in people.values() if person.is_facilitator}
    return frozenset(marked | {attended.session.started_by for attended in held})


def _without(attended: Attended, left_out: frozenset[str]) -> Attended:
    answers = {person: answer for person, answer in attended.answers.items() if person not in left_out}
    return Attended(attended.session, attended.people - left_out, answers)


def _figures(attended: Attended, ideas: list[Idea]) -> SessionFigures:
    formed = [idea for idea in ideas if idea.session == attended.session.id]
    return SessionFigures(
        title=attended.session.title,
        started_at=attended.session.started_at,
        attended=len(attended.people),
        ideas=_count(formed, IdeaKind.CHANGE),
        collaborations=_count(formed, IdeaKind.COLLABORATION),
        closing=_closing(attended.answers, attended.people),
    )


def _closing(answers: Mapping[str, str], attended: frozenset[str]) -> Closing:
    willing = {person for person, answer in answers.items() if answer == YES}
    return Closing(Share(len(willing), len(answers)), Share(len(willing & attended), len(attended)))


def _count(ideas: Iterable[Idea], kind: IdeaKind) -> int:
    return sum(idea.kind is kind for idea in ideas)
