"""What people write to the bot in plain words: what they want by it.

Only short, clear words are taken for a wish. Where that could be wrong, people are asked: "I can't stop"
stops nothing, and "done" does not say which of two pledges.
"""

import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from typing import Final

from coproduction.emoji import has_emoji, in_words
from coproduction.followups import Reply
from coproduction.phrases import FILLERS, plainly, spelled, words_in
from coproduction.stopwords import STOP, STOP_THEM, THEM, bare, stops
from coproduction.stuckwords import says_also_stuck
from coproduction.weary import says
from coproduction.words import Text

_LONGEST_WORD = 30  # signs
TOLD_STOPPED: Final = "told_stopped"
TOLD_AGAIN: Final = "told_again"
SAME: Final = "/same"  # behind the occasion of these two: it was so already
ASKED_WHICH: Final = "asked_which"
TOLD_ANSWER: Final = "told_answer"  # what somebody said of the only pledge that they can mean
TOLD_HELP: Final = "told_help"
TOLD_NO: Final = "told_no"  # what stays, after a no to a question of ours
TOLD_PLACED: Final = "told_placed"  # what became of words, after a yes or a no to what we asked about them
TOLD_GO_ON: Final = "told_go_on"  # whether it is asked about again, where we said that we would stop
TOLD_ASKING: Final = "told_asking"  # what somebody answered who was asked by another


class Wish(StrEnum):
    """What somebody wants who writes to the bot. The value is the kind of message that answers it."""

    STOP = TOLD_STOPPED  # no more reminders
    AGAIN = TOLD_AGAIN  # reminders, please
    TELL = ASKED_WHICH  # how a pledge is going
    HELP = TOLD_HELP  # anything else


_AGAIN = Text(  # translators: what people write when they want reminders again, apart by semicolons
    "start; restart; resume; remind; unstop; turn on; switch on; turn reminders on; reminders on; turn "
    "back on; switch back on; unmute; come back; ask again; write again; begin again"
)
_AGAIN_AS_WRITTEN = Text(  # translators: the same, where each word counts, apart by semicolons
    "reminders again; reminders again please; i want reminders again; i would like reminders again; "
    "send me reminders again"
)
_DONE = Text(  # translators: what people write who have done what they promised, apart by semicolons
    "done; finished; completed; all done; complete"
)
I_DID = Text(  # translators: what people write of themselves who have done it, apart by semicolons
    "did; i did; i have done; ive done; i completed; i finished; i invited; i have invited; ive invited; "
    "i called; i have called; ive called; i phoned; i visited; i have visited; ive visited; i wrote; "
    "i have written; ive written; i sent; i have sent; ive sent; i met; i have met; ive met; i helped; "
    "i have helped; ive helped; i spoke; i have spoken; ive spoken; i talked; i have talked; ive talked; "
    "i went; i have been; ive been; i kept my promise; i kept my pledge; we did; we have done; weve done; "
    "i rang; i have rung; ive rung"
)
BESIDE = Text(  # translators: what may stand beside these and changes nothing, apart by semicolons
    "it; that; this; her; him; them; everybody; to; with; there; all; already; just; now; yes; ok; okay; "
    "hi; hello; hey; please; thanks; thank you; today; yesterday"
)
_WORKING = Text(  # translators: what people write who are about to do it, apart by semicolons
    "working on; still working; still working on; working; in progress; still on; on it; trying; still trying"
)
_STUCK = Text(  # translators: what people write who cannot go on with it, apart by semicolons
    "stuck; still stuck; got stuck; blocked; am blocked; cannot go on; cant go on"
)
_BEGINS = Text(  # translators: how people begin who say something else of it, apart by semicolons
    "not yet; did; not done"
)
_LATER = Text(  # translators: what people write who put it off or give it up, apart by semicolons
    "not now; later; not today; remind later; let go; drop; give up; i give up; i gave up; next week; "
    "remind next week; tomorrow; another time"
)
GOING_ON = Text(  # translators: what people write who want to know what goes on, apart by semicolons
    "what is going on; whats going on; whats going on now; what is happening; whats happening; "
    "what is on; whats on; now; whats happening now; what is going on now; what is happening now; "
    "what now; what can i do; what can i do now; what is next; whats next"
)
_THANKS = Text(  # translators: what people write who say thank you and nothing else, apart by semicolons
    "thanks; thank you; thank you very much; thank you so much; thanks a lot; many thanks; ok thanks; "
    "ok thank you; great thanks; thx; cheers; thank u; ty; tysm; thanks so much; thank you all"
)
YES = Text(  # translators: what people write who say yes and nothing else, apart by semicolons
    "yes; yes please; yes thanks; yes thank you; yes i do; yes it is; yes do; please do; yep; yeah; sure; "
    "of course; yes of course; yes sure; i agree; go on; go on asking; yes go on; yes go on asking; "
    "i take it over; yes i take it over; i am the buddy; yes i am the buddy; i will; yes i will; "
    "yes mark it; yes mark it as done; mark it as done; ok; okay; k; yup; yes ok; ok yes; accept; i accept; "
    "yes i accept"
)
NO = Text(  # translators: what people write who say no and nothing else, apart by semicolons
    "no; no thanks; no thank you; no sorry; sorry no; nope; not yet; no not yet; sorry not yet; not now; "
    "no not now; no it is not; no its not; i would rather not; better not; no dont; do not mark it"
)
NOT_DONE = Text(  # translators: what people write who have not done what they promised, apart by semicolons
    "not done; no not done; not done yet; no not done yet; not yet done; it is not done; its not done; "
    "it isnt done; no it is not done; no its not done; it is not done yet; its not done yet; not finished; "
    "no not finished; not finished yet; i have not done it; i havent done it; i have not done it yet; "
    "i havent done it yet; i did not do it; i didnt do it; not yet; no not yet; sorry not yet; "
    "that was wrong; it was a mistake; that was a mistake; by mistake; i was wrong; wrong button; "
    "i pressed the wrong button"
)
_NODS = (
    Text(  # translators: what people say who only show that they have read it, or say yes; no more than that
        "ok; okay; k; yup; sure; yep; yeah"
    )
)
_OFF_LIST = Text(  # translators: what people write who want to be taken off a list, apart by semicolons
    "take me off the list; take me off your list; take me off this list; remove me from the list; "
    "remove me from this list; get me off the list; i want to be off the list; "
    "i do not want to be on the list; i dont want to be on the list; i do not want to be on this list"
)
HEARS = (
    *(STOP, STOP_THEM, _AGAIN, _AGAIN_AS_WRITTEN, _DONE, _WORKING, _STUCK, _BEGINS, _LATER, _THANKS),
    _OFF_LIST,
)
_SAYS = {Reply.DONE: _DONE, Reply.WORKING: _WORKING, Reply.STUCK: _STUCK}


