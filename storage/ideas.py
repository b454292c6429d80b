"""Ideas, and who supports them."""

from sqlalchemy import Boolean, Column, Index, UniqueConstraint, func, null, or_, select

from coproduction.ideas import Hidden, Hiding, Idea, IdeaKind
from storage.columns import (
    belongs_to,
    fact,
    flags,
    in_programme,
    integers,
    key,
    maybes,
    moment,
    noun,
    rule,
    texts,
    who,
    words,
)
from storage.lastwords import About, LastWords
from storage.members import shut_out
from storage.people import looks_on
from storage.phrases import add, add_new, change, columns_of, copy_new, find, given, keep, pair, remove, value
from storage.register import Register
from storage.repository import Repository, values_of
from storage.statements import Query, within

idea = noun(
    "idea",
    Register(
        whose="its author, if it has one",
        why="the ideas of a programme, and their credit",
        kept="as long as the programme",
        export="one's own ideas",
        erasure="the author is forgotten, the idea stays without a name",
    ),
    *texts("channel", "text", "origin"),
    *maybes("session", "credit", "shown_on"),
    *maybes("evidence", "whom", "better", "serves", "sealed_in", "hidden_words"),
    *who(*maybes("author")),
    *integers("number"),
    *words("kind", IdeaKind),
    *words("hidden_for", Hiding, nullable=True),
    *flags("is_withdrawn"),
    moment("withdrawn_at", nullable=True),
    in_programme(),
    belongs_to("session", "session"),
    UniqueConstraint("workspace", "channel", "number"),
    UniqueConstraint("workspace", "origin"),
    rule("number", "number >= 1"),
    Index("ix_idea_workspace_shown_on", "workspace", "shown_on"),
    Index("ix_idea_workspace_author_channel_number", "workspace", "author", "channel", "number"),
)

support = fact(
    "support",
    Register(
        whose="the person",
        why="so that one person supports an idea once, and what support it had when its session ended",
        kept="as long as the programme",
        export="whole",
        erasure="deleted; the number of supporters falls",
    ),
    key("idea"),
    *who(key("person")),
    Column("is_of_end", Boolean),  # whether it was there when the idea's session ended
    belongs_to("idea", "idea"),
)

idea_helper = fact(
    "idea_helper",
    Register(
        whose="the person",
        why="who would help with an idea",
        kept="as long as the programme",
        export="whole",
        erasure="deleted",
    ),
    key("idea"),
    *who(key("person")),
    belongs_to("idea", "idea"),
)

idea_reveal = fact(
    "idea_reveal",
    Register(
        whose="nobody",
        why="so that what was revealed once is never hidden again",
        kept="as long as the programme",
        export="none",
        erasure="stays",
    ),
    key("session"),
    key("step"),
    belongs_to("session", "session"),
)

idea_hiding = noun(
    "idea_hiding",
    Register(
        whose="who hid an idea, and who showed it again",
        why="so that it can be seen later what was hidden, by whom and why",
        kept="as long as the programme",
        export="one's own",
        erasure="the person is forgotten, the entry stays",
    ),
    *texts("idea"),
    *maybes("words"),
    *who(*maybes("by", "shown_by")),
    *words("reason", Hiding),
    moment("hidden_at"),
    moment("shown_at", nullable=True),
    belongs_to("idea", "idea"),
    Index("ix_idea_hiding_workspace_idea", "workspace", "idea"),
)

_idea, _support = idea.c, support.c
_helper, _reveal, _hiding = idea_helper.c, idea_reveal.c, idea_hiding.c

_ADD = add(idea)
_CHANGE = change(idea)
_GET = find(Idea, idea, given(_idea.id))
_FROM_ORIGIN = find(Idea, idea, given(_idea.origin))
_OF = find(Idea, idea, given(_idea.channel), order=[_idea.number])
_LAST = Query(
    Idea,
    select(*columns_of(Idea, idea)).where(given(_idea.channel)).order_by(_idea.number.desc()).limit(1),
)
_ON_CARD_OF = find(Idea, idea, given(_idea.shown_on), order=[_idea.number])
_BY = find(Idea, idea, given(_idea.author), order=[_idea.channel, _idea.number])
_any_idea = idea.alias()
_LAST_OF_SESSIONS = within(
    select(func.coalesce(func.max(_any_idea.c.number), 0)).where(
        _any_idea.c.channel == value(_idea.channel, "channel"),
        _any_idea.c.session.is_not(None),
        _any_idea.c.session != value(_idea.session, "session"),
    )
).scalar_subquery()
_STANDS = (~_idea.is_withdrawn, _idea.sealed_in.is_(None), _idea.hidden_for.is_(None))
_BETWEEN = find(
    Idea,
    idea,
    given(_idea.channel),
    _idea.session.is_(None),
    *_STANDS,
    _idea.number > _LAST_OF_SESSIONS,
    order=[_idea.number],
)
_SAID_BY = find(
    Idea,
    idea,
    given(_idea.channel),
    or_(_idea.author == value(_idea.author, "who"), _idea.credit == value(_idea.credit, "who")),
    order=[_idea.number],
)
_IN_CHANNEL = within(select(_idea.id).where(given(_idea.channel)))
_OF_PERSON = find(
    Idea,
    idea,
    given(_idea.channel),
    *_STANDS,
    or_(
        _idea.author == value(_idea.author, "person"),
        _idea.id.in_(
            within(select(_support.idea).where(_support.idea.in_(_IN_CHANNEL), given(_support.person)))
        ),
    ),
    order=[_idea.number],
)

