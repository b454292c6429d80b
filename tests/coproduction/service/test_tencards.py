"""Ten cards over a room's ideas: who is dealt what, what is stored while they are open, and what stays."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from coproduction.ideas import Idea, IdeaKind
from coproduction.messages import Card
from coproduction.people import Actor, Person, Perspective
from coproduction.polls import CARDS, POLL_CARD, Judged, Poll, Tally
from coproduction.service import ideas, ideawithdrawals, polls, sessions, tencards
from coproduction.service.kinds import kind_of
from coproduction.service.sessioncards import Summary
from coproduction.sessions import SUMMARY
from coproduction.steps import CARDS as STEP_CARDS
from coproduction.steps import KINDS
from coproduction.tencards import Count, Counted
from coproduction.words import LANGUAGES
from tests.coproduction.town import ANA, BO, CY, HALL, MINUTE, NOW, Town

FORM = polls.PollForm("What would help most?", [], "form:cards", kind=CARDS)
LIVED, FRONT, _ = Perspective
TABLES = ("card_hand", "card_result", "card_count", "ballot")


def wrote(town: Town, text: str, author: Actor = ANA, *, unnamed: bool = False) -> Idea:
    draft = ideas.IdeaDraft(text, IdeaKind.CHANGE, f"form:{text}", unnamed)
    return town.do(ideas.write, NOW, author, HALL, draft).idea


def opened(town: Town, *texts: str, start: bool = True) -> tuple[Poll, list[Idea]]:
    """Ana writes these ideas in a session and opens the cards."""
    if start:
        town.start()
    written = [wrote(town, text) for text in texts]
    return town.do(polls.open_poll, NOW, ANA, HALL, FORM), written


def test_the_question_of_a_step_that_nobody_wrote_is_ours_in_whichever_language(town: Town) -> None:
    ours = KINDS[STEP_CARDS].prompt
    town.start()
    wrote(town, "A new buddy")
    for language in LANGUAGES.values():
        form = replace(FORM, question=language.pattern(ours), origin=language.code)
        assert town.do(polls.open_poll, NOW, ANA, HALL, form).asks == ours


def people(town: Town, number: int, perspective: Perspective | None, named: str) -> list[Actor]:
    actors = [Actor(f"{named}{each}") for each in range(number)]
    for actor in actors:
        town.memory.people.put(Person(actor.id, perspective=perspective))
    return actors


def says(town: Town, actor: Actor, poll: Poll, **verdicts: str) -> None:
    """They judge the ideas of these words so, in whatever order they come."""
    by_text = {idea.id: idea.text for idea in town.memory.ideas.of(HALL)}
    shown = town.do(tencards.see, actor, poll.id)
    while shown.turn.card:
        given = verdicts[by_text[shown.turn.card]]
        shown = town.do(tencards.judge, actor, poll.id, shown.turn.card, given)


def tally(town: Town, poll: Poll) -> Tally:
    """What the poll's card is drawn from."""
    message = town.memory.messages.find(Card(POLL_CARD, poll.id))
    assert message
    told = kind_of(POLL_CARD).content(town.memory, message)
    assert isinstance(told, Tally)
    return told


def judged(town: Town, poll: Poll) -> Judged:
    told = tally(town, poll).judged
    assert told
    return told


def stored(town: Town) -> dict[str, int]:
    """How many rows hold something of the cards."""
    rows = town.rows()
    return {table: len(rows[table]) for table in TABLES}


def test_a_person_is_dealt_one_idea_after_the_other_but_not_their_own(any_town: Town) -> None:
    poll, (first, second) = opened(any_town, "one", "two")
    wrote(any_town, "mine", BO)

    seen = any_town.do(tencards.see, BO, poll.id)
    again = any_town.do(tencards.see, BO, poll.id)
    assert seen == again  # stopped, and gone on
    assert seen.turn.card
    then = any_town.do(tencards.judge, BO, poll.id, seen.turn.card, "helps")
    assert then.turn.card
    done = any_town.do(tencards.judge, BO, poll.id, then.turn.card, "not")

    assert {seen.turn.card, then.turn.card} == {first.id, second.id}
    assert (done.turn.card, done.turn.left, done.can_go_back) == (None, 0, True)
    assert tally(any_town, poll).answered == 1
    assert any_town.memory.ten_cards.hand(poll.id, BO.id).verdicts == {
        seen.turn.card: "helps",
        then.turn.card: "not",
    }


