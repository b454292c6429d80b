"""As whom people were in a session when it ended, and which support its ideas had by then."""

from sqlalchemy import exists, func, or_, select, true, update

from coproduction.atend import Came
from coproduction.sessions import Session
from storage.ideas import idea, support
from storage.lastwords import About, LastWords
from storage.people import looks_on, person
from storage.phrases import add, copy_new, find, given, pair, remove
from storage.planned import planned_session
from storage.repository import Repository
from storage.sessions import attendance, came_as, session
from storage.statements import Query, Statement, within

_attendance, _as, _person, _session = attendance.c, came_as.c, person.c, session.c
_plan = planned_session.c
_idea, _support = idea.c, support.c
_its_ideas = _support.idea.in_(
    within(select(_idea.id).where(given(_idea.channel), given(_idea.session)))  # the channel finds them
)
_is_theirs = _person.id == _attendance.person
_this, _any = session.alias("this"), session.alias("any")
_has_started = within(
    select(_any.c.id).where(
        _this.c.id == _attendance.session,
        _any.c.channel == _this.c.channel,
        _any.c.started_by == _attendance.person,
        _any.c.cancelled_by.is_(None),
    )
)
_has_planned = within(
    select(_plan.session).where(
        _this.c.id == _attendance.session,
        _plan.channel == _this.c.channel,
        _plan.planned_by == _attendance.person,
        _plan.session.is_not(None),
    )
)
_is_over = within(
    select(_this.c.id).where(
        _this.c.id == _attendance.session, _this.c.ended_at.is_not(None), _this.c.cancelled_by.is_(None)
    )
)
_facilitates = within(select(_person.id).where(_is_theirs, _person.is_facilitator))

_KEEP = copy_new(
    came_as,
    within(
        select(
            _attendance.workspace,
            _attendance.session,
            _attendance.person,
            within(select(_person.sector).where(_is_theirs)).scalar_subquery(),
            within(select(_person.perspective).where(_is_theirs)).scalar_subquery(),
            or_(
                exists(_facilitates.correlate_except(person)),
                exists(_has_started.correlate_except(_any, _this)),
                exists(_has_planned.correlate_except(planned_session, _this)),
            ),
            looks_on(_attendance.person),
        )
        .where(given(_attendance.session), exists(_is_over.correlate_except(_this)))
        .order_by(_attendance.person)
    ),
)
_ADD = add(came_as)
_MELT = remove(came_as, given(_as.session))
_OF = find(Came, came_as, given(_as.session), order=[_as.person])
_KEEP_SUPPORT = Statement(
    update(support).where(_its_ideas, ~looks_on(_support.person)).values(is_of_end=true())
)
_MELT_SUPPORT = Statement(update(support).where(_its_ideas).values(is_of_end=None))
_SUPPORT_OF = Query(
    pair,
    select(_support.idea, func.count()).where(_its_ideas, _support.is_of_end).group_by(_support.idea),
)
_SESSIONS_OF = Query(str, select(_as.session).where(given(_as.person)))
_UNSAY_SECTOR = Statement(update(came_as).where(given(_as.person)).values(sector=None))
_UNSAY_PERSPECTIVE = Statement(update(came_as).where(given(_as.person)).values(perspective=None))


class AtEnd(Repository):
    """`coproduction.atend.AtEnd`."""

    def keep(self, session: Session) -> None:
        self._touch(_KEEP, session=session.id)
        self._touch(_KEEP_SUPPORT, session=session.id, channel=session.channel)

    def settle(self, session: str) -> None:
        self._touch(_KEEP, session=session)
        came = self.of(session)
        self._touch(_MELT, session=session)
        self._touch_all(_ADD, came)

    def melt(self, session: Session) -> None:
        self._touch(_MELT, session=session.id)
        self._touch(_MELT_SUPPORT, session=session.id, channel=session.channel)

    def of(self, session: str) -> list[Came]:
        return self._all(_OF, session=session)

    def support_of(self, session: Session) -> dict[str, int]:
        return dict(self._all(_SUPPORT_OF, session=session.id, channel=session.channel))

    def sessions_of(self, person: str) -> list[str]:
        return sorted(self._all(_SESSIONS_OF, person=person))

    def unsay_sector(self, person: str) -> None:
        self._touch(_UNSAY_SECTOR, person=person)
        self._unsaid(About.CAME_SECTOR, person)

    def unsay_perspective(self, person: str) -> None:
        self._touch(_UNSAY_PERSPECTIVE, person=person)
        self._unsaid(About.CAME_PERSPECTIVE, person)

    def _unsaid(self, about: About, person: str) -> None:
        for there in self.sessions_of(person):
            LastWords(self._scope).keep(about, f"{there} {person}", person, is_refused=True)
