"""What people write who want no more reminders, in plain words.

Words that can mean nothing else stop at once, also where it stands beside them why: "I can't take any more of
these messages, stop". Words that may mean something else ("too many messages") stop nothing: it is asked.
"""

from collections.abc import Iterable, Sequence
from functools import cache

from coproduction.despair import sounds_like_despair
from coproduction.phrases import FILLERS, plainly, words_in
from coproduction.weary import OURS, is_weary, is_weary_of_us, parts, says
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
    "do not ever contact; dont ever contact; no stop; stop already; do not disturb; dont disturb; "
    "unsub; unsubcribe; unsubscibe; unsubsribe; unsuscribe; unsubscrive; unsubscribed; stpo; sotp; "
    "get lost; fuck off; piss off"
)
STOP_THEM = Text(  # translators: the same, where a word for reminders stands beside it: "cancel reminders"
    "no; end; cancel; dont; do not; dont more; do not more; off; turn off; switch off; never; need stop; "
    "no longer; no longer wish; no need; mute; rather didnt; rather did not; "
    "rather didnt more; rather did not more; prefer didnt; prefer did not; prefer no; "
    "prefer no more; rather no; rather no more; stop things; stop stuff; stop phone; stop ever; no more ever"
)
AS_WRITTEN = Text(  # translators: the same, where each word counts, apart by semicolons
    "i said stop; i said no more; i told you to stop; i asked you to stop; will you stop; would you stop; "
    "cant you stop; cant you just stop; stop i mean it; i no longer want to hear from you; "
    "i do not want to hear from you; i dont want to hear from you; i never want to hear from you; "
    "i do not want to hear from you any more; i dont want to hear from you any more; "
    "i do not want to hear from you anymore; i dont want to hear from you anymore; "
    "i want to hear no more from you; no longer want to hear from you; dont want to hear from you"
)
THEM = Text(  # translators: words for reminders and for sending them, apart by semicolons
    "reminder; reminders; remind; reminding; message; messages; messaging; nudge; nudges; nudging; ask; "
    "asking; write; writing; text; texts; texting; notification; notifications; contact; contacting; send; "
    "sending; get; getting; receive; receiving; email; emails; mail; mails; bother; bothering; pester; "
    "pestering; disturb; disturbing; spam; spamming; nag; nagging; pinging; notify; notifying; "
    "msg; msgs; sms; dm; dms; ping; pings"
)
AROUND = Text(  # translators: what may stand before and behind it and changes nothing, apart by semicolons
    "please; pls; plz; now; just; ok; okay; hi; hello; hey; so; and; also; oh; sorry; thanks; thank you; "
    "alongside; can you; could you; again; anymore"
)
PLEASE = Text(  # translators: how people ask for something, apart by semicolons
    "please; pls; plz"
)
KEEPS_ON = Text(  # translators: how people complain that we write to them, apart by semicolons
    "keep writing; keep messaging; keep texting; keep asking; keep sending; keep reminding; keep contacting; "
    "keep bothering; still writing; still messaging; still sending; still asking"
)
FIRST = Text(  # translators: how a sentence begins that may ask us to stop, apart by semicolons
    "stop; stopp; stpo; unsubscribe; unsub; no more; enough; quit; leave me; take me off; remove me; "
    "delete me; delete my number"
)
ANYWHERE = Text(  # translators: what may ask us to stop wherever it stands, apart by semicolons
    "unsubscribe; unsubcribe; say stop; said stop; told you to stop; tell you to stop; asked you to stop; "
    "withdraw my consent; want to hear from you; part of this any more; part of this anymore; "
    "no longer want to be part of this; off your list"
)
STOPS = Text(  # translators: words that ask us to stop beside a word for our messages, apart by semicolons
    "stop; stopped"
)
GOES_ON = Text(  # translators: what says the contrary, apart by semicolons
    "dont stop; do not stop; never stop; dont want to stop; do not want to stop"
)
_MOST = 12  # words: of more, it may be a story about something else


def stops(text: str) -> bool:
    """Whether somebody who writes this wants no more reminders, surely.

    They say so and nothing else, or only why: it is too much for them. Or they say "please stop" of its own,
    whatever stands beside it.
    """
    if _is_stop(text):
        return True
    told = [] if "?" in text else parts(text)
    is_stop = [_is_stop(part) for part in told]
    asks = any(stop and says(part, PLEASE) for stop, part in zip(is_stop, told, strict=True))
    is_why = all(stop or _is_why(part) for stop, part in zip(is_stop, told, strict=True))
    return any(is_stop) and (asks or is_why)


def may_stop(text: str) -> bool:
    """Whether they may want no more reminders: they say "stop" beside something else, or that what we send
    is too much. Who speaks of themselves ("I stop smoking") does not.
    """
    if "?" in text or stops(text) or says(text, GOES_ON):
        return False
    if len(list(words_in(text))) <= _MOST and _may_mean_us(text):
        return True
    return any(_is_stop(each) and says(each, THEM) for each in parts(text))


def is_of_us(text: str) -> bool:
    """Whether it names what we send: of two meanings, it is hardly that of an idea."""
    return says(text, THEM) or says(text, OURS)


def _may_mean_us(text: str) -> bool:
    told = parts(text)
    is_first = any(_begins(" ".join(_core(part)), plainly(FIRST)) for part in told)
    is_ours = any(is_weary_of_us(part) or (says(part, STOPS) and says(part, OURS)) for part in told)
    return is_first or is_ours or says(text, ANYWHERE)


def _is_stop(text: str) -> bool:
    words = [word for word in words_in(text) if word not in bare(FILLERS)]
    rest = [word for word in words if word not in bare(THEM)]
    is_spoken = " ".join(_core(text)) in plainly(AS_WRITTEN)
    return is_spoken or _is(words, STOP) or _is(rest, STOP) or (rest != words and _is(rest, STOP_THEM))


def _core(text: str) -> list[str]:
    """Its words but those before and behind that change nothing."""
    words = list(words_in(text))
    while words and (words[0] in plainly(AROUND) or " ".join(words[:2]) in plainly(AROUND)):
        words = words[1:] if words[0] in plainly(AROUND) else words[2:]
    while words and words[-1] in plainly(AROUND):
        words = words[:-1]
    return words


def _begins(said: str, phrases: Iterable[str]) -> bool:
    return any(f"{said} ".startswith(f"{each} ") for each in phrases)


def _is_why(part: str) -> bool:
    """Whether this is no more than a reason to stop, or a greeting."""
    is_greeting = set(words_in(part)) <= bare(FILLERS)
    return is_greeting or is_weary(part) or says(part, KEEPS_ON) or sounds_like_despair(part)


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
