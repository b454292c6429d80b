"""The one look across workspaces: where is anything due? Everything else knows one workspace.

It says only which; what is due there is asked again, inside. `coproduction.service.advance` is the list of
what time brings, and a test holds this look against each step of it.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    Text,
    bindparam,
    literal,
    literal_column,
    select,
    union,
)

from coproduction.breakouts import ASKED_AFTER, GRACE, RoundState
from coproduction.champions import SILENT_AFTER
from coproduction.consents import ConsentState
from coproduction.drafts import KEPT_FOR
from coproduction.due import Due
from coproduction.followups import FollowUpState
from coproduction.machine import CLAIMED, WAITING
from coproduction.messages import MessageState
from coproduction.notes import KEPT_UNPLACED, Told
from coproduction.planned import PlannedState
from coproduction.sessions import FORGOTTEN_AFTER, SessionState
from storage.ballots import poll
from storage.bodies import body
from storage.breakouts import breakout_round
from storage.champions import champion_invitation, is_waiting
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
_AGES = (timedelta(), ASKED_AFTER, GRACE, KEPT_UNPLACED, KEPT_FOR, FORGOTTEN_AFTER, SILENT_AFTER)


def due(connection: Connection, now: datetime, workspaces: Collection[str]) -> frozenset[str]:
    """Those of these workspaces in which something is to be sent, looked for or done by now.

    They are named because every index begins with the workspace: without, each look would walk through all
    that was ever sent.
    """
    named = {f"workspace_{place}": each for place, each in enumerate(sorted(workspaces))}
    return frozenset(connection.scalars(_look(len(named)), _moments(now) | named))


def steps_due(connection: Connection, now: datetime, workspace: str) -> frozenset[Due]:
    """The steps of time for which this workspace may have something by now."""
    found = connection.execute(_steps_of_one(), _moments(now) | {"workspace": workspace})
    return frozenset(Due(name) for (name,) in found)


def _moments(now: datetime) -> dict[str, Any]:
    return {_name(ago): now - ago for ago in _AGES}


@lru_cache(maxsize=100)
def _look(workspaces: int) -> CompoundSelect[tuple[str]]:
    """The look into so many workspaces: it is asked at every tick, and made once."""
    looks = (_waiting(), _claimed(), *(look for _, look in _steps()))
    ours: list[BindParameter[str]] = [
        bindparam(f"workspace_{place}", type_=Text()) for place in range(workspaces)
    ]
    return union(*(look.where(_workspace_of(look).in_(ours)) for look in looks))


@cache
def _steps_of_one() -> CompoundSelect[str]:
    """The same look for steps alone, in one workspace: it answers with their names."""
    ours: BindParameter[str] = bindparam("workspace", type_=Text())
    return union(
        *(
            look.where(_workspace_of(look) == ours).with_only_columns(literal_column(f"'{step}'", Text()))
            for step, look in _steps()
        )
    )


def _steps() -> list[tuple[Due, _Rows]]:
    """Where each step of time looks for what is due."""
    to_ask, was_asked = _rolls()
    rings, closes = _running()
    return [
        (Due.QUESTION_TO_THE_SILENT, to_ask),
        (Due.ROLL_CALL, was_asked),
        (Due.END_OF_ROUND, _ending()),
        (Due.TIME_OF_STEP, rings),
        (Due.END_OF_FORGOTTEN_SESSION, closes),
        (Due.END_OF_FORGOTTEN_SESSION, _sessions()),
        (Due.WAY_BACK, _past_in(session_ending.c.seals_at)),
        (Due.END_OF_POLL, select(poll.c.workspace).where(is_over(_past()))),
        (Due.POLL_ALL_ANSWERED, select(poll.c.workspace).where(waits_for_all())),
        (Due.REMINDER_OF_POLL, select(poll.c.workspace).where(is_to_remind(_past()))),
        (Due.TIME_OF_PLANNED, _planned()),
        (Due.QUESTION_UNANSWERED, _consents()),
        (Due.WORDS_UNPLACED, _notes()),
        (Due.FOLLOW_UP, _follow_ups()),
        (Due.WEEKLY_SUMMARY, _past_in(digest_day.c.next_at)),
        (Due.BODY_ASKED, _past_in(body.c.next_at)),
        (Due.IDEA_WAKES, _past_in(idea_step.c.wake_at)),
        (Due.MONTH_OF_IDEAS, _past_in(idea_month.c.due_at).where(is_planned)),
        (Due.OLD_TIE, _past_in(tie.c.next_at)),
        (Due.END_OF_NEEDS, _past_in(planned_need.c.forget_at)),
        (Due.END_OF_LINE_TO_ASK, _past_in(stakeholder.c.forget_at)),
        (
            Due.INVITATION_UNANSWERED,
            _past_in(champion_invitation.c.asked_at, SILENT_AFTER).where(is_waiting),
        ),
        (Due.END_OF_INVITATION, _past_in(champion_invitation.c.forget_at)),
        (Due.FORGOTTEN_DRAFT, _past_in(poll_draft.c.changed_at, KEPT_FOR)),
    ]


def _past_in(moment: Column[Any], ago: timedelta = timedelta()) -> _Rows:
    """The rows whose moment is past, or was so long before now."""
    return select(moment.table.c.workspace).where(moment <= _past(ago))


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
    was_asked = live.where(round_.asked_at <= _past(GRACE))
    return to_ask, was_asked


def _consents() -> _Rows:
    columns = consent.c
    waits = literally(columns.state, ConsentState.WAITS)
    return select(columns.workspace).where(waits, columns.lapses_at <= _past())


def _notes() -> _Rows:
    columns = note.c
    waits = literally(columns.about, Told.UNPLACED)
    return select(columns.workspace).where(waits, columns.written_at <= _past(KEPT_UNPLACED))


def _planned() -> _Rows:
    columns = planned_session.c
    waits = literally(columns.state, PlannedState.PLANNED)
    return select(columns.workspace).where(waits, columns.wake_at <= _past())


def _sessions() -> _Rows:
    columns = session.c
    has_begun = columns.started_at <= _past(FORGOTTEN_AFTER)
    return select(columns.workspace).where(literally(columns.state, SessionState.LIVE), has_begun)


def _running() -> tuple[_Rows, _Rows]:
    """The steps of agendas whose time is to be told, and the sessions whose planned end is long past."""
    return _past_in(running.c.rings_at), _past_in(running.c.closes_at)
