"""Text as Slack sends it comes out as words that a reader knows: never as ids, and nobody is pinged."""

from __future__ import annotations

import pytest

from handlers.blocks.text import brief, clip, clip_markup, pieces, weight
from handlers.edge import heard
from handlers.edge.markup import Names, of_message, plain, unstyled
from handlers.slack.naming import LONGEST, Namesakes, name_of

KNOWN = Names({"U1": "Ana Pereira"}, {"C1": "parent-champions"}, groups={"S9": "midwives"})
SENT = {
    "<@U1> and <@U1|ana> and <@U2>": "@Ana Pereira and @ana and somebody",
    "<#C123|name> <#C1> <#C2> <#C3|> <#C4|#x>": "#name #parent-champions a channel a channel #x",
    "<!subteam^S1|@gps> <!subteam^S1|gps> <!subteam^S1> <!subteam^S9>": "@gps @gps a group @midwives",
    "<!date^1392734382^{date_num} at {time}|18 February at 14:39>!": "18 February at 14:39!",
    "<!date^1392734382^{date}^https://example.com|18 February>": "18 February",
    "<!date^1392734382^{date}>": "",
    "<!here> <!here|here> <!channel|@channel> <!everyone>": "@here @here @channel @everyone",
    "<mailto:ana@example.org|ana@example.org>": "ana@example.org",
    "<mailto:ana@example.org|Ana> <tel:+44123|0123>": "Ana (ana@example.org) 0123 (+44123)",
    "<http://nhs.uk|nhs.uk> <https://nhs.uk/> <https://nhs.uk|https://nhs.uk>": "nhs.uk https://nhs.uk/ https://nhs.uk",
    "<https://nhs.uk/help|our page>": "our page (https://nhs.uk/help)",
    "1 &lt; 2 &amp;lt; &lt;@U1&gt;": "1 < 2 &lt; <@U1>",
    "<3 and > and <": "<3 and > and <",
}


@pytest.mark.parametrize("sent", SENT)
def test_markup_comes_out_as_words(sent: str) -> None:
    assert plain(sent, KNOWN) == SENT[sent]


STYLED = {
    "*bold* and ~struck~, _slanted_ and `code`": "bold and struck, slanted and code",
    "_*~all~*_ (*these*) *a* *b*": "all (these) a b",
    "2*3*4 snake_case_word * item * ** ~ 5": "2*3*4 snake_case_word * item * ** ~ 5",
    "*ask <@U1>* <https://x.org/_a_/*b*|_here_>": "ask <@U1> <https://x.org/_a_/*b*|_here_>",
    "x ```one\ntwo``` y": "x one\ntwo y",
    "*one\ntwo*": "*one\ntwo*",
    "\ue000<@U1>\ue000": "<@U1>",
}


@pytest.mark.parametrize("sent", STYLED)
def test_what_is_bold_or_struck_comes_out_as_words(sent: str) -> None:
    assert unstyled(sent) == STYLED[sent]


FORWARDED = {
    "from_url": "https://town.slack.com/archives/C1/p1700000000000100",
    "ts": "1700000000.000100",
    "author_id": "U2",
    "channel_id": "C1",
    "is_msg_unfurl": True,
    "is_share": True,
    "message_blocks": [],
    "author_name": "Delroy Brown",
    "text": "A *ramp*, <@U1>",
    "fallback": "[14 November] delroy: A ramp",
    "mrkdwn_in": ["text"],
    "footer": "Posted in #parent-champions",
}
PAGE = {"from_url": "https://nhs.uk", "service_name": "NHS", "title": "Ramps", "text": "About ramps"}


def test_a_forwarded_message_is_read_with_its_author_and_a_preview_of_a_page_is_not() -> None:
    unnamed = {**FORWARDED, "author_name": ""}
    message = {
        "type": "message",
        "user": "U9",
        "ts": "1700000001.000100",
        "text": "See this",
        "attachments": [FORWARDED, PAGE, unnamed, {"is_share": True}, "x"],
    }
    said = "See this\nDelroy Brown: A *ramp*, <@U1>\n<@U2>: A *ramp*, <@U1>"
    assert of_message(message) == said
    pressed = {"callback_id": "save_as_idea", "user": {"id": "U1"}, "message": message}
    assert heard.shortcut(pressed).message_text == said
    assert of_message({"text": "", "attachments": [FORWARDED]}) == "Delroy Brown: A *ramp*, <@U1>"
    assert of_message({"attachments": None}) == ""


