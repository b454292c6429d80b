"""Emoji that people send to the bot instead of words, and what they clearly mean.

Slack sends an emoji that was typed as its name between colons (":+1::skin-tone-4:"), a reaction as its bare
name, and what a phone typed as the sign itself.
"""

import re
import unicodedata
from typing import Final

_DONE: Final = "done"  # words of `coproduction.talk`, in English, which is heard in every language
_YES: Final = "ok"
_NO: Final = "no"
_MEANT: Final = {
    **dict.fromkeys(("white_check_mark", "heavy_check_mark", "ballot_box_with_check", "✅", "✔", "☑"), _DONE),
    **dict.fromkeys(("+1", "thumbsup", "ok_hand", "👍", "👌"), _YES),
    **dict.fromkeys(("-1", "thumbsdown", "x", "negative_squared_cross_mark", "👎", "❌", "❎"), _NO),
}
_NAMED = re.compile(r":(?P<name>[+-]1|(?=[^:\s]*[^\W\d_])[\w+'’-]{1,100}):", re.IGNORECASE)
_TONE = re.compile(r"[\U0001F3FB-\U0001F3FF\uFE0F\u200D]|:skin-tone-[2-6]:")


def in_words(text: str) -> str:
    """What somebody wrote, with words for the emoji whose meaning is clear and without all others."""
    named = _NAMED.sub(lambda found: f" {_MEANT.get(found['name'].casefold(), '')} ", _TONE.sub("", text))
    return "".join(f" {_MEANT.get(sign, '')} " if _is_sign(sign) else sign for sign in named)


def has_emoji(text: str) -> bool:
    """Whether there is any in it."""
    return bool(_NAMED.search(text)) or any(map(_is_sign, text))


def is_alone(text: str) -> bool:
    """Whether there is nothing else in it."""
    rest = "".join(" " if _is_sign(sign) else sign for sign in _NAMED.sub(" ", _TONE.sub("", text)))
    return has_emoji(text) and not rest.strip()


def typed(reaction: str) -> str:
    """A reaction, as its name is typed: ":+1:"."""
    return f":{reaction}:"


def _is_sign(sign: str) -> bool:
    return unicodedata.category(sign) == "So" or "\U0001f000" <= sign <= "\U0001faff"
