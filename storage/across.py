"""The one look across workspaces: where is anything due? Everything else knows one workspace.

It says only which; what is due there is asked again, inside. `coproduction.service.advance` is the list of
what time brings, and a test holds this look against each step of it.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    Text,
    bindparam,
    literal,
    select,
    union,
)

from coproduction.breakouts import ASKED_AFTER, GRACE, ROLL_CALL, RoundState
from coproduction.consents import ConsentState
from coproduction.drafts import KEPT_FOR
from coproduction.followups import FollowUpState
from coproduction.machine import CLAIMED, WAITING
from coproduction.messages import MessageState
from coproduction.notes import KEPT_UNPLACED, Told
from coproduction.planned import PlannedState
from coproduction.sessions import FORGOTTEN_AFTER, SessionState
from storage.ballots import poll
from storage.bodies import body
from storage.breakouts import breakout_round
from storage.champions import champion_invitation
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
from storage.progress import idea_step
from storage.running import running
from storage.sessions import session
from storage.stakeholders import stakeholder
from storage.takingpart import planned_need
from storage.ties import tie
from storage.types import Instant
from storage.yousaid import idea_month, is_planned

_Rows = Select[tuple[str]]
_AGES = (timedelta(), ASKED_AFTER, GRACE, ROLL_CALL, KEPT_UNPLACED, KEPT_FOR, FORGOTTEN_AFTER)


def due(connection: Connection, now: datetime, workspaces: Collection[str]) -> frozenset[str]:
    """Those of these workspaces in which something is to be sent, looked for or done by now.

    They are named because every index begins with the workspace: without, each look would walk through all
    that was ever sent.
    """
    moments = {_name(ago): now - ago for ago in _AGES}
    named = {f"workspace_{place}": each for place, each in enumerate(sorted(workspaces))}
    return frozenset(connection.scalars(_look(len(named)), moments | named))


@lru_cache(maxsize=100)
def _look(workspaces: int) -> CompoundSelect[tuple[str]]:
    """The look into so many workspaces: it is asked at every tick, and made once."""
    looks = (
        *(_waiting(), _claimed(), _follow_ups(), _ending(), *_rolls(), _sessions()),
        *_steps(),
        _consents(),
        _notes(),
        *_polls(),
        _drafts(),
        _digests(),
        _reminders(),
        select(session_ending.c.workspace).where(session_ending.c.seals_at <= _past()),
        select(body.c.workspace).where(body.c.next_at <= _past()),
        select(idea_step.c.workspace).where(idea_step.c.wake_at <= _past()),
        select(idea_month.c.workspace).where(is_planned, idea_month.c.due_at <= _past()),
        select(tie.c.workspace).where(tie.c.next_at <= _past()),
        select(planned_need.c.workspace).where(planned_need.c.forget_at <= _past()),
        select(stakeholder.c.workspace).where(stakeholder.c.forget_at <= _past()),
        select(champion_invitation.c.workspace).where(champion_invitation.c.forget_at <= _past()),
    )
    ours: list[BindParameter[str]] = [
        bindparam(f"workspace_{place}", type_=Text()) for place in range(workspaces)
    ]
    return union(*(look.where(_workspace_of(look).in_(ours)) for look in looks))


def _past(ago: timedelta = timedelta()) -> BindParameter[datetime]:
    """The moment that is asked about, or so long before it."""
    return bindparam(_name(ago), type_=Instant())


def _name(ago: timedelta) -> str:
    return f"past_{ago // timedelta(seconds=1)}"


def _workspace_of(look: _Rows) -> ColumnElement[str]:
    [workspace] = look.selected_columns
    return workspace


def _each(states: Collection[MessageState]) -> list[Any]:
    """These states, each a value of its own: a list would be spelled out anew at each look."""
    return [literal(state, message.c.state.type) for state in sorted(states)]


def _waiting() -> _Rows:
    columns = message.c
    waits = columns.state.in_(_each(WAITING))
    return select(columns.workspace).where(waits, columns.next_at <= _past())


def _claimed() -> _Rows:
    columns = message.c
    is_claimed = columns.state.in_(_each(CLAIMED))
    return select(columns.workspace).where(is_claimed, columns.lease_until < _past())


def _follow_ups() -> _Rows:
    columns = follow_up.c
    is_planned = columns.state == FollowUpState.PLANNED
    return select(columns.workspace).where(is_planned, columns.due_at <= _past())


def _ending() -> _Rows:
    round_ = breakout_round.c
    return select(round_.workspace).where(literally(round_.state, RoundState.LIVE), round_.ends_at <= _past())


def _rolls() -> tuple[_Rows, _Rows]:
    """The silent to be asked, and those who were asked to be looked for."""
    round_ = breakout_round.c
    is_on = literally(round_.state, RoundState.LIVE) & round_.called_at.is_(None)
    live = select(round_.workspace).where(is_on)
    to_ask = live.where(round_.asked_at.is_(None), round_.started_at <= _past(ASKED_AFTER))
    was_asked = live.where(round_.asked_at <= _past(GRACE), round_.started_at <= _past(ROLL_CALL))
    return to_ask, was_asked


def _consents() -> _Rows:
    columns = consent.c
    waits = literally(columns.state, ConsentState.WAITS)
    return select(columns.workspace).where(waits, columns.lapses_at <= _past())


def _notes() -> _Rows:
    columns = note.c
    waits = literally(columns.about, Told.UNPLACED)
    return select(columns.workspace).where(waits, columns.written_at <= _past(KEPT_UNPLACED))


def _drafts() -> _Rows:
    return select(poll_draft.c.workspace).where(poll_draft.c.changed_at <= _past(KEPT_FOR))


def _digests() -> _Rows:
    return select(digest_day.c.workspace).where(digest_day.c.next_at <= _past())


def _reminders() -> _Rows:
    columns = planned_session.c
    waits = literally(columns.state, PlannedState.PLANNED)
    return select(columns.workspace).where(waits, columns.remind_at <= _past())


def _sessions() -> _Rows:
    columns = session.c
    has_begun = columns.started_at <= _past(FORGOTTEN_AFTER)
    return select(columns.workspace).where(literally(columns.state, SessionState.LIVE), has_begun)


def _steps() -> tuple[_Rows, _Rows]:
    """The steps of agendas whose time is to be told, and the sessions whose planned end is long past."""
    columns = running.c
    row = select(columns.workspace)
    return row.where(columns.rings_at <= _past()), row.where(columns.closes_at <= _past())


def _polls() -> list[_Rows]:
    """To be closed or reminded of; and those that wait for answers, of which each workspace looks itself."""
    looks = is_over(_past()), is_to_remind(_past()), waits_for_all()
    return [select(poll.c.workspace).where(where) for where in looks]