def test_after_ten_they_may_stop_or_ask_for_another_ten(town: Town) -> None:
    poll, _ = opened(town, *(f"idea {number}" for number in range(12)))
    shown = town.do(tencards.see, BO, poll.id)
    for _card in range(10):
        assert shown.turn.card
        shown = town.do(tencards.judge, BO, poll.id, shown.turn.card, "helps")
    assert (shown.turn.card, shown.turn.number, shown.turn.left) == (None, 10, 2)

    more = town.do(tencards.see, BO, poll.id, another=True)
    twice = town.do(tencards.see, BO, poll.id, another=True)

    assert more == twice
    assert (more.turn.number, more.turn.of, more.turn.left) == (1, 2, 1)


def test_they_go_back_and_change_what_they_said(any_town: Town) -> None:
    poll, _ = opened(any_town, "one", "two")
    first = any_town.do(tencards.see, BO, poll.id).turn.card
    assert first
    second = any_town.do(tencards.judge, BO, poll.id, first, "helps").turn.card
    assert second

    back = any_town.do(tencards.before, BO, poll.id, second)
    assert (back.turn.card, back.turn.verdict, back.can_go_back) == (first, "helps", False)
    assert any_town.do(tencards.judge, BO, poll.id, first, "not").turn.card == second
    assert any_town.memory.ten_cards.hand(poll.id, BO.id).verdicts == {first: "not"}
    assert tally(any_town, poll).answered == 1


def test_the_least_shown_within_a_perspective_comes_first(any_town: Town) -> None:
    poll, ideas_ = opened(any_town, "one", "two", "three")
    for actor in people(any_town, 5, Perspective.GOVERNING, "first"):
        says(any_town, actor, poll, one="helps", two="helps", three="helps")
    for perspective in (LIVED, FRONT, None):
        three = people(any_town, 3, perspective, str(perspective))
        dealt = {any_town.do(tencards.see, actor, poll.id).turn.card for actor in three}
        assert dealt == {idea.id for idea in ideas_}


def test_three_people_of_a_perspective_are_dealt_all_thirty_ideas_together(any_town: Town) -> None:
    poll, ideas_ = opened(any_town, *(f"idea {number}" for number in range(30)))
    for actor in people(any_town, 2, LIVED, "lived"):
        says(any_town, actor, poll, **{f"idea {number}": "helps" for number in range(30)})
    for actor in people(any_town, 3, FRONT, "front"):
        says(any_town, actor, poll, **{f"idea {number}": "helps" for number in range(30)})
    seen = [any_town.memory.ten_cards.hand(poll.id, f"front{number}").shown for number in range(3)]
    assert sorted(card for each in seen for card in each) == sorted(idea.id for idea in ideas_)


def test_where_people_are_too_few_for_all_ideas_ten_get_five_answers_before_others_are_shown(
    any_town: Town,
) -> None:
    texts = [f"idea {number}" for number in range(20)]
    poll, _ = opened(any_town, *texts)
    lived = people(any_town, 6, LIVED, "lived")
    any_town.memory.members.read(HALL, [actor.id for actor in lived], is_private=False)
    for actor in lived[:5]:
        says(any_town, actor, poll, **dict.fromkeys(texts, "helps"))
    answered = Counter(each.card for each in any_town.memory.ten_cards.judgements(poll.id))
    assert list(answered.values()) == [5] * 10
    assert any_town.do(tencards.see, lived[5], poll.id).turn.card not in answered