def user(display: str = "", real: str = "", handle: str = "ana.p") -> dict[str, object]:
    return {"name": handle, "real_name": real, "profile": {"display_name": display, "real_name": real}}


@pytest.mark.parametrize(
    "nothing", ["", "  ", "\u3164", "\u2800\u200b", "\u202e\u2066", "\ufe0f", "...", "\u0301"]
)
def test_who_has_a_name_that_nobody_can_read_is_called_by_another(nothing: str) -> None:
    assert name_of(user(nothing, "Ana Pereira")) == "Ana Pereira"
    assert name_of(user(nothing, nothing)) == "ana.p"
    assert name_of(user(nothing, nothing, nothing)) == ""


def test_a_name_is_shown_without_what_turns_covers_or_fills_the_page() -> None:
    assert name_of(user("\u202eanA\u202c  Pereira\n")) == "anA Pereira"
    assert name_of(user("Z" + "\u0335" * 40 + "algo")) == "Z\u0335\u0335algo"
    assert name_of(user("ก" + "\u0e49" * 40 + "กา")) == "ก" + "\u0e49" * 4 + "กา"
    assert name_of(user("བསྒྲུབས་ स्त्री นี้ שָׁלוֹם")) == "བསྒྲུབས་ स्त्री นี้ שָׁלוֹם"
    assert len(name_of(user("Very long " * 40))) <= LONGEST


@pytest.mark.parametrize(
    "alike",
    [
        *("Ana Pereira", "ANA PEREIRA", "Аna Реreira", "Ana  Pereíra", "Ａna Pereira"),
        *("AΝA PEREIRA", "Ꭺna Pereira", "ɑna pereira", "Ana\u200b Pereira"),
    ],
)
def test_two_people_whose_names_look_the_same_are_told_apart_by_their_handles(alike: str) -> None:
    known = Namesakes()
    known.learn("U1", "Ana Pereira", "ana.p")
    known.learn("U2", alike, "ana2")
    known.learn("U3", "Delroy", "delroy")
    assert known.told_apart("U1", "Ana Pereira") == "Ana Pereira (@ana.p)"
    assert known.told_apart("U2", alike) == f"{alike} (@ana2)"
    assert known.told_apart("U3", "Delroy") == "Delroy"

    known.learn("U2", "Bea", "ana2")
    assert known.told_apart("U1", "Ana Pereira") == "Ana Pereira"


@pytest.mark.parametrize(
    ("one", "other"), [("Ali", "AIi"), ("Bill", "Bi11"), ("BOB", "ВОВ"), ("O'Neil", "O’Neil")]
)
def test_two_names_of_signs_that_look_alike_are_told_apart(one: str, other: str) -> None:
    known = Namesakes()
    known.learn("U1", one, "one")
    known.learn("U2", other, "other")
    assert known.told_apart("U1", one) == f"{one} (@one)"
    assert known.told_apart("U2", other) == f"{other} (@other)"


FAMILY, ENGLAND, SPAIN = "👩‍👩‍👧", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "🇪🇸"
CUT = {
    ("A buddy for every new parent", 20): "A buddy for every…",
    ("A buddy for every new parent", 18): "A buddy for every…",
    ("A buddy for every new parent", 99): "A buddy for every new parent",
    ("Onelongwordwithoutaspace", 10): "Onelongwo…",
    ("A onelongwordwithoutaspace", 10): "A onelong…",
    (f"abc{FAMILY}", 6): "abc…",
    (f"abc{ENGLAND}x", 8): "abc…",
    (f"ab{SPAIN}{SPAIN}", 5): f"ab{SPAIN}…",
    (f"abc{SPAIN}{SPAIN}", 5): "abc…",
    ("पक्षियों", 4): "प…",
    ("每一位新手父母都需要朋友", 5): "每一位新…",
}


@pytest.mark.parametrize(("text", "most"), CUT)
def test_a_text_is_cut_where_a_reader_would(text: str, most: int) -> None:
    assert clip(text, most) == CUT[text, most]


def test_markup_is_never_cut_in_half() -> None:
    assert clip_markup("Until <!date^1^{time}|10:00 UTC>.", 20) == "Until…"
    assert clip_markup("one &amp; two", 8) == "one…"


@pytest.mark.parametrize("text", ["word " * 900, "x" * 5_000, "<&>" * 900, "line\n" * 900, FAMILY * 600])
def test_pieces_hold_all_words_and_fit(text: str) -> None:
    cut = pieces(text, 700)
    assert "".join("".join(cut).split()) == "".join(text.split())
    assert [piece for piece in cut if weight(piece) > 700] == []
    assert weight(brief(text, 700)) <= 700
