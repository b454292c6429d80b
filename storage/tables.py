"""What is remembered. Columns are named after the fields of the dataclasses in `coproduction`.

Every table's key begins with the workspace and every reference stays within it, so that not even a wrong
statement can tie two workspaces together. People's ids refer to no table: a person is known to Slack before
and after we remember anything of them.

Ideas, check-ins and ballots carry no time, and check-ins and ballots no hidden serial number either: a SQLite
rowid would tell in which order anonymous people spoke. Nouns do have one, because with the key as the table
SQLite would rather walk through a whole workspace than use an index. For the same reason an index ends with
what its rows are sorted by.
"""

from sqlalchemy import Column, Date, Index, Integer, LargeBinary, MetaData, Table, UniqueConstraint
from sqlalchemy.schema import SchemaItem

from coproduction.breakouts import Part, Presence, Role, RoundState
from coproduction.followups import FollowUpState, Reply
from coproduction.ideas import IdeaKind
from coproduction.messages import Call, Card, MessageState
from coproduction.people import Perspective
from coproduction.polls import Purpose
from coproduction.sessions import SessionState
from storage.columns import (
    belongs_to,
    flags,
    in_programme,
    integers,
    key,
    lists,
    maybes,
    moment,
    one_of,
    rule,
    texts,
    words,
)
from storage.faults import NAMES

metadata = MetaData(naming_convention=NAMES)


def _noun(name: str, *items: SchemaItem) -> Table:
    """Something with an id of its own, looked for in several ways."""
    return Table(name, metadata, key("workspace"), key(), *items)


def _fact(name: str, *items: SchemaItem) -> Table:
    """Something that its key says all about: the key is the table, and on SQLite there is no rowid."""
    return Table(name, metadata, key("workspace"), *items, sqlite_with_rowid=False)


person = _noun(
    "person",
    *texts("zone"),
    *maybes("sector", "conversation"),
    *words("perspective", Perspective, nullable=True),
    *flags("is_facilitator", "wants_reminders"),
    *lists("needs", "offers"),
    *maybes("language"),
)

programme = _fact(
    "programme",
    key("channel"),
    moment("opened_at"),
    *integers("last_idea_number"),
    *maybes("language"),
    rule("last_idea_number", "last_idea_number >= 0"),
)

session = _noun(
    "session",
    *texts("channel", "title", "started_by"),
    *one_of("state", SessionState),
    moment("started_at"),
    moment("ended_at", nullable=True),
    in_programme(),
    rule("ended", "(state = 'ended') = (ended_at IS NOT NULL)"),
    Index("ix_session_workspace_channel_started_at", "workspace", "channel", "started_at"),
)
# One live session in a channel, whoever presses Start at the same moment.
_is_live = session.c.state == SessionState.LIVE
Index(
    "uq_session_workspace_channel",
    session.c.workspace,
    session.c.channel,
    unique=True,
    sqlite_where=_is_live,
    postgresql_where=_is_live,
)

attendance = _fact(
    "attendance",
    key("session"),
    key("person"),
    moment("attended_at"),
    belongs_to("session", "session"),
    Index("ix_attendance_workspace_person", "workspace", "person"),
)

# Apart from the session, so that destroying the secret deletes a whole row and no copy of one stays behind.
session_secret = _fact(
    "session_secret",
    key("session"),
    Column("pepper", LargeBinary, nullable=False),
    belongs_to("session", "session"),
)

checkin = _fact(
    "checkin",
    key("session"),
    key("voice"),
    *flags("is_named"),
    *integers("mood"),
    *maybes("word"),
    belongs_to("session", "session"),
    rule("mood", "mood BETWEEN 1 AND 5"),
)

breakout_round = _noun(
    "breakout_round",
    *texts("session", "origin"),
    *integers("number", "size", "groups", "seed"),
    *lists("prompts", "names", "apart", "together"),
    *flags("has_channels"),
    *one_of("state", RoundState),
    Column("minutes", Integer),
    *(moment(name, nullable=True) for name in ("started_at", "ends_at", "ended_at", "called_at")),
    belongs_to("session", "session"),
    UniqueConstraint("workspace", "session", "number"),
    UniqueConstraint("workspace", "origin"),
    rule("number", "number >= 1"),
    rule("started", "(state = 'planned') = (started_at IS NULL)"),
    rule("ended", "(state = 'ended') = (ended_at IS NOT NULL)"),
)
# One live round in a session, whoever presses Go at the same moment; also how the live ones are found.
_goes_on = breakout_round.c.state == RoundState.LIVE
Index(
    "uq_breakout_round_workspace_session",
    breakout_round.c.workspace,
    breakout_round.c.session,
    unique=True,
    sqlite_where=_goes_on,
    postgresql_where=_goes_on,
)

