"""The kinds of questions as people meet them: how each is asked, answered, and shown when it closes."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from handlers import ids
from rehearsal.driver.room import Person
from rehearsal.driver.sights import View
from rehearsal.texts import readable
from tests.handlers.database import tables
from tests.handlers.forging import forged_click
from tests.stage import ROOM, Stage

OPEN = "You can change your answer until the poll closes."
LIVE = (
    "Confidential: I show nobody what you chose. "
    "The totals show all the time: who watches may see what was just chosen."
)
KEPT = (
    "When the poll closes, I keep only the totals. "
    "The result shows when the poll closes, from 5 answers on. By perspective it shows where each has 5."
)
FINAL = "This is the final result."
WHERE = "Those who lead can read who answered what: /copro results"
NAMED = "Named: who leads can read your name and your answer."


async def asked(stage: Stage, typed: str, question: str) -> None:
    """A session with this poll."""
    await stage.session()
    await stage.poll(typed)
    await stage.ana.sees(question, channel=ROOM)


async def card(person: Person, words: str) -> list[str]:
    """The lines of the newest message in the room that says these words."""
    return (await person.sees(words, channel=ROOM)).readable.splitlines()


async def answers(person: Person, question: str, given: Mapping[str, object]) -> dict[str, str]:
    """Press Answer, fill the form in and send it; what it says under its fields."""
    await person.clicks("Answer", on=question, channel=ROOM)
    await person.modal("Your answer")
    await person.fills(given)
    return dict((await person.submits()).errors)


async def closed(stage: Stage) -> list[str]:
    """The card of the poll, closed, above the chart that says the same."""
    await stage.miriam.types("/copro close", channel=ROOM)
    lines = await card(stage.ana, "Poll: closed")
    return lines[: lines.index(FINAL) + 1]


def shown(form: View) -> str:
    """What a form says, but for its fields."""
    return readable(form.json["blocks"])


def stored(stage: Stage) -> list[str]:
    return sorted(row["answer"] for row in tables(stage)["ballot"])


async def test_several_options_are_chosen_in_a_form_that_knows_ones_own_answer(stage: Stage) -> None:
    await asked(stage, '/poll named limit 2 "What first?" "Park" "Hall" "School"', "What first?")
    assert await card(stage.ana, "What first?") == [
        "Poll",
        "What first?",
        NAMED,
        "• Park",
        "• Hall",
        "• School",
        "Choose up to 2.",
        "Answer",
        f"Nobody has answered yet. {OPEN}",
        "People here see only totals. The result shows when the poll closes.",
    ]

    too_many = {"What first?": ["Park", "Hall", "School"]}
    assert await answers(stage.ana, "What first?", too_many) == {
        "What first?": "You have chosen 3, and 2 are allowed. Please leave some out."
    }
    assert stored(stage) == []
    await stage.ana.fills({"What first?": ["School", "Park"]})
    assert (await stage.ana.submits()).closed
    told = "Your answer is “Park, School”. You can change it until the poll closes."
    await stage.ana.sees(told, channel=ROOM, private=True)
    assert await answers(stage.ana, "What first?", {}) == {}  # what was there is ticked
    assert await answers(stage.delroy, "What first?", {"What first?": ["Park"]}) == {}
    assert stored(stage) == ["0", "0 2"]

    assert await closed(stage) == [
        "Poll: closed",
        "What first?",
        "Park: 2 (100 %) ▰▰▰▰▰▰▰▰▰▰",
        "Hall: 0 (0 %) ▱▱▱▱▱▱▱▱▱▱",
        "School: 1 (50 %) ▰▰▰▰▰▱▱▱▱▱",
        "Up to 2 choices for each person. The shares are shares of people.",
        "Most people chose “Park”: 2 of 2. It was close: “School” came next, 1 behind. "
        "2 people have answered.",
        WHERE,
        FINAL,
    ]
    assert stored(stage) == ["0", "0 2"]  # who answered what is kept


async def test_dots_are_shared_out_in_a_form(stage: Stage) -> None:
    await asked(stage, '/poll live dots 5 "What matters?" "Park" "Hall"', "What matters?")
    assert await answers(stage.ana, "What matters?", {"Park": "4", "Hall": "2"}) == {
        "Park": "You have given 6 dots, and you have 5. Please take some back."
    }
    await stage.ana.fills({"Hall": "1"})
    assert (await stage.ana.submits()).closed
    assert await answers(stage.delroy, "What matters?", {"Hall": "5"}) == {}

    dots = [
        "Park: 4 (40 %) ▰▰▰▰▱▱▱▱▱▱",
        "Hall: 6 (60 %) ▰▰▰▰▰▰▱▱▱▱",
        "Each person has 5 dots. The shares are shares of all dots.",
    ]
    assert (await card(stage.ana, "2 people have answered."))[2:7] == [*dots, LIVE, "Answer"]
    assert (await closed(stage))[2:] == [
        *dots,
        "“Hall” got the most dots: 6 of 10. “Park” came next, 2 behind. 2 people have answered.",
        FINAL,
    ]


async def test_the_first_three_are_ranked_in_a_form(stage: Stage) -> None:
    await asked(stage, '/poll named rank "In which order?" "Park" "Hall" "School"', "In which order?")
    assert await answers(stage.ana, "In which order?", {"First": "Hall", "Second": "Hall"}) == {
        "Second": "You have chosen this twice. Please choose another one."
    }
    gap = "You left this place empty and filled a later one."
    again = await answers(stage.blessing, "In which order?", {"First": "Hall", "Third": "School"})
    assert again == {"Second": f"{gap} Please choose what comes here, or empty the later one."}
    assert stored(stage) == []
    await stage.ana.fills({"Second": "Park", "Third": "School"})
    assert (await stage.ana.submits()).closed
    told = "Your answer is “1. Hall, 2. Park, 3. School”. You can change it until the poll closes."
    await stage.ana.sees(told, channel=ROOM, private=True)
    assert await answers(stage.delroy, "In which order?", {"First": "Hall"}) == {}

    assert (await closed(stage))[2:] == [
        "Park: 2 (22 %) ▰▰▱▱▱▱▱▱▱▱",
        "Hall: 6 (67 %) ▰▰▰▰▰▰▰▱▱▱",
        "School: 1 (11 %) ▰▱▱▱▱▱▱▱▱▱",
        "A first place counts 3 points, a second 2, a third 1. The shares are shares of all points.",
        "“Hall” got the most points: 6 of 9. It was clear: “Park” came next, 4 behind. "
        "2 people have answered.",
        WHERE,
        FINAL,
    ]


async def test_a_scale_has_a_button_for_each_number_and_tells_those_apart_who_rather_not_say(
    stage: Stage,
) -> None:
    await asked(stage, '/poll named scale "How sure are you?" "Not sure" "Very sure"', "How sure are you?")
    assert (await card(stage.ana, "How sure are you?"))[2:-2] == [
        NAMED,
        "1 is “Not sure”. 5 is “Very sure”.",
        *"12345",
        "Rather not say",
    ]
    for person, label in ((stage.ana, "4"), (stage.delroy, "Rather not say"), (stage.blessing, "4")):
        await person.clicks(label, on="How sure are you?", channel=ROOM)
    told = "Your answer is “Rather not say”. You can change it until the poll closes."
    await stage.delroy.sees(told, channel=ROOM, private=True)

    assert (await closed(stage))[2:] == [
        "1 is “Not sure”. 5 is “Very sure”.",
        *(f"{step}: 0 (0 %) ▱▱▱▱▱▱▱▱▱▱" for step in (1, 2, 3)),
        "4: 2 (100 %) ▰▰▰▰▰▰▰▰▰▰",
        "5: 0 (0 %) ▱▱▱▱▱▱▱▱▱▱",
        "1 person would rather not say.",
        "Most people chose “4”: 2 of 2. Nothing else was chosen. 3 people have answered.",
        WHERE,
        FINAL,
    ]


async def test_yes_not_yet_and_no_need_no_options_and_no_quotes(stage: Stage) -> None:
    await asked(stage, "/poll yesno live Do you feel heard?", "Do you feel heard?")
    for person, label in ((stage.ana, "Yes"), (stage.blessing, "Not yet"), (stage.delroy, "Rather not say")):
        await person.clicks(label, on="Do you feel heard?", channel=ROOM)
    assert (await card(stage.ana, "3 people have answered."))[2:-2] == [
        "Yes: 1 (50 %) ▰▰▰▰▰▱▱▱▱▱",
        "Not yet: 1 (50 %) ▰▰▰▰▰▱▱▱▱▱",
        "No: 0 (0 %) ▱▱▱▱▱▱▱▱▱▱",
        "1 person would rather not say.",
        LIVE,
        *("Yes", "Not yet", "No", "Rather not say"),
    ]


async def test_own_words_are_shown_when_the_poll_closes_and_nobody_watches_them(stage: Stage) -> None:
    await asked(stage, "/poll text What should change?", "What should change?")
    card_now = await card(stage.ana, "What should change?")
    assert card_now[2:] == [
        "Confidential: I show nobody who wrote what.",
        "Answer",
        f"Nobody has answered yet. {OPEN}",
        "When the poll closes and 5 or more people wrote, all can read the words, in mixed "
        "order and without names. "
        "I then forget who wrote what. People may still know you by your words.",
    ]
    await stage.ana.clicks("Answer", on="What should change?", channel=ROOM)
    form = await stage.ana.modal("Your answer")
    assert "Nobody watches this for emergencies." in shown(form)
    await stage.ana.closes()

    assert await answers(stage.ana, "What should change?", {"What should change?": " "}) == {
        "What should change?": "Please write your answer first."
    }
    await stage.ana.fills({"What should change?": "More <!channel> *time*"})
    assert (await stage.ana.submits()).closed
    assert await answers(stage.delroy, "What should change?", {"What should change?": "Less talk"}) == {}
    assert "Less talk" not in "\n".join(await card(stage.blessing, "2 people have answered."))
    for person, words in ((stage.blessing, "A"), (stage.tunde, "B"), (stage.miriam, "C")):
        assert await answers(person, "What should change?", {"What should change?": words}) == {}

    result = await closed(stage)
    assert sorted(result[2:7]) == ["• A", "• B", "• C", "• Less talk", "• More <!channel> *time*"]
    told = "There are 5 different answers to read. No two people wrote the same. 5 people have answered."
    assert result[7:] == [told, FINAL]
    assert tables(stage)["ballot"] == []
    assert await stage.pings() == []


async def test_more_words_than_a_card_holds_are_one_press_away(stage: Stage) -> None:
    await asked(stage, "/poll text What should change?", "What should change?")
    written = {f"{number} {'word ' * 50}".strip() for number in range(24)}
    for person, words in zip(stage.room.people("champion"), sorted(written), strict=False):
        assert await answers(person, "What should change?", {"What should change?": words}) == {}
    result = await closed(stage)
    on_card = [line[2:] for line in result if line.startswith("• ")]
    assert f"There are {24 - len(on_card)} more answers." in result

    await stage.ana.clicks("All answers", on="Poll: closed", channel=ROOM)
    first = shown(await stage.ana.modal("All answers")).splitlines()
    await stage.ana.clicks("Next page")
    await stage.rests()
    second = shown(await stage.ana.modal("All answers")).splitlines()

    assert {line[2:] for line in [*first, *second] if line.startswith("• ")} == written


async def test_anonymous_words_are_kept_without_names_and_not_even_ones_own_form_shows_them(
    stage: Stage,
) -> None:
    await asked(stage, '/poll anonymous text "What is hard here?"', "What is hard here?")
    for number, person in enumerate(stage.room.people("champion")[:5]):
        given = {"What is hard here?": f"Words {number}"}
        assert await answers(person, "What is hard here?", given) == {}
    first = stage.room.people("champion")[0]
    recorded = await first.sees("Recorded.", channel=ROOM, private=True)
    assert recorded.readable.splitlines()[0] == "Recorded. You can change it until the poll closes."
    await first.clicks("Answer", on="What is hard here?", channel=ROOM)
    form = await first.modal("Your answer")
    assert "Words 0" not in str(form.json)
    assert "people may know you by your words" in shown(form)
    await first.closes()
    rows = tables(stage)
    assert (rows["ballot"], len(rows["unnamed_ballot"])) == ([], 5)

    result = await closed(stage)

    assert sorted(result[2:7]) == [f"• Words {number}" for number in range(5)]
    told = "There are 5 different answers to read. They stand in no order, and without names. "
    assert result[7:] == [f"{told}At least 5 people have answered.", FINAL]
    rows = tables(stage)
    assert (rows["unnamed_ballot"], rows["poll_secret"]) == ([], [])


async def test_an_anonymous_scale_shows_three_bands(stage: Stage) -> None:
    await asked(stage, '/poll anonymous scale 10 "How safe?"', "How safe?")
    for number, person in enumerate(stage.room.people("champion")[:20]):
        await person.clicks("9" if number % 2 else "1", on="How safe?", channel=ROOM)
    assert {row["answer"] for row in tables(stage)["unnamed_ballot"]} == {"1", "9"}
    assert (await closed(stage))[2:-1] == [
        "Low (0–3): about 10",
        "Middle (4–6): 0 to 4 people",
        "High (7–10): about 10",
        "Rather not say: 0 to 4 people",
        "Numbers are rounded to the nearest five, and small ones are hidden. So nobody is given away.",
        "Chosen most: “Low (0–3)” and “High (7–10)”. They are close together. "
        "At least 20 people have answered.",
    ]


TOGETHER_WRONG = [
    ('anonymous limit 2 "A?" "B" "C"', "A question of this kind cannot be anonymous:"),
    ('anonymous dots 5 "A?" "B" "C"', "A question of this kind cannot be anonymous:"),
    ('anonymous rank "A?" "B" "C" "D"', "A question of this kind cannot be anonymous:"),
    ('live text "A?"', "Please leave out “live”, or choose that it shows when the poll closes."),
    ('scale rank "A?" "B" "C" "D"', "Please write only one of these words: scale, rank."),
    ('scale 7 "A?"', "A scale goes from 1 to 5, or from 0 to 10."),
    ('scale "A?" "B"', "A scale has words for its two ends, or none."),
    ('limit "A?" "B" "C"', "How many may each person choose?"),
    (
        'limit 3 "A?" "B" "C"',
        "How many may each person choose? With two options, please say 2. "
        "If each may choose only one, leave out “limit”, or let people choose one option.",
    ),
    ('dots "A?" "B" "C"', "How many dots has each person?"),
    ('dots 99 "A?" "B" "C"', "How many dots has each person?"),
    ('rank "A?" "B" "C"', "To rank, people need at least three options."),
    ('yesno "A?" "Maybe"', "This kind of question needs no options of yours."),
    ("text", "A poll needs a question"),
    ("rank A B C", "Please put the question and each answer in quotes"),
    ("What first? Park | Hall", "Please put the question and each answer in quotes"),
    ('limit -2 "A?" "B" "C" "D"', "I do not know what “-2” means here"),
]


async def test_what_does_not_go_together_is_given_back_before_anything_is_stored(stage: Stage) -> None:
    await stage.session()
    for typed, words in TOGETHER_WRONG:
        before = len(await stage.miriam.messages())
        await stage.miriam.types(f"/poll {typed}", channel=ROOM)
        await stage.miriam.sees(words, channel=ROOM, private=True)
        [told] = (await stage.miriam.messages())[before:]
        assert told.private
        assert told.readable.splitlines()[-2:] == ["You typed:", f"/poll {typed}"]
        assert words in told.readable
    assert tables(stage)["poll"] == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ('Escala 10, anónima: "A?"', ("scale_ten", "anonymous", 1, "A?")),
        ('límite 2 "A?" "B" "C" "D"', ("several", "confidential", 2, "A?")),
        ('limit 2 people only? "Yes" "No"', ("choice", "confidential", 1, "limit 2 people only?")),
        ('rank by age: "B" "C"', ("choice", "confidential", 1, "rank by age:")),
        ("text: what now?", ("text", "confidential", 1, "what now?")),
    ],
)
async def test_the_words_before_a_question_are_read_in_any_of_our_languages(
    stage: Stage, typed: str, kept: tuple[object, ...]
) -> None:
    await stage.session()
    await stage.poll(f"/poll {typed}")
    await stage.miriam.sees("Your poll is on its way.", channel=ROOM, private=True)
    [row] = tables(stage)["poll"]
    assert (row["kind"], row["level"], row["most"], row["question"]) == kept


async def test_the_form_asks_how_people_answer_and_says_under_its_fields_what_does_not_fit(
    stage: Stage,
) -> None:
    await stage.session()
    await stage.miriam.types("/poll", channel=ROOM)
    await stage.miriam.modal("New poll")
    await stage.miriam.fills({"What I keep": "Anonymous: nobody can see who chose what"})
    await stage.miriam.fills({"How do people answer?": "Share out dots"})
    form = await stage.miriam.modal("New poll", "So I made the poll confidential.")
    assert "How many dots?" in form.labels
    await stage.miriam.fills({"Your question": "What matters?", "Options, one on each line": "Park\nHall"})
    for wrong in ("two", "1"):
        await stage.miriam.fills({"How many dots?": wrong})
        assert list((await stage.miriam.submits()).errors) == ["How many dots?"]
    await stage.miriam.fills({"How many dots?": "5"})
    await stage.miriam.submits()
    await stage.miriam.modal("Preview")
    assert (await stage.miriam.submits()).closed
    [row] = tables(stage)["poll"]
    assert (row["kind"], row["most"], row["level"]) == ("dots", 5, "confidential")

    await stage.miriam.sees("Your poll is on its way.", channel=ROOM, private=True)
    await stage.miriam.clicks("Change the poll", channel=ROOM)
    await stage.miriam.modal("Change the poll")
    await stage.miriam.fills({"Your question": "What matters most?"})
    assert (await stage.miriam.submits()).closed
    assert {(each["kind"], each["most"]) for each in tables(stage)["poll"]} == {("dots", 5)}


async def test_a_yes_or_no_question_is_changed_in_a_form_without_options(stage: Stage) -> None:
    await asked(stage, "/poll yesno Do you feel heard?", "Do you feel heard?")
    await stage.miriam.clicks("Change the poll", channel=ROOM)
    form = await stage.miriam.modal("Change the poll")
    assert form.labels == ["Your question"]
    await stage.miriam.fills({"Your question": "Were you heard?"})
    assert (await stage.miriam.submits()).closed
    await stage.ana.sees("Were you heard?", channel=ROOM)


async def test_an_answer_that_comes_too_late_or_from_elsewhere_is_refused_and_nothing_is_lost(
    stage: Stage,
) -> None:
    await asked(stage, '/poll named limit 2 "What first?" "Park" "Hall"', "What first?")
    await stage.ana.clicks("Answer", on="What first?", channel=ROOM)
    await stage.ana.modal("Your answer")
    await stage.ana.fills({"What first?": ["Park"]})
    await stage.closes()
    late = "This poll has closed, so it takes no answers any more."
    assert (await stage.ana.submits()).errors == {"What first?": late}
    [row] = tables(stage)["poll"]

    await forged_click(stage, stage.delroy, ids.ANSWER_POLL, row["id"])
    await stage.delroy.sees(late, channel=ROOM, private=True)
    await forged_click(stage, stage.delroy, ids.ANSWER_POLL, "no such poll")
    await stage.delroy.sees("This poll is gone", channel=ROOM, private=True)


async def test_answers_are_not_shown_before_a_poll_has_closed(stage: Stage) -> None:
    await asked(stage, '/poll "When?" "A" "B"', "When?")
    [row] = tables(stage)["poll"]
    await forged_click(stage, stage.ana, ids.at(ids.ALL_ANSWERS, row["id"]), f"{row['id']}:0")
    told = "This poll is open. What people write is shown when it closes."
    await stage.ana.sees(told, channel=ROOM, private=True)