def wish_of(text: str) -> Wish:
    """What somebody wants who writes this."""
    text = in_words(text)
    written = list(words_in(text))
    words = [word for word in written if word not in _said(FILLERS)]
    rest = [word for word in words if word not in _said(THEM)]
    if stops(text):
        return Wish.STOP
    if _is(words, _AGAIN) or _is(rest, _AGAIN) or " ".join(written) in plainly(_AGAIN_AS_WRITTEN):
        return Wish.AGAIN
    is_told = _did(text) or any(_begins(words, phrases) for phrases in (*_SAYS.values(), _BEGINS))
    return Wish.TELL if is_told or puts_off(text) else Wish.HELP


def puts_off(text: str) -> bool:
    """Whether somebody who writes this says "later", or gives it up, and says nothing else."""
    written = list(words_in(in_words(text)))
    words = [word for word in written if word not in _said(FILLERS)]
    return _is(words, _LATER) or _is(written, _LATER)


def leaves_list(text: str) -> bool:
    """Whether somebody who writes this wants to be taken off a list, and nothing else."""
    return _is([word for word in words_in(text) if word not in _said(FILLERS)], _OFF_LIST)


def asks_what_goes_on(text: str) -> bool:
    """Whether somebody who writes this wants to know what goes on, and nothing else."""
    return " ".join(words_in(text)) in plainly(GOING_ON)


OF_ONESELF = Text(  # translators: words that speak of who writes them, apart by semicolons
    "i; im; ive; id; ill; me; my; mine; myself; hello; hi; good morning; good evening"
)


def speaks_of_oneself(text: str) -> bool:
    """Whether somebody writes of themselves, or greets, so that it is hardly an idea for others."""
    return says(text, OF_ONESELF)


IDEAS = Text(  # translators: how people begin who write an idea of their own, apart by semicolons
    "my idea; i have an idea; ive an idea; i suggest; my suggestion"
)


def names_idea(text: str) -> bool:
    """Whether somebody who writes this calls it an idea, and says one: more than that they have one."""
    said = " ".join(words_in(text))
    return any(said.startswith(f"{each} ") for each in plainly(IDEAS))


def thanks_only(text: str) -> bool:
    """Whether somebody who writes this says thank you, and nothing else."""
    return " ".join(words_in(text)) in plainly(_THANKS)


