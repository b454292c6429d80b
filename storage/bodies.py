"""Who decides about ideas."""

from datetime import datetime

from sqlalchemy import Column, Date, Index, UniqueConstraint

from coproduction.bodies import Body, How
from storage.columns import in_programme, integers, maybes, moment, noun, texts, who, words
from storage.phrases import add, change, find, given, value
from storage.register import Register
from storage.repository import Repository, values_of

body = noun(
    "body",
    Register(
        whose="who answers for it, if anybody does in Slack",
        why="so that it is known who decides about an idea, how, and by when",
        kept="as long as the programme",
        export="those one answers for",
        erasure="the person is forgotten, the body stays",
    ),
    *texts("channel", "name", "decides", "origin"),
    *words("how", How),
    Column("meets_on", Date),
    Column("papers_on", Date),
    *maybes("lived"),
    *who(*maybes("owner")),
    *integers("weekday"),
    moment("next_at", nullable=True),
    in_programme(),
    UniqueConstraint("workspace", "origin"),
    Index("ix_body_workspace_channel_name", "workspace", "channel", "name"),
    Index("ix_body_workspace_owner_channel_name_id", "workspace", "owner", "channel", "name", "id"),
    Index("ix_body_workspace_next_at", "workspace", "next_at"),
)

_body = body.c
_by_name = [_body.channel, _body.name, _body.id]

_ADD = add(body)
_CHANGE = change(body)
_GET = find(Body, body, given(_body.id))
_FROM_ORIGIN = find(Body, body, given(_body.origin))
_OF = find(Body, body, given(_body.channel), order=_by_name)
_OWNED_BY = find(Body, body, given(_body.owner), order=_by_name)
_DUE = find(Body, body, _body.next_at <= value(_body.next_at, "now"), order=[_body.next_at, _body.id])


class Bodies(Repository):
    """`coproduction.bodies.Bodies`."""

    def add(self, body: Body) -> None:
        self._touch(_ADD, **values_of(body))

    def put(self, body: Body) -> None:
        self._change(_CHANGE, body)

    def get(self, body: str) -> Body | None:
        return self._one(_GET, id=body)

    def from_origin(self, origin: str) -> Body | None:
        return self._one(_FROM_ORIGIN, origin=origin)

    def of(self, channel: str) -> list[Body]:
        return self._all(_OF, channel=channel)

    def owned_by(self, person: str) -> list[Body]:
        return self._all(_OWNED_BY, owner=person)

    def due(self, now: datetime) -> list[Body]:
        return self._all(_DUE, now=now)
