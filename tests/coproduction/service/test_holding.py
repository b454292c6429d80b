"""Who has an idea in hand: named, named anew, asked and asked again, gone, and what each of them reads."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coproduction.ideas import Idea
from coproduction.inhand import holder
from coproduction.messages import Card
from coproduction.progress import IN_HAND, STALLED_NOTE, State, Step
from coproduction.service import deciding, holding, progress
from coproduction.service.deciding import Recorded
from coproduction.service.holding import Trial
from coproduction.service.kinds import KINDS
from coproduction.telling import IDEA_NEWS
from handlers.blocks.deciding import news, news_in_short
from tests.coproduction.town import ANA, BO, CY, DAY, DEE, NOW, Town
from tests.speaking import SAY

MINUTE = timedelta(minutes=1)
TRIAL = Trial("Two buddies", "2026-11-05", "We count calls")


@pytest.fixture
def hall(town: Town) -> Town:
    """A session with Bo, Cy and Dee."""
    town.arrive(town.start(), BO, CY, DEE)
    return town


def of_kind(town: Town, *names: str) -> list[Card]:
    """What is owed of these kinds."""
    return [card for card in town.owed() if card.kind in names]


def has_it(town: Town, idea: Idea) -> str | None:
    """Who has it in hand now."""
    return holder(progress.of(town.memory, idea))


def test_another_person_named_within_the_same_minute_has_it_and_is_told(hall: Town) -> None:
    idea = hall.idea()
    for owner in ("cy", "cy", "dee"):
        hall.do(holding.own, NOW, ANA, idea.id, owner)
    assert has_it(hall, idea) == "dee"
    assert sorted(card.recipient for card in of_kind(hall, IN_HAND)) == ["cy", "dee"]


def test_another_day_idea_or_source_is_another_act_and_the_same_form_is_one(
    hall: Town,
) -> None:
    idea, *wholes = (hall.idea(f"Idea of the number {n}", f"form:{n}") for n in range(3))
    for until in ("2026-11-05", "2026-11-05", "2026-11-12"):
        tried = hall.do(holding.try_out, NOW, ANA, idea.id, Trial("Two buddies", until, "We count calls"))
    assert [str(move.until) for move in tried.moves] == ["2026-11-05", "2026-11-12"]
    mail, minutes = Recorded("They pay", "A mail"), Recorded("They pay", "The minutes")
    for _ in range(2):
        hall.do(deciding.record, NOW, ANA, idea.id, "yes", mail)
    cannot = "That cannot be done now: this idea is “answered” by now."  # and it is not said to be saved
    assert hall.refusal(deciding.record, NOW, ANA, idea.id, "yes", minutes)[0].startswith(cannot)
    assert len(progress.of(hall.memory, idea).moves) == 3
    first, second = (Recorded("", part_of=str(whole.number)) for whole in wholes)
    for _ in range(2):
        hall.do(deciding.record, NOW, ANA, idea.id, "merged", first)
    assert hall.refusal(deciding.record, NOW, ANA, idea.id, "merged", second)[0].startswith(cannot)


def test_who_keeps_it_or_asks_for_help_says_so_again_when_asked_again_in_the_same_words(hall: Town) -> None:
    idea = hall.idea()
    hall.do(holding.own, NOW, ANA, idea.id, "dee")
    for number in range(1, 4):
        day = NOW + number * timedelta(days=61)
        hall.passes(day)
        for _ in range(2):  # the form arrives twice
            hall.do(holding.stalled, day, DEE, idea.id, "goes on", "")
    assert len(of_kind(hall, STALLED_NOTE)) == 3


def test_who_has_it_already_is_told_nothing_when_they_are_named_again(hall: Town) -> None:
    idea = hall.idea()
    had = hall.do(holding.own, NOW, ANA, idea.id, "dee")
    hall.do(holding.try_out, NOW, ANA, idea.id, TRIAL)
    again = hall.do(holding.own, NOW + DAY, ANA, idea.id, "dee")
    assert (again.state, len(again.moves), len(had.moves)) == (State.TRYING, 2, 1)
    assert len(of_kind(hall, IN_HAND)) == 1


def test_news_that_say_the_same_three_times_running_are_one_line(hall: Town) -> None:
    idea = hall.idea()
    for days, owner in enumerate(("cy", "dee", "cy")):
        hall.do(holding.own, NOW + days * DAY, ANA, idea.id, owner)
    hall.do(progress.record, NOW + 3 * DAY, idea.id, Step.SHORTLISTED, "ana")
    hall.do(holding.own, NOW + 4 * DAY, ANA, idea.id, "dee")
    [told] = [each for each in hall.messages() if (each.kind, each.recipient) == (IDEA_NEWS, "bo")]
    for draw in (news, news_in_short):
        lines = draw(SAY, KINDS[IDEA_NEWS].content(hall.memory, told), {}).text.splitlines()
        assert [line.partition(": ")[2] for line in lines if "2026: " in line] == [
            "Somebody has it in hand.",
            "It is on the shortlist.",
            "Somebody has it in hand.",
        ]
