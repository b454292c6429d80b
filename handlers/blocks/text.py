"""People's words on their way to Slack: escaped, cut where a reader would; dates in the reader's zone."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from coproduction.words import day
from handlers.voice import Voice

_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
_ENTITY = re.compile(r"&(?=(?:amp|lt|gt);)")
_HALF = re.compile(r"(<[^>]*|&[a-z]*)$")
_ZWJ, _TAGS = "\u200d", range(0xE0020, 0xE0080)
_TONES = range(0x1F3FB, 0x1F400)
_FLAGS = range(0x1F1E6, 0x1F200)  # two of them are one flag
_VIRAMA = 9  # the combining class of a sign that joins two consonants


def escape(text: str) -> str:
    """Make a text harmless in mrkdwn and in a fallback: nobody is pinged, no link is made."""
    for character, entity in _ESCAPES:
        text = text.replace(character, entity)
    return text


def literal(text: str, most: int) -> str:
    """A text for plain_text, at most `most` characters: there only what looks like an entity is special."""
    keep = len(text)
    while len(shown := _ENTITY.sub("&amp;", clip(text, keep))) > most:
        keep -= max(1, (len(shown) - most) // 5)
    return shown


def literally(text: str) -> int:
    """How long a text becomes as plain_text."""
    return len(_ENTITY.sub("&amp;", text))


def from_literal(shown: str) -> str:
    """The text that `literal` made this of."""
    for character, entity in reversed(_ESCAPES):
        shown = shown.replace(entity, character)
    return shown


def weight(text: str) -> int:
    """What a text weighs where Slack adds up a message: there "<" weighs as "&lt;"."""
    return len(text) + 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))


def clip(text: str, most: int) -> str:
    """The text, cut before `most` characters with an ellipsis: after a word, where one ends in time."""
    return text if len(text) <= most else text[: _end(text, most - 1)].rstrip() + "…"


def brief(text: str, most: int) -> str:
    """As much of the text as weighs `most`."""
    keep, shown = len(text), text
    while (weighs := weight(shown)) > most:
        keep -= max(1, (weighs - most) // 5)
        shown = clip(text, keep)
    return shown


def on_one_line(text: str) -> str:
    """People's words as they stand within a sentence or on a button: their lines apart by a slash."""
    return " / ".join(line.strip() for line in text.splitlines() if line.strip())


def pieces(text: str, most: int, weigh: Callable[[str], int] = weight) -> list[str]:
    """The whole text, in pieces that weigh at most `most`; only white space between two is left out."""
    return list(_pieces(text, most, weigh))


def clip_escaped(text: str, most: int) -> str:
    """`escape` of as much of the text as fits into `most` escaped characters."""
    return escape(brief(text, most))


def clip_markup(markup: str, most: int) -> str:
    """An escaped text with markup, cut without leaving half an entity or half a mention behind."""
    if len(markup) <= most:
        return markup
    return _HALF.sub("", clip(markup, most).removesuffix("…")).rstrip() + "…"


def local(say: Voice, at: datetime) -> str:
    """A day and time to one person, in the zone that `at` has, which is theirs: like any other day."""
    return say("{date} at {time}", date=day(at.date()), time=clock(at))


def clock(at: datetime) -> str:
    """The hour alone, in the zone that `at` has."""
    return f"{at:%H:%M}"


def moment(say: Voice, at: datetime) -> str:
    """A day and time that people in many zones read: Slack says it in each reader's own, where a day that is
    near is "today" or "tomorrow"; else we in UTC, with the whole date."""
    utc = at.astimezone(UTC)
    spoken = say("{day} at {time} UTC", day=day(utc.date()), time=f"{utc:%H:%M}")
    shown = say("{date} at {time}", date="{date_long_pretty}", time="{time}")
    return f"<!date^{int(at.timestamp())}^{shown}|{spoken}>"


def _pieces(text: str, most: int, weigh: Callable[[str], int]) -> Iterator[str]:
    while weigh(text) > most:
        keep = min(len(text), most)
        while (weighs := weigh(text[:keep])) > most:
            keep -= max(1, (weighs - most) // 5)
        end = _line_end(text, keep) or _end(text, keep) or keep  # what is one character as a whole is cut
        yield text[:end].rstrip()
        text = text[end:].lstrip()
    yield text


def _line_end(text: str, most: int) -> int:
    """The end of the last line that ends in the second half; 0 when none does."""
    end = text.rfind("\n", most // 2, most + 1)
    return max(end, 0)


def _end(text: str, most: int) -> int:
    """Where to cut so that at most `most` characters stay: at the last space of the second half, if any."""
    if most < len(text) and not text[most].isspace():
        space = next((at for at in reversed(range(most // 2, most)) if text[at].isspace()), 0)
        if text[:space].strip():
            return space
    end = most
    while end > 0 and _joins(text, end):
        end -= 1
    return end


def _joins(text: str, at: int) -> bool:
    """Whether the characters before and after this place are one to a reader."""
    before, after = text[at - 1], text[at]
    if _ZWJ in {before, after} or unicodedata.category(after)[0] == "M":
        return True
    if ord(after) in _TONES or ord(after) in _TAGS or unicodedata.combining(before) == _VIRAMA:
        return True
    return ord(after) in _FLAGS and _flags_before(text, at) % 2 == 1


def _flags_before(text: str, at: int) -> int:
    start = at
    while start > 0 and ord(text[start - 1]) in _FLAGS:
        start -= 1
    return at - start
