"""Who is in which channel, and of which channels that is known."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, Index, exists, func, select

from coproduction.members import Door
from storage import moving
from storage.breakouts import breakout_round
from storage.callers import caller
from storage.columns import fact, flags, key, who
from storage.phrases import add_new, given, keep, pair, remove
from storage.register import Register
from storage.repository import Repository
from storage.sessions import attendance, looked_on, session
from storage.statements import Query, within

roster = fact(
    "roster",
    Register(
        whose="nobody",
        why="of which channels it is known who is in them, and which are private",
        kept="as long as the workspace has the app",
        export="not personal",
        erasure="stays",
    ),
    key("channel"),
    *flags("is_private"),
)

member = fact(
    "member",
    Register(
        whose="the person",
        why="so that nobody sees or does anything in a channel that they are not in",
        kept="until they leave the channel",
        export="the channels one is in",
        erasure="deleted; read from Slack again while they are in the channel",
    ),
    key("channel"),
    *who(key("person")),
    Index("ix_member_workspace_person_channel", "workspace", "person", "channel"),
)

_roster, _member, _round, _session = roster.c, member.c, breakout_round.c, session.c
_attendance, _caller = attendance.c, caller.c

_READ = keep(roster)
_JOIN = add_new(member)
_LEAVE = remove(member, given(_member.channel), given(_member.person))
_OF = Query(str, select(_member.person).where(given(_member.channel)))
_HOW_MANY = Query(int, select(func.count()).select_from(member).where(given(_member.channel)))
_CHANNELS_OF = Query(str, select(_member.channel).where(given(_member.person)))


def _is_in(channel: ColumnElement[str]) -> ColumnElement[bool]:
    ours = within(select(_member.person).where(given(_member.person)))
    return exists(ours.where(_member.channel == channel))


def shut_out(channel: ColumnElement[str]) -> ColumnElement[bool]:
    """Part of a statement: whether the given `person` is surely not in this channel."""
    known = within(select(_roster.channel)).where(_roster.channel == channel)
    return exists(known) & ~_is_in(channel)


_DOOR = Query(bool, select(_roster.is_private).where(given(_roster.channel), ~_is_in(_roster.channel)))


_DOOR_OF_ROUND = Query(
    pair,
    select(_roster.channel, _roster.is_private).where(
        given(_round.id, "round"),
        _session.id == _round.session,
        _roster.channel == _session.channel,
        ~_is_in(_roster.channel),
    ),
)


def _was_taken_out() -> ColumnElement[bool]:
    """Whether who attended is not in its private channel; where nobody is known to be in it, nobody knows.

    Nor is anybody told of callers.
    """
    private = within(select(_roster.channel, _session.id)).where(
        _session.id == _attendance.session, _roster.channel == _session.channel, _roster.is_private
    )
    known = within(select(_member.channel)).where(_member.channel == _session.channel)
    is_in = known.where(_member.person == _attendance.person).correlate_except(member)
    is_caller = within(select(_caller.id)).where(_caller.id == _attendance.person).correlate_except(caller)
    is_out = private.where(exists(known.correlate_except(member)), ~exists(is_in), ~exists(is_caller))
    return exists(is_out.correlate_except(roster, session))


_CAME = Query(
    pair,
    select(_attendance.person, _was_taken_out())
    .where(given(_attendance.session), ~looked_on())
    .order_by(_attendance.person),
)


class Members(Repository):
    """`coproduction.members.Members`."""

    def read(self, channel: str, people: Collection[str], *, is_private: bool) -> None:
        self._touch(_READ, channel=channel, is_private=is_private)
        known, there = self.of(channel), frozenset(people)
        for person in known - there:
            self.leave(channel, person)
        came = sorted(there - known)
        self._scope.touch_all(_JOIN, [{"channel": channel, "person": person} for person in came])

    def join(self, channel: str, person: str) -> None:
        self._touch(_JOIN, channel=channel, person=person)

    def leave(self, channel: str, person: str) -> None:
        self._touch(_LEAVE, channel=channel, person=person)

    def of(self, channel: str) -> frozenset[str]:
        return frozenset(self._all(_OF, channel=channel))

    def how_many(self, channel: str) -> int:
        return self._one(_HOW_MANY, channel=channel) or 0

    def channels_of(self, person: str) -> frozenset[str]:
        return frozenset(self._all(_CHANNELS_OF, person=person))

    def door(self, channel: str, person: str) -> Door:
        return _door(self._one(_DOOR, channel=channel, person=person))

    def door_of_round(self, round_: str, person: str) -> tuple[str, Door]:
        channel, is_private = self._one(_DOOR_OF_ROUND, round=round_, person=person) or ("", None)
        return channel, _door(is_private)

    def came(self, session: str) -> Mapping[str, bool]:
        return dict(self._all(_CAME, session=session))

    def move(self, old: str, new: str) -> None:
        for statement in moving.statements():
            self._touch(statement, old=old, new=new)


def _door(is_private: bool | None) -> Door:
    """What it means that somebody is known not to be in a channel of this sort; None when it is not known."""
    if is_private is None:
        return Door.OPEN
    return Door.CLOSED if is_private else Door.PUBLIC
