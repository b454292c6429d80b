"""A poll with several questions as it is drawn: one true line on its level, charts, and what is confirmed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from coproduction.errors import Refusal
from coproduction.levels import Level, promise_of
from coproduction.polls import CHOICE, DOTS, OPEN_TEXT, RANKING, SCALE, SEVERAL, Poll, Purpose, Tally
from coproduction.questions import answer_to, tally
from coproduction.questions.points import dots_left
from coproduction.service.answers import Kept, Sheet
from coproduction.service.pollforms import field_of
from coproduction.words import Text
from handlers.blocks import closinglists, closings, pollreceipts, polls, together
from handlers.blocks.charts import CHART
from handlers.blocks.kit import Drawing, fallback
from rehearsal.rules.messages import check_blocks
from rehearsal.texts import readable
from tests.speaking import SAY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handlers.blocks.kit import Block

FIRST = Poll("p", "C1", "s1", "When?", ("Morning", "Evening"), Purpose.ANY, "o")
ANSWERS = {CHOICE: {"0": 6, "1": 5}, SCALE: {"4": 6, "5": 5}, OPEN_TEXT: {f"Words {n}": 1 for n in range(9)}}
BOTH = {
    Level.NAMED: (
        "Named: who leads can read your name and your answers.",
        "All see the totals, and can read the words without names. The result shows when the poll closes.",
    ),
    Level.CONFIDENTIAL: (
        "Confidential: I show nobody who chose or wrote what.",
        "When the poll closes, I forget who gave which answer. All then see the totals, and can read the "
        "words in mixed order. People may still know you by your words. The result shows when the poll "
        "closes, from 5 answers on. By perspective it shows where each has 5.",
    ),
    Level.ANONYMOUS: (
        "Anonymous: nobody here can see who chose or wrote what.",
        "Once the poll closes, not even who runs me can see whose answer is whose, unless they kept a copy. "
        "But people may know you by your words. "
        "Until it closes, who runs me could see which answers come from one person. "
        "The result shows when the poll closes, unless it would give somebody away.",
    ),
}


def asked(*kinds: str, level: Level = Level.CONFIDENTIAL, is_open: bool = True) -> Tally:
    """A choice, and further questions of these kinds, which some people have answered."""
    first = replace(FIRST, level=level, is_open=is_open)
    parts = (
        replace(
            first,
            id=f"p{place}",
            kind=kind,
            options=FIRST.options if kind == CHOICE else (),
            part_of="p",
            place=place,
        )
        for place, kind in enumerate(kinds, start=1)
    )
    told = tuple(tally(part, ANSWERS[part.kind]) for part in parts)
    return replace(tally(first, ANSWERS[CHOICE]), parts=told)


def said(drawing: Drawing) -> list[str]:
    return readable(list(drawing.blocks)).splitlines()


def charts(drawing: Drawing) -> list[str]:
    """The title of each chart."""
    return [block["title"] for block in drawing.blocks if block["type"] == CHART]


@pytest.mark.parametrize("level", Level)
def test_a_card_says_its_level_above_its_button_in_words_that_are_true_of_all_its_questions(
    level: Level,
) -> None:
    shown, (short, more) = said(polls.card(SAY, asked(OPEN_TEXT, SCALE, level=level), {})), BOTH[level]
    assert [line for line in shown if line.startswith(("Named", "Confidential", "Anonymous"))] == [short]
    assert shown[shown.index("Answer") - 1] == short
    assert shown[-1] == more


@pytest.mark.parametrize("level", Level)
def test_a_form_with_several_questions_says_its_level_once(level: Level) -> None:
    whole = asked(OPEN_TEXT, SCALE, level=level)
    questions = (whole.poll, *(each.poll for each in whole.parts))
    form = together.form(SAY, Sheet(whole.poll, questions, (None,) * 3), "C1|p")
    lines = readable(form["blocks"]).splitlines()
    named = [line for line in lines if line.startswith(("Named", "Confidential", "Anonymous"))]
    assert (named, lines[0]) == ([BOTH[level][0]], BOTH[level][0])
    assert BOTH[level][1] in lines


def test_words_that_several_people_wrote_stand_once_with_their_number() -> None:
    told = tally(replace(FIRST, kind=OPEN_TEXT, options=(), is_open=False), {"More tea": 9, "A walk": 1})
    assert sorted(line for line in said(polls.card(SAY, told, {})) if line.startswith("•")) == [
        "• A walk",
        "• More tea × 9",
    ]


def test_who_kept_dots_back_reads_how_many_are_left() -> None:
    dots = replace(FIRST, kind=DOTS, most=5)
    assert [dots_left(dots, given) for given in ("2 1", "5 0", "0 5")] == [2, 0, 0]
    assert dots_left(FIRST, "0") == 0
    words = "You have 2 dots left, and that is fine. To give them, press “Answer” on the card again."
    of_several = sheet(kind=DOTS, most=5)
    kept = Kept(
        3, 0, ((dots, 2),), ((dots, Text("Morning: 3")), (of_several.questions[1], "Tea\nand *cake*"))
    )
    told = said(pollreceipts.recorded_all(SAY, of_several, kept))
    assert told[1:4] == [
        "“When?”: Morning: 3",
        "“When?”: Tea and *cake*",
        f"“When?”: {words[0].lower()}{words[1:]}",
    ]
    assert words in said(pollreceipts.recorded(SAY, dots, "Morning: 3", left=2))
    assert words not in said(pollreceipts.recorded(SAY, dots, "Morning: 5"))


@pytest.mark.parametrize(
    ("kind", "most", "how"),
    [
        (SEVERAL, 2, "Choose up to 2."),
        (DOTS, 5, "Each person has 5 dots to share out."),
        (RANKING, 1, "Choose what comes first for you. You can add a second and a third."),
    ],
)
def test_a_card_without_a_button_for_each_option_says_how_to_answer(kind: str, most: int, how: str) -> None:
    told = tally(replace(FIRST, kind=kind, most=most, options=("A", "B", "C")), {})
    assert how in said(polls.card(SAY, told, {}))


def test_a_scale_without_words_for_its_ends_shows_its_numbers_alone() -> None:
    shown = said(polls.card(SAY, tally(replace(FIRST, kind=SCALE, options=()), {}), {}))
    assert shown[2:-2] == ["Confidential: I show nobody what you chose.", *"12345", "Rather not say"]


def test_the_form_of_an_anonymous_poll_says_that_its_answers_stand_together_until_it_closes() -> None:
    open_one = asked(SCALE, level=Level.ANONYMOUS)
    questions = (open_one.poll, *(each.poll for each in open_one.parts))
    form = together.form(SAY, Sheet(open_one.poll, questions, (None, None)), "C1|p")
    assert readable(form["blocks"]).splitlines()[-1] == (
        "Once the poll closes, not even who runs me can see whose answer is whose, unless they kept a copy. "
        "Until it closes, who runs me could see which answers come from one person. "
        "The result shows when the poll closes, unless it would give somebody away."
    )


def test_the_first_two_results_of_a_closed_poll_have_a_chart_below_their_words() -> None:
    """Slack takes two in a message. What is not counted, or not shown as it is, has none."""
    card = polls.card(SAY, asked(OPEN_TEXT, SCALE, CHOICE, is_open=False), {})
    kinds = [block["type"] for block in card.blocks]
    assert (charts(card), kinds.index(CHART) < len(kinds) - 2) == (["When?", "When?"], True)
    check_blocks(list(card.blocks))
    for other in (asked(SCALE), asked(SCALE, level=Level.ANONYMOUS, is_open=False)):
        assert charts(polls.card(SAY, other, {})) == []


def test_no_question_is_left_out_of_a_card_for_a_chart() -> None:
    """Where charts would take the place of a question, there are none."""
    many, drawn = asked(*[CHOICE] * 9, is_open=False), set()
    for length in range(1, 70):
        options = tuple(f"{letter * length}" for letter in "ABCDEFGHIJ")
        first, *others = (
            replace(each, poll=replace(each.poll, options=options), counts=(6, *[0] * 9))
            for each in (many, *many.parts)
        )
        card = polls.card(SAY, replace(first, parts=tuple(others)), {})
        told = together.results(SAY, (first, *others))
        words = together.cut(SAY, many.poll, card.blocks[:1], told, card.blocks[-2:])
        assert [block for block in card.blocks if block["type"] != CHART] == words
        drawn.add(len(charts(card)))
    assert drawn == {0, 2}


def sheet(questions: int = 3, **changed: object) -> Sheet:
    poll = replace(FIRST, **changed)  # type: ignore[arg-type]  # fields of a poll
    return Sheet(poll, (poll,) * questions, (None,) * questions)


END = Purpose.CLOSING
KEPT = str(promise_of(Level.CONFIDENTIAL, choose=True, write=False).whole)
STAYS = "What you pressed on the card itself (Yes, Not yet or No) stays as it is."
NOTHING = "You answered none of the questions, so there is nothing to keep."
EMPTIED = "You left all of it empty. So what you had answered before is deleted."
ON_THE_CARD = "To answer, press “Answer” on the card."
AT_THE_END = "To answer, press “3 more questions, one minute” on the card."


@pytest.mark.parametrize(
    ("answered", "done", "told"),
    [
        (
            sheet(title="Plans"),
            Kept(3, 0),
            ["Recorded. You can change your answers until the poll closes.", "Poll: “Plans”", KEPT],
        ),
        (
            sheet(),
            Kept(2, 1),
            [
                "Recorded. You can change your answers until the poll closes.",
                "This poll has 3 questions. The first: “When?”. You answered 2 of 3 questions.",
                KEPT,
            ],
        ),
        (
            sheet(purpose=END),
            Kept(3, 0),
            [
                "Recorded. You can change your answers until the next session starts, for 14 days at most.",
                "3 more questions below “Before you go”",
                f"“Take my answers back” deletes these answers only. {STAYS}",
            ],
        ),
    ],
)
def test_what_is_recorded_is_named_as_people_know_it(answered: Sheet, done: Kept, told: list[str]) -> None:
    assert said(pollreceipts.recorded_all(SAY, answered, done)) == [*told, "Take my answers back"]


def test_a_receipt_of_a_poll_that_shows_its_totals_says_the_risk_as_its_card_does() -> None:
    risk = "The totals show all the time: who watches may see what was just chosen."
    live = replace(FIRST, is_live=True)
    whole = sheet()
    for told in (
        said(pollreceipts.recorded(SAY, live, "Morning")),
        said(pollreceipts.recorded_all(SAY, replace(whole, poll=live, questions=(live, live)), Kept(2, 0))),
    ):
        assert told[-2].endswith(f" {risk}")


def test_what_is_told_after_the_poll_has_closed_offers_no_change() -> None:
    """Slack may take words only then."""
    one, several = replace(FIRST, is_open=False), sheet()
    told = said(pollreceipts.recorded(SAY, one, "Morning"))
    assert told == ["Your answer is recorded. The poll has closed since.", "Poll: “When?”"]
    closed = replace(several, poll=replace(several.poll, is_open=False))
    assert told[0] == said(pollreceipts.recorded_all(SAY, closed, Kept(3, 0)))[0]


@pytest.mark.parametrize(
    ("answered", "done", "told"),
    [
        (sheet(title="Plans"), Kept(0, 0), [f"{NOTHING} {ON_THE_CARD}", "Poll: “Plans”"]),
        (sheet(title="Plans"), Kept(0, 2), [f"{EMPTIED} {ON_THE_CARD}", "Poll: “Plans”"]),
        (
            sheet(purpose=END),
            Kept(0, 0),
            [f"{NOTHING} {AT_THE_END}", "3 more questions below “Before you go”"],
        ),
        (
            sheet(purpose=END),
            Kept(0, 1),
            [f"{EMPTIED} {AT_THE_END}", "3 more questions below “Before you go”", STAYS],
        ),
    ],
)
def test_an_empty_form_is_never_called_recorded(answered: Sheet, done: Kept, told: list[str]) -> None:
    assert said(pollreceipts.recorded_all(SAY, answered, done)) == told


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            sheet(1),
            ["Your answer is deleted. You can answer again until the poll closes.", "Poll: “When?”"],
        ),
        (
            sheet(title="Plans"),
            ["Your answers are deleted. You can answer again until the poll closes.", "Poll: “Plans”"],
        ),
        (
            sheet(purpose=END),
            [
                "Your answers are deleted. "
                "You can answer again until the next session starts, for 14 days at most.",
                "3 more questions below “Before you go”",
                STAYS,
            ],
        ),
    ],
)
def test_what_is_taken_back_says_what_stays(given: Sheet, told: list[str]) -> None:
    assert said(pollreceipts.withdrawn(SAY, given, is_gone=True)) == told
    deleted, dot, _ = told[0].partition(".")  # who may not answer any more is not told that they can
    unasked = said(pollreceipts.withdrawn(SAY, given, is_gone=True, is_asked=False))
    assert unasked == [deleted + dot, *told[1:]]


def test_words_and_numbers_agree_where_four_people_answered() -> None:
    few = replace(FIRST, is_open=False)
    words = fallback(SAY, list(polls.card(SAY, tally(few, {"0": 4}), {}).blocks))
    assert "Fewer than 5 people have answered." in words
    assert "4 people" not in words


def marked_up(blocks: Sequence[Block]) -> list[str]:
    """All texts of a message in which stars mean bold."""
    texts = [text for block in blocks for text in (block.get("text"), *block.get("elements", ()))]
    return [text["text"] for text in texts if text and text["type"] == "mrkdwn"]


def test_stars_in_a_question_are_shown_as_they_were_typed_in_private_words() -> None:
    told = tally(replace(FIRST, question="Who can *host*?"), {})
    for drawing in (
        closinglists.which(SAY, [told], Text("Which one?")),
        pollreceipts.recorded(SAY, told.poll, "Morning"),
        pollreceipts.withdrawn(SAY, Sheet(told.poll, (told.poll,), (None,)), is_gone=True),
    ):
        assert "Who can *host*?" in "\n".join(said(drawing))
        assert [words for words in marked_up(drawing.blocks) if "*" in words] == []


def test_each_of_several_open_polls_says_when_it_closes_by_itself() -> None:
    polls_ = [replace(FIRST, id=each, closes_at=datetime(2027, 3, 3, 12, tzinfo=UTC)) for each in "ab"]
    shown = said(closinglists.which(SAY, [tally(each, {}) for each in polls_], Text("Which one?")))
    assert sum(line.startswith("Open until ") for line in shown) == 2


@pytest.mark.parametrize("question", ["Who can *host*?", "word " * 50])
def test_what_is_asked_before_a_poll_is_closed_or_taken_back_names_the_poll(question: str) -> None:
    poll = replace(FIRST, question=question.strip())
    [row] = polls.asked(SAY, poll)
    for pressed in (closings.closing_button(SAY, poll, 1), row["elements"][1]):
        assert pressed["confirm"]["text"]["text"].startswith(f"“{question[:14]}")
        assert pressed["confirm"]["text"]["text"].endswith(".")


def test_a_rank_with_a_first_and_a_third_is_not_taken_as_a_first_and_a_second() -> None:
    """Among several questions, too: the gap travels along, and is asked about at its own place."""
    ranked = replace(FIRST, kind=RANKING, options=("Park", "Hall", "School"), part_of="p", place=1)
    filled = {"option": "1", field_of("place0", 1): "0", field_of("place2", 1): "2"}

    assert together.given(Sheet(FIRST, (FIRST, ranked), (None, None)), filled) == ["1", "0 - 2"]

    with pytest.raises(Refusal) as no:
        answer_to(ranked, "0 - 2")
    assert no.value.field == "place1"
