"""Polls: opened and closed by facilitators, one answer each, counted live and frozen at the end."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from rehearsal.driver.room import Person
from rehearsal.texts import readable
from tests.handlers.database import tables
from tests.handlers.forging import forged_click
from tests.handlers.test_sessions import KEPT as KEPT_WITH_A_NAME
from tests.stage import ROOM, Opened, Stage, on_stage

OPEN = "You can change your answer until the poll closes."
NEXT = "When the next session is planned, its card comes to #parent-champions."
LEVEL, TOTALS = "Confidential: I show nobody what you chose.", "When the poll closes, I keep only the totals."
LIVE = "The totals show all the time: who watches may see what was just chosen."
NEARLY_TWO_SECONDS = timedelta(seconds=1.9)
CLOSED = "This poll has closed, so this answer was not counted. If you gave one before, it still counts."
ONLY = "Do you lead, too? Then ask an admin of this workspace. They can type: /copro facilitators add @you"


async def poll(stage: Stage, typed: str = '/poll live "When to meet?" "Morning" "Evening"') -> None:
    """A session with one open poll."""
    await stage.session()
    await stage.miriam.types(typed, channel=ROOM)
    await stage.miriam.sees(OPEN, channel=ROOM)


async def lines(person: Person, words: str) -> list[str]:
    """The lines of the newest message in the room that says these words."""
    return (await person.sees(words, channel=ROOM)).readable.splitlines()


def ballots(stage: Stage) -> list[tuple[str, str]]:
    """Who chose what, as stored."""
    return sorted((row["person"], row["answer"]) for row in tables(stage)["ballot"])


async def test_a_poll_shows_its_options_and_counts(stage: Stage) -> None:
    await poll(stage)

    assert await lines(stage.ana, "When to meet?") == [
        "Poll",
        "When to meet?",
        "Morning: 0 ▱▱▱▱▱▱▱▱▱▱",
        "Evening: 0 ▱▱▱▱▱▱▱▱▱▱",
        f"{LEVEL} {LIVE}",
        "Morning",
        "Evening",
        f"Nobody has answered yet. {OPEN}",
        TOTALS,
    ]


async def test_curly_quotes_make_the_same_poll(stage: Stage) -> None:
    await poll(stage, "/poll live “When to meet?” „Morning“ «Evening»")

    assert (await lines(stage.ana, "When to meet?"))[5:7] == ["Morning", "Evening"]


async def test_the_root_command_opens_a_poll_too(stage: Stage) -> None:
    await poll(stage, '/copro poll live "When to meet?" "Morning" "Evening"')

    assert (await lines(stage.ana, "When to meet?"))[5:7] == ["Morning", "Evening"]


async def test_the_form_takes_one_option_on_each_line(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types("/poll", channel=ROOM)
    await stage.miriam.modal("New poll")
    await stage.miriam.fills(
        {"Your question": "When to meet?", "Options, one on each line": "Morning\n\n Evening \n"}
    )
    await stage.miriam.submits()
    await stage.miriam.modal("Preview")
    deed = await stage.miriam.submits()

    assert deed.closed
    assert (await lines(stage.ana, "When to meet?"))[2:5] == [LEVEL, "Morning", "Evening"]


async def test_the_form_says_under_the_options_what_is_wrong_with_them(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types("/poll", channel=ROOM)
    await stage.miriam.modal("New poll")
    wrong = {
        "Morning": "A poll needs 2 options or more, and this has 1. "
        "Please write what people can choose from.",
        "\n".join(map(str, range(12))): "A poll takes 10 options at most, and these are 12. "
        "Please leave out 2.",
        "Same\nsame": "Two options look the same: “Same” and “same”. Please make each one different.",
        f"{'x' * 71}\nShort": "Option 1 is 71 characters long, and 70 fit. Please shorten it.",
    }
    for options, words in wrong.items():
        await stage.miriam.fills({"Your question": "When?", "Options, one on each line": options})

        deed = await stage.miriam.submits()

        assert deed.errors == {"Options, one on each line": words}
    assert tables(stage)["poll"] == []


async def test_two_to_ten_options_make_a_poll_and_no_other_number_does(stage: Stage) -> None:
    await stage.session()
    told = {
        1: "A poll needs 2 options or more, and this has 1. Please write what people can choose from. "
        'For example: /poll "When to meet?" "Morning" "Evening"',
        11: "A poll takes 10 options at most, and these are 11. Please leave out 1.",
    }
    for number, words in told.items():
        options = " ".join(f'"Day {day}"' for day in range(number))
        await stage.miriam.types(f'/poll live "When, of {number}?" {options}', channel=ROOM)
        await stage.miriam.sees(words, channel=ROOM, private=True)
        await stage.ana.does_not_see(f"When, of {number}?", channel=ROOM)

    for number in (2, 10):
        options = " ".join(f'"Day {day}"' for day in range(number))
        await stage.miriam.types(f'/poll live "When, of {number}?" {options}', channel=ROOM)
        shown = await lines(stage.ana, f"When, of {number}?")
        assert shown[3 + number : -2] == [f"Day {day}" for day in range(number)]


async def test_the_question_may_stand_before_the_quotes(stage: Stage) -> None:
    await poll(stage, '/poll Lunch? "Soup", “Bread” «Both»')

    assert [row["question"] for row in tables(stage)["poll"]] == ["Lunch?"]
    assert (await lines(stage.ana, "Lunch?"))[2:6] == [LEVEL, "Soup", "Bread", "Both"]


async def test_words_that_no_quotes_hold_are_asked_for_in_quotes_and_nothing_is_dropped(stage: Stage) -> None:
    await stage.session()
    for typed in (
        '/poll live "When?" Noon "Morning" "Evening"',
        '/poll When? "Morning" "Evening" Noon',
        '/poll live "When?" "Morning" "Evening',
    ):
        await stage.miriam.types(typed, channel=ROOM)

        told = await stage.miriam.sees(typed, channel=ROOM, private=True)
        assert told.readable.splitlines() == [
            "Please put the question and each answer in quotes, for example: "
            '/poll "When to meet?" "Morning" "Evening"',
            "You typed:",
            typed,
        ]
    assert tables(stage)["poll"] == []


async def test_a_poll_without_quotes_says_how_it_is_written_and_gives_the_words_back(stage: Stage) -> None:
    await stage.session()

    await stage.miriam.types("/poll When to meet? Morning Evening", channel=ROOM)

    told = await stage.miriam.sees("Please put the question", channel=ROOM, private=True)
    assert told.readable.splitlines() == [
        "Please put the question and each answer in quotes, for example: "
        '/poll "When to meet?" "Morning" "Evening"',
        "You typed:",
        "/poll When to meet? Morning Evening",
    ]


async def test_a_vote_counts_and_may_be_changed_until_the_poll_closes(stage: Stage) -> None:
    await poll(stage)

    await stage.ana.clicks("Morning", on="When to meet?", channel=ROOM)
    await stage.blessing.clicks("Evening", on="When to meet?", channel=ROOM)
    assert (await lines(stage.delroy, "2 people have answered."))[2:4] == [
        "Morning: 1 (50 %) ▰▰▰▰▰▱▱▱▱▱",
        "Evening: 1 (50 %) ▰▰▰▰▰▱▱▱▱▱",
    ]

    await stage.ana.clicks("Evening", on="When to meet?", channel=ROOM)

    assert (await lines(stage.delroy, "Evening: 2"))[2:4] == [
        "Morning: 0 (0 %) ▱▱▱▱▱▱▱▱▱▱",
        "Evening: 2 (100 %) ▰▰▰▰▰▰▰▰▰▰",
    ]


async def test_the_same_answer_again_is_told_privately_and_counts_once(stage: Stage) -> None:
    await poll(stage)
    await stage.ana.clicks("Morning", on="When to meet?", channel=ROOM)
    await stage.delroy.sees("1 person has answered.", channel=ROOM)

    await stage.ana.clicks("Morning", on="When to meet?", channel=ROOM)

    await stage.ana.sees(
        "Your answer is “Morning”. You can change it until the poll closes.", channel=ROOM, private=True
    )
    assert ballots(stage) == [(stage.ana.id, "0")]


async def test_shares_that_do_not_make_a_hundred_say_that_they_are_rounded(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types('/poll live "When to meet?" "Morning" "Noon" "Evening"', channel=ROOM)
    await stage.rests()
    for person, option in ((stage.ana, "Morning"), (stage.blessing, "Noon"), (stage.delroy, "Evening")):
        await person.clicks(option, on="When to meet?", channel=ROOM)

    assert (await lines(stage.delroy, "3 people have answered."))[2:6] == [
        "Morning: 1 (33 %) ▰▰▰▱▱▱▱▱▱▱",
        "Noon: 1 (33 %) ▰▰▰▱▱▱▱▱▱▱",
        "Evening: 1 (33 %) ▰▰▰▱▱▱▱▱▱▱",
        "Each share is rounded, so together they may not make 100 %.",
    ]


async def test_the_last_that_somebody_reads_in_private_is_the_answer_that_counts(stage: Stage) -> None:
    await poll(stage)
    for option in ("Morning", "Evening", "Evening", "Morning"):
        await stage.ana.clicks(option, on="When to meet?", channel=ROOM)
        await stage.rests()
        seen = [message for message in await stage.ana.messages(ROOM) if "Your answer is" in message.readable]
        assert seen[-1].readable.splitlines() == [
            f"Your answer is “{option}”. You can change it until the poll closes.",
            "Poll: “When to meet?”",
            f"{LEVEL} {TOTALS} {LIVE}",
            "Take my answer back",
        ]


async def test_after_several_polls_each_private_line_names_its_poll_and_an_old_button_says_it_has_closed(
    stage: Stage,
) -> None:
    await poll(stage)
    await stage.ana.clicks("Morning", on="When to meet?", channel=ROOM)
    await stage.ana.sees("Poll: “When to meet?”", channel=ROOM, private=True)
    await stage.miriam.types("/copro close", channel=ROOM)
    await stage.miriam.sees(
        "is closed. Its card shows in a moment what came of it.", channel=ROOM, private=True
    )
    await stage.miriam.types('/poll "Where to meet?" "Here" "There"', channel=ROOM)
    await stage.ana.sees("Where to meet?", channel=ROOM)
    await stage.ana.clicks("Here", on="Where to meet?", channel=ROOM)
    await stage.ana.sees("Poll: “Where to meet?”", channel=ROOM, private=True)

    await stage.ana.clicks("Take my answer back", on="Poll: “When to meet?”", channel=ROOM)
    refused = await stage.ana.sees("has closed, so its answers stay as they are.", channel=ROOM, private=True)
    await stage.ana.clicks("Take my answer back", on="Poll: “Where to meet?”", channel=ROOM)
    gone = await stage.ana.sees("Your answer is deleted.", channel=ROOM, private=True)

    assert refused.readable.startswith("The poll “When to meet?” has closed")
    assert gone.readable.splitlines()[1] == "Poll: “Where to meet?”"


async def test_a_storm_of_double_clicks_is_one_answer(stage: Stage) -> None:
    await poll(stage)
    press = {"person": stage.ana.id, "deed": "clicks", "text": "Morning", "on": "When to meet?"}

    deeds = await stage.room.deeds([press] * 12)

    assert [deed.acked for deed in deeds] == [True] * 12
    await stage.delroy.sees("1 person has answered.", channel=ROOM)
    assert ballots(stage) == [(stage.ana.id, "0")]


async def test_closing_freezes_the_counts_and_later_presses_are_refused_in_words(stage: Stage) -> None:
    await poll(stage)
    await stage.ana.clicks("Morning", on="When to meet?", channel=ROOM)

    await stage.miriam.types("/copro close", channel=ROOM)

    await stage.miriam.sees(
        "The poll “When to meet?” is closed. Its card shows in a moment what came of it.",
        channel=ROOM,
        private=True,
    )
    frozen = [
        "Poll: closed",
        "When to meet?",
        "Morning: 1 (100 %) ▰▰▰▰▰▰▰▰▰▰",
        "Evening: 0 (0 %) ▱▱▱▱▱▱▱▱▱▱",
        "“Morning” was chosen: 1 of 1. Nothing else was chosen. 1 person has answered.",
        "This is the final result.",
        *("When to meet?", "People", "Morning", "Evening"),  # in a chart
    ]
    assert await lines(stage.ana, "Poll: closed") == frozen
    (stored,) = tables(stage)["poll"]
    await forged_click(stage, stage.delroy, "vote/1", stored["id"])  # a phone that had not heard yet
    late = await stage.delroy.sees(CLOSED, channel=ROOM, private=True)
    assert "Poll: “" in late.readable  # which one: another card may be in sight
    assert await lines(stage.ana, "Poll: closed") == frozen
    assert ballots(stage) == []  # they are counted, and gone


async def test_closing_twice_is_answered_in_words(stage: Stage) -> None:
    await poll(stage)
    await stage.closes()

    await stage.miriam.types("/copro close", channel=ROOM)

    await stage.miriam.sees(
        "No poll is open in this channel. You can ask one with /poll.", channel=ROOM, private=True
    )


async def test_two_polls_are_counted_apart_and_closed_together_when_all_is_said(stage: Stage) -> None:
    await poll(stage)
    await stage.miriam.types('/poll live "Where to meet?" "Church" "School"', channel=ROOM)
    await stage.ana.sees("Where to meet?", channel=ROOM)

    await stage.ana.clicks("Evening", on="When to meet?", channel=ROOM)
    await stage.ana.clicks("Church", on="Where to meet?", channel=ROOM)
    await stage.delroy.sees("Evening: 1", channel=ROOM)
    await stage.delroy.sees("Church: 1", channel=ROOM)
    await stage.miriam.types("/copro close all", channel=ROOM)

    told = await stage.miriam.sees("2 polls closed.", channel=ROOM, private=True)
    assert told.readable.splitlines() == [
        "2 polls closed. Their cards show in a moment what came of them.",
        "• When to meet?",
        "• Where to meet?",
    ]
    assert sorted((row["question"], row["is_open"]) for row in tables(stage)["poll"]) == [
        ("When to meet?", 0),
        ("Where to meet?", 0),
    ]


async def test_a_champion_may_neither_open_nor_close(stage: Stage) -> None:
    await poll(stage)

    await stage.ana.types('/poll live "Mine?" "A" "B"', channel=ROOM)
    await stage.ana.types("/copro close", channel=ROOM)

    await stage.ana.sees(
        f"Only the people who lead can open a poll: Miriam Adler. {ONLY}", channel=ROOM, private=True
    )
    await stage.ana.sees(
        f"Only the people who lead can close a poll: Miriam Adler. {ONLY}", channel=ROOM, private=True
    )
    assert [(row["question"], row["is_open"]) for row in tables(stage)["poll"]] == [("When to meet?", 1)]


async def test_hostile_words_are_shown_literally_and_ping_nobody(stage: Stage) -> None:
    await poll(stage, '/poll live "<!channel> or *me*?" "*bold* & _so_" "&lt;b> `code`"')

    card = await stage.ana.sees("<!channel> or *me*?", channel=ROOM)
    assert card.readable.splitlines()[1:7] == [
        "<!channel> or *me*?",
        "*bold* & _so_: 0 ▱▱▱▱▱▱▱▱▱▱",
        "&lt;b> `code`: 0 ▱▱▱▱▱▱▱▱▱▱",
        f"{LEVEL} {LIVE}",
        "*bold* & _so_",
        "&lt;b> `code`",
    ]
    assert card.text.splitlines() == [
        "Poll",
        "&lt;!channel&gt; or *me*?",
        "*bold* &amp; _so_: 0",
        "&amp;lt;b&gt; `code`: 0",
        f"{LEVEL} {LIVE}",
        "Buttons: *bold* &amp; _so_, &amp;lt;b&gt; `code`",
        f"Nobody has answered yet. {OPEN}",
        TOTALS,
    ]
    assert await stage.pings() == []


async def test_ending_the_session_closes_its_polls_and_counts_them_in_the_summary(stage: Stage) -> None:
    await poll(stage)
    await stage.ana.clicks("Morning", on="When to meet?", channel=ROOM)

    await stage.miriam.types("/copro end now", channel=ROOM)

    summary = await lines(stage.ana, "What we did together")
    assert summary[3 : summary.index("Before you go")] == [
        "When to meet?",
        "Morning: 1 (100 %) ▰▰▰▰▰▰▰▰▰▰",
        "Evening: 0 (0 %) ▱▱▱▱▱▱▱▱▱▱",
        "“Morning” was chosen: 1 of 1. Nothing else was chosen. 1 person has answered.",
    ]
    await stage.ana.sees("Poll: closed", channel=ROOM)


async def test_a_burst_of_votes_redraws_the_card_in_its_rhythm_and_ends_with_the_final_counts(
    database: Opened,
) -> None:
    async with on_stage(database, PACE="1") as stage:
        await poll(stage)
        since = await stage.room.seq()
        champions = stage.room.people("champion")[:30]
        votes = [
            {"person": person.id, "deed": "clicks", "text": option, "on": "When to meet?", "channel": ROOM}
            for person, option in zip(champions, ["Morning", "Evening"] * 15, strict=True)
        ]

        deeds = await stage.room.deeds(votes)

        assert [deed.acked for deed in deeds] == [True] * 30
        assert (await lines(stage.ana, "30 people have answered."))[2:4] == [
            "Morning: 15 (50 %) ▰▰▰▰▰▱▱▱▱▱",
            "Evening: 15 (50 %) ▰▰▰▰▰▱▱▱▱▱",
        ]
        redrawn = await stage.room.log(kind="call", since=since, method="chat.update")
        assert 1 <= len(redrawn) <= 3
        await champions[0].clicks("Evening", on="When to meet?", channel=ROOM)
        await stage.ana.sees("Evening: 16", channel=ROOM)
        redrawn = await stage.room.log(kind="call", since=since, method="chat.update")
        moments = [datetime.fromisoformat(call["at"]) for call in redrawn]
        assert [later for earlier, later in pairwise(moments) if later - earlier < NEARLY_TWO_SECONDS] == []

        for question, option in (("Where to meet?", "Church"), ("Who can come?", "All")):
            await stage.poll(f'/poll live "{question}" "{option}" "Other"')
            await stage.ana.sees(question, channel=ROOM)
        since = await stage.room.seq()
        press = {"person": champions[0].id, "deed": "clicks", "channel": ROOM}
        await stage.room.deeds(
            [
                press | {"text": "Church", "on": "Where to meet?"},
                press | {"text": "All", "on": "Who can come?"},
            ]
        )
        await stage.ana.sees("Church: 1", channel=ROOM)
        await stage.ana.sees("All: 1", channel=ROOM)
        redrawn = await stage.room.log(kind="call", since=since, method="chat.update")
        first, second = (datetime.fromisoformat(call["at"]) for call in redrawn)
        assert second - first >= timedelta(minutes=1) / 50  # of all cards together
        assert await stage.room.violations() == []


async def end_of_a_session(stage: Stage) -> None:
    """A session has ended and the closing question stands."""
    await stage.session()
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.ana.sees("Before you go", channel=ROOM)


async def test_yes_to_the_closing_question_opens_the_pledge(stage: Stage) -> None:
    await end_of_a_session(stage)

    await stage.ana.clicks("Yes", on="Before you go", channel=ROOM)

    form = await stage.ana.modal("Your pledge")
    assert (
        readable(form.json["blocks"]).splitlines()[0] == "Recorded: “Yes”. You can change it until it closes."
    )
    assert form.labels == ["What will you do differently?", "By when?"]
    assert ballots(stage) == [(stage.ana.id, "0")]


async def test_not_yet_and_no_are_thanked_and_nobody_is_pushed(stage: Stage) -> None:
    await end_of_a_session(stage)

    await stage.ana.clicks("Not yet", on="Before you go", channel=ROOM)
    await stage.delroy.clicks("No", on="Before you go", channel=ROOM)

    recorded = "\nRecorded. You can change it until it closes."
    thanks = "Thank you for an honest answer, and for being here."
    later = f"{thanks} If something comes to mind later, type /pledge."
    await stage.ana.sees(f"{later}{recorded}", channel=ROOM, private=True)
    await stage.delroy.sees(f"{thanks}{recorded}", channel=ROOM, private=True)
    assert ballots(stage) == sorted([(stage.ana.id, "1"), (stage.delroy.id, "2")])


async def test_the_closing_card_shows_how_many_answered_and_not_what(stage: Stage) -> None:
    await end_of_a_session(stage)

    await stage.ana.clicks("Not yet", on="Before you go", channel=ROOM)
    await stage.blessing.clicks("Yes", on="Before you go", channel=ROOM)

    shown = await lines(stage.delroy, "2 people have answered.")
    assert shown[shown.index("Before you go") : shown.index(NEXT)] == [
        "Before you go",
        "Will you do at least one thing differently for your community?",
        "In other words: will you change one thing after today?",
        "Yes",
        "Not yet",
        "No",
        "5 more questions, one minute",
        f"2 people have answered. {KEPT_WITH_A_NAME} The other questions are confidential. When the next "
        "session starts, or after 14 days, I count them and forget who answered. "
        "What you write is then shown without your name. A result shows from 5 answers on.",
    ]


async def test_pressing_yes_again_opens_the_form_again_and_counts_once(stage: Stage) -> None:
    await end_of_a_session(stage)
    await stage.ana.clicks("Yes", on="Before you go", channel=ROOM)
    await stage.ana.modal("Your pledge")
    await stage.ana.closes()

    await stage.ana.clicks("Yes", on="Before you go", channel=ROOM)

    await stage.ana.modal("Your pledge")
    assert ballots(stage) == [(stage.ana.id, "0")]


async def test_the_closing_question_is_not_closed_by_a_command_but_by_the_next_session(stage: Stage) -> None:
    await end_of_a_session(stage)
    await stage.miriam.types("/copro close", channel=ROOM)
    await stage.miriam.sees(
        "No poll is open in this channel. You can ask one with /poll.", channel=ROOM, private=True
    )

    await stage.session("The next one")

    shown = await lines(stage.ana, "This question is closed now.")
    assert shown[shown.index(NEXT) - 1] == (
        "Nobody answered. This question is closed now. "
        "The report counts the answers. To get it, facilitators type /copro report."
    )
