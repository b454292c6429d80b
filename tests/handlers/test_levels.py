"""What people see of how closely they are tied to their answers, and of an anonymous poll from end to end."""

from __future__ import annotations

from functools import partial

import pytest

from coproduction.audited import BEFORE_OPENING
from handlers.blocks.drafts.whole import TRACEABLE
from rehearsal.driver.room import Person
from tests.handlers.database import Row, rows_that_say, tables
from tests.judges.tour import buttons
from tests.stage import ROOM, Stage
from tests.wiretap import Wiretap

NAMED = "Named: who leads can read your name and your answer."
CONFIDENTIAL = "Confidential: I show nobody what you chose."
ANONYMOUS = "Anonymous: nobody here can see who chose what."
TOTALS = "When the poll closes, I keep only the totals."
COPY = "Once the poll closes, not even who runs me can see whose answer is whose, unless they kept a copy."
FROM_FIVE = "from 5 answers on. By perspective it shows where each has 5."
LATER = "The result shows when the poll closes."
LIVE = "The totals show all the time: who watches may see what was just chosen."


async def around(stage: Stage, question: str) -> list[str]:
    """The line before the first answer of the newest card with this question, and its last two lines."""
    silent = stage.room.people("champion")[-1]  # has neither asked nor answered: no private line names it
    card = await silent.sees(question, channel=ROOM)
    lines = card.readable.splitlines()
    return [lines[lines.index("Yes") - 1], *lines[-2:]]


async def test_every_card_says_its_level_and_when_the_result_shows(stage: Stage) -> None:
    await stage.session()
    open_until = "Nobody has answered yet. You can change your answer until the poll closes."
    for flags, level, more in (
        ("", CONFIDENTIAL, f"{TOTALS} {LATER.removesuffix('.')}, {FROM_FIVE}"),
        ("named", NAMED, f"People here see only totals. {LATER}"),
        ("Confidential, live", f"{CONFIDENTIAL} {LIVE}", TOTALS),
        ("visible", f"{CONFIDENTIAL} {LIVE}", TOTALS),  # in any of our languages
    ):
        await stage.miriam.types(f'/poll {flags} "As {flags}?" "Yes" "No"', channel=ROOM)
        assert await around(stage, f"As {flags}?") == [level, open_until, more]


async def test_an_anonymous_poll_tells_nobody_anything_until_it_closes_and_then_what_is_safe(
    stage: Stage, wiretap: Wiretap
) -> None:
    await stage.session()
    await stage.poll('/poll anonymous "Are you heard?" "Yes" "No"')
    told = await stage.miriam.sees("Your poll is on its way.", channel=ROOM, private=True)
    assert "With fewer than about 9 answers the result may have to stay hidden." in told.readable
    people = stage.room.people("champion")[:12]
    assert await around(stage, "Are you heard?") == [
        ANONYMOUS,
        "Fewer than 5 people have answered. You can change your answer until the poll closes.",
        f"{COPY} The result shows when the poll closes, unless it would give somebody away.",
    ]

    for number, person in enumerate(people):
        await person.clicks("No" if number % 3 else "Yes", on="Are you heard?", channel=ROOM)
    await stage.rests()
    recorded = await people[0].sees("Recorded.", channel=ROOM, private=True)
    assert recorded.readable.splitlines() == [
        "Recorded. You can change it until the poll closes.",
        "Poll: “Are you heard?”",
        f"{ANONYMOUS} {COPY}",
        "Take my answer back",
    ]
    await people[0].clicks("Take my answer back", on="Recorded.", channel=ROOM)
    await people[0].sees("Your answer is deleted.", channel=ROOM, private=True)
    await people[0].clicks("Yes", on="Are you heard?", channel=ROOM)
    await stage.rests()
    await stage.workspace.cards.rests()
    rows = tables(stage)
    assert (rows["ballot"], len(rows["unnamed_ballot"]), len(rows["poll_secret"])) == ([], 12, 1)
    assert (await around(stage, "Are you heard?"))[1].startswith("At least 10 people have answered.")

    await stage.miriam.types("/copro close", channel=ROOM)

    closed = (await stage.ana.sees("Poll: closed", channel=ROOM)).readable.splitlines()
    assert closed == [
        "Poll: closed",
        "Are you heard?",
        "Yes: 0 to 4 people",
        "No: everybody, or all but 1 to 4 people",
        "Small numbers are hidden, so that nobody is given away.",
        "Chosen most: “No”. No other answer was chosen by more than 4 people. "
        "At least 10 people have answered.",
        "This is the final result.",
    ]
    rows = tables(stage)
    assert (rows["unnamed_ballot"], rows["poll_secret"]) == ([], [])
    assert sorted((row["answer"], row["number"]) for row in rows["poll_result"]) == [("0", 4), ("1", 8)]
    logged = wiretap.lines.getvalue()
    assert [each for who in people for each in (who.id, who.name) if each in logged] == []


