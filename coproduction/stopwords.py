"""What people write who want no more reminders, in plain words.

Words that can mean nothing else stop at once, also where it stands beside them why: "I can't take any more of
these messages, stop". Words that may mean something else ("too many messages") stop nothing: it is asked.
"""

from collections.abc import Sequence
from functools import cache

from coproduction.despair import sounds_like_despair
from coproduction.phrases import FILLERS, words_in
from coproduction.weary import is_weary, is_weary_of_us, parts, says
from coproduction.words import LANGUAGES, Text

STOP = Text(  # translators: what people write when they want no more reminders, apart by semicolons
    "stop; stop it; stopall; unsubscribe; no more; enough; quit; opt out; opt me out; leave alone; "
    "remind no more; mute; silence; leave in peace; take off list; not interested; go away; "
    "shut up; be quiet; stopp; enough already; thats enough; enough is enough; stop right now; stop at once; "
    "stop immediately; stop for good; stop forever; stop everything; stop completely; cancel subscription; "
    "let me be; do not need reminders; dont need reminders; do not need more reminders; "
    "dont need more reminders; no longer need reminders; need no reminders; need no more reminders; "
    "do not wish to receive messages; do not wish to receive more messages; do not wish to get messages; "
    "rather not get messages; rather not get reminders; rather not receive messages; "
    "rather not receive reminders; rather not be asked; rather not be reminded; rather not be contacted; "
    "prefer not to be asked; prefer not to be reminded; prefer not to be contacted; "
    "prefer not to get messages; prefer not to get reminders; prefer not to receive reminders; "
    "do not send anything; dont send anything; do not send anything more; dont send anything more; "
    "do not send anything else; dont send anything else; do not ever write; dont ever write; "
    "do not ever contact; dont ever contact; no stop; stop already; do not disturb; dont disturb"
)
STOP_THEM = Text(  # translators: the same, where a word for reminders stands beside it: "cancel reminders"
    "no; end; cancel; dont; do not; dont more; do not more; off; turn off; switch off; never; need stop; "
    "no longer; no longer wish; no need; mute; rather didnt; rather did not; "
    "rather didnt more; rather did not more; prefer didnt; prefer did not; prefer no; "
    "prefer no more; rather no; rather no more"
)
THEM = Text(  # translators: words for reminders and for sending them, apart by semicolons
    "reminder; reminders; remind; reminding; message; messages; messaging; nudge; nudges; nudging; ask; "
    "asking; write; writing; text; texts; texting; notification; notifications; contact; contacting; send; "
    "sending; get; getting; receive; receiving; email; emails; mail; mails; bother; bothering; pester; "
    "pestering; disturb; disturbing; spam; spamming; nag; nagging; pinging; notify; notifying"
)
_MOST_WEARY = 12  # words: of more, it may be a story about something else


def stops(text: str) -> bool:
    """Whether somebody who writes this wants no more reminders, surely.

    They say so and nothing else, or only why: it is too much for them.
    """
    if _is_stop(text):
        return True
    told = [] if "?" in text else parts(text)
    is_stop = [_is_stop(part) for part in told]
    return any(is_stop) and all(stop or _is_why(part) for stop, part in zip(is_stop, told, strict=True))


def may_stop(text: str) -> bool:
    """Whether they may want no more reminders: they say "stop" of ours beside something else, or that what we
    send is too much.
    """
    if "?" in text or stops(text):
        return False
    told = parts(text)
    is_short = len(list(words_in(text))) <= _MOST_WEARY
    return any((is_short and is_weary_of_us(each)) or (_is_stop(each) and says(each, THEM)) for each in told)


def _is_stop(text: str) -> bool:
    words = [word for word in words_in(text) if word not in bare(FILLERS)]
    rest = [word for word in words if word not in bare(THEM)]
    return _is(words, STOP) or _is(rest, STOP) or (rest != words and _is(rest, STOP_THEM))


def _is_why(part: str) -> bool:
    """Whether this is no more than a reason to stop, or a greeting."""
    return set(words_in(part)) <= bare(FILLERS) or is_weary(part) or sounds_like_despair(part)


def _is(words: Sequence[str], phrases: Text) -> bool:
    return " ".join(words) in bare(phrases)


@cache
def bare(phrases: Text) -> frozenset[str]:
    """The phrases in all our languages, because who writes one may read Slack in another.

    What is left out of what people write is left out of the phrases, too.
    """
    told = (language.pattern(phrases).split(";") for language in LANGUAGES.values())
    spoken = {tuple(words_in(phrase)) for phrases_ in told for phrase in phrases_}
    if phrases != FILLERS:
        spoken = {tuple(word for word in phrase if word not in bare(FILLERS)) for phrase in spoken}
    return frozenset(" ".join(phrase) for phrase in spoken if phrase)
