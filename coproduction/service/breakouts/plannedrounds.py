"""The rounds of a session that wait for Go, and the one that goes on; a no to groups that do neither."""

from coproduction.breakouts import Round, RoundState
from coproduction.errors import Over, Refusal
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service.cardwords import on_card
from coproduction.sessions import Session
from coproduction.words import Text

_REPLACED = Text("There are newer groups than these. Please use the newest, or make them again: {/breakout}")
_FOR_FACILITATORS = Text("For facilitators")
_GOES_ON = Text(
    "Round {number} is still going on. Call everyone back first. To do that, press “{button}” on its card."
)
_HAS_CLOCK = Text(
    "Round {number} is still going on. Call everyone back first. To do that, press “{button}” on "
    "its card. Or wait: it ends by itself when its time is over."
)
_STARTED = Text("Round {number} has started already. Its card says how many people I have told their group.")
_OVER = Text("Round {number} is over already. To make groups for another round: {/breakout}")


class Replaced(Over):
    """A no to groups that others have changed since they were shown: those of `newer` are to be looked at."""

    def __init__(self, newer: Round) -> None:
        self.newer = newer
        super().__init__(_REPLACED)


def live_in(memory: Memory, session: Session) -> Round | None:
    """The round of this session that goes on."""
    return _going(memory.breakouts.of(session.id))


def planned_in(memory: Memory, session: Session) -> list[Round]:
    """The rounds of this session that wait for Go."""
    return [r for r in memory.breakouts.of(session.id) if r.state is RoundState.PLANNED]


def refuse_second(memory: Memory, actor: Actor, session: Session) -> None:
    """A Refusal while a round goes on, with what ends it and who has begun it: its groups would be torn
    apart.
    """
    if live := live_in(memory, session):
        raise _begun(Refusal(_still(memory, live)), live, actor)


def planned(memory: Memory, actor: Actor, round_id: str) -> Round:
    """A round that nobody has been told of yet, or a Refusal that says what became of it."""
    round_ = memory.breakouts.get(round_id)
    if round_ is None:
        raise _instead(memory, actor)
    if round_.state is not RoundState.PLANNED:
        raise _begun(Over(no_longer_planned(round_)), round_, actor)
    return round_


def no_longer_planned(round_: Round) -> Text:
    """That a round has started, or is over."""
    words = _OVER if round_.state is RoundState.ENDED else _STARTED
    return words.filled(number=round_.number)


def _begun(no: Refusal, round_: Round, actor: Actor) -> Refusal:
    """The same no, with who has started this round, unless that was who reads it."""
    return no if round_.led_by in (None, actor.id) else no.begun_by(round_.led_by or "")


def _instead(memory: Memory, actor: Actor) -> Refusal:
    """What there is in place of groups that were dropped: a round that goes on, or newer groups."""
    session = memory.sessions.live_in(actor.here) if actor.here else None
    rounds = memory.breakouts.of(session.id) if session else []
    if live := _going(rounds):
        return _begun(Over(_still(memory, live)), live, actor)
    newer = next((each for each in rounds if each.state is RoundState.PLANNED), None)
    return Replaced(newer) if newer else Over(_REPLACED)


def _going(rounds: list[Round]) -> Round | None:
    return next((each for each in rounds if each.state is RoundState.LIVE), None)


def _still(memory: Memory, live: Round) -> Text:
    session = memory.sessions.get(live.session)
    button = on_card(memory, session.channel if session else "", _FOR_FACILITATORS)
    return (_HAS_CLOCK if live.ends_at else _GOES_ON).filled(number=live.number, button=button)