async def test_no_row_that_names_somebody_is_new_or_changed_when_they_have_answered_an_anonymous_poll(
    stage: Stage,
) -> None:
    """Neither by the answer, however they give it, nor by what the bot does for them afterwards."""
    await stage.session()
    await stage.poll('/poll anonymous "Are you heard?" "Yes" "No"')
    await stage.poll("/poll anonymous text What worked?")
    await stage.poll("/poll template power anonymous")
    ana, first, last = stage.ana, "1. Does your voice count here?", "4. Will this change anything?"
    await ana.sees("Power check", channel=ROOM)
    await stage.rests()
    before = rows_of(stage, ana)

    async def fills_in(form: str, on: str, given: dict[str, object]) -> None:
        await ana.clicks("Answer", on=on, channel=ROOM)
        await ana.modal(form)
        await ana.fills(given)
        assert (await ana.submits()).closed

    press = partial(ana.clicks, channel=ROOM)
    for act, rows in (
        (partial(press, "Yes", on="Are you heard?"), 1),
        (partial(press, "No", on="Are you heard?"), 1),
        (partial(press, "Take my answer back", on="Recorded."), 0),
        (partial(fills_in, "Your answer", "What worked?", {"What worked?": "The tea"}), 1),
        (partial(fills_in, "Your answers", "Power check", {first: "4", last: "2"}), 3),
        (partial(fills_in, "Your answers", "Power check", {first: "5 – Very much"}), 3),
    ):
        await act()
        await stage.rests()
        assert (len(tables(stage)["unnamed_ballot"]), rows_of(stage, ana)) == (rows, before)


def rows_of(stage: Stage, person: Person) -> list[tuple[str, Row]]:
    """Every row in which this person's id or name stands, with its table."""
    return [*rows_that_say(stage, person.id), *rows_that_say(stage, person.name)]


async def test_the_form_asks_for_the_level_and_an_anonymous_poll_never_shows_its_counts(
    stage: Stage,
) -> None:
    await stage.session()
    await stage.miriam.types("/poll", channel=ROOM)
    await stage.miriam.modal("New poll")
    wish = {
        "Your question": "Are you heard?",
        "Options, one on each line": "Yes\nNo",
        "When everybody sees the totals": "All the time",
        "What I keep": "Anonymous: nobody can see who chose what",
    }
    await stage.miriam.fills(wish)
    await stage.workspace.answering.background.done()
    form = await stage.miriam.modal("New poll")
    assert "When everybody sees the totals" not in form.labels
    assert TRACEABLE.one in form.text
    await stage.miriam.submits()
    preview = (await stage.miriam.modal("Preview")).text
    assert "unless it would give somebody away." in preview
    assert [words.one in preview for words in (BEFORE_OPENING, TRACEABLE)] == [True, True]
    assert (await stage.miriam.submits()).closed

    [row] = tables(stage)["poll"]
    assert (row["level"], row["is_live"]) == ("anonymous", 0)


async def test_an_anonymous_poll_that_was_typed_is_seen_before_it_opens_and_then_only_cancelled(
    stage: Stage,
) -> None:
    await stage.session()
    typed = '/poll anonymous, for 10m "Are you  heard?" "Yes" "No"'
    await stage.miriam.types(typed, channel=ROOM)

    shown = await stage.miriam.sees("An anonymous poll, before it opens", channel=ROOM, private=True)
    lines = shown.readable.splitlines()
    assert lines[1:4] == [
        f"People in #{ROOM} will see this. Nobody has seen it yet.",
        "Poll",
        "Are you heard?",
    ]
    assert "• With fewer than about 9 answers the result may have to stay hidden." in lines
    assert (
        "• While it is open, Slack and the people who run this app could still look up who chose what. "
        "A copy of my data that is made then can show it, too."
    ) in lines
    assert lines[-1] == typed  # to be typed again, where it was not meant so
    assert tables(stage)["poll"] == []

    await stage.miriam.clicks("Ask the room", on="before it opens", channel=ROOM)

    told = await stage.miriam.sees("Your poll is on its way.", channel=ROOM, private=True)
    assert buttons(told) == ["Cancel the poll"]
    await stage.ana.sees("Are you heard?", channel=ROOM)
    [row] = tables(stage)["poll"]
    assert (row["question"], row["level"]) == ("Are you heard?", "anonymous")