def test_at_close_only_counts_of_five_or_more_stay(any_town: Town) -> None:
    poll, (one, two, few) = opened(any_town, "one", "two", "few")
    for actor in people(any_town, 6, LIVED, "lived"):
        says(any_town, actor, poll, one="helps", two="not", few="helps")
    for actor in people(any_town, 5, FRONT, "front"):
        says(any_town, actor, poll, one="helps", two="unsure", few="helps")
    late = wrote(any_town, "late")
    before = stored(any_town)

    any_town.do(polls.close_one, ANA, poll.id)

    assert before == {"card_hand": 33, "card_result": 0, "card_count": 0, "ballot": 11}
    assert stored(any_town) == {"card_hand": 0, "card_result": 4, "card_count": 9, "ballot": 0}
    assert any_town.memory.polls.votes(poll.id) == {"judged": 11}
    told = judged(any_town, poll)
    assert (told.result.people, told.result.cards, told.result.enough) == (11, 4, 3)
    assert told.cards == (
        Counted(one.id, Count(11), {LIVED: Count(6), FRONT: Count(5)}, (LIVED, FRONT), 1),
        Counted(few.id, Count(11), {LIVED: Count(6), FRONT: Count(5)}, (LIVED, FRONT), 2),
        Counted(two.id, Count(0, 5, 6), {LIVED: Count(0, 0, 6), FRONT: Count(0, 5)}, (LIVED, FRONT)),
        Counted(late.id),
    )


def test_a_perspective_of_fewer_than_five_is_split_off_nowhere(any_town: Town) -> None:
    poll, _ = opened(any_town, "one")
    for actor in [*people(any_town, 6, LIVED, "lived"), *people(any_town, 4, FRONT, "front")]:
        says(any_town, actor, poll, one="helps")
    any_town.do(polls.close_one, ANA, poll.id)

    [card] = judged(any_town, poll).cards
    assert (card.total, card.split) == (Count(10), {})
    assert stored(any_town)["card_count"] == 1


def test_the_end_of_a_session_counts_the_cards_and_its_summary_tells_them(any_town: Town) -> None:
    poll, _ = opened(any_town, "one")
    for actor in people(any_town, 5, LIVED, "lived"):
        says(any_town, actor, poll, one="helps")

    session = any_town.do(sessions.end, NOW + MINUTE, ANA, HALL)

    message = any_town.memory.messages.find(Card(SUMMARY, session.id))
    assert message
    summary = kind_of(SUMMARY).content(any_town.memory, message)
    assert isinstance(summary, Summary)
    assert summary.polls == (tally(any_town, poll),)
    assert judged(any_town, poll).result.helpful[0].total == Count(5)
    assert stored(any_town)["card_hand"] == 0


def test_cards_without_a_result_take_no_place_in_the_summary(any_town: Town) -> None:
    poll, _ = opened(any_town, "one")
    says(any_town, BO, poll, one="helps")
    told = tally(any_town, poll)
    assert any_town.do(tencards.would_show_nothing, told)
    session = any_town.do(sessions.end, NOW + MINUTE, ANA, HALL)
    message = any_town.memory.messages.find(Card(SUMMARY, session.id))
    assert message
    summary = kind_of(SUMMARY).content(any_town.memory, message)
    assert isinstance(summary, Summary)
    assert summary.polls == ()


def test_what_can_come_of_the_cards_is_known_from_who_is_here(any_town: Town) -> None:
    poll, _ = opened(any_town, "one", "two")
    assert any_town.do(tencards.reach, poll) is None
    any_town.memory.members.read(HALL, ["ana", "bo", "cy", "dee", "eve"], is_private=False)
    assert any_town.do(tencards.reach, poll) == tencards.Reach(ideas=2, people=5, judges=4)
    live = any_town.memory.sessions.live_in(HALL)
    assert live
    any_town.arrive(live, BO, CY)
    assert any_town.do(tencards.reach, poll) == tencards.Reach(ideas=2, people=2, judges=2)


