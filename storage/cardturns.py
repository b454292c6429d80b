"""Which card is being redrawn, and when each may be again, for all processes that share this database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import literal_column, or_, select, update

from coproduction.cardturns import NO_TIME, Waits
from storage import clock
from storage.columns import fact, key, moment, texts
from storage.phrases import add_new, given, pair, remove, several, value
from storage.register import Register
from storage.repository import Repository
from storage.statements import Query, Statement

if TYPE_CHECKING:
    from collections.abc import Mapping

card_turn = fact(
    "card_turn",
    Register(
        whose="nobody",
        why="so that one process at a time redraws a card, and no older state comes after a newer",
        kept="until a process starts an hour later",
        export="not: it is about the bot",
        erasure="gone by itself",
    ),
    key("card"),
    *texts("held_by"),
    moment("free_at"),
)

_NOBODY, _ANY_CARD = "", ""
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_SOON = timedelta(milliseconds=50)  # while somebody else is just taking a turn
_KEPT = timedelta(hours=1)

_turn = card_turn.c
_of_these = _turn.card.in_(several(_turn.card, name="cards"))
_is_over = _turn.free_at <= value(_turn.free_at, "now")
_is_ours = given(_turn.held_by)
_is_held = _turn.held_by != literal_column("''")  # by whoever redraws it just now
# Those that another process is just taking are skipped: whoever waits here would keep votes waiting.
_FREE = Query(
    str, select(_turn.card).where(_of_these, or_(_is_over, _is_ours)).with_for_update(skip_locked=True)
)
_NOT_HELD = Query(
    str,
    select(_turn.card).where(_of_these, or_(_is_over, _is_ours, ~_is_held)).with_for_update(skip_locked=True),
)
_KNOWN = Query(pair, select(_turn.card, _turn.free_at).where(_of_these))
_ADD = add_new(card_turn)
_HOLD = Statement(
    update(card_turn)
    .values(held_by=value(_turn.held_by), free_at=value(_turn.free_at, "until"))
    .where(given(_turn.card))
)
_GIVE_BACK = Statement(
    update(card_turn)
    .values(held_by=literal_column("''"), free_at=value(_turn.free_at, "until"))
    .where(given(_turn.card), _is_ours)
)
_FORGET = remove(card_turn, _turn.free_at <= value(_turn.free_at, "now"), _turn.card != literal_column("''"))


class CardTurns(Repository):
    """`coproduction.cardturns.CardTurns`. A row without a card is of the call for any of them."""

    def take(
        self, card: str, process: str, *, most: timedelta, call: timedelta, is_last: bool = False
    ) -> Waits:
        now, known = self._now(), self._known(card)
        free = self._all(_NOT_HELD if is_last else _FREE, cards=[_ANY_CARD, card], held_by=process, now=now)
        if len(free) < len(known):
            taken = {each: max(_SOON, until - now) for each, until in known.items() if each not in free}
            return Waits(taken.get(card, NO_TIME), taken.get(_ANY_CARD, NO_TIME))
        self._touch(_HOLD, card=_ANY_CARD, held_by=_NOBODY, until=now + call)
        self._touch(_HOLD, card=card, held_by=process, until=now + most)
        return Waits()

    def give_back(self, card: str, process: str, pause: timedelta) -> bool:
        return self._touch(_GIVE_BACK, card=card, held_by=process, until=self._now() + pause) == 1

    def forget(self) -> None:
        self._touch(_FORGET, now=self._now() - _KEPT)

    def _known(self, card: str) -> Mapping[str, datetime]:
        """When each is free: this card, and any."""
        known = dict(self._all(_KNOWN, cards=[_ANY_CARD, card]))
        for new in {_ANY_CARD, card} - set(known):
            self._touch(_ADD, card=new, held_by=_NOBODY, free_at=_LONG_AGO)
            known[new] = _LONG_AGO
        return known

    def _now(self) -> datetime:
        """Slack's patience is measured in real time, also in a rehearsal."""
        return self._one(clock.TIME) or _LONG_AGO
