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
from storage.breakouts import breakout_round
from storage.followups import follow_up
from storage.messages import message
from storage.sessions import session

_Rows = Select[tuple[str]]


def due(connection: Connection, now: datetime) -> frozenset[str]:
    """The workspaces in which something is to be sent, looked for or done by now."""
    looks = (_messages(now), _follow_ups(now), _rounds(now), _sessions(now))
    return frozenset(connection.scalars(union(*looks)))


def _messages(now: datetime) -> _Rows:
    columns = message.c
    waits = columns.state.in_([MessageState.PENDING, MessageState.UNKNOWN]) & (columns.next_at <= now)
    claimed = columns.state.in_([MessageState.SENDING, MessageState.RECONCILING])
    return select(columns.workspace).where(or_(waits, and_(claimed, columns.lease_until < now)))


def _follow_ups(now: datetime) -> _Rows:
    columns = follow_up.c
    return select(columns.workspace).where(columns.state == FollowUpState.PLANNED, columns.due_at <= now)


def _rounds(now: datetime) -> _Rows:
    round_ = breakout_round.c
    has_a_roll_to_call = round_.called_at.is_(None) & (round_.started_at <= now - ROLL_CALL)
    return select(round_.workspace).where(
        round_.state == RoundState.LIVE, or_(round_.ends_at <= now, has_a_roll_to_call)
    )


def _sessions(now: datetime) -> _Rows:
    columns = session.c
    return select(columns.workspace).where(
        columns.state == SessionState.LIVE, columns.started_at <= now - FORGOTTEN_AFTER
    )
