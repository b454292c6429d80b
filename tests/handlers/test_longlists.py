"""Lists that do not fit where they stand open as a whole, page by page, for who may see them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handlers import ids, listids
from handlers.blocks import pages
from handlers.blocks.kit import section
from handlers.dispatch.nouns import LISTS, VERBS
from tests.handlers.database import tables
from tests.handlers.forging import forged_click
from tests.speaking import SAY
from tests.stage import ROOM, Stage
from tests.words import catalogue
from tests.words.source import ROOT

BUTTONS = {  # what opens the list of this name
    "And {n} more idea": listids.IDEAS,
    "And {n} more word": listids.WORDS,
    "And {n} more session is live": listids.LIVE,
    "And {n} earlier pledge": listids.PLEDGES,
    "And {n} more thing that others ask you": listids.ASKED,
    "And {n} more reminder": listids.REMINDERS,
    "And {n} more answer": listids.WOULD_HELP,
    "And {n} more change": listids.SHIFTS,
    "And {n} more group": listids.GROUPS,
    "And {n} more poll is open": listids.POLLS,
    "And {n} more": listids.MONTH,
    "And {n} more person waits": listids.HANDS,
    "And {n} more session is planned": listids.PLANNED,
}
SENTENCES = {  # what they name: a button beside them, a command, or cards that stand in the channel
    "And {n} more remark: press All remarks.": "All remarks",
    "And {n} earlier remark: press All remarks.": "All remarks",
    "And {n} more change: press What became of {number}.": "What became of {number}",
    "And {n} more group: press All groups.": "All groups",
    "And {n} more pledge. To see all, type {/mine}.": "/mine",
    "And {n} more that you have in hand. To see all ideas, type {/ideas}.": "/ideas",
    "And {n} more poll. Its result is on its card, above.": "card",
    "And {n} more. To choose that one, go to its channel and type it there.": "channel",
}
OLD = "This button is from an older version of me. Please use the newest message."
LEADS = "Only the people who lead can {}: Miriam Adler."


def known_texts() -> set[str]:
    """All texts of the code, as the catalogues hold them (`tests/words/test_catalogue.py`)."""
    known = catalogue.read(catalogue.places()[0])
    return {each.id if isinstance(each.id, str) else each.id[0] for each in known if each.id}


def test_for_every_list_that_is_cut_it_is_known_where_the_rest_is_read() -> None:
    cut = {one for one in known_texts() if re.match(r"And \{n\} (more|earlier)", one)}
    assert cut == {*BUTTONS, *SENTENCES}


@pytest.mark.parametrize(("label", "name"), BUTTONS.items(), ids=BUTTONS.values())
def test_each_such_button_is_drawn_by_the_one_that_opens_lists(label: str, name: str) -> None:
    [constant] = [each for each, value in vars(listids).items() if value == name]
    drawn = [path.read_text("utf-8") for path in Path(ROOT, "handlers", "blocks").rglob("*.py")]
    own = [text for text in drawn if f'"{label}"' in text]
    assert own
    assert all("longlists." in text and f"listids.{constant}" in text for text in own)
    assert name in LISTS


def test_each_such_sentence_names_what_is_there() -> None:
    known = known_texts()
    for sentence, place in SENTENCES.items():
        assert place in sentence
        assert place in known or place.removeprefix("/") in VERBS or place in {"card", "channel"}


@pytest.mark.parametrize("each", [1, 7, 30])
def test_a_page_has_whole_lines_and_no_more_blocks_than_a_form(each: int) -> None:
    lines = [[section(f"{line}.{block}") for block in range(each)] for line in range(50)]
    seen, number = [], 0
    while True:
        view = pages.page(SAY, "A list", lines, number, "turn", "s", "")
        assert len(view["blocks"]) <= 100
        said = [block["text"]["text"] for block in view["blocks"] if block["type"] == "section"]
        assert len(said) % each == 0
        seen += said
        number += 1
        if f"turn/{number}" not in str(view):
            break
    assert seen == [block["text"]["text"] for line in lines for block in line]


async def test_what_is_pressed_in_a_list_is_done_and_the_page_shows_it(stage: Stage) -> None:
    await stage.session()
    for number in range(1, 13):
        await stage.pledge(stage.ana, f"Promise number {number}")
    await stage.ana.types("/copro mine", channel=ROOM)
    mine = await stage.ana.sees("My pledges", channel=ROOM, private=True)
    shown = [int(each) for each in re.findall(r"Promise number (\d+)", mine.readable)]
    assert shown == list(range(13 - len(shown), 13))

    await stage.ana.clicks(f"And {12 - len(shown)} earlier pledges", on="My pledges", channel=ROOM)
    page = await stage.ana.modal("My pledges")
    assert len(re.findall(r"Promise number \d+", page.text)) >= 12 - len(shown)
    assert "1. Promise number 1" in page.text
    await stage.ana.clicks("Done")
    await stage.rests()
    page = await stage.ana.modal("My pledges")
    assert page.text.count("You said: Done") == 1
    assert {row["person"] for row in tables(stage)["pledge"]} == {stage.ana.id}


async def test_nobody_opens_by_a_forged_button_what_they_may_not_see(stage: Stage) -> None:
    await stage.session()
    [session] = tables(stage)["session"]
    action = ids.at(f"{listids.SEE_ALL}/x", 0)
    for value, answer in (
        ("nothing:at all", OLD),
        (f"{listids.HANDS}:{session['id']}", LEADS.format("see who would like to speak")),
        (f"{listids.REMINDERS}:", LEADS.format("see which reminders went out")),
        (f"{listids.HIDDEN}:{session['channel']}", LEADS.format("hide an idea")),
        (f"{listids.THEME}:{session['channel']}:k", LEADS.format("sort ideas into themes")),
        (f"{listids.GROUPS}:r", LEADS.format("start a breakout")),
        (f"{listids.UNREACHED}:r", LEADS.format("list the groups")),
        (f"{listids.SHIFTS}:r:2027-01-01", LEADS.format("say who is missing")),
        (f"{listids.WORDS}:gone", "This session is gone. Please use the newest message."),
        (f"{listids.WOULD_HELP}:gone", "gone"),
        (f"{listids.MONTH}:gone:done", "This draft is gone."),
    ):
        await forged_click(stage, stage.ana, action, value)
        await stage.ana.sees(answer, channel=ROOM, private=True)
    inside = ids.inside(listids.IN_LIST, "0", 1, ids.END)
    await forged_click(stage, stage.ana, inside, session["id"])
    await stage.ana.sees(LEADS.format("end a session"), channel=ROOM, private=True)
    for value in (f"{listids.PLEDGES}:", f"{listids.PLANNED}:C0", f"{listids.OF_SESSION}:gone"):
        await forged_click(stage, stage.ana, action, value)
        page = await stage.ana.modal()
        assert "There is nothing in this list any more." in page.text
        await stage.ana.closes()


async def test_each_list_opens_with_all_of_it_for_who_may_see_it(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana, stage.delroy, stage.blessing)
    await stage.idea(stage.ana, "A buddy for every new parent")
    for typed in ("/copro hands on", '/poll "When?" "Morning" "Evening"', '/copro breakout 3 "What helps?"'):
        await stage.miriam.types(typed, channel=ROOM)
    await stage.rests()
    await stage.miriam.closes()
    for person in (stage.ana, stage.delroy):
        await person.types("/hand", channel=ROOM)
    [session], [idea], [groups] = (tables(stage)[name] for name in ("session", "idea", "breakout_round"))
    channel = session["channel"]
    for who, name, subject, said in (
        (stage.ana, listids.IDEAS, channel, "1. A buddy for every new parent"),
        (stage.ana, listids.OF_SESSION, session["id"], "1. A buddy for every new parent"),
        (stage.ana, listids.BETWEEN, channel, "There is nothing in this list any more."),
        (stage.ana, listids.MINE, "", "Take back idea 1"),
        (stage.ana, listids.WORDS, session["id"], "There is nothing in this list any more."),
        (stage.ana, listids.LIVE, "", "This session is live in #parent-champions. You are checked in."),
        (stage.ana, listids.POLLS, channel, "This is asked: “When?”"),
        (stage.ana, listids.ASKED, "", "There is nothing in this list any more."),
        (stage.ana, listids.WOULD_HELP, idea["id"], "There is nothing in this list any more."),
        (stage.miriam, listids.REMINDERS, "", "There is nothing in this list any more."),
        (stage.miriam, listids.HIDDEN, channel, "There is nothing in this list any more."),
        (stage.miriam, listids.THEME, f"{channel}:gone", "Back to the themes"),
        (stage.miriam, listids.GROUPS, groups["id"], "Back to the groups"),
        (stage.miriam, listids.HANDS, session["id"], "1. Ana Pereira\nSpoke\nLater\n2. Delroy Francis"),
    ):
        await forged_click(stage, who, ids.at(f"{listids.SEE_ALL}/{name}", 0), f"{name}:{subject}")
        page = await who.modal(text=said)
        assert page.text.startswith("Page 1 of ")
        if name != listids.HANDS:
            await who.closes()

    await stage.miriam.clicks("Spoke")
    await stage.miriam.modal("Raised hands", "1. Delroy Francis")
    assert "Ana Pereira" not in (await stage.miriam.modal()).text
    assert [row["spoken"] for row in tables(stage)["speaker"] if row["person"] == stage.ana.id] == [1]
    assert await stage.room.violations() == []


async def test_who_is_in_more_sessions_than_home_shows_checks_in_to_any_of_them_from_the_list(
    stage: Stage,
) -> None:
    channels = [ROOM, "second-room", "third-room", "fourth-room"]
    for channel in channels[2:]:
        await stage.room.create_channel(channel)
        await stage.room.invite(stage.ana.name, channel)
    for number, channel in enumerate(channels, start=1):
        await stage.session(f"Session number {number}", channel=channel)
    await stage.rests()
    await stage.ana.types("/copro now", channel="bot")
    await stage.ana.clicks("And 1 more session is live", on="This session is live", channel="bot")
    assert len(set(re.findall(r"Session number \d", (await stage.ana.modal("Live sessions")).text))) == 4
    await stage.ana.closes()

    await stage.ana.opens_home()
    await stage.rests()
    await stage.ana.clicks("And 1 more session is live", channel="home")
    first, *others = re.findall(r"Session number \d", (await stage.ana.modal("Live sessions")).text)
    await stage.ana.clicks("Check in")
    form = await stage.ana.modal("Check in", first)
    assert [each for each in others if each in form.text] == []
