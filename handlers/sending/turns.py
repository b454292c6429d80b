"""Whose turn it is among the cards that changed: what the whole room looks at soon, and nobody never.

Slack takes so few redrawings that a full room changes more cards than can be drawn. Then each second turn is
the highest rank's, and the turns between go round the others: the groups, what has just come (a card of ideas
grows while it is young, and its authors look for them), the rest, and private notes, of which hundreds are
closed when a round ends. Of these, who waits longest is next.

Cards that mislead who reads them, because they sit elsewhere by now, have another role, or would press what
has closed, go before all these and have two turns for each one of the highest rank's, which may only have
counted somebody more.

Where Slack asks for a rest, a card keeps its turn: or every other refusal would always meet the same kind.

What somebody has just pressed in goes round with the others, as the first among them, and has each third turn
of what misleads: who pressed looks at it until it shows that they did.

What belongs to a session that is over goes behind all that, but for a turn now and then: hundreds of cards
change when a session ends, and the next one may have begun.
"""

from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from coproduction.kinds import Rank
from coproduction.messages import Card
from coproduction.service.kinds import kind_of

FIRST: Final = int(min(Rank))
YOUNG: Final = int(max(Rank)) + 1  # of those in turn, the ones that have just come
AWAITED: Final = YOUNG + 1  # of those in turn, the ones in which somebody has pressed who looks at them
WRONG: Final = AWAITED + 1  # what misleads who reads it
PAST: Final = WRONG + 1  # of sessions and rounds that are over
SPARED = 8  # each so many turns one is for these, however much else waits
HURRIED = 2  # turns of what misleads for each one of the highest rank's
GROWS_FOR = 30.0  # seconds
MOST_KNOWN = 10_000


class Turns:
    """Cards that wait for their turn; times in seconds by the event loop's clock."""

    def __init__(self, gap: float) -> None:
        """`gap`: between two turns of one card."""
        self._gap = gap
        self._waiting: dict[Card, None] = {}  # in the order they changed
        self._free_at: dict[Card, float] = {}
        self._came_at: OrderedDict[Card, float] = OrderedDict()
        # the queue whose last turn is longest ago comes first
        self._served = [AWAITED, *map(int, Rank), YOUNG]
        self._past: set[Card] = set()
        self._wrong: set[Card] = set()
        self._awaited: set[Card] = set()
        self._since_first = HURRIED  # turns of others since the highest rank's last
        self._hurried = 0  # turns of what misleads since the last of others
        self._taken_wrong: Card | None = None  # the card whose turn it is, where it misleads
        self._taken_awaited: Card | None = None  # the same, where somebody looks at it
        self._has_waited = False  # the card whose turn it is, behind the others
        self._drawn_since_past = 0
        self._before = self._counts()  # what was counted before the turn that was taken last

    def __len__(self) -> int:
        """How many cards wait."""
        return len(self._waiting)

    def add(
        self, now: float, *changed: Card, wrong: Collection[Card] = (), awaited: Collection[Card] = ()
    ) -> None:
        """These changed; who waits already keeps their place."""
        self._waiting |= dict.fromkeys(changed)
        self._wrong.update(wrong, (card for card in changed if card == self._taken_wrong))
        self._awaited.update(awaited)
        if self._taken_awaited in changed:
            self._keeps_its_turn(self._taken_awaited)
        for card in changed:
            self._came_at.setdefault(card, now)
        while len(self._came_at) > MOST_KNOWN:
            self._came_at.popitem(last=False)

    def defer(self, card: Card) -> bool:
        """Of the card whose turn it is one sees that its session is over: it waits for the others.

        False when it has done so already, or somebody looks at it, and this is its turn.
        """
        if self._has_waited or card == self._taken_awaited:
            return False
        self._past.add(card)
        self._waiting[card] = None
        return True

    def put_back(self, card: Card, until: float) -> None:
        """The card whose turn it is cannot be drawn before then: it keeps its place, and its turn."""
        self._waiting = {card: None, **self._waiting}
        self._free_at[card] = until
        if card == self._taken_wrong:
            self._wrong.add(card)
        if card == self._taken_awaited:
            self._awaited.add(card)
        if self._has_waited:
            self._past.add(card)
        self._served, self._since_first, self._hurried, self._drawn_since_past = self._before

    def _counts(self) -> tuple[list[int], int, int, int]:
        return list(self._served), self._since_first, self._hurried, self._drawn_since_past

    def _keeps_its_turn(self, awaited: Card) -> None:
        self._awaited.add(awaited)
        self._served.remove(AWAITED)
        self._served.insert(0, AWAITED)

    def leave_last(self) -> None:
        """Those of the last rank are so many that the end of a process does not wait for them."""
        self._waiting = {card: None for card in self._waiting if kind_of(card.kind).turn is not Rank.LAST}

    def ready_at(self) -> float:
        """When the first of the waiting cards may have a turn; there is one."""
        return min(self._free_at.get(card, 0.0) for card in self._waiting)

    def take(self, now: float) -> Card | None:
        """The card whose turn it is, which waits no more; None when all were drawn too shortly ago."""
        ready: dict[int, Card] = {}
        for card in self._waiting:
            if self._free_at.get(card, 0.0) <= now:
                ready.setdefault(self._queue(card, now), card)
        if not ready:
            return None
        self._before = self._counts()
        card = ready[self._next(ready)]
        del self._waiting[card]
        self._has_waited = card in self._past
        self._past.discard(card)
        self._taken_wrong = card if card in self._wrong else None
        self._wrong.discard(card)
        self._taken_awaited = card if card in self._awaited else None
        self._awaited.discard(card)
        return card

    def _next(self, ready: Mapping[int, Card]) -> int:
        """The queue whose turn it is, of those in which a card is ready."""
        live = [queue for queue in self._served if queue in ready]
        if not (live or WRONG in ready) or (self._drawn_since_past >= SPARED - 1 and max(ready) >= PAST):
            self._drawn_since_past = -1  # which is drawn itself
            return min(queue for queue in ready if queue >= PAST)
        turn = self._turn_among(live, is_hurried=WRONG in ready)
        self._since_first = 0 if turn == FIRST else self._since_first + 1
        self._hurried = self._hurried + 1 if turn == WRONG else self._hurried * (turn == FIRST)
        if turn != WRONG:
            self._served.remove(turn)
            self._served.append(turn)
        return turn

    def _turn_among(self, live: Sequence[int], *, is_hurried: bool) -> int:
        """Of these queues, who has waited longest first; `is_hurried`: and of what misleads."""
        if FIRST in live and self._since_first >= (HURRIED if is_hurried else 1):
            return FIRST
        others = [queue for queue in live if queue != FIRST]
        is_awaited = is_hurried and AWAITED in others
        if is_hurried and (self._hurried < (HURRIED if is_awaited else SPARED) or not others):
            return WRONG
        return AWAITED if is_awaited else (others or live)[0]

    def _queue(self, card: Card, now: float) -> int:
        rank = int(kind_of(card.kind).turn)
        if card in self._past and card not in self._awaited:
            return PAST + rank
        if card in self._wrong:
            return WRONG
        if card in self._awaited and rank != FIRST:
            return AWAITED
        return YOUNG if rank == Rank.IN_TURN and now < self._came_at.get(card, now) + GROWS_FOR else rank

    def drawn(self, card: Card, now: float) -> None:
        """It was drawn just now; cards that need not wait any more are forgotten."""
        self._free_at = {each: at for each, at in self._free_at.items() if now < at}
        self._free_at[card] = now + self._gap
        self._drawn_since_past += 1
        self._taken_wrong = self._taken_awaited = None