breakout_seat = _fact(
    "breakout_seat",
    key("round"),
    key("person"),  # in one group of a round at most
    *integers("number", "place"),
    *one_of("role", Role, nullable=True),
    *one_of("presence", Presence),
    belongs_to("breakout_round", "round"),
    rule("number", "number >= 1"),
)

breakout_word = _noun(
    "breakout_word",
    *texts("round", "text", "origin"),
    *integers("number", "place"),
    *one_of("part", Part),
    belongs_to("breakout_round", "round"),
    UniqueConstraint("workspace", "origin"),
    rule("number", "number >= 1"),
    Index("ix_breakout_word_workspace_round", "workspace", "round"),
)

idea = _noun(
    "idea",
    *texts("channel", "text", "origin"),
    *maybes("session", "author", "credit"),
    *integers("number"),
    *words("kind", IdeaKind),
    *flags("is_withdrawn"),
    in_programme(),
    belongs_to("session", "session"),
    UniqueConstraint("workspace", "channel", "number"),
    UniqueConstraint("workspace", "origin"),
    rule("number", "number >= 1"),
    Index("ix_idea_workspace_author_channel_number", "workspace", "author", "channel", "number"),
)

support = _fact("support", key("idea"), key("person"), belongs_to("idea", "idea"))

poll = _noun(
    "poll",
    *texts("channel", "question", "origin"),
    *maybes("session"),
    *lists("options"),
    *words("purpose", Purpose),
    *flags("is_open"),
    in_programme(),
    belongs_to("session", "session"),
    UniqueConstraint("workspace", "origin"),
    Index("ix_poll_workspace_channel_is_open_id", "workspace", "channel", "is_open", "id"),
    Index("ix_poll_workspace_session_id", "workspace", "session", "id"),
)

ballot = _fact(
    "ballot",
    key("poll"),
    key("person"),
    *integers("option"),
    belongs_to("poll", "poll"),
    rule("option", "option >= 0"),
)

pledge = _noun(
    "pledge",
    *texts("channel", "person", "what", "origin"),
    *maybes("session", "first_step"),
    Column("by", Date),
    moment("made_at"),
    in_programme(),
    belongs_to("session", "session"),
    UniqueConstraint("workspace", "origin"),
    Index("ix_pledge_workspace_person", "workspace", "person"),
    Index("ix_pledge_workspace_channel", "workspace", "channel"),
)

follow_up = _noun(
    "follow_up",
    *texts("about", "subject", "person"),
    *integers("occurrence"),
    moment("due_at"),
    *words("state", FollowUpState),
    *words("reply", Reply, nullable=True),
    UniqueConstraint("workspace", "about", "subject", "occurrence"),
    rule("occurrence", "occurrence >= 0"),
    Index("ix_follow_up_workspace_person", "workspace", "person"),
    Index("ix_follow_up_workspace_state_due_at", "workspace", "state", "due_at"),
)

# Its subject may be any noun, so it refers to none. The first index finds what is due without looking at
# what was sent; the second finds what a kind of card last showed.
message = _noun(
    "message",
    *texts("kind", "subject", "recipient", "occasion"),
    *integers("part", "order", "attempt"),
    *words("call", Call),
    moment("due_at"),
    moment("next_at"),
    *maybes("channel", "lease", "ts", "drawn", "reason", "under"),
    moment("not_after", nullable=True),
    *words("state", MessageState),
    moment("lease_until", nullable=True),
    moment("first_started_at", nullable=True),
    UniqueConstraint("workspace", *Card._fields),
    rule("attempt", "attempt >= 0"),
    Index("ix_message_workspace_state_next_at", "workspace", "state", "next_at"),
    Index("ix_message_workspace_kind_state_due_at", "workspace", "kind", "state", "due_at"),
)
