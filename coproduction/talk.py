"""What people write to the bot in plain words: what they want by it. Nothing of it is stored.

Only short, clear words are taken for a wish. Where that could be wrong, people are asked: "I can't stop"
stops nothing, and "done" does not say yet which pledge.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from typing import Final

from coproduction.words import LANGUAGES, Text

TOLD_STOPPED: Final = "told_stopped"
TOLD_AGAIN: Final = "told_again"
ASKED_WHICH: Final = "asked_which"
TOLD_HELP: Final = "told_help"


class Wish(StrEnum):
    """What somebody wants who writes to the bot. The value is the kind of message that answers it."""

    STOP = TOLD_STOPPED  # no more reminders
    AGAIN = TOLD_AGAIN  # reminders, please
    TELL = ASKED_WHICH  # how a pledge is going
    HELP = TOLD_HELP  # anything else


_STOP = Text(  # translators: what people write when they want no more reminders, apart by semicolons
    "stop; stop it; stopall; unsubscribe; no more; enough; quit; opt out; opt me out; leave alone; "
    "remind no more"
)
_STOP_THEM = Text(  # translators: the same, where a word for reminders stands beside it: "cancel reminders"
    "no; end; cancel; dont; do not; dont more; do not more; off; turn off; switch off; never; need stop"
)
THEM = Text(  # translators: words for reminders and for sending them, apart by semicolons
    "reminder; reminders; remind; reminding; message; messages; messaging; nudge; nudges; nudging; ask; "
    "asking; write; writing; text; texts; texting; notification; notifications; contact; contacting; send; "
    "sending; get; getting; receive; receiving"
)
_AGAIN = Text(  # translators: what people write when they want reminders again, apart by semicolons
    "start; restart; resume; remind; unstop; turn on; switch on; turn reminders on; reminders on"
)
_TELL = Text(  # translators: how people begin who say how their pledge is going, apart by semicolons
    "done; finished; completed; did; working on; still working; stuck; not yet; in progress"
)
FILLERS = Text(  # translators: words that change nothing in all of this, apart by semicolons
    "please; pls; plz; thanks; thank; thx; you; hi; hello; hey; ok; okay; now; the; these; those; this; "
    "that; it; me; my; us; our; any; all; your; to; from; of; i; im; id; ive; its; is; am; have; want; "
    "would; like; can; could; just; giving; give; for; about; pledge; pledges; again; anymore; and; a; "
    "yes; so; them; alongside"
)


def wish_of(text: str) -> Wish:
    """What somebody wants who writes this."""
    words = [word for word in _words(text) if word not in _said(FILLERS)]
    rest = [word for word in words if word not in _said(THEM)]
    if _is(words, _STOP) or _is(rest, _STOP) or (rest != words and _is(rest, _STOP_THEM)):
        return Wish.STOP
    if _is(words, _AGAIN) or _is(rest, _AGAIN):
        return Wish.AGAIN
    return Wish.TELL if _begins(words, _TELL) else Wish.HELP


def _is(words: Sequence[str], phrases: Text) -> bool:
    return " ".join(words) in _said(phrases)


def _begins(words: Sequence[str], phrases: Text) -> bool:
    return any(" ".join(words[:many]) in _said(phrases) for many in (1, 2, 3) if words[:many])


@cache
def _said(phrases: Text) -> frozenset[str]:
    """The phrases in all our languages, because who writes one may read Slack in another.

    What is left out of what people write is left out of the phrases, too.
    """
    told = (language.pattern(phrases).split(";") for language in LANGUAGES.values())
    spoken = {tuple(_words(phrase)) for phrases_ in told for phrase in phrases_}
    if phrases is not FILLERS:
        spoken = {tuple(word for word in phrase if word not in _said(FILLERS)) for phrase in spoken}
    return frozenset(" ".join(phrase) for phrase in spoken if phrase)


def _words(text: str) -> Iterator[str]:
    """Small letters without accents, apostrophes and signs; a word said twice in a row is said once."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("'", "").replace("’", ""))
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    before = ""
    for word in "".join(c if c.isalnum() else " " for c in bare).split():
        if word != before:
            yield word
        before = word
