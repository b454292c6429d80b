"""Where an act belongs that is done somewhere else: in the conversation with the bot, or from anywhere."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from coproduction.breakouts import Round, seat_of
from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import heldback, members
from coproduction.service.breakouts import ofstep
from coproduction.service.running import Standing, standing
from coproduction.service.videocalls import link_of
from coproduction.sessions import Session, latest
from coproduction.words import Text

NOWHERE = Text("Please open the channel of your session and try again there.")
NO_LINKS: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Where:
    """A programme as people know it: its channel, and the title of the session that is live or was last."""

    channel: str
    title: str
    is_live: bool
    holds_back: bool = False  # ideas that are written there now, until all of them are shown


@dataclass(frozen=True, slots=True)
class Invited:
    """A session that goes on where somebody is, whether they have checked in, and which step is open."""

    where: Where
    session: str
    has_come: bool
    step: Standing | None = None
    link: str = ""  # to its video call
    round: Round | None = None  # of that step, if it is one of groups: it goes on, or was called back
    group: int = 0  # the number of the group of that round in which they sit, where it was called back


def meant(memory: Memory, actor: Actor, channel: str) -> list[Where]:
    """The programme of this channel; else the live sessions that the person is in.

    One of them is surely meant; of several the person has to choose; when there is none, see `among`.
    A Refusal for who is not in the channel any more.
    """
    if memory.sessions.has_programme(channel):
        members.require(memory, actor, channel)
        return [where(memory, channel)]
    live = [session.channel for session in memory.sessions.attended_live(actor.id)]
    return [where(memory, each) for each in _theirs(memory, actor, live)]


def among(memory: Memory, actor: Actor, also: Collection[str] = ()) -> list[Where]:
    """The programmes that a person may mean who is in no session: of the channels they are in, and those
    they have taken part in, and `also` these. What is live comes first. A Refusal for who is in none of them
    any more.
    """
    known = memory.sessions.programmes_of(actor.id) | memory.members.channels_of(actor.id) | set(also)
    channels = [channel for channel in known if memory.sessions.has_programme(channel)]
    found = [where(memory, channel) for channel in _theirs(memory, actor, channels)]
    return sorted(found, key=lambda each: (not each.is_live, each.title, each.channel))


def live_around(memory: Memory, actor: Actor, links: Mapping[str, str] = NO_LINKS) -> list[Invited]:
    """The sessions that go on where this person is, whether they have checked in or not.

    `links`: the links to their calls that have been read already, by session.
    """
    around = memory.sessions.programmes_of(actor.id) | memory.members.channels_of(actor.id)
    found = []
    for channel in sorted(around):
        session = memory.sessions.live_in(channel)
        if session and members.may(memory, actor, channel):
            found.append(invited(memory, actor, session, links))
    return found


def invited(memory: Memory, actor: Actor, session: Session, links: Mapping[str, str] = NO_LINKS) -> Invited:
    """A session that goes on, as this person finds it."""
    has_come = memory.sessions.has_come(session.id, actor.id)
    where = Where(session.channel, session.title, is_live=True)
    link = links[session.id] if session.id in links else link_of(memory, session.id)
    at = standing(memory, session)
    round_ = ofstep.round_of(memory, at) if at else None
    seat = seat_of(memory.breakouts.seats(round_.id), actor.id) if round_ and ofstep.is_back(round_) else None
    group = seat.group if seat and seat.is_taken else 0
    return Invited(where, session.id, has_come, at, link, round_, group)


def newest(memory: Memory, actor: Actor, channel: str) -> Where:
    """The one programme to show to somebody who only looks: of several the one that began last.

    A Refusal for who is in none.
    """
    found = meant(memory, actor, channel) or among(memory, actor)
    if not found:
        raise Refusal(NOWHERE)
    return max(found, key=lambda each: (each.is_live, memory.sessions.of(each.channel)[-1].started_at))


def _theirs(memory: Memory, actor: Actor, channels: Collection[str]) -> list[str]:
    """Those of these channels that somebody may see; a Refusal where there are some, and none of theirs."""
    theirs = [channel for channel in channels if members.may(memory, actor, channel)]
    if channels and not theirs:
        raise members.no_entry(memory, next(iter(channels)))
    return theirs


def of_session(memory: Memory, actor: Actor, session_id: str) -> Where | None:
    """The programme of this session; None where there is no such one. A Refusal for who is not in it."""
    session = memory.sessions.get(session_id)
    if session is None:
        return None
    members.require(memory, actor, session.channel)
    return where(memory, session.channel)


def where(memory: Memory, channel: str) -> Where:
    """The programme of this channel, as people know it; a Refusal where there is none."""
    of_it = memory.sessions.of(channel)
    if not of_it:
        raise Refusal("There is no programme in this channel any more. Please use the newest message.")
    live = memory.sessions.live_in(channel)
    held = heldback.sealed_by(memory, live) is not None
    return Where(channel, (live or latest(of_it) or of_it[-1]).title, live is not None, held)
