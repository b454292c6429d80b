"""The board of ideas, what would help, themes and the shortlist: seen fairly, changed once, undone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from coproduction import themes as rules
from coproduction.board import BOARD, IDEA_TALK, Order
from coproduction.conditions import CONDITIONS
from coproduction.ideas import IdeaKind
from coproduction.messages import Card, MessageState
from coproduction.people import Actor
from coproduction.progress import State, Step
from coproduction.service import (
    board,
    conditions,
    ideas,
    ideasupport,
    ideawithdrawals,
    people,
    polls,
    progress,
    sessions,
    shortlists,
    themes,
)
from coproduction.service.ideacards import card_of
from coproduction.service.kinds import kind_of, shown
from coproduction.service.themes import NEW, NONE, ThemeForm
from coproduction.sessions import SUMMARY
from coproduction.themesorting import FEWEST_TEXTS, in_themes
from handlers.blocks import board as drawn_board
from handlers.blocks import partings
from tests.coproduction.town import ANA, BO, CY, DEE, HALL, MINUTE, NOW, Town, draft
from tests.speaking import SAY

if TYPE_CHECKING:
    from coproduction.ideas import Idea

ONLY_THE_AUTHOR = "Only the person who wrote this idea with their name reads these words."

SECTORS = ("parents", "family", "churches", "schools", "schools", "other")
SUPPORTERS = [Actor(f"p{n}") for n in range(6)]
SOMEBODY_WAS_QUICKER = "Somebody else has just changed the themes. Please look at them again."
HOSTILE = "<!channel> *now* =cmd|' /C calc'!A0 \u202eevil https://x.example/<script>"


def wrote(town: Town, *texts: str) -> list[Idea]:
    return [
        town.do(ideas.write, NOW + n * MINUTE, BO, HALL, draft(text, f"form:{n}-{text[:9]}")).idea
        for n, text in enumerate(texts)
    ]


def support_by_six(town: Town, idea: Idea) -> None:
    for person, sector in zip(SUPPORTERS, SECTORS, strict=True):
        here = replace(person, here=HALL)
        town.do(people.describe, here, sector, "lived")
        town.do(ideasupport.support, here, idea.id)


def board_of(town: Town) -> board.Board:
    message = town.memory.messages.about(BOARD, town.memory.sessions.of(HALL)[-1].id)[0]
    found: board.Board = shown(town.memory, message)[0]
    return found


def numbers(seen: board.Seen) -> list[int]:
    return [each.idea.number for each in seen.ideas]


def test_the_board_shows_how_many_and_the_newest_and_never_what_was_taken_back(town: Town) -> None:
    town.start()
    town.do(board.open_board, NOW, ANA, HALL, "command:1")
    town.do(board.open_board, NOW, ANA, HALL, "command:1")  # the same command again
    assert [card.kind for card in town.owed()].count(BOARD) == 1
    assert (board_of(town).newest, board_of(town).counts) == ((), {})
    found = wrote(town, "One", "Two", "Three", "Four")
    message = town.memory.messages.about(BOARD, found[0].session or "")[0]
    effects = town.effects(ideawithdrawals.withdraw, NOW, BO, found[3].id)
    assert message.card in effects.cards
    assert board_of(town).newest == (found[2], found[1], found[0])
    assert sum(board_of(town).counts.values()) == 3
    effects = town.effects(progress.record, NOW, found[1].id, Step.OWNED, "ana")
    assert message.card in effects.cards
    assert {id_: each.progress.state for id_, each in board_of(town).states.items()} == {
        found[1].id: State.WITH
    }
    assert "Only the people who lead" in town.refusal(board.open_board, NOW, BO, HALL, "command:2")[0]


def test_what_matters_is_counted_on_the_board_and_in_the_summary_where_ideas_are(town: Town) -> None:
    session = town.start()
    town.do(board.open_board, NOW, ANA, HALL, "command:1")
    wrote(town, "One", "Two")
    for number in range(1, 3):
        matters = replace(draft(f"Nobody answers {number}", f"form:m{number}"), kind=IdeaKind.MATTERS)
        town.do(ideas.write, NOW, BO, HALL, matters)
        said = "1 thing that matters" if number == 1 else "2 things that matter"
        assert f"So far: 2 change ideas and {said}." in drawn_board.card(SAY, board_of(town), {}).text
    town.end()
    [summary] = town.memory.messages.about(SUMMARY, session.id)
    told = partings.summary(SAY, shown(town.memory, summary)[0], {}).text
    assert "We formed 2 change ideas and no collaborations, and named 2 things that matter." in told


def test_while_ideas_are_weighed_each_person_has_an_order_of_their_own_that_stays(town: Town) -> None:
    session = town.start()
    found = wrote(town, *(f"Idea number {n}" for n in range(8)))
    support_by_six(town, found[7])
    orders = {who.id: numbers(town.do(board.seen, who, session.id, Order.SUPPORT)) for who in (BO, CY, DEE)}
    assert all(sorted(order) == list(range(1, 9)) for order in orders.values())
    assert len({tuple(order) for order in orders.values()}) == 3
    assert orders["cy"] == numbers(town.do(board.seen, CY, session.id))  # whatever they ask for
    listed = [idea.number for idea, _ in town.do(board.fairly, CY, HALL)]
    assert listed == orders["cy"]  # and wherever: in the list, and on a card from before the session
    assert numbers(town.do(board.seen, CY, HALL)) == orders["cy"]
    town.do(polls.open_poll, NOW, ANA, HALL, polls.PollForm("Which?", [], "form:p", kind="cards"))
    town.do(sessions.end, NOW, ANA, HALL)
    assert not town.do(board.seen, CY, session.id, Order.SUPPORT).is_weighed
    assert numbers(town.do(board.seen, CY, session.id, Order.SUPPORT))[0] == 8
    assert numbers(town.do(board.seen, CY, HALL, Order.NUMBER)) == list(range(1, 9))
    assert numbers(town.do(board.seen, CY, HALL, Order.SPREAD))[0] == 8


def test_sectors_are_told_from_five_supporters_on_and_only_those_that_are_known(town: Town) -> None:
    town.start()
    (idea,) = wrote(town, "One")
    for person, sector in list(zip(SUPPORTERS, SECTORS, strict=True))[:4]:
        here = replace(person, here=HALL)
        town.do(people.describe, here, sector, "lived")
        town.do(ideasupport.support, here, idea.id)
    four = town.do(board.look, replace(CY, here=HALL), idea.id).backed.backing
    assert (four.supporters, four.sectors) == (4, 0)
    support_by_six(town, idea)
    six = town.do(board.look, replace(CY, here=HALL), idea.id).backed.backing
    assert (six.supporters, six.sectors) == (6, 4)
    assert town.do(board.seen, CY, HALL).ideas[0].backing == six
    one = town.memory.people.some(["p1"])["p1"]
    town.do(people.look_on, one, looks_on=True)  # the only one of a family
    five = town.do(board.look, replace(CY, here=HALL), idea.id).backed.backing
    assert (five.supporters, five.sectors) == (5, 3)
    assert town.do(board.seen, CY, HALL).ideas[0].backing == five
    assert town.memory.news.supporters(idea.id) == ["p0", "p2", "p3", "p4", "p5"]


def test_what_would_help_is_one_for_each_person_counted_heard_and_taken_back(town: Town) -> None:
    town.start()
    (idea,) = wrote(town, "One")
    for words in ("in the evening", "in the evening", HOSTILE):
        town.do(conditions.say, NOW, CY, idea.id, words)
    town.do(conditions.say, NOW, DEE, idea.id, "with a bus")
    assert town.do(board.look, DEE, idea.id).backed.backing.conditions == 2
    assert town.do(board.look, DEE, idea.id).words == ()
    theirs = town.do(board.look, BO, idea.id).words  # the author's
    assert len(theirs) == 2
    assert "with a bus" in theirs
    assert "\u202e" not in str(theirs)
    assert town.do(conditions.heard_by, BO, idea.id) == theirs
    assert town.refusal(conditions.heard_by, DEE, idea.id) == (ONLY_THE_AUTHOR, None)
    note = Card(CONDITIONS, idea.id, "bo")
    assert town.owed().count(note) == 1
    assert town.do(conditions.take_back, CY, idea.id) == (idea, True)
    assert town.do(conditions.take_back, CY, idea.id) == (idea, False)
    town.do(conditions.take_back, DEE, idea.id)
    message = town.memory.messages.find(note)
    assert message
    assert kind_of(CONDITIONS).guard(town.memory, message, NOW)  # nothing is left to tell
    assert town.refusal(conditions.say, NOW, BO, idea.id, "Mine")[1] is None
    assert town.refusal(conditions.say, NOW, CY, idea.id, " \u200b ")[1] == "words"


def test_nobody_is_told_of_an_idea_without_a_name_and_its_card_shows_the_words(town: Town) -> None:
    town.start()
    secret = replace(draft("Secret"), is_anonymous=True)
    idea = town.do(ideas.write, NOW, BO, HALL, secret).idea
    town.do(conditions.say, NOW, CY, idea.id, "in the evening")
    assert CONDITIONS not in {card.kind for card in town.owed()}
    message = town.memory.messages.find(card_of(idea))
    assert message
    assert shown(town.memory, message)[0].ideas[0].words == ("in the evening",)


def test_an_idea_is_discussed_in_one_thread_below_its_card(town: Town) -> None:
    town.start()
    (idea,) = wrote(town, "One")
    assert "is on its way" in town.refusal(board.discuss, NOW, CY, idea.id)[0]
    message = town.memory.messages.find(card_of(idea))
    assert message
    sent = replace(message, state=MessageState.SENT, ts="1.2")
    town.memory.messages.move_on(sent, message.state)
    assert town.do(board.discuss, NOW, CY, idea.id).is_new
    assert not town.do(board.discuss, NOW, DEE, idea.id).is_new
    talk = town.memory.messages.find(Card(IDEA_TALK, idea.id))
    assert talk
    assert talk.under == message.id


BUS, FOOD = ("A bus to the hall", "A later bus home", "Free bus tickets"), ("Cook food", "Share food", "Food")


def sorted_(town: Town, channel: str = HALL) -> themes.Panel:
    found = town.do(themes.to_sort, ANA, channel)
    groups = in_themes([idea.text for idea in found])
    town.do(themes.propose, ANA, channel, found, groups)
    return town.do(themes.panel, ANA, channel)


def by_ideas(panel: themes.Panel) -> list[tuple[list[int], bool]]:
    return [([idea.number for idea in each.ideas], each.theme.is_accepted) for each in panel.themes]


def test_themes_are_proposed_accepted_changed_and_each_change_undone(town: Town) -> None:
    town.start()
    assert str(FEWEST_TEXTS) in town.refusal(themes.to_sort, ANA, HALL)[0]
    found = wrote(town, *BUS, *FOOD, "Zzz")
    first = sorted_(town)
    assert by_ideas(first) == [([1, 2, 3], False), ([4, 5, 6], False)]
    assert [idea.number for idea in first.loose] == [7]
    assert first.themes[0].theme.title.startswith("bus")
    bus, food = (each.theme.key for each in first.themes)
    town.do(themes.accept, ANA, HALL, bus)
    form = ThemeForm("Getting there", (found[2].id,), NONE)
    town.do(themes.change, ANA, HALL, bus, form)
    now = town.do(themes.panel, ANA, HALL)
    assert by_ideas(now) == [([1, 2], True), ([4, 5, 6], False)]
    assert now.themes[0].theme.title == "Getting there"
    town.do(themes.change, ANA, HALL, food, ThemeForm("Cooking", (found[3].id,), NEW))
    assert by_ideas(town.do(themes.panel, ANA, HALL))[2] == ([4], True)
    town.do(themes.change, ANA, HALL, food, ThemeForm("Eating", into=bus))
    merged = town.do(themes.panel, ANA, HALL)
    assert by_ideas(merged) == [([1, 2, 5, 6], True), ([4], True)]
    again = town.refusal(themes.change, ANA, HALL, food, ThemeForm("Eating", into=bus))
    assert again[0].startswith("This theme is gone")  # merged twice at once
    for number in range(merged.number, 1, -1):
        town.do(themes.undo, ANA, HALL, number)
        assert town.refusal(themes.undo, ANA, HALL, number) == (SOMEBODY_WAS_QUICKER, None)
    assert town.do(themes.panel, ANA, HALL) == first


def test_sorting_again_keeps_what_was_accepted_and_an_idea_supported_meanwhile_stays_supported(
    town: Town,
) -> None:
    town.start()
    found = wrote(town, *BUS, *FOOD)
    bus, food = (each.theme.key for each in sorted_(town).themes)
    town.do(themes.accept, ANA, HALL, bus)
    town.do(ideasupport.support, CY, found[5].id)
    town.do(themes.change, ANA, HALL, food, ThemeForm("All", into=bus))
    town.do(ideasupport.support, DEE, found[5].id)
    assert town.memory.ideas.supporters(found[5].id) == 2
    town.do(ideawithdrawals.withdraw, NOW, BO, found[0].id)
    assert by_ideas(town.do(themes.panel, ANA, HALL)) == [([2, 3, 4, 5, 6], True)]
    assert town.refusal(themes.to_sort, ANA, HALL)[0].startswith("There are fewer than 3")
    wrote(town, "A garden for all", "A garden wall", "Dig the garden")
    assert by_ideas(sorted_(town))[1] == ([7, 8, 9], False)


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (ThemeForm(" "), "title"),
        (ThemeForm("A", ("x",)), "where"),
        (ThemeForm("A", (), NEW), "ideas"),
        (ThemeForm("x" * 61), "title"),
    ],
)
def test_a_form_that_makes_no_sense_changes_nothing(town: Town, form: ThemeForm, field: str) -> None:
    town.start()
    wrote(town, *BUS, HOSTILE)
    before = sorted_(town)
    assert town.refusal(themes.change, ANA, HALL, before.themes[0].theme.key, form)[1] == field
    assert town.refusal(themes.change, BO, HALL, before.themes[0].theme.key, ThemeForm("A"))[1] is None
    assert town.do(themes.panel, ANA, HALL) == before


def test_of_two_who_change_themes_at_once_the_second_is_told(town: Town) -> None:
    themes_ = (rules.Theme("t", "T", ("i",)),)
    town.start()
    town.memory.themes.add(rules.Sorting(HALL, 1, themes_))
    number = town.do(themes.panel, ANA, HALL).number
    town.memory.themes.add(rules.Sorting(HALL, 2, themes_))
    assert town.refusal(themes.undo, ANA, HALL, number) == (SOMEBODY_WAS_QUICKER, None)


def test_the_shortlist_is_chosen_recorded_shown_and_undone(any_town: Town) -> None:
    any_town.start()
    any_town.do(board.open_board, NOW, ANA, HALL, "command:1")
    one, two = wrote(any_town, "One", "Two")
    any_town.do(shortlists.choose, NOW, ANA, HALL, [two.id, "forged"], 0)
    any_town.do(shortlists.choose, NOW, ANA, HALL, [two.id], 0)  # the form came twice
    assert any_town.refusal(shortlists.choose, NOW, ANA, HALL, [one.id], 0)[1] == "ideas"  # seen too long ago
    assert board_of(any_town).shortlist == (two,)
    choice = any_town.do(shortlists.choice, ANA, HALL)
    assert [each.backed.idea for each in choice.shortlist] == [two]
    steps = [move.step for move in any_town.do(progress.of, two).moves]
    any_town.do(shortlists.undo, NOW, ANA, HALL, choice.number)
    assert board_of(any_town).shortlist == ()
    assert steps == [Step.SHORTLISTED]
    assert [move.step for move in any_town.do(progress.of, two).moves] == [Step.SHORTLISTED, Step.LEFT_OUT]
    assert any_town.refusal(shortlists.undo, NOW, ANA, HALL, choice.number)[1] is None
    assert any_town.refusal(shortlists.choose, NOW, BO, HALL, [one.id], 0)[1] is None


def test_no_list_tells_how_many_support_an_idea_while_ideas_are_weighed(town: Town) -> None:
    town.start()
    [one] = wrote(town, "A bus to the hall")
    assert [number for _, number in town.do(board.fairly, BO, HALL)] == [None]
    assert town.do(board.while_weighed, HALL, [(one, 3)]) == [(one, None)]
    town.do(sessions.end, NOW, ANA, HALL)
    assert [number for _, number in town.do(board.fairly, BO, HALL)] == [0]
    assert town.do(board.while_weighed, HALL, [(one, 3)]) == [(one, 3)]