async def test_what_would_open_otherwise_than_it_was_shown_is_shown_again(stage: Stage) -> None:
    """A session begins between the look and the press, so the poll would end with it."""
    await stage.session()
    await stage.miriam.types('/poll anonymous "Are you heard?" "Yes" "No"', channel=ROOM)
    await stage.miriam.sees("before it opens", channel=ROOM, private=True)
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.miriam.sees("Before you go", channel=ROOM)

    await stage.miriam.clicks("Ask the room", on="before it opens", channel=ROOM)

    shown = await stage.miriam.sees("Nothing was asked yet.", channel=ROOM, private=True)
    assert "No session closes it. At the latest, it closes after 14 days." in shown.readable
    assert "Are you heard?" not in {row["question"] for row in tables(stage)["poll"]}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ('/poll anonymous named "When?" "A" "B"', "Please write only one of these words."),
        ('/poll anonymous live "When?" "A" "B"', "Anonymous answers stay hidden until the poll closes:"),
        ('/poll anonymous "When?" "A" "B" "C" "D" "E"', "An anonymous question can have 2 to 4 options."),
    ],
)
async def test_what_does_not_go_together_is_given_back_whole(stage: Stage, typed: str, words: str) -> None:
    await stage.session()
    await stage.miriam.types(typed, channel=ROOM)
    told = await stage.miriam.sees(words, channel=ROOM, private=True)
    assert told.readable.splitlines()[-2:] == ["You typed:", typed]
    assert tables(stage)["poll"] == []


async def test_a_question_may_begin_with_a_word_that_is_also_a_flag(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types('/poll live music next time? "Yes" "No"', channel=ROOM)
    await stage.ana.sees("live music next time?", channel=ROOM)
    [row] = tables(stage)["poll"]
    assert (row["question"], row["level"], row["is_live"]) == ("live music next time?", "confidential", 0)


@pytest.mark.parametrize(
    "typed",
    ['/poll anonymus "When?" "A" "B"', '/poll anonymus "Heard" "Yes" "No"', '/poll anon live "Typo?" "A"'],
)
async def test_a_misspelt_word_never_makes_a_poll_less_secret_than_was_meant(
    stage: Stage, typed: str
) -> None:
    await stage.session()
    await stage.miriam.types(typed, channel=ROOM)
    told = await stage.miriam.sees("I do not know what “anon", channel=ROOM, private=True)
    assert told.readable.splitlines()[-2:] == ["You typed:", typed]
    assert tables(stage)["poll"] == []


async def test_what_four_people_answered_is_hidden_wherever_the_result_stands(stage: Stage) -> None:
    """On the card and in the summary; that the exported files hide it, too, stands in `test_exports`."""
    await stage.session()
    await stage.miriam.types('/poll "When to meet?" "Morning" "Evening"', channel=ROOM)
    await stage.ana.sees("When to meet?", channel=ROOM)
    for person in stage.room.people("champion")[:4]:
        await person.clicks("Morning", on="When to meet?", channel=ROOM)
    await stage.workspace.cards.rests()
    await stage.miriam.types("/copro end now", channel=ROOM)

    held = [
        "Too few answers to show without giving somebody away.",
        "Fewer than 5 people have answered. It can be asked again when more people are here.",
    ]
    closed = await stage.ana.sees("Poll: closed", channel=ROOM)
    lines = ["Poll: closed", "When to meet?", *held, "This is the final result."]
    assert closed.readable.splitlines() == lines
    summary = await stage.ana.sees("What we did together", channel=ROOM)
    said = summary.readable.splitlines()
    at = said.index("When to meet?")
    assert said[at : at + 3] == ["When to meet?", *held]
