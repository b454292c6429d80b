"""The evidence: who took part, what was formed, what was promised and done, with denominators."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from coproduction.breakouts import Word
from coproduction.breakouts.encounters import Encounters, Seated, encounters
from coproduction.breakouts.sayings import MOST_IN_REPORT, Brought, brought
from coproduction.callers import is_caller
from coproduction.ideas import Idea, IdeaKind
from coproduction.people import Person, Perspective
from coproduction.polls import YES
from coproduction.reports.becoming import Becoming
from coproduction.reports.endings import UNTOLD, Ending
from coproduction.reports.releasing import CLOSING, PERSPECTIVES, Release, Said, of_session
from coproduction.reports.standing import Promises, follow_through
from coproduction.sessions import Session
from coproduction.shares import Share

_AWAY = " away"  # after an answer of somebody who had not checked in


@dataclass(frozen=True, slots=True)
class Closing:
    """Who will do at least one thing differently; shares of nobody while too few have answered to show it."""

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
    ending: Ending = UNTOLD
    observers: int = 0


@dataclass(frozen=True, slots=True)
class Mattering:
    """What matters to people: how many said something, and the words of what no idea answers so far."""

    number: int = 0
    open: tuple[str, ...] = ()


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
    brought: Brought = field(default_factory=Brought)
    observers: int = 0
    missing: tuple[str, ...] = ()  # kinds of people for whom there is a chair, of whom nobody came
    callers: int = 0  # champions without Slack, for whom others entered what they said
    callers_ideas: int = 0
    callers_pledges: int = 0
    callers_seats: int = 0  # in breakout groups
    callers_answers: int = 0  # to closing questions, of those that may be counted
    mattering: Mattering = field(default_factory=Mattering)
    becoming: Becoming = field(default_factory=Becoming)


@dataclass(frozen=True, slots=True)
class Attended:
    """A session with who attended it and how each answered the closing question (person to answer).

    `ending` is what was counted of the further questions, when it had closed. `of_end` are those of whom it
    is kept as whom they were there at its end, each with whether they led or looked on then. `led_by` are who
    planned it, besides who started it.
    """

    session: Session
    people: frozenset[str]
    answers: Mapping[str, str]
    ending: Ending = UNTOLD
    observers: frozenset[str] = frozenset()
    of_end: Mapping[str, bool] = field(default_factory=dict)
    led_by: frozenset[str] = frozenset()

    @property
    def in_charge(self) -> frozenset[str]:
        """Who leads it, whether they are on the list of those who may or not."""
        return self.led_by | {self.session.started_by}


def counted(
    sessions: Iterable[Attended],
    people: Mapping[str, Person],
    ideas: Iterable[Idea],
    promises: Promises,
    rounds: Iterable[Seated] = (),
    words: Iterable[Word] = (),
    *,
    release: Release,
) -> Figures:
    """The figures of a programme, from what is stored of it; `sessions` in the order they were held.

    Champions are the people who checked in, without those who facilitate or started any of its sessions, and
    without observers, who have a count of their own. A session that has ended counts as it was at its end; of
    all sessions together, whoever leads by now is no champion.
    Over the programme each person counts once, with their latest closing answer; withdrawn ideas do not
    count. `release` gives what may be counted of what people said.
    """
    everything, held_rounds = list(sessions), list(rounds)
    leads = _leads(everything, people)
    no_champions = leads | {person.id for person in people.values() if person.is_observer}
    held = [_without(attended, _left_out(attended, no_champions)) for attended in everything]
    kept = [idea for idea in ideas if idea.stands]
    champions = frozenset[str]().union(*(attended.people for attended in held)) - leads
    answers = [release(of_session(each.session.id), _placed(each.answers, each.people)) for each in held]
    stopped = frozenset(person.id for person in people.values() if not person.wants_reminders)
    known = [people[person] for person in champions if person in people]
    knowing = {person.id: person.perspective.value for person in known if person.perspective}
    return Figures(
        sessions=tuple(_figures(*each, kept) for each in zip(held, answers, strict=True)),
        champions=len(champions),
        sectors=len({person.known_sector for person in known if person.known_sector}),
        perspectives=Counter(map(Perspective, release(PERSPECTIVES, knowing).values())),
        ideas=_count(kept, IdeaKind.CHANGE),
        collaborations=_count(kept, IdeaKind.COLLABORATION),
        between_sessions=sum(idea.session is None for idea in kept),
        closing=_closing(_latest(answers, champions, release), len(champions)),
        pledges=len(promises.pledges),
        pledgers=len({pledge.person for pledge in promises.pledges}),
        follow_through=follow_through(promises, stopped, release),
        encounters=encounters(held_rounds, people),
        brought=brought(words, MOST_IN_REPORT),
        observers=len(frozenset[str]().union(*(attended.observers for attended in everything)) - champions),
        callers=sum(map(is_caller, champions)),
        callers_ideas=sum(is_caller(idea.author or "") for idea in kept),
        callers_pledges=sum(is_caller(pledge.person) for pledge in promises.pledges),
        callers_seats=sum(is_caller(one) for seated in held_rounds for group in seated for one in group),
        callers_answers=sum(is_caller(person) for said in answers for person in said),
        mattering=_mattering(kept),
    )


def _mattering(ideas: list[Idea]) -> Mattering:
    answered = {idea.serves for idea in ideas}
    matters = [idea for idea in ideas if idea.kind is IdeaKind.MATTERS]
    return Mattering(len(matters), tuple(idea.text for idea in matters if idea.id not in answered))


def _latest(answers: Sequence[Said], champions: frozenset[str], release: Release) -> Said:
    """Everybody's latest answer, over so many sessions that it does not give away what few said in one of
    them: over all of them, else without the last ones.
    """
    said = [_placed(_unplaced(each), champions) for each in answers]
    for many in range(len(said), 0, -1):
        latest = {person: answer for each in said[:many] for person, answer in each.items()}
        if released := release(CLOSING, latest, beside=said):
            return released
    return {}


def _placed(answers: Said, attended: frozenset[str]) -> Said:
    """Each answer with whether its person attended, which is counted, too."""
    return {person: said if person in attended else f"{said}{_AWAY}" for person, said in answers.items()}


def _unplaced(answers: Said) -> Said:
    return {person: said.removesuffix(_AWAY) for person, said in answers.items()}


def _leads(held: Iterable[Attended], people: Mapping[str, Person]) -> frozenset[str]:
    """Who leads by now."""
    facilitators = {person.id for person in people.values() if person.is_facilitator}
    return frozenset(facilitators.union(*(attended.in_charge for attended in held)))


def _left_out(attended: Attended, now: frozenset[str]) -> frozenset[str]:
    """Who was no champion of this session: at its end; of whom that is not kept, as it is now."""
    then = frozenset(person for person, is_other in attended.of_end.items() if is_other)
    return then | attended.in_charge | now.difference(attended.of_end)


def _without(attended: Attended, left_out: frozenset[str]) -> Attended:
    answers = {person: answer for person, answer in attended.answers.items() if person not in left_out}
    return replace(attended, people=attended.people - left_out, answers=answers)


def _figures(attended: Attended, answers: Said, ideas: list[Idea]) -> SessionFigures:
    formed = [idea for idea in ideas if idea.session == attended.session.id]
    return SessionFigures(
        title=attended.session.title,
        started_at=attended.session.started_at,
        attended=len(attended.people),
        ideas=_count(formed, IdeaKind.CHANGE),
        collaborations=_count(formed, IdeaKind.COLLABORATION),
        closing=_closing(answers, len(attended.people)),
        ending=attended.ending,
        observers=len(attended.observers),
    )


def _closing(answers: Said, attended: int) -> Closing:
    """Who is no champion any more may still be counted among the willing: at least so many attended."""
    willing = Counter(answers.values())
    here = willing[YES]
    return Closing(Share(here + willing[f"{YES}{_AWAY}"], len(answers)), Share(here, max(here, attended)))


def _count(ideas: Iterable[Idea], kind: IdeaKind) -> int:
    return sum(idea.kind is kind for idea in ideas)
