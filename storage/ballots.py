"""Where answers to polls stand and the totals that stay: the tables, and how an answer gets in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    Column,
    Index,
    Integer,
    LargeBinary,
    UniqueConstraint,
    and_,
    cast,
    column,
    exists,
    func,
    or_,
    select,
)

from coproduction.levels import Level
from coproduction.polls import CHOICE, YES_NO, Invited, Purpose
from storage.columns import (
    belongs_to,
    fact,
    flags,
    in_programme,
    integers,
    kept_out_of_statistics,
    key,
    lists,
    maybes,
    moment,
    noun,
    texts,
    who,
    words,
)
from storage.members import shut_out
from storage.people import looks_on, person
from storage.phrases import given, keep, literally, pair, value
from storage.register import Register
from storage.sessions import attendance
from storage.statements import Query, within

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Table

    from storage.statements import Rows, Statement

poll = noun(
    "poll",
    Register(
        whose="who asked it, and who took it back, if anybody did",
        why="what was asked; by whom, so that the same words typed again by them are one poll",
        kept="as long as the programme; who asked it until it closes",
        export="what one asked or took back",
        erasure="stays; who asked it or took it back is forgotten",
    ),
    *texts("channel", "question", "origin"),
    *maybes("session"),
    *lists("options"),
    *words("purpose", Purpose),
    *flags("is_open"),
    *texts("kind"),
    *who(*maybes("taken_back_by")),
    *words("level", Level),
    *flags("is_live", "is_lost"),
    *integers("most"),
    *texts("title"),
    *maybes("part_of"),
    *integers("place"),
    *flags("is_optional"),
    moment("closes_at", nullable=True),
    *flags("closes_when_all"),
    *words("invited", Invited),
    *flags("may_add"),
    *texts("because"),
    moment("remind_at", nullable=True),
    *who(*maybes("asked_by")),
    in_programme(),
    belongs_to("session", "session"),
    belongs_to("poll", "part_of"),
    UniqueConstraint("workspace", "origin"),
    Index("ix_poll_workspace_channel_is_open_id", "workspace", "channel", "is_open", "id"),
    Index("ix_poll_workspace_session_id", "workspace", "session", "id"),
    Index("ix_poll_workspace_part_of_place", "workspace", "part_of", "place"),
    Index("ix_poll_workspace_is_open_closes_at", "workspace", "is_open", "closes_at"),
)

ballot = fact(
    "ballot",
    Register(
        whose="the person",
        why="so that one person answers once and may change it",
        kept="until the poll closes; where it is named, or the closing question, as long as the programme",
        export="one's own answers, while they are there",
        erasure="deleted; totals already published stay",
    ),
    key("poll"),
    *who(key("person")),
    *texts("answer"),
    belongs_to("poll", "poll"),
)

# Nothing here comes from a person, and no other row of theirs is written with it.
unnamed_ballot = fact(
    "unnamed_ballot",
    Register(
        whose="nobody who could be found without the poll's secret",
        why="so that one person answers once and may change it",
        kept="until the poll closes",
        export="never: it would name people",
        erasure="counted and deleted when the poll closes",
    ),
    key("poll"),
    key("tag"),
    *texts("answer"),
    belongs_to("poll", "poll"),
)

# Apart from the poll, so that destroying it deletes a whole row; locked with a key outside the database.
poll_secret = fact(
    "poll_secret",
    Register(
        whose="nobody",
        why="lets each person count once in an anonymous poll",
        kept="until the poll closes",
        export="never: it would name people",
        erasure="destroyed when the poll closes",
    ),
    key("poll"),
    Column("pepper", LargeBinary, nullable=False),
    *texts("locked_by"),
    belongs_to("poll", "poll"),
)

kept_out_of_statistics(poll_secret.c.pepper)

poll_result = fact(
    "poll_result",
    Register(
        whose="nobody: totals, and what was written, without names",
        why="how a poll was answered, when the answers themselves are deleted",
        kept="as long as the programme",
        export="not personal",
        erasure="stays",
    ),
    key("poll"),
    key("answer"),
    *integers("number"),
    belongs_to("poll", "poll"),
)

_poll, _ballot = poll.c, ballot.c

# In the statement itself: it is the same for all, so no vote brings it along.
_is_choice = or_(literally(_poll.kind, CHOICE), literally(_poll.kind, YES_NO))
is_anonymous = literally(_poll.level, Level.ANONYMOUS)


is_for_all = literally(_poll.invited, Invited.EVERYBODY)


# Several questions are answered in one form; only the headline of a session's end is one press beside one.
_part = poll.alias("part")
_has_parts = exists(
    select(_part.c.id).where(_part.c.workspace == _poll.workspace, _part.c.part_of == _poll.id)
).correlate(poll)


def is_for(who: ColumnElement[str]) -> ColumnElement[bool]:
    """Part of a statement on polls: whether one that asks only some asks somebody. It may ask all who came to
    its session, or of these who has told this perspective."""
    came = within(select(attendance.c.person)).where(
        attendance.c.session == _poll.session, attendance.c.person == who
    )
    knows = within(select(person.c.id)).where(person.c.id == who, person.c.perspective == _poll.invited)
    fits = or_(literally(_poll.invited, Invited.CHECKED_IN), exists(knows.correlate_except(person)))
    return and_(~is_for_all, exists(came.correlate_except(attendance)), fits)


def _choice(choices: ColumnElement[int], voter: ColumnElement[str], *where: ColumnElement[bool]) -> Rows:
    """A ballot out of the poll itself: only an open single choice that has this option gives one,
    and only to who is not known to be elsewhere, nor to be an observer.

    On PostgreSQL its row is held meanwhile, so that closing it waits for the answers that found it open.
    """
    position = value(column("position", Integer))
    ballot = select(_poll.workspace, _poll.id, value(voter), value(_ballot.answer)).where(
        given(_poll.id, "poll"),
        _poll.is_open,
        _is_choice,
        _poll.part_of.is_(None),
        or_(literally(_poll.purpose, Purpose.CLOSING), ~_has_parts),
        position < choices,
        ~shut_out(_poll.channel),
        ~looks_on(value(_ballot.person)),
        *where,
    )
    return within(ballot).with_for_update(read=True)


def casting(table: Table, voter: ColumnElement[str], *where: ColumnElement[bool]) -> Statement:
    """Store an answer to a single choice, if the poll takes it: one statement for each vote of a storm.

    Two of these are one after the other: most polls ask everybody, and wait for nobody to be looked up.
    """
    rows = {
        "sqlite": _choice(func.json_array_length(_poll.options), voter, *where),
        "postgresql": _choice(func.json_array_length(cast(_poll.options, JSON)), voter, *where),
    }
    return keep(table, if_other="answer", rows=rows).together()


def given_in(table: Table) -> Query[tuple[Any, Any]]:
    """How many people gave each answer to a poll."""
    counted = select(table.c.answer, func.count()).where(given(table.c.poll))
    return Query(pair, counted.group_by(table.c.answer).order_by(table.c.answer))