def test_an_idea_that_is_taken_back_disappears_also_from_a_result_that_is_shown(any_town: Town) -> None:
    poll, (one, two) = opened(any_town, "one", "two")
    shown = any_town.do(tencards.see, BO, poll.id)
    gone, left = (one, two) if shown.turn.card == one.id else (two, one)
    any_town.do(ideawithdrawals.withdraw, NOW, ANA, gone.id)

    then = any_town.do(tencards.judge, BO, poll.id, gone.id, "helps")
    assert (then.is_gone, then.turn.card, then.words) == (True, left.id, left.text)
    assert tally(any_town, poll).answered == 0

    for actor in people(any_town, 5, LIVED, "lived"):
        says(any_town, actor, poll, one="helps", two="helps")
    any_town.do(polls.close_one, ANA, poll.id)
    assert [each.card for each in judged(any_town, poll).cards] == [left.id]
    assert judged(any_town, poll).result.gone == 0  # that was taken back before it closed

    effects = any_town.effects(ideawithdrawals.withdraw, NOW, ANA, left.id)
    assert Card(POLL_CARD, poll.id) in effects.cards
    assert judged(any_town, poll).cards == ()
    assert judged(any_town, poll).result.gone == 1


def test_between_sessions_the_ideas_of_the_programme_are_judged_and_no_session_closes_them(
    any_town: Town,
) -> None:
    any_town.start()
    wrote(any_town, "old")
    any_town.end()
    between = wrote(any_town, "between")
    poll = any_town.do(polls.open_poll, NOW, ANA, HALL, FORM)
    seen = any_town.do(tencards.see, BO, poll.id)
    assert (poll.session, seen.turn.left) == (None, 1)

    any_town.start(NOW + MINUTE)
    any_town.end(NOW + MINUTE)
    assert any_town.memory.polls.get(poll.id) == poll
    any_town.do(polls.close_one, ANA, poll.id)
    assert tally(any_town, poll).judged
    assert between.id in {each.card for each in judged(any_town, poll).cards}


def test_in_a_session_only_its_own_ideas_are_judged(town: Town) -> None:
    town.start()
    wrote(town, "old")
    town.end()
    poll, (new,) = opened(town, "new")
    seen = town.do(tencards.see, BO, poll.id)
    assert (seen.turn.card, seen.turn.left) == (new.id, 0)


def test_what_matters_is_no_idea_to_judge(town: Town) -> None:
    poll, [idea] = opened(town, "Sing")
    problem = ideas.IdeaDraft("The bus does not come", IdeaKind.MATTERS, "form:bus")
    town.do(ideas.write, NOW, ANA, HALL, problem)
    first = town.do(tencards.see, BO, poll.id)
    assert (first.turn.card, first.turn.of) == (idea.id, 1)
    assert town.do(tencards.judge, BO, poll.id, idea.id, "helps").turn.card is None
    town.do(ideawithdrawals.withdraw, NOW, ANA, idea.id)
    assert town.refusal(tencards.session_of, HALL)[0].startswith("There is no idea here that people could")


def test_without_ideas_there_is_nothing_to_judge(town: Town) -> None:
    town.start()
    refusal = town.refusal(polls.open_poll, NOW, ANA, HALL, FORM)
    assert refusal[0].startswith("There is no idea here that people could judge.")


def test_cards_that_nobody_has_judged_can_be_changed_and_taken_back_and_forget_who_saw_them(
    any_town: Town,
) -> None:
    poll, _ = opened(any_town, "one")
    any_town.do(tencards.see, BO, poll.id)
    changed = replace(FORM, question="What helps mornings?", origin="form:2", kind="choice")
    new = any_town.do(polls.correct, NOW, ANA, poll.id, changed)
    assert (new.kind, new.question) == (CARDS, "What helps mornings?")
    assert stored(any_town)["card_hand"] == 0

    says(any_town, BO, new, one="helps")
    refusal = any_town.refusal(polls.take_back, ANA, new.id)
    assert refusal[0].startswith("People have answered this poll already")


