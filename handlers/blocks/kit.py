"""The few blocks we draw with. People's words go into plain_text, where nothing in them is markup.

Whatever has words of its own takes who says them, first.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar

from coproduction.shares import Share
from coproduction.words import Text, Value, listed
from handlers.blocks.text import (
    brief,
    clip,
    clip_escaped,
    clip_markup,
    from_literal,
    literal,
    literally,
    on_one_line,
    pieces,
)
from handlers.voice import Voice

Block = dict[str, Any]
View = dict[str, Any]

FALLBACK_LENGTH = 3_900  # chat.update refuses a text over 4,000
SECTION_LENGTH = 2_900
IN_CONFIRM = 80  # of people's words in what Slack asks before a press, which takes 300 with all else
NOBODY_WATCHES = Text(
    "Nobody watches this for emergencies. Is somebody in danger? Call the emergency number where you live."
)
BARS = "▰▱"
_BAR = re.compile(rf" [{BARS}]+$", re.MULTILINE)
_MARKS = re.compile(r"[*`]")  # the only markup our own words use


@dataclass(frozen=True, slots=True)
class Drawing:
    """A message: its blocks, and a text that says the same to those who do not see them.

    `lasting`: what is said instead where Slack keeps it, of what would soon be old there.
    """

    text: str
    blocks: tuple[Block, ...]
    lasting: Self | None = None

    @classmethod
    def of(cls, say: Voice, blocks: Sequence[Block]) -> "Drawing":
        """A message whose fallback is read off its own blocks, so that the two cannot differ."""
        return cls(fallback(say, blocks), tuple(blocks))

    @classmethod
    def of_words(cls, say: Voice, words: str, *blocks: Block) -> "Drawing":
        """A message of plain words, with further blocks below."""
        return cls.of(say, [*paragraphs(words), *blocks])


def _nobody(_content: Any) -> Iterable[str]:
    return ()


C = TypeVar("C")


@dataclass(frozen=True)
class MessageDrawing(Generic[C]):
    """How one kind of message is drawn from its content, and whose names it shows.

    A message that shows them only beside a mention, and must be there at once, does not wait for them.
    `in_short` is how it looks where it goes along with another, if not as by itself; `together` how it looks
    with what goes along with it. `asks`: what it asks and its buttons answer, as in "I asked you whether …";
    `beside`: how an answer looks to who was asked such a thing, too, if it does not only say so at its end.
    """

    kind: str
    draw: Callable[[Voice, C, Mapping[str, str]], Drawing]
    people_in: Callable[[C], Iterable[str]] = _nobody
    waits_for_names: bool = True
    in_short: Callable[[Voice, C, Mapping[str, str]], Drawing] | None = None
    together: Callable[[Voice, C, Mapping[str, str], Sequence[Block]], Drawing] | None = None
    asks: Callable[[C], Text] | None = None
    beside: Callable[[Voice, C, Mapping[str, str], Value], Drawing] | None = None


def plain(text: str, most: int = SECTION_LENGTH) -> Block:
    """A plain_text object, cut at `most` characters."""
    return {"type": "plain_text", "text": literal(text, most), "emoji": True}


def header(text: str) -> Block:
    """A heading, cut at Slack's 150 characters."""
    return {"type": "header", "text": plain(text, 150)}


def paragraphs(words: str) -> list[Block]:
    """People's own words, in as many sections as they need."""
    fitting = pieces(words, SECTION_LENGTH, literally)
    return [{"type": "section", "text": plain(piece)} for piece in fitting if piece]


def bold(words: str) -> list[Block]:
    """People's own words as the title of what stands below, as a form draws the label of a field."""
    text = {"type": "text", "text": words, "style": {"bold": True}}
    line = {"type": "rich_text_section", "elements": [text]}
    return [{"type": "rich_text", "elements": [line]}] if words.strip() else []


def titled(title: str, words: str) -> Block:
    """Our own title in bold and people's own words below it, in one block where blocks are few."""
    texts = [{"type": "text", "text": title, "style": {"bold": True}}, {"type": "text", "text": f"\n{words}"}]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": texts}]}


def by_section(lines: Iterable[str]) -> list[list[str]]:
    """Whole lines, as many together as one section takes."""
    found: list[list[str]] = []
    for line in lines:
        # half, because "&lt;" doubles when it is made literal
        if found and len("\n".join([*found[-1], line])) <= SECTION_LENGTH // 2:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def line_by_line(lines: Iterable[str]) -> list[Block]:
    """Lines with people's own words in as many sections as they need, cut between lines only."""
    return [block for some in by_section(lines) for block in paragraphs("\n".join(some))]


def section(mrkdwn: str) -> Block:
    """Our own words with Slack's markup; anything of people's in it must be escaped."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": clip_markup(mrkdwn, SECTION_LENGTH)}}


def context(mrkdwn: str) -> Block:
    """A small line below."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": clip_markup(mrkdwn, SECTION_LENGTH)}]}


def aside(words: str) -> Block:
    """A small line of people's own words, where nothing in them is markup."""
    return {"type": "context", "elements": [plain(words)]}


