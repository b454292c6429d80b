"""Ten cards: what people were shown and said of it while they are open, and the counts that stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Column, Index, Integer, func, select

from coproduction.dealing import Dealt
from coproduction.people import Perspective
from coproduction.polls import CARDS
from coproduction.tencards import Count, Counted, Hand, Judgement, Verdict
from storage.ballots import poll
from storage.columns import belongs_to, fact, integers, key, lists, who, words
from storage.lastwords import About, LastWords
from storage.people import person
from storage.phrases import add, add_new, given, literally, pair, remove, value
from storage.register import Register
from storage.repository import Repository
from storage.statements import Query, Statement, within

if TYPE_CHECKING:
    from collections.abc import Iterable

_ALL = "all"  # whose counts these are, when not of one perspective

card_hand = fact(
    "card_hand",
    Register(
        whose="the person",
        why="so that they see each card once, may change what they said, and go on where they were",
        kept="until the poll closes",
        export="one's own cards and what one said of them, while they are there",
        erasure="deleted; totals already published stay",
    ),
    key("poll"),
    *who(key("person")),
    key("card"),
    *integers("place"),
    *words("verdict", Verdict, nullable=True),
    belongs_to("poll", "poll"),
)

card_result = fact(
    "card_result",
    Register(
        whose="nobody: what totals of five or more say",
        why="which cards a poll had, and which of them build bridges",
        kept="as long as the programme",
        export="not personal",
        erasure="stays",
    ),
    key("poll"),
    key("card"),
    *lists("known"),
    Column("bridge", Integer),
    belongs_to("poll", "poll"),
    Index("ix_card_result_workspace_card_poll", "workspace", "card", "poll"),
)

card_count = fact(
    "card_count",
    Register(
        whose="nobody: totals of five or more",
        why="how cards were judged, when the answers themselves are deleted",
        kept="as long as the programme",
        export="not personal",
        erasure="stays",
    ),
    key("poll"),
    key("card"),
    key("whose"),
    *integers("helps", "not_sure", "does_not_help"),
    belongs_to("card_result", "poll", "card", key=("poll", "card")),
)

_hand, _result, _count, _poll, _person = card_hand.c, card_result.c, card_count.c, poll.c, person.c

# Nothing where we remember nothing of them, or not this.
_perspective = within(select(_person.perspective)).where(_person.id == _hand.person).scalar_subquery()
_of_hand = given(_hand.poll), given(_hand.person)

_SHOWN = Query(pair, select(_hand.card, _hand.verdict).where(*_of_hand).order_by(_hand.place, _hand.card))
_is_alike = _perspective.is_not_distinct_from(value(_person.perspective))
_DEALT = Query(
    lambda *row: row,
    select(_hand.card, func.count(), func.count(_hand.verdict), func.count().filter(_is_alike))
    .where(given(_hand.poll))
    .group_by(_hand.card),
)
_SHOW = add_new(card_hand)
_JUDGE = Statement(
    card_hand.update().values(verdict=value(_hand.verdict)).where(*_of_hand, given(_hand.card))
)
_DROP = remove(card_hand, *_of_hand)
_CLEAR = remove(card_hand, given(_hand.poll))
_JUDGEMENTS = Query(
    Judgement,
    select(_hand.card, _perspective, _hand.verdict).where(given(_hand.poll), _hand.verdict.is_not(None)),
)
_KEEP_RESULT = add(card_result)
_KEEP_COUNT = add(card_count)
_COUNTS = Query(
    lambda card, whose, *counts: (card, whose, Count(*counts)),
    select(_count.card, _count.whose, _count.helps, _count.not_sure, _count.does_not_help)
    .where(given(_count.poll))
    .order_by(_count.card),
)
_RESULTS = Query(
    lambda *row: row,
    select(_result.card, _result.known, _result.bridge).where(given(_result.poll)).order_by(_result.card),
)
_POLLS_WITH = Query(str, select(_result.poll).where(given(_result.card)).order_by(_result.poll))
_CLOSED_IN = Query(
    str,
    select(_poll.id)
    .where(given(_poll.channel), ~_poll.is_open, literally(_poll.kind, CARDS), _poll.taken_back_by.is_(None))
    .order_by(_poll.id),
)


class TenCards(Repository):
    """`coproduction.tencards.TenCards`."""

    def hand(self, poll: str, person: str) -> Hand:
        rows = self._all(_SHOWN, poll=poll, person=person)
        verdicts = {card: verdict for card, verdict in rows if verdict}
        return Hand(poll, person, tuple(card for card, _ in rows), verdicts)

    def dealt(self, poll: str, perspective: Perspective | None) -> Dealt:
        rows = self._all(_DEALT, poll=poll, perspective=perspective)
        shown, judged, alike = ({row[0]: row[at] for row in rows if row[at]} for at in (1, 2, 3))
        return Dealt(shown, judged, alike)

    def show(self, hand: Hand, card: str) -> None:
        place = len(hand.shown)
        self._touch(_SHOW, poll=hand.poll, person=hand.person, card=card, place=place, verdict=None)
        if place == 0:
            self._says(hand.poll, hand.person, is_refused=False)

    def judge(self, hand: Hand, card: str, verdict: Verdict) -> None:
        self._touch(_JUDGE, poll=hand.poll, person=hand.person, card=card, verdict=verdict)

    def drop(self, poll: str, person: str) -> None:
        if self._touch(_DROP, poll=poll, person=person):
            self._says(poll, person, is_refused=True)

    def _says(self, poll: str, person: str, *, is_refused: bool) -> None:
        LastWords(self._scope).keep(About.CARDS, f"{poll} {person}", person, is_refused=is_refused)

    def judgements(self, poll: str) -> list[Judgement]:
        return self._all(_JUDGEMENTS, poll=poll)

    def settle(self, poll: str, counted: Iterable[Counted]) -> None:
        for each in counted:
            known = tuple(perspective.value for perspective in each.known)
            self._touch(_KEEP_RESULT, poll=poll, card=each.card, known=known, bridge=each.bridge)
            for whose, count in _counts_of(each).items():
                self._touch(_KEEP_COUNT, poll=poll, card=each.card, whose=whose, **_numbers(count))
        self._touch(_CLEAR, poll=poll)
        LastWords(self._scope).forget(About.CARDS, poll)  # it would tell who took part

    def settled(self, poll: str) -> list[Counted]:
        counts = {(card, whose): count for card, whose, count in self._all(_COUNTS, poll=poll)}
        return [
            Counted(
                card,
                counts.get((card, _ALL)),
                {each: counts[card, each.value] for each in Perspective if (card, each.value) in counts},
                tuple(map(Perspective, known)),
                bridge,
            )
            for card, known, bridge in self._all(_RESULTS, poll=poll)
        ]

    def polls_with(self, card: str) -> list[str]:
        return self._all(_POLLS_WITH, card=card)

    def closed_in(self, channel: str) -> list[str]:
        return self._all(_CLOSED_IN, channel=channel)


def _counts_of(counted: Counted) -> dict[str, Count]:
    split = {perspective.value: count for perspective, count in counted.split.items()}
    return {_ALL: counted.total, **split} if counted.total else split


def _numbers(count: Count) -> dict[str, object]:
    return {"helps": count.helps, "not_sure": count.not_sure, "does_not_help": count.does_not_help}