AWAY = Text(  # translators: what people write before the day on which they are back, apart by semicolons
    "away until; i am away until; im away until; back on; i am back on; im back on; i will be back on; "
    "ill be back on; stop until; pause until; stop reminders until; pause reminders until; "
    "no reminders until; on holiday until; i am on holiday until; im on holiday until"
)


def away_until(text: str) -> str | None:
    """The day, as it was typed, on which somebody says that they are back; None where they say none."""
    bare = unicodedata.normalize("NFC", text.casefold().replace("’", "").replace("'", ""))
    said = " ".join(bare.split()).strip(" .!")
    found = (phrase for phrase in spelled(AWAY) if said.startswith(f"{phrase} "))
    return next((said.removeprefix(phrase).strip() for phrase in found), None)


AWAY_NOW = Text(  # translators: what people write who are away and name no day, apart by semicolons
    "away; i am away; im away; away now; i am away now; im away now; i will be away; ill be away; "
    "on holiday; i am on holiday; im on holiday; not here; i am not here; im not here"
)


def is_away(text: str) -> bool:
    """Whether somebody who writes this says that they are away, and not until when."""
    return "?" not in text and " ".join(words_in(text)) in plainly(AWAY_NOW)


def agrees_in(text: str) -> bool | None:
    """Whether somebody says yes (True) or no (False) who writes this and nothing else; None for all else."""
    said = " ".join(words_in(in_words(text)))
    if "?" in text or said not in plainly(YES) | plainly(NO):
        return None
    return said in plainly(YES)


def only_nods(text: str) -> bool:
    """Whether this may mean no more than that somebody has read it: "ok", or a thumb."""
    return " ".join(words_in(in_words(text))) in plainly(_NODS)


def denies(text: str) -> bool:
    """Whether somebody who writes this begins by saying that what they promised is not done, after all; or
    says that they are stuck.
    """
    said = list(words_in(text))
    told = [word for word in said if word not in _said(FILLERS)]
    is_not_done = any(_begins(words, NOT_DONE, most=6) for words in (said, told))
    return "?" not in text and (is_not_done or _begins(told, _STUCK) or says_also_stuck(text))


def is_one_word(text: str) -> bool:
    """Whether this is one word, and neither yes nor no nor a sentence, so that it may be no answer at all.

    An emoji says something by itself; what is longer than words are is an address, or the like.
    """
    is_one = len(text.split()) == 1 and len(text) <= _LONGEST_WORD and not has_emoji(text)
    return is_one and agrees_in(text) is None and not denies(text)


def begins_with_done(text: str) -> bool:
    """Whether somebody who writes this begins by saying that it is done, and asks nothing."""
    told = [word for word in words_in(text) if word not in _said(FILLERS)]
    return "?" not in text and not denies(text) and _begins(told, _DONE)


def said_in(text: str) -> Reply | None:
    """What somebody says of their pledge who writes this and nothing else; None where that is not clear."""
    if "?" in text:
        return None
    text = in_words(text)
    if _did(text):
        return Reply.DONE
    words = [word for word in words_in(text) if word not in _said(FILLERS)]
    return next((reply for reply, phrases in _SAYS.items() if _is(words, phrases)), None)


def is_bare(text: str) -> bool:
    """Whether there is nothing to keep in it: a greeting, thanks, or a wish and nothing else. An emoji that
    we do not know says something.
    """
    written = list(words_in(in_words(text)))
    words = [word for word in written if word not in _said(FILLERS)]
    if not written and has_emoji(text):
        return False
    return not words or puts_off(text) or said_in(text) is not None


def _did(text: str) -> bool:
    """Whether somebody writes of themselves that they did it.

    Here accents count, because "invité" is not "invite", and so does who: "you called" is not "I called".
    """
    said = " ".join(words_in(text, accents=True))
    for beside in spelled(BESIDE):
        said = f" {said} ".replace(f" {beside} ", " ").strip()
    return said in spelled(I_DID)


def _is(words: Sequence[str], phrases: Text) -> bool:
    return " ".join(words) in _said(phrases)


def _begins(words: Sequence[str], phrases: Text, most: int = 3) -> bool:
    return any(" ".join(words[:many]) in _said(phrases) for many in range(1, most + 1) if words[:many])


@cache
def _said(phrases: Text) -> frozenset[str]:
    """The phrases as they are compared, in all our languages; but of "not now" the "not" alone would say
    something else, so there all words count.
    """
    return plainly(phrases) if phrases == _LATER else bare(phrases)
