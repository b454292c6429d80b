"""How long Slack wants to be left alone, for all processes that share this database."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from storage.columns import fact, key, moment
from storage.phrases import keep, pair, remove, value
from storage.register import Register
from storage.repository import Repository
from storage.statements import Query

rest = fact(
    "rest",
    Register(
        whose="nobody; in a lane may stand whom Slack wants no message for",
        why="so that no process calls Slack while another was asked not to",
        kept="until the first rest that begins after its end",
        export="not: it is about Slack",
        erasure="gone within an hour",
    ),
    key("lane"),
    moment("until"),
)

_rest = rest.c
_KEEP = keep(rest)
_FORGET = remove(rest, _rest.until <= value(_rest.until, "now"))
_GOING_ON = Query(pair, select(_rest.lane, _rest.until).where(_rest.until > value(_rest.until, "now")))


class Rests(Repository):
    """`coproduction.rests.Rests`."""

    def begin(self, lane: str, now: datetime, until: datetime) -> None:
        self._touch(_FORGET, now=now)
        self._touch(_KEEP, lane=lane, until=until)

    def going_on(self, now: datetime) -> Mapping[str, datetime]:
        return dict(self._all(_GOING_ON, now=now))
