"""Ten cards as they are drawn, and their result in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coproduction.cardresults import result
from coproduction.people import Perspective
from coproduction.polls import Judged
from coproduction.service.tencards import Reach
from coproduction.tencards import Judgement, Turn, Verdict, settle
from handlers.blocks import cardresults, tencards
from tests.speaking import SAY, in_english, in_every_language

if TYPE_CHECKING:
    from handlers.blocks.kit import Block, View

LIVED, FRONT, GOVERNING = Perspective
THIRD = Turn("i3", 3, 10, left=20)
TITLES = {"a": "A buddy", "b": "A walk\nevery week"}


def buttons(view: View) -> list[Block]:
    """All buttons of a form."""
    rows = [block["elements"] for block in view["blocks"] if block["type"] == "actions"]
    return [element for row in rows for element in row]


def read(view: View) -> list[str]:
    """What stands in a form beside its buttons."""
    texts = [[block.get("text"), *block.get("elements", [])] for block in view["blocks"]]
    return [
        each["text"] for row in texts for each in row if each and each["type"] in ("mrkdwn", "plain_text")
    ]


def said(card: str, perspective: Perspective | None, *counts: int) -> list[Judgement]:
    given = zip(Verdict, counts, strict=False)
    return [Judgement(card, perspective, verdict) for verdict, count in given for _ in range(count)]


def told(rows: list[Judgement], people: int) -> list[str]:
    """The sentences about cards a and b."""
    return in_english(cardresults.sentences(result(settle(["a", "b"], rows), people), TITLES))


def test_a_form_shows_one_card_three_answers_and_a_way_to_stop() -> None:
    view = tencards.form(SAY, THIRD, "A buddy for every new parent", "C1|p")
    assert (view["private_metadata"], view["close"]["text"], "submit" in view) == ("C1|p", "Stop", False)
    assert read(view) == [
        "3 of 10 · Would this help?",
        "A buddy for every new parent",
        "Confidential: I show nobody what you chose.",
        "Stop when you like. Your answers are kept, and you can go on later.",
        "When the cards close, I keep only the totals. The result shows then, from 5 answers on. "
        "By perspective it shows where each has 5.",
    ]
    assert [
        (each["text"]["text"], each["accessibility_label"], each["action_id"], each["value"])
        for each in buttons(view)
    ] == [
        ("Helps", "Helps: card 3 of 10", "judge/helps", "i3"),
        ("Not sure", "Not sure: card 3 of 10", "judge/unsure", "i3"),
        ("Does not help", "Does not help: card 3 of 10", "judge/not", "i3"),
    ]


def test_a_card_that_was_judged_says_how_and_can_be_left_backwards() -> None:
    view = tencards.form(SAY, Turn("i3", 3, 10, 20, Verdict.NOT_SURE), "A buddy", can_go_back=True)
    assert "You said: Not sure. You can change it." in read(view)
    *answers, before = buttons(view)
    assert [each.get("style") for each in answers] == [None, "primary", None]
    assert (before["text"]["text"], before["action_id"], before["value"]) == (
        "The card before",
        "card_before",
        "i3",
    )


@pytest.mark.parametrize(
    ("turn", "words", "labels"),
    [
        (Turn(None, 10, 10, 23), "Thank you. 23 cards are left. You may stop here.", ["10 more cards"]),
        (Turn(None, 10, 10, 1), "Thank you. 1 card is left. You may stop here.", ["1 more card"]),
        (Turn(None, 4, 4, 0), "Thank you. You have seen all the cards.", []),
        (Turn(None, 0, 0, 0), "There is no card for you yet. You are not asked about your own ideas.", []),
    ],
)
def test_after_a_round_one_may_stop_or_ask_for_more(turn: Turn, words: str, labels: list[str]) -> None:
    view = tencards.form(SAY, turn, "")
    assert read(view)[0] == words
    assert [each["text"]["text"] for each in buttons(view)] == labels
    assert view["close"]["text"] == "Close"
    assert read(view)[-1].startswith("Confidential: I show nobody what you chose. When the cards close,")


def test_a_result_is_three_sentences() -> None:
    rows = [
        *said("a", LIVED, 10, 5),
        *said("a", FRONT, 4, 1),
        *said("b", LIVED, 6),
        *said("b", FRONT, 3, 0, 2),
    ]
    rows += said("b", GOVERNING, 5)
    assert told(rows, 23) == [
        "23 people answered, and 2 of 2 cards got at least 5 answers.",
        "Most of those who saw it find this helpful: “A walk every week” (14 of 16), “A buddy” (14 of 20).",
        "People of more than one perspective find this helpful: “A walk every week”, "
        "“A buddy” (too few answers: governing body).",
    ]


def test_a_result_says_how_many_more_are_level_with_the_last_that_it_names() -> None:
    titles = {each: each.upper() for each in "abcdefg"}
    rows = [*said("g", None, 5), *(one for each in "abcdef" for one in said(each, None, 3, 2))]
    told = in_english(cardresults.sentences(result(settle(list("abcdefg"), rows), 35), titles))
    assert told[1] == (
        "Most of those who saw it find this helpful: "
        "“G” (5 of 5), “A” (3 of 5), “B” (3 of 5), and 4 more just as much."
    )
    rows += [one for each in "xy" for one in said(each, None, 3, 1, 1)]  # as much by what is read of them
    told = in_english(
        cardresults.sentences(result(settle(list("abcdefgxy"), rows), 35), titles | {"x": "X", "y": "Y"})
    )
    assert told[1].endswith("“B” (3 of 5), and 6 more just as much.")


def test_a_result_says_how_many_more_bridge_as_well_as_the_last_that_it_names() -> None:
    titles = {each: each.upper() for each in "abcdef"}
    rows = [one for each in "abcdef" for who in (LIVED, FRONT) for one in said(each, who, 5)]
    hidden = [*rows, *said("f", GOVERNING, 2)]
    assert [
        in_english(cardresults.sentences(result(settle(list("abcdef"), some), 30), titles))[2]
        for some in (rows, hidden)
    ] == [
        "People of more than one perspective find this helpful: "
        "“A” (too few answers: governing body), “B” (too few answers: governing body), "
        f"“C” (too few answers: governing body), and 3 more{words}."
        for words in (" just as much", ". They may help as much")
    ]


def test_a_result_that_cannot_know_says_so_and_who_is_missing() -> None:
    assert told(said("a", LIVED, 3, 3), 6) == [
        "6 people answered, and 1 of 2 cards got at least 5 answers.",
        "No card with enough answers was found helpful by more than half of those who judged it.",
        "I cannot know what helps from more than one perspective. "
        "For that, one card needs 5 answers from one perspective and 5 from another. "
        "Too few came from: front line, governing body.",
    ]
    assert told(said("a", None, 3, 3), 6)[2:] == [
        "I cannot know what helps from more than one perspective. "
        "For that, one card needs 5 answers from one perspective and 5 from another.",
    ]
    spread = [*said("a", LIVED, 5), *said("b", FRONT, 5)]
    assert told(spread, 10)[2].endswith("one card needs 5 answers from one perspective and 5 from another.")
    apart = [*said("a", LIVED, 5), *said("b", FRONT, 5), *said("b", GOVERNING, 0, 0, 5)]
    assert (
        told(apart, 15)[2] == "No card with enough answers is found helpful from more than one perspective."
    )
    two = [*said("a", LIVED, 5), *said("a", FRONT, 0, 0, 5)]
    assert told(two, 10)[2] == (
        "No card with enough answers is found helpful from more than one perspective. "
        "Too few came from: governing body."
    )


def test_a_result_of_which_no_card_has_five_answers_says_so_and_what_can_be_done() -> None:
    assert told([*said("a", LIVED, 4), *said("b", FRONT, 4)], 8) == [
        "8 people answered, but no card got 5 answers.",
        "So I cannot say what helps most.",
        "It can be asked again when more people are here.",
    ]


def test_a_result_says_how_many_cards_it_does_not_count_any_more() -> None:
    settled = settle(["a", "b"], [*said("a", LIVED, 5), *said("b", FRONT, 4)])
    for cards, few in ((settled, "1 of 2 cards got"), (settled[1:], "but no card got")):
        first = in_english(cardresults.sentences(result(cards, 9, gone=1), TITLES))[0]
        assert few in first
        assert first.endswith(" 1 more card was judged. It is not shown any more, so it does not count.")


def test_the_list_leaves_out_cards_of_which_nothing_may_be_said_and_says_how_many() -> None:
    rows = [*said("a", LIVED, 9), *said("a", FRONT, 0, 5), *said("b", FRONT, 2, 2, 1), *said("b", LIVED, 4)]
    rows += [
        *said("e", FRONT, 2, 2, 1),
        *said("d", FRONT, 2, 2, 1),
        *said("d", LIVED, 0, 5),
        *said("d", None, 6),
    ]
    settled = settle(["a", "b", "d", "e", *(f"c{n}" for n in range(190))], rows)
    titles = {each.card: f"idea {each.card}" for each in settled}
    numbers = {card: number for number, card in enumerate(titles, 12)}
    judged = Judged(result(settled, 9), titles, tuple(settled), numbers)
    assert tencards.listing(SAY, "What?", judged).text.splitlines()[2:] == [
        "12. “idea a”: helps 9, not sure 5, does not help 0",
        "– lived experience: helps 9, not sure 0, does not help 0",
        "– front line: helps 0, not sure 5, does not help 0",
        "13. “idea b”: helps 6, not sure 2, does not help 1",
        "14. “idea d”: helps 8, not sure 7, does not help 1",
        "15. “idea e”: helps 2, not sure 2, does not help 1",
        "190 cards have fewer than 5 answers, so they are not listed.",
        "Counts by perspective are shown where two or more perspectives answered, and 5 of each.",
    ]


@pytest.mark.parametrize(
    ("ideas", "people", "words"),
    [
        (
            192,
            46,
            "There are 192 ideas, and 46 people are here. They may be too few for all of them. So I begin "
            "with 10 ideas, drawn by lot. When each of these has 5 answers, others follow. "
            "Who has judged all of these goes on with others.",
        ),
        (
            3,
            4,
            "Fewer than 5 people are here. An idea needs 5 answers, or nothing is shown of it. "
            "Please wait for more people before you close the cards.",
        ),
        (
            9,
            5,
            "5 people are here, and nobody judges an idea of their own. An idea needs 5 answers, or nothing "
            "is shown of it. Please wait for more people before you close the cards.",
        ),
        (30, 46, None),
    ],
)
def test_who_begins_is_told_how_many_ideas_are_drawn_where_people_are_too_few_for_all(
    ideas: int, people: int, words: str | None
) -> None:
    told = [block["text"]["text"] for block in tencards.expected(SAY, Reach(ideas, people, people - 1))]
    assert told == ([words] if words else [])


def test_of_fewer_than_five_people_nothing_is_told() -> None:
    again = "It can be asked again when more people are here."
    few = ["Fewer than 5 people answered.", "So nothing is shown of any card.", again]
    assert told(said("a", LIVED, 4), 4) == few


def test_a_long_idea_is_quoted_by_its_beginning() -> None:
    long = result(settle(["a"], said("a", LIVED, 9)), 9)
    sentence = in_english(cardresults.sentences(long, {"a": "word " * 200}))[1]
    assert sentence.endswith("word…” (9 of 9).")
    assert len(sentence) < 140


def test_every_language_says_all_of_it_in_its_own_words() -> None:
    rows = [*said("a", LIVED, 10, 5), *said("a", FRONT, 4, 1)]
    whole = result(settle(["a", "b"], rows), 23)
    by_language = {
        code: "\n".join(block["text"]["text"] for block in cardresults.told(say, whole, TITLES))
        for code, say in in_every_language().items()
    }
    assert all("A buddy" in words for words in by_language.values())
    assert len(set(by_language.values())) == len(by_language)
