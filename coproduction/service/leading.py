"""Who leads: one answer for everybody who asks, or is told, to whom they can turn."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from coproduction.errors import Refusal
from coproduction.leadoffers import heir
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import members, people, places, sessions
from coproduction.sessions import Session, latest

TO_WRITE_TO = 3  # people who are named to somebody who needs one


def here(memory: Memory, actor: Actor, channel: str = "") -> list[str]:
    """Who leads the session that is live in this channel; of a place where no programme lives, those that go
    on where this person is. Where none does, who led the last ones where they are, then all who were made
    facilitators, before others those who have led there. Never the person themselves.
    """
    if channel and memory.sessions.has_programme(channel):
        live = memory.sessions.live_in(channel)
        return among(memory, actor, [live] if live else [])
    around = (memory.sessions.get(each.session) for each in places.live_around(memory, actor))
    return among(memory, actor, [session for session in around if session])


def among(memory: Memory, actor: Actor, sessions: Iterable[Session]) -> list[str]:
    """The same of sessions that are known to go on."""
    leading = [one for session in sessions for one in in_channel(memory, session)]
    return [one for one in dict.fromkeys(leading or _at_rest(memory, actor)) if one != actor.id]


def _at_rest(memory: Memory, actor: Actor) -> list[str]:
    """Whom to turn to while no session goes on, whoever is known from sessions first."""
    held = [each for place in _around(memory, actor) for each in memory.sessions.of(place.channel)]
    led = Counter(each.started_by for each in held if not each.is_cancelled)
    added = sorted(people.facilitators(memory), key=lambda one: (-led[one], one))
    return [*before(memory, actor), *added]


def before(memory: Memory, actor: Actor) -> list[str]:
    """Who started or planned the last session of each programme that this person was in, or has taken the
    programme over since. Never the person themselves.
    """
    led_by = (one for each in _around(memory, actor) for one in _last(memory, each.channel))
    return [one for one in dict.fromkeys(led_by) if one and one != actor.id]


def _around(memory: Memory, actor: Actor) -> list[places.Where]:
    """The programmes that this person is in; none for who was removed from all of them."""
    try:
        return places.among(memory, actor)
    except Refusal:
        return []


def _last(memory: Memory, channel: str) -> tuple[str, ...]:
    held = latest(memory.sessions.of(channel))
    if held is None:
        return ()
    taker = heir(memory.lead_offers.of(channel), held.started_at)
    return (taker,) if taker else people.in_charge(memory, held)


def in_channel(memory: Memory, session: Session) -> list[str]:
    """Who can be turned to in a session: who started it, then who leads by its plan, then the added
    facilitators who came to it or are in its channel. What those who lead are told goes to fewer
    (`people.leading_session`).
    """
    there = memory.members.of(session.channel) | {*memory.sessions.attendees(session.id)}
    added = [one for one in people.facilitators(memory) if one in there]
    return list(dict.fromkeys([session.started_by, *people.leading_by_plan(memory, session), *added]))


def live_of(memory: Memory, now: datetime, actor: Actor) -> list[Session]:
    """The live sessions that a facilitator may mean without saying which: those they have started or are in,
    else those that they lead with others. A Refusal for who may not see into any of these any more.
    """
    live = sessions.live_of(memory, now, actor.id) or [
        session for session in memory.sessions.live_since(now) if actor.id in in_channel(memory, session)
    ]
    seen = [session for session in live if members.may(memory, actor, session.channel)]
    if live and not seen:
        raise members.no_entry(memory, live[0].channel)
    return seen
