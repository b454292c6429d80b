"""The one look across workspaces: where is anything due? Everything else knows one workspace.

It says only which; what is due there is asked again, inside. `coproduction.service.advance` is the list of
what time brings, and a test holds this look against each step of it.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, select, union

from coproduction.breakouts import ASKED_AFTER, GRACE, ROLL_CALL, RoundState
from coproduction.consents import ConsentState
from coproduction.drafts import KEPT_FOR
from coproduction.followups import FollowUpState
from coproduction.machine import CLAIMED, WAITING
from coproduction.notes import KEPT_UNPLACED, Told
from coproduction.planned import PlannedState
from coproduction.sessions import FORGOTTEN_AFTER, SessionState
from storage.ballots import poll
from storage.breakouts import breakout_round
from storage.consents import consent
from storage.digests import digest_day
from storage.drafts import poll_draft
from storage.endings import session_ending
from storage.followups import follow_up
from storage.messages import message
from storage.notes import note
from storage.phrases import literally
from storage.planned import planned_session
from storage.pollends import is_over, is_to_remind, waits_for_all
from storage.running import running
from storage.sessions import session
from storage.takingpart import planned_need

_Rows = Select[tuple[str]]


def due(connection: Connection, now: datetime, workspaces: Collection[str]) -> frozenset[str]:
    """Those of these workspaces in which something is to be sent, looked for or done by now.

    They are named because every index begins with the workspace: without, each look would walk through all
    that was ever sent.
    """
    looks = (
        *(_waiting(now), _claimed(now), _follow_ups(now), _ending(now), *_rolls(now), _sessions(now)),
        *_steps(now),
        _consents(now),
        _notes(now),
        *_polls(now),
        _drafts(now),
        _digests(now),
        _reminders(now),
        select(session_ending.c.workspace).where(session_ending.c.seals_at <= now),
        select(planned_need.c.workspace).where(planned_need.c.forget_at <= now),
    )
    ours = [look.where(_workspace_of(look).in_(sorted(workspaces))) for look in looks]
    return frozenset(connection.scalars(union(*ours)))


def _workspace_of(look: _Rows) -> ColumnElement[str]:
    [workspace] = look.selected_columns
    return workspace


def _waiting(now: datetime) -> _Rows:
    columns = message.c
    waits = columns.state.in_(WAITING)
    return select(columns.workspace).where(waits, columns.next_at <= now)


def _claimed(now: datetime) -> _Rows:
    columns = message.c
    is_claimed = columns.state.in_(CLAIMED)
    return select(columns.workspace).where(is_claimed, columns.lease_until < now)


def _follow_ups(now: datetime) -> _Rows:
    columns = follow_up.c
    is_planned = columns.state == FollowUpState.PLANNED
    return select(columns.workspace).where(is_planned, columns.due_at <= now)


def _ending(now: datetime) -> _Rows:
    round_ = breakout_round.c
    return select(round_.workspace).where(literally(round_.state, RoundState.LIVE), round_.ends_at <= now)


def _rolls(now: datetime) -> tuple[_Rows, _Rows]:
    """The silent to be asked, and those who were asked to be looked for."""
    round_ = breakout_round.c
    is_on = literally(round_.state, RoundState.LIVE) & round_.called_at.is_(None)
    live = select(round_.workspace).where(is_on)
    to_ask = live.where(round_.asked_at.is_(None), round_.started_at <= now - ASKED_AFTER)
    was_asked = live.where(round_.asked_at <= now - GRACE, round_.started_at <= now - ROLL_CALL)
    return to_ask, was_asked


def _consents(now: datetime) -> _Rows:
    columns = consent.c
    waits = literally(columns.state, ConsentState.WAITS)
    return select(columns.workspace).where(waits, columns.lapses_at <= now)


def _notes(now: datetime) -> _Rows:
    columns = note.c
    waits = literally(columns.about, Told.UNPLACED)
    return select(columns.workspace).where(waits, columns.written_at <= now - KEPT_UNPLACED)


def _drafts(now: datetime) -> _Rows:
    return select(poll_draft.c.workspace).where(poll_draft.c.changed_at <= now - KEPT_FOR)


def _digests(now: datetime) -> _Rows:
    return select(digest_day.c.workspace).where(digest_day.c.next_at <= now)


def _reminders(now: datetime) -> _Rows:
    columns = planned_session.c
    waits = literally(columns.state, PlannedState.PLANNED)
    return select(columns.workspace).where(waits, columns.remind_at <= now)


def _sessions(now: datetime) -> _Rows:
    columns = session.c
    has_begun = columns.started_at <= now - FORGOTTEN_AFTER
    return select(columns.workspace).where(literally(columns.state, SessionState.LIVE), has_begun)


def _steps(now: datetime) -> tuple[_Rows, _Rows]:
    """The steps of agendas whose time is to be told, and the sessions whose planned end is long past."""
    columns = running.c
    row = select(columns.workspace)
    return row.where(columns.rings_at <= now), row.where(columns.closes_at <= now)


def _polls(now: datetime) -> list[_Rows]:
    """To be closed or reminded of; and those that wait for answers, of which each workspace looks itself."""
    looks = is_over(now), is_to_remind(now), waits_for_all()
    return [select(poll.c.workspace).where(where) for where in looks]
