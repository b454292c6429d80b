"""The cards of sessions: how the room arrived, what a session came to, and that one has ended by itself."""

from dataclasses import dataclass

from coproduction.breakouts.sayings import MOST, Brought, brought
from coproduction.checkins import Arrivals, arrivals
from coproduction.errors import Refusal
from coproduction.ideas import Idea, IdeaCard, IdeaKind
from coproduction.kinds import Cause, MessageKind, Rank
from coproduction.messages import Message
from coproduction.people import UNSAID, Actor
from coproduction.polls import Purpose, Tally
from coproduction.ports import Memory
from coproduction.releases import FEWEST
from coproduction.service import atend, closing, members, partings, tencards
from coproduction.service.partings import Parting
from coproduction.sessions import ENDED_BY_ITSELF, SESSION_CARD, SUMMARY, Session
from coproduction.stuck import KEPT
from coproduction.words import Text

_GONE = Text("This session is gone. Please use the newest message.")


@dataclass(frozen=True, slots=True)
class SessionCard:
    """A session, how the room arrived, and while it is live what people wrote `between` the last and this."""

    session: Session
    arrivals: Arrivals
    has_hands: bool = False  # whether people raise a hand here
    between: tuple[Idea, ...] = ()
    purpose: str | None = None  # what its plan says will be different because people met
    link: str = ""  # to its video call, from its plan


@dataclass(frozen=True, slots=True)
class Summary:
    """What a session came to."""

    session: Session
    arrivals: Arrivals
    ideas: tuple[IdeaCard, ...]  # most supported first
    collaborations: int
    polls: tuple[Tally, ...]
    brought: Brought
    sectors: int = 0  # from how many people came
    parting: Parting | None = None  # what else there is to say at the end; None in a card of old
    ending: Tally | None = None  # the closing question, once it has closed


def _shown(memory: Memory, message: Message) -> SessionCard | None:
    session = memory.sessions.get(message.subject)
    if session is None:
        return None
    arrived, hands = _arrivals(memory, session), memory.turns.are_open(session.id)
    if not session.is_live:
        return SessionCard(session, arrived, hands)
    between, plan = memory.ideas.between(session.channel, session.id), memory.planned.of_session(session.id)
    purpose, link = (plan.purpose, plan.link or "") if plan else (None, "")
    return SessionCard(session, arrived, hands, tuple(between), purpose, link)


def _summary(memory: Memory, message: Message) -> Summary | None:
    session = memory.sessions.get(message.subject)
    if session is None:
        return None
    ideas = _ideas(memory, session)
    polls = [
        poll
        for poll in memory.polls.of_session(session.id)
        if poll.purpose is Purpose.ANY and not poll.is_taken_back
    ]
    return Summary(
        session,
        _arrivals(memory, session),
        tuple(ideas),
        sum(card.idea.kind is IdeaKind.COLLABORATION for card in ideas),
        tuple(filter(_says_something, (tencards.tallied(memory, poll) for poll in polls))),
        brought(memory.breakouts.words_in([session.id]), MOST),
        _sectors(memory, session),
        partings.of(memory, session, "", message.part),
        closing.answered_in(memory, session),
    )


def _ideas(memory: Memory, session: Session) -> list[IdeaCard]:
    """What was thought of in it, the most supported first."""
    return sorted(partings.ideas_of(memory, session), key=lambda card: (-card.supporters, card.idea.number))


def _sectors(memory: Memory, session: Session) -> int:
    """From how many sectors people came, as far as they say; 0 where so few came that it would name them."""
    came = [each for each in atend.came(memory, session) if not each.is_observer]
    told = [each.sector for each in came if each.sector not in (None, UNSAID)]
    return len(set(told)) if len(told) >= FEWEST else 0


def _says_something(tally: Tally) -> bool:
    """Not ten cards of which none was judged by enough people: their place is for another poll."""
    return tally.judged is None or tally.judged.result.enough > 0


def _arrivals(memory: Memory, session: Session) -> Arrivals:
    return arrivals(len(memory.sessions.attendees(session.id)), memory.checkins.latest(session.id))


def words_of(memory: Memory, actor: Actor, session_id: str) -> tuple[str, ...]:
    """The words that a session's card shows, for who is in its channel: those of the last snapshot."""
    session = memory.sessions.get(session_id)
    if session is None:
        raise Refusal(_GONE)
    members.require(memory, actor, session.channel)
    return _arrivals(memory, session).words


def _is_live(memory: Memory, message: Message) -> bool:
    session = memory.sessions.get(message.subject)
    return session is not None and session.is_live


def _is_newest_end(memory: Memory, message: Message) -> bool:
    """Whether it is that of the last session of its programme, which is over."""
    session = memory.sessions.get(message.subject)
    newest = memory.sessions.of(session.channel)[-1] if session else None
    is_old = message.part < partings.ends(memory, message.subject) - 1
    return session is not None and session == newest and not session.is_live and not is_old


def _is_answered(memory: Memory, message: Message) -> bool:
    """Whether nobody answers any more what it asks: the closing question is open for longer than its session.
    Until then it waits for no hundreds of cards of ideas, which are of a session that is over.
    """
    session = memory.sessions.get(message.subject)
    asked = closing.asked_at_the_end(memory, session) if session else None
    return session is not None and not session.is_live and not (asked and asked.is_open)


def _session(memory: Memory, message: Message) -> Session | None:
    return memory.sessions.get(message.subject)


KINDS = (
    MessageKind(
        name=SESSION_CARD,
        content=_shown,
        cause=Cause.SESSION,
        rank=Rank.FACILITATOR,
        keeps_changing=True,
        lives=_is_live,
    ),
    MessageKind(
        name=SUMMARY,
        content=_summary,
        cause=Cause.RECAP,
        window=KEPT,
        rank=Rank.FACILITATOR,
        keeps_changing=True,
        is_past=_is_answered,
        guard=partings.goes_on,
        lives=_is_newest_end,
    ),
    MessageKind(
        name=ENDED_BY_ITSELF,
        content=_session,
        cause=Cause.SESSION,
        rank=Rank.FACILITATOR,
        guard=partings.goes_on,
    ),
)