# Out of the idea itself, so that it takes no second look to see whether this person is in its channel.
_SUPPORT = copy_new(
    support,
    within(
        select(_idea.workspace, _idea.id, value(_support.person), null()).where(
            given(_idea.id, "idea"), ~shut_out(_idea.channel), ~looks_on(value(_support.person))
        )
    ),
)
_KEEP_SUPPORT = add_new(support)
_TAKE_BACK = remove(support, given(_support.idea), given(_support.person))
_SUPPORTERS = Query(
    int, select(func.count()).select_from(support).where(given(_support.idea), ~looks_on(_support.person))
)
_SUPPORT_OF = Query(
    pair,
    select(_support.idea, func.count())
    .where(_support.idea.in_(_IN_CHANNEL), ~looks_on(_support.person))
    .group_by(_support.idea),
)

_HOLD = Query(str, select(_idea.id).where(given(_idea.id)).with_for_update())
_HELP = add_new(idea_helper)
_HELPERS = Query(str, select(_helper.person).where(given(_helper.idea)).order_by(_helper.person))
_REVEAL = add_new(idea_reveal)
_IS_REVEALED = Query(
    str, select(_reveal.step).select_from(idea_reveal).where(given(_reveal.session), given(_reveal.step))
)
_HIDE = keep(idea_hiding)
_HIDINGS = find(
    Hidden,
    idea_hiding,
    _hiding.idea.in_(_IN_CHANNEL),
    order=[_hiding.hidden_at, _hiding.id],
)


class Ideas(Repository):
    """`coproduction.ideas.Ideas`."""

    def add(self, idea: Idea) -> None:
        self._touch(_ADD, **values_of(idea))

    def put(self, idea: Idea) -> None:
        self._change(_CHANGE, idea)
        LastWords(self._scope).keep(About.IDEA, idea.id, idea.author or "", is_refused=idea.is_withdrawn)

    def get(self, idea: str) -> Idea | None:
        return self._one(_GET, id=idea)

    def from_origin(self, origin: str) -> Idea | None:
        return self._one(_FROM_ORIGIN, origin=origin)

    def of(self, channel: str) -> list[Idea]:
        return self._all(_OF, channel=channel)

    def last(self, channel: str) -> Idea | None:
        return self._one(_LAST, channel=channel)

    def between(self, channel: str, session: str) -> list[Idea]:
        return self._all(_BETWEEN, channel=channel, session=session)

    def said_by(self, channel: str, who: str) -> list[Idea]:
        return self._all(_SAID_BY, channel=channel, who=who)

    def on_card_of(self, idea: str) -> list[Idea]:
        return self._all(_ON_CARD_OF, shown_on=idea)

    def by(self, person: str) -> list[Idea]:
        return self._all(_BY, author=person)

    def of_person(self, channel: str, person: str) -> list[Idea]:
        return self._all(_OF_PERSON, channel=channel, person=person)

    def support(self, idea: str, person: str) -> bool:
        return self._touch(_SUPPORT, idea=idea, person=person) == 1

    def keep_support(self, idea: str, person: str) -> bool:
        return self._touch(_KEEP_SUPPORT, idea=idea, person=person, is_of_end=None) == 1

    def take_back(self, idea: str, person: str) -> bool:
        is_gone = self._touch(_TAKE_BACK, idea=idea, person=person) == 1
        if is_gone:
            LastWords(self._scope).keep(About.SUPPORT, f"{idea} {person}", person, is_refused=True)
        return is_gone

    def supporters(self, idea: str) -> int:
        return self._one(_SUPPORTERS, idea=idea) or 0

    def support_of(self, channel: str) -> dict[str, int]:
        return dict(self._all(_SUPPORT_OF, channel=channel))

    def hold(self, idea: str) -> None:
        self._one(_HOLD, id=idea)

    def help(self, idea: str, person: str) -> None:
        self._touch(_HELP, idea=idea, person=person)

    def helpers(self, idea: str) -> list[str]:
        return self._all(_HELPERS, idea=idea)

    def reveal(self, session: str, step: str) -> bool:
        return self._touch(_REVEAL, session=session, step=step) == 1

    def is_revealed(self, session: str, step: str) -> bool:
        return self._one(_IS_REVEALED, session=session, step=step) is not None

    def hide(self, hidden: Hidden) -> None:
        self._touch(_HIDE, **values_of(hidden))
        LastWords(self._scope).keep(
            About.HIDDEN, hidden.idea, hidden.by or "", is_refused=hidden.shown_at is None
        )

    def hidings(self, channel: str) -> list[Hidden]:
        return self._all(_HIDINGS, channel=channel)
