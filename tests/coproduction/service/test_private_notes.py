"""Whatever changes in a group, every private note that shows it is redrawn, and none stays wrong."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from coproduction.breakouts import MOVE_NOTE, SEAT_NOTE, Round
from coproduction.messages import Card, MessageState
from coproduction.people import Actor
from coproduction.service.breakouts import cards, moving, presence
from tests.coproduction.service.test_losses import begun
from tests.coproduction.service.test_rounds import sent
from tests.coproduction.town import ANA, HALL, MINUTE, NOW, Town
from tests.lengths import has_long_form, short_or_long

GROUPS = ("l0 l1 f0 f1", "l2 l3 f2 f3", "l4 l5 f4 f5")
EVERYBODY = " ".join(GROUPS).split()


def shown(town: Town) -> dict[Card, object]:
    """What each private note that stands in Slack is to show now."""
    notes = [each for each in town.messages(MessageState.SENT) if each.kind in (SEAT_NOTE, MOVE_NOTE)]
    return {each.card: cards.note(town.memory, each) for each in notes}


def named(content: object) -> object:
    """Whom a note names, which sends its reader to the wrong people until it is redrawn."""
    return content.group.members if isinstance(content, cards.GroupNote) else None


def anything(town: Town, round_: Round, chance: random.Random) -> tuple[object, ...]:
    """An act that changes who sits where, or changes nothing."""
    one, other = chance.sample(EVERYBODY, 2)
    ways: list[tuple[object, ...]] = [
        (presence.remove, NOW, ANA, round_.id, [one, other][: chance.randint(1, 2)]),
        (presence.here, NOW, Actor(one, here=HALL), round_.id),
        (presence.bring_back, NOW, ANA, round_.id, [one]),
        (presence.bring_back, NOW, ANA, round_.id, []),
    ]
    at = {
        each: group.number
        for group in moving.movable(town.memory, ANA, round_.id).groups
        for each in group.members
    }
    if at.get(one, 0) != at.get(other, 0) and {one, other} <= set(at):
        ways.append((moving.move, NOW, ANA, round_.id, one, other))
    return chance.choice(ways)


@has_long_form
@pytest.mark.parametrize("luck", range(short_or_long(2, 6)))
def test_every_note_that_would_show_something_else_is_redrawn(town: Town, luck: int) -> None:
    round_, chance = begun(town, *GROUPS), random.Random(luck)  # noqa: S311 (a test's luck)
    sent(town, timedelta(0))
    for step in range(1, 21):
        before = shown(town)
        act, *rest = anything(town, round_, chance)
        effects = town.effects(act, *rest)  # type: ignore[arg-type]
        after = shown(town)
        assert {card for card in before if after[card] != before[card]} <= set(effects.cards)
        assert {card for card in before if named(after[card]) != named(before[card])} <= effects.wrong
        sent(town, step * MINUTE)
