"""People's words on their way to Slack: escaped, never cut inside a character; dates in the reader's zone."""

import re
from datetime import UTC, datetime

from coproduction.words import MONTHS
from handlers.voice import Voice

_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
_ENTITY = re.compile(r"&(?=(?:amp|lt|gt);)")


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


def from_literal(shown: str) -> str:
    """The text that `literal` made this of."""
    for character, entity in reversed(_ESCAPES):
        shown = shown.replace(entity, character)
    return shown


def clip(text: str, most: int) -> str:
    """The text, cut before `most` characters with an ellipsis; a cut never splits a joined character."""
    if len(text) <= most:
        return text
    cut = most - 1
    while cut > 0 and _joins(text[cut - 1], text[cut]):
        cut -= 1
    return text[:cut].rstrip() + "…"


def clip_escaped(text: str, most: int) -> str:
    """`escape` of as much of the text as fits into `most` escaped characters."""
    return escape(brief(text, most))


def brief(text: str, most: int) -> str:
    """As much of the text as weighs `most` where Slack adds up a message: there "<" weighs as "&lt;"."""
    keep = len(text)
    while (weight := len(escape(clip(text, keep)))) > most:
        keep -= max(1, (weight - most) // 5)
    return clip(text, keep)


def hour(at: datetime) -> str:
    """The time of day that Slack shows in each reader's own time zone, with a fallback in UTC."""
    return f"<!date^{int(at.timestamp())}^{{time}}|{at.astimezone(UTC):%H:%M} UTC>"


def moment(say: Voice, at: datetime) -> str:
    """A time that Slack shows in each reader's own time zone, with a fallback in UTC."""
    utc = at.astimezone(UTC)
    month, clock = MONTHS[utc.month - 1], f"{utc:%H:%M}"
    spoken = say("{day} {month} {year}, {time} UTC", day=utc.day, month=month, year=utc.year, time=clock)
    shown = say("{date} at {time}", date="{date_long}", time="{time}")
    return f"<!date^{int(at.timestamp())}^{shown}|{spoken}>"


def _joins(before: str, after: str) -> bool:
    joiners = {"\u200d", "\ufe0f"}
    is_modifier = "\U0001f3fb" <= after <= "\U0001f3ff" or "\u0300" <= after <= "\u036f"
    return before in joiners or after in joiners or is_modifier
