"""Words of somebody for whom our messages are too much, or something else is."""

import re

from coproduction.phrases import plainly, words_in
from coproduction.words import Text

OURS = Text(  # translators: what we send and do, apart by semicolons
    "reminder; reminders; message; messages; nudge; nudges; notification; notifications; email; emails; "
    "mails; reminding me; messaging me; nudging me; texting me; writing to me; asking me; pinging me; "
    "you write; you ask me; you remind; you message"
)
WEARY = Text(  # translators: what people say of what is too much for them, apart by semicolons
    "too many; too much; so many; tired of; sick of; fed up; had enough; i can not take any more; "
    "i cannot take any more; i cant take any more; i cant take it any more; i cant take it anymore; "
    "i cannot take it any more; i cannot take it anymore; i cant cope; i cannot cope; i cant stand; "
    "i cannot stand; too often; annoying; overwhelmed; overwhelming"
)
_BETWEEN = re.compile(r"[.,;:!…\n]+| - | – |—| (?:and|y) ", re.IGNORECASE)


def is_weary(text: str) -> bool:
    """Whether they say that something is too much."""
    return says(text, WEARY)


def is_weary_of_us(text: str) -> bool:
    """Whether they say that something is too much, and name what we send."""
    return is_weary(text) and says(text, OURS)


def says(text: str, phrases: Text) -> bool:
    """Whether one of these stands anywhere in it."""
    said = f" {' '.join(words_in(text))} "
    return any(f" {each} " in said for each in plainly(phrases))


def parts(text: str) -> list[str]:
    """What stands between its commas, full stops and "and"."""
    return [part for part in _BETWEEN.split(text) if [*words_in(part)]]
