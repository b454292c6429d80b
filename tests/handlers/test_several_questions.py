"""Several questions in one form, and the templates, as people meet them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from coproduction.errors import Refusal
from coproduction.levels import Level
from coproduction.ownquestions import QUESTIONS, as_stored
from coproduction.people import Actor
from coproduction.polls import BEFORE_NOW, CHOICE, CLOSING_QUESTION, DOTS, OPEN_TEXT, RANKING, SCALE, YES_NO
from coproduction.service import polls
from coproduction.service.pollforms import ON_ONE_SCREEN, Asked, PollForm, asked_in
from coproduction.templates import END, POWER, PULSE, TEMPLATES
from coproduction.templates import Question as TemplateQuestion
from coproduction.words import ENGLISH, LANGUAGES, render
from handlers import ready
from handlers.asked import typed
from handlers.blocks.drafts.question import FIXED
from handlers.blocks.kit import NOBODY_WATCHES
from rehearsal.driver.room import Person
from rehearsal.texts import readable
from tests.handlers.database import tables
from tests.handlers.test_polls import NEXT
from tests.judges.drawn import NOON
from tests.stage import ROOM, Stage

LEVEL, TOTALS = "Confidential: I show nobody what you chose.", "When the poll closes, I keep only the totals."
AT_THE_NEXT = "This closes when the next session starts, or after 14 days. A result shows from 5 answers on."
BOTH = "Please answer both, before today and now. Or leave both out."
FEW = "Fewer than 5 people answered this, so I do not show it."
RESULT = "The result shows when the poll closes, from 5 answers on. By perspective it shows where each has 5."


async def card(person: Person, words: str) -> list[str]:
    """The lines of the newest message in the room that says these words."""
    return (await person.sees(words, channel=ROOM)).readable.splitlines()


async def answers(person: Person, title: str, given: dict[str, object]) -> dict[str, str]:
    """Press Answer, fill the form in and send it; what it says under its fields."""
    await person.clicks("Answer", on=title, channel=ROOM)
    await person.modal("Your answers")
    await person.fills(given)
    return dict((await person.submits()).errors)


async def test_the_power_check_is_asked_answered_changed_and_taken_back_in_one_form(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types("/poll template power", channel=ROOM)
    assert await card(stage.ana, "Power check") == [
        "Poll",
        "Power check",
        "1. Does your voice count here?",
        "2. Are there ways to take part that work for you?",
        "3. Who decides what we talk about?",
        "4. Will this change anything?",
        LEVEL,
        "Answer",
        "Nobody has answered yet. You can change your answers until the poll closes.",
        f"{TOTALS} {RESULT}",
    ]

    wanted = "1. Does your voice count here?"
    assert set(await answers(stage.ana, "Power check", {"4. Will this change anything?": "2"})) == {wanted}
    await stage.ana.fills({wanted: "5 – Very much"})
    assert (await stage.ana.submits()).closed
    recorded = "Recorded. You can change your answers until the poll closes."
    told = await stage.ana.sees(recorded, channel=ROOM, private=True)
    assert told.readable.splitlines() == [
        recorded,
        "“Does your voice count here?”: 5",
        "“Will this change anything?”: 2",
        "Poll: “Power check”. You answered 2 of 4 questions.",
        f"{LEVEL} {TOTALS}",
        "Take my answers back",
    ]
    assert sorted(row["answer"] for row in tables(stage)["ballot"]) == ["2", "5"]
    assert await answers(stage.ana, "Power check", {wanted: "4"}) == {}  # the other one is filled in
    assert sorted(row["answer"] for row in tables(stage)["ballot"]) == ["2", "4"]

    await stage.ana.clicks("Take my answers back", on=recorded, channel=ROOM)
    await stage.ana.sees("Your answers are deleted.", channel=ROOM, private=True)
    assert tables(stage)["ballot"] == []
    assert await answers(stage.delroy, "Power check", {wanted: "Rather not say"}) == {}
    await stage.closes()
    assert (await card(stage.ana, "Poll: closed"))[:3] == ["Poll: closed", "Power check", wanted]


async def test_every_question_can_be_changed_until_somebody_answers(stage: Stage) -> None:
    await stage.session()
    desk, miriam = stage.workspace.desk, Actor(stage.miriam.id, is_admin=True)
    channel = stage.slack.slack.workspace.channel(ROOM)
    assert channel
    more = (Asked("Hwo sure?", ["Not", "Very"], SCALE), Asked("Why?", [], OPEN_TEXT))
    form = PollForm("When?", ["Morning", "Evening"], "form:1", title="Plans", more=more)
    await desk.write(lambda memory: polls.open_poll(memory, desk.clock(), miriam, channel.id, form))
    await card(stage.ana, "Plans")

    await stage.miriam.types("/copro polls", channel=ROOM)
    await stage.miriam.clicks("Change the poll", channel=ROOM)
    shown = await stage.miriam.modal("Change the poll")
    assert shown.labels == [
        "Question 1",
        "Options of question 1, one on each line",
        "Question 2",
        "Options of question 2, one on each line",
        "Question 3",
    ]
    for kind in ("Choose one option", "A number from 1 to 5", "In their own words"):
        assert f"How people answer: {kind}." in shown.text
    ends = "Options of question 2, one on each line"
    fields = {each["label"]["text"]: each for each in shown.json["blocks"] if each["type"] == "input"}
    assert [label for label, field in fields.items() if field.get("optional")] == [ends]
    assert [field["hint"]["text"] for field in fields.values() if field.get("hint")] == [
        "2 to 10 options, each up to 70 characters.",
        "What the lowest number means, then the highest. Or nothing.",
    ]
    await stage.miriam.fills({"Question 2": "How sure?", ends: "Not"})
    wrong = "A scale has words for its two ends, or none. You gave 1."
    assert dict((await stage.miriam.submits()).errors) == {ends: wrong}
    await stage.miriam.fills({ends: "Not sure\nVery sure"})
    assert (await stage.miriam.submits()).closed
    await stage.ana.sees("2. How sure?", channel=ROOM)
    asked_now = sorted((row for row in tables(stage)["poll"] if row["is_open"]), key=lambda row: row["place"])
    assert [(row["question"], row["kind"], row["options"]) for row in asked_now] == [
        ("When?", CHOICE, '["Morning", "Evening"]'),
        ("How sure?", SCALE, '["Not sure", "Very sure"]'),
        ("Why?", OPEN_TEXT, "[]"),
    ]


async def test_what_a_card_does_not_hold_is_a_press_away_in_pages(stage: Stage) -> None:
    await stage.session()
    desk, miriam = stage.workspace.desk, Actor(stage.miriam.id, is_admin=True)
    channel = stage.slack.slack.workspace.channel(ROOM)
    assert channel
    options = [f"{letter * 69}" for letter in "ABCDEFGHIJ"]
    more = tuple(Asked(f"Question {number}?", options) for number in range(2, 11))
    form = PollForm("Question 1?", options, "form:1", title="All at once", more=more)
    await desk.write(lambda memory: polls.open_poll(memory, desk.clock(), miriam, channel.id, form))
    await card(stage.ana, "All at once")
    await stage.closes()
    closed = await card(stage.ana, "Poll: closed")
    shown = [line for line in closed if re.fullmatch(r"\d+\. Question \d+\?", line)]
    assert len(shown) == 9
    assert "There is 1 more question." in closed

    await stage.ana.clicks("All results", on="All at once", channel=ROOM)
    page = await stage.ana.modal("All results")
    for number in range(4):
        assert f"Page {number + 1} of 4" in page.text
        assert f"{3 * number + 1}. Question {3 * number + 1}?" in page.text
        if number < 3:
            await stage.ana.clicks("Next page")
            page = await stage.ana.modal("All results", f"Page {number + 2} of 4")


async def test_who_has_a_minute_more_answers_the_other_questions_of_the_end(stage: Stage) -> None:
    """Ana leaves some out, takes half a pair back, and reads the result when five have answered."""
    await stage.session()
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.ana.sees("Before you go", channel=ROOM)

    await stage.ana.clicks("5 more questions, one minute", on="Before you go", channel=ROOM)
    form = await stage.ana.modal("Your answers")
    said = readable(form.json["blocks"]).splitlines()
    assert said[0] == "Confidential: I show nobody who chose or wrote what."
    assert said[-2:] == [
        "When the poll closes, I forget who gave which answer. All then see the totals, and can read the "
        f"words in mixed order. People may still know you by your words. {AT_THE_NEXT}",
        NOBODY_WATCHES.one,
    ]
    assert (await stage.ana.submits()).closed
    nothing = "You answered none of the questions, so there is nothing to keep."
    again = "To answer, press “5 more questions, one minute” on the card."
    await stage.ana.sees(f"{nothing} {again}", channel=ROOM, private=True)
    await stage.ana.clicks("5 more questions, one minute", on="Before you go", channel=ROOM)
    await stage.ana.modal("Your answers")
    await stage.ana.fills({"Now": "4"})
    assert dict((await stage.ana.submits()).errors) == {"Before today": BOTH}
    await stage.ana.fills({"Before today": "1 – Not at all", "3. What worked well today?": "The tea"})
    assert (await stage.ana.submits()).closed
    recorded = "Recorded. You can change your answers until the next session starts, for 14 days at most."
    told = await stage.ana.sees(recorded, channel=ROOM, private=True)
    assert told.readable.splitlines() == [
        recorded,
        "5 more questions below “Before you go”. You answered 2 of 5 questions.",
        "“Take my answers back” deletes these answers only. "
        "What you pressed on the card itself (Yes, Not yet or No) stays as it is.",
        "Take my answers back",
    ]
    assert sorted(row["answer"] for row in tables(stage)["ballot"]) == ["1 4", "The tea"]

    for person in stage.room.people("champion")[1:5]:
        await person.clicks("5 more questions, one minute", on="Before you go", channel=ROOM)
        await person.fills({"Before today": "3", "Now": "3"})
        assert (await person.submits()).closed
    await stage.miriam.types('/copro start "Again"', channel=ROOM)
    closed = await card(stage.ana, "This question is closed now.")
    begins, after = closed.index("I understand what matters to people here."), closed.index(NEXT)
    assert closed[begins:after] == [
        "I understand what matters to people here.",
        "Understand it better now: too few answers to show without giving somebody away",
        "What worked well today?",
        FEW,
        "What should we change next time?",
        FEW,
        "I could say what I really think here",
        FEW,
    ]


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("template power", [SCALE] * 4),
        ("plantilla poder", [SCALE] * 4),
        ('template "power"', [SCALE] * 4),
        ("template Power check", [SCALE] * 4),
        ("anonymous template “End of session”", [YES_NO, SCALE, BEFORE_NOW, OPEN_TEXT, OPEN_TEXT]),
        ('template "Priorities" "Park" "Hall"', [RANKING]),
        ("anonymous template end", [YES_NO, SCALE, BEFORE_NOW, OPEN_TEXT, OPEN_TEXT]),
        ("template cierre confidential", [YES_NO, SCALE, BEFORE_NOW, OPEN_TEXT, OPEN_TEXT]),
        ('template priorities "Park" "Hall" "School"', [RANKING]),
        ('template priorities dots 5 "What first?" "Park" "Hall"', [DOTS]),
    ],
)
def test_a_template_is_typed_in_any_language_with_flags_before_or_after(words: str, kinds: list[str]) -> None:
    form = typed(words)
    assert [form.kind, *(each.kind for each in form.more)] == kinds
    assert all(each.is_optional for each in form.more)


def test_the_headline_of_the_template_is_the_closing_question_word_for_word() -> None:
    form = typed("template end")
    assert (form.question, len(form.more) + 1) == (str(CLOSING_QUESTION), ON_ONE_SCREEN)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "template",
            "I have these templates: power, priorities, candour, end. For example: /poll template power",
        ),
        (
            "template powre",
            "I have no template called “powre”, so I asked nothing. Did you mean “power”? "
            "These are the templates: power, priorities, candour, end.",
        ),
        ("plantilla podre", "Did you mean “power”?"),
        ("template garden", "I have no template called “garden”, so I asked nothing. These are the"),
        ("template power soon", "I do not know what “soon” means here. I asked nothing."),
        ('template power "And why?"', "I do not know what “And why?” means here. I asked nothing."),
        ("template end scale", "I do not know what “scale” means here. I asked nothing."),
        ("named template power", "These questions are not asked with names. Please leave out “named”."),
        ("anonymous template power named", "Please write only one of these words."),
        ("template priorities", "What can people choose from? Please list at least 3 things,"),
        ('template priorities "A"', "What can people choose from? Please list at least 3 things,"),
        ('template priorities dots 5 "A"', "What can people choose from? Please list at least 2 things,"),
        ('template priorities scale "Park" "Hall"', "What matters most is asked with dots or ranks."),
        ('template priorities now "Park" "Hall"', "I do not know what “now” means here. I asked nothing."),
    ],
)
def test_no_word_beside_a_template_is_dropped(words: str, told: str) -> None:
    with pytest.raises(Refusal) as no:
        typed(words)
    assert told in render(no.value.words, ENGLISH, {})


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_is_ours_in_every_language_and_nearly_fits_one_screen(name: str) -> None:
    template = TEMPLATES[name]
    assert len(template.questions) <= ON_ONE_SCREEN
    for each in template.questions:
        assert str(each.asks) in QUESTIONS
        for language in LANGUAGES.values():
            assert as_stored(language.pattern(each.asks)) == str(each.asks)
            assert [as_stored(language.pattern(end)) for end in each.options] == list(map(str, each.options))


async def test_the_headline_is_shown_and_not_asked_for_where_its_poll_is_changed(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types("/poll template end", channel=ROOM)
    await stage.miriam.clicks("Change the poll", on="Your poll is on its way", channel=ROOM)

    form = await stage.miriam.modal("Change the poll")

    assert readable(form.json["blocks"]).splitlines()[:2] == [str(CLOSING_QUESTION), FIXED.one]
    assert "Question 1" not in form.labels
    await stage.miriam.fills({"Question 2": "Were you heard today?"})
    await stage.miriam.submits()
    await stage.miriam.sees("I ask the changed poll on a new card.", channel=ROOM, private=True)
    rows = {row["place"]: row["question"] for row in tables(stage)["poll"] if row["taken_back_by"] is None}
    assert (rows[0], rows[1]) == (str(CLOSING_QUESTION), "Were you heard today?")


def test_the_candour_pulse_is_one_confidential_number_from_one_to_five() -> None:
    form = typed("template candour")
    assert (form.question, form.kind, form.level, form.more) == (
        "I could say what I really think here",
        SCALE,
        Level.CONFIDENTIAL,
        (),
    )
    assert typed("plantilla franqueza").question == form.question


@pytest.mark.parametrize("each", [each for name in (POWER, PULSE, END) for each in TEMPLATES[name].questions])
def test_what_nobody_answers_freely_with_their_name_is_never_asked_with_names_however_it_is_asked(
    each: TemplateQuestion,
) -> None:
    """Alone or behind another question, in the form or typed in one's own quotes, in any language."""
    for language in LANGUAGES.values():
        typed = Asked(language.pattern(each.asks), list(map(str, each.options)), each.kind)
        alone = PollForm(typed.question, typed.options, "form:1", each.kind)
        behind = PollForm("What is your name?", [], "form:1", OPEN_TEXT, more=(typed,))
        told = {_told_of_names(replace(form, level=Level.NAMED)) for form in (alone, behind)}
        assert told == {None if each.asks == CLOSING_QUESTION else "level"}


def _told_of_names(form: PollForm) -> str | None:
    """At which field it is refused to ask this; None where it is asked."""
    try:
        asked_in("C1", "s", form, NOON, iter("abc").__next__)
    except Refusal as no:
        return no.field
    return None


def test_a_template_of_another_channel_is_told_with_where_it_is() -> None:
    assert render(ready.NoTemplate("Next time", ["Garden"], "#parents").words, ENGLISH, {}) == (
        "“Next time” is a template of #parents, not of this channel, so I asked nothing. "
        "These are the templates here: power, priorities, candour, end, Garden."
    )