def is_aside(block: Block) -> bool:
    """Whether it is one."""
    return block["type"] == "context" and bool(block["elements"][0]["type"] == "plain_text")


def divider() -> Block:
    """A line between two parts."""
    return {"type": "divider"}


def actions(*elements: Block) -> Block:
    """A row of buttons."""
    return {"type": "actions", "elements": list(elements)}


def button(
    label: str,
    action: str,
    value: str = "",
    *,
    style: str | None = None,
    aloud: str = "",
    confirm: Block | None = None,
) -> Block:
    """A button; its label is cut at Slack's 75 characters.

    `aloud` is what a screen reader says instead, where the label is not enough without the card around it. It
    has the label's words in it, so that whoever speaks to their device can say what they see. `confirm` is
    what Slack asks before it presses, for what cannot be undone.
    """
    drawn: Block = {"type": "button", "text": plain(on_one_line(label), 75), "action_id": action}
    if value:
        drawn["value"] = value
    if style:
        drawn["style"] = style
    if aloud:
        drawn["accessibility_label"] = clip(on_one_line(aloud), 75)
    if confirm:
        drawn["confirm"] = confirm
    return drawn


def asks(say: Voice, title: str, words: str, yes: str) -> Block:
    """What Slack asks before a button is pressed: `yes` presses it. Slack cuts at 100, 300 and 30."""
    return {
        "title": plain(title, 100),
        "text": plain(words, 300),
        "confirm": plain(yes, 30),
        "deny": plain(say("Go back"), 30),
    }


def asks_about(say: Voice, about: str, title: str, words: str, yes: str) -> Block:
    """The same where several such buttons may stand in one place: people's own words say which."""
    named = say("“{title}”", title=brief(on_one_line(about), IN_CONFIRM))
    return asks(say, title, f"{named}\n{words}", yes)


def bar(part: int, whole: int, width: int = 10) -> str:
    """A share as a row of small squares, as many as fit its whole percent: it stands beside these."""
    filled = ((Share(part, whole).percent or 0) * width + 50) // 100
    return BARS[0] * filled + BARS[1] * (width - filled)


def notice(say: Voice, title: str, blocks: Sequence[Block], private: str = "") -> View:
    """A form that only tells something: there is nothing to fill in or to send."""
    return {
        "type": "modal",
        "title": plain(title),
        "close": plain(say("Close")),
        "private_metadata": private,
        "blocks": list(blocks),
    }


def modal(
    say: Voice,
    title: str,
    form: str,
    submit: str,
    private: str,
    blocks: Sequence[Block],
    *,
    close: str = "",
) -> View:
    """A form; `close` is what its way out is called, where "Cancel" could be read in two ways.

    Whoever writes in it in their own words reads below that nobody watches it.
    """
    watched = [context(say(NOBODY_WATCHES))] if any(map(_is_written_in, blocks)) else []
    return {
        "type": "modal",
        "callback_id": form,
        "title": plain(title),
        "submit": plain(submit),
        "close": plain(close or say("Cancel")),
        "private_metadata": private,
        "blocks": [*blocks, *watched],
    }


def _is_written_in(block: Block) -> bool:
    return bool(block["type"] == "input" and block["element"]["type"] == "plain_text_input")


def fallback(say: Voice, blocks: Iterable[Block]) -> str:
    """What a screen reader or a notification says for these blocks, escaped."""
    lines = [line for block in blocks for line in _spoken(say, block)]
    return clip_markup("\n".join(line for line in lines if line), FALLBACK_LENGTH)


def _spoken(say: Voice, block: Block) -> list[str]:
    match block["type"]:
        case "header":
            return [_said(block["text"])]
        case "section":
            beside_it = _labels(say, [block["accessory"]]) if "accessory" in block else []
            return [_said(block["text"]), *beside_it]
        case "context":
            return [_said(element) for element in block["elements"]]
        case "actions":
            return _labels(say, block["elements"])
        case "rich_text":
            texts = ("".join(each["text"] for each in line["elements"]) for line in block["elements"])
            return [clip_escaped(text, FALLBACK_LENGTH) for text in texts]
        case _:
            return []


def _labels(say: Voice, elements: Sequence[Block]) -> list[str]:
    """What can be pressed, and what each menu offers."""
    buttons = [_said(element["text"]) for element in elements if "text" in element]
    told = [say("Buttons: {labels}", labels=listed(buttons))] if buttons else []
    return told + [_menu(say, element) for element in elements if "options" in element]


def _menu(say: Voice, menu: Block) -> str:
    options = listed(_said(each["text"]) for each in menu["options"])
    if "placeholder" not in menu:
        return say("Menu: {options}", options=options)
    return say("Menu “{menu}”: {options}", menu=_said(menu["placeholder"]), options=options)


def _said(text: Block) -> str:
    """A bar says nothing that its number does not, and would be read out square by square."""
    words = _BAR.sub("", text["text"])
    if text["type"] == "plain_text":
        return clip_escaped(from_literal(words), FALLBACK_LENGTH)
    return "\n".join(" ".join(_MARKS.sub("", line).split()) for line in words.splitlines())
