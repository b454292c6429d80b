"""The one look across workspaces: where is anything due? Everything else knows one workspace.

It says only which; what is due there is asked again, inside. `coproduction.service.advance` is the list of
what time brings, and a test holds this look against each step of it.
"""

from datetime import datetime

from sqlalchemy import Connection, Select, and_, or_, select, union

from coproduction.breakouts import ROLL_CALL, RoundState
from coproduction.followups import FollowUpState
from coproduction.messages import MessageState
from coproduction.sessions import FORGOTTEN_AFTER, SessionState
from storage import tables

_Rows = Select[tuple[str]]


def due(connection: Connection, now: datetime) -> frozenset[str]:
    """The workspaces in which something is to be sent, looked for or done by now."""
    looks = (_messages(now), _follow_ups(now), _rounds(now), _sessions(now))
    return frozenset(connection.scalars(union(*looks)))


def _messages(now: datetime) -> _Rows:
    message = tables.message.c
    waits = message.state.in_([MessageState.PENDING, MessageState.UNKNOWN]) & (message.next_at <= now)
    claimed = message.state.in_([MessageState.SENDING, MessageState.RECONCILING])
    return select(message.workspace).where(or_(waits, and_(claimed, message.lease_until < now)))


def _follow_ups(now: datetime) -> _Rows:
    follow_up = tables.follow_up.c
    return select(follow_up.workspace).where(
        follow_up.state == FollowUpState.PLANNED, follow_up.due_at <= now
    )


def _rounds(now: datetime) -> _Rows:
    round_ = tables.breakout_round.c
    has_a_roll_to_call = round_.called_at.is_(None) & (round_.started_at <= now - ROLL_CALL)
    return select(round_.workspace).where(
        round_.state == RoundState.LIVE, or_(round_.ends_at <= now, has_a_roll_to_call)
    )


def _sessions(now: datetime) -> _Rows:
    session = tables.session.c
    return select(session.workspace).where(
        session.state == SessionState.LIVE, session.started_at <= now - FORGOTTEN_AFTER
    )