def test_somebody_deletes_all_they_said_and_begins_again(any_town: Town) -> None:
    poll, _ = opened(any_town, "one")
    says(any_town, BO, poll, one="helps")
    says(any_town, CY, poll, one="not")

    assert any_town.do(polls.withdraw, BO, poll.id)
    assert not any_town.do(polls.withdraw, BO, poll.id)

    assert any_town.memory.ten_cards.hand(poll.id, BO.id).shown == ()
    assert tally(any_town, poll).answered == 1
    assert any_town.do(tencards.see, BO, poll.id).turn.number == 1


@pytest.mark.parametrize("act", ["see", "judge", "before"])
def test_too_late_is_refused_in_words_and_counts_nothing(any_town: Town, act: str) -> None:
    poll, (one,) = opened(any_town, "one")
    any_town.do(tencards.see, BO, poll.id)
    any_town.do(polls.close_one, ANA, poll.id)
    rows = stored(any_town)
    more = {"see": (), "judge": (one.id, "helps"), "before": (one.id,)}[act]
    refusal = any_town.refusal(getattr(tencards, act), BO, poll.id, *more)
    assert refusal[0].startswith("These cards have closed")
    assert stored(any_town) == rows


@pytest.mark.parametrize(
    ("card", "given", "words"),
    [
        ("shown", "love", "Please press one of the buttons below the card."),
        ("dealt to nobody", "helps", "You cannot judge this card now."),
        ("nonsense", "helps", "You cannot judge this card now."),
    ],
)
def test_a_forged_verdict_is_refused(any_town: Town, card: str, given: str, words: str) -> None:
    poll, ideas_ = opened(any_town, "one", "two")
    shown = any_town.do(tencards.see, BO, poll.id).turn.card
    [other] = [idea.id for idea in ideas_ if idea.id != shown]
    forged = {"shown": shown, "dealt to nobody": other}.get(card) or card
    assert any_town.refusal(tencards.judge, BO, poll.id, forged, given)[0].startswith(words)
    assert tally(any_town, poll).answered == 0


def test_a_vote_on_ten_cards_and_a_card_of_another_poll_are_refused(any_town: Town) -> None:
    poll, (one,) = opened(any_town, "one")
    other = any_town.do(polls.open_poll, NOW, ANA, HALL, polls.PollForm("When?", ["A", "B"], "form:9"))
    assert any_town.refusal(polls.vote, BO, poll.id, "0")[0].startswith("Please press “See ten cards”")
    assert any_town.refusal(tencards.judge, BO, other.id, one.id, "helps")[0].startswith("These cards are")
    assert any_town.memory.polls.ballots(poll.id) == {}


def test_who_has_left_the_channel_judges_nothing_there(any_town: Town) -> None:
    poll, (one,) = opened(any_town, "one")
    any_town.do(tencards.see, BO, poll.id)
    any_town.memory.members.read(HALL, [ANA.id, CY.id], is_private=True)
    there = replace(BO, here=HALL)
    for act, more in ((tencards.see, ()), (tencards.judge, (one.id, "helps"))):
        refusal = any_town.refusal(act, there, poll.id, *more)  # type: ignore[arg-type]  # two shapes
        assert refusal[0].startswith("You are not in this channel any more")
    assert tally(any_town, poll).answered == 0


def test_a_facilitator_sees_how_each_card_did_that_closed_last(any_town: Town) -> None:
    town = any_town
    town.start()
    assert town.refusal(tencards.listed, ANA, HALL)[0].startswith("No ten cards were judged")
    poll, _ = opened(town, "one", start=False)
    assert town.refusal(tencards.listed, ANA, HALL)[0].startswith("The cards are still open.")
    town.do(polls.close_one, ANA, poll.id)
    form = replace(FORM, question="And now?", origin="form:3")
    later = town.do(polls.open_poll, NOW + MINUTE, ANA, HALL, form)
    town.do(polls.close_one, ANA, later.id)

    assert town.do(tencards.listed, ANA, HALL) == tally(town, later)
    assert town.refusal(tencards.listed, BO, HALL)[0].startswith("Only the people who lead can")
