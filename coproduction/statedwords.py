"""How a pledge goes and more words behind that: "3: stuck, no oven", "2 done, it went well"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coproduction.followups import Reply
from coproduction.numberedwords import numbered
from coproduction.phrases import plainly, words_in
from coproduction.talk import (
    NOT_DONE,
    Wish,
    agrees_in,
    begins_with_done,
    denies,
    puts_off,
    said_in,
    wish_of,
)
from coproduction.words import Text

_BECAUSE = (
    Text(  # translators: between how a pledge goes and why, or what more there is to say; by semicolons
        "because; and"
    )
)
_QUALIFIES = Text(  # translators: how people go on who take back a part of "done", apart by semicolons
    "but; not; almost; nearly; half; only; partly; sort of; kind of; except"
)
_BETWEEN = r"\s*[,;:!…\n]\s*|\.\s+|\s+[-–—]\s+|–|—"
_LONGEST_STATE = 60  # signs: what stands behind more is a story


@dataclass(frozen=True, slots=True)
class Stated:
    """What somebody says of a pledge, its number (0 where they give none), and their further words."""

    said: Reply
    number: int
    more: str


def stated(text: str) -> Stated | None:
    """The state at the head of these words and what stands behind it; None where it is not clear, as where
    something is asked, a "done" is taken back, or several pledges are spoken of.
    """
    if "?" in text:
        return None
    for head, more in _splits(text.strip()):
        number, words = numbered(head)
        if said := said_in(words):
            is_clear = _is_more(more) and not (
                said is Reply.DONE and (_takes_back(more) or _tells(head, words))
            )
            return Stated(said, number, more) if is_clear else None
    return None


def number_in(text: str) -> int:
    """The number of the one pledge that these words are about, as in "2: not done, too cold" or "the first:
    done, but only half"; 0 where they give none, speak of several, or ask something.
    """
    if "?" in text:
        return 0
    for head, more in (*_splits(text.strip()), (text, "")):
        number, words = numbered(head)
        if number and _says_how(head, words):
            return number if not more or _is_more(more) else 0
    return 0


def without_number(text: str) -> str:
    """The words without the number of their pledge, where they begin with one."""
    return numbered(text)[1] if number_in(text) else text


def says_not_done(text: str) -> bool:
    """Whether these words begin by saying that it is not done, with the number of a pledge or without."""
    return denies(without_number(text))


def leaves_open(text: str) -> bool:
    """Whether after these words of an open pledge it is asked what is true of it, which is more than whether
    it is done: they say no, or give its number without saying clearly how it goes.
    """
    return says_not_done(text) or agrees_in(text) is False or number_in(text) > 0


def more_than_done(text: str) -> str:
    """The words behind a "done" at their head; all of them where they begin otherwise."""
    found = stated(text)
    return found.more if found and found.said is Reply.DONE else text


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """The words before and behind each sign, or word, that may stand between a state and more words."""
    words = "|".join(sorted(plainly(_BECAUSE)))
    for found in re.finditer(rf"{_BETWEEN}|\s+(?:{words})\s+", text, re.IGNORECASE):
        if found.start() > _LONGEST_STATE:
            return
        yield text[: found.start()], text[found.end() :].lstrip(" ,;:.!-–—\n")


def _is_more(more: str) -> bool:
    """Whether there is anything behind the state, and no word of another pledge."""
    parts = [part for part in re.split(_BETWEEN, more) if [*words_in(part)]]
    ends = [part for _, part in _splits(more)]
    return bool(parts) and not any(_names_number(part) for part in (*parts, *ends, more))


def _names_number(part: str) -> bool:
    joining = "|".join(sorted(plainly(_BECAUSE)))
    number, words = numbered(re.sub(rf"^(?:{joining})\s+", "", part.strip(), flags=re.IGNORECASE))
    return bool(number) and wish_of(words) is Wish.TELL


def _tells(head: str, words: str) -> bool:
    """Whether the number belongs to a story, as in "I called 2": it stands behind what somebody did."""
    return head.startswith(words) and head != words and not begins_with_done(words)


def _says_how(head: str, words: str) -> bool:
    """Whether words beside a number say how a pledge goes; of those behind it, only that it is not done."""
    if head.startswith(words):
        return " ".join(words_in(words)) in plainly(NOT_DONE)
    is_clear = denies(words) or begins_with_done(words) or puts_off(words) or agrees_in(words) is False
    return is_clear or (":" in head.removesuffix(words) and wish_of(words) is Wish.TELL)


def _takes_back(more: str) -> bool:
    said = f"{' '.join(words_in(more))} "
    return denies(more) or any(said.startswith(f"{each} ") for each in plainly(_QUALIFIES))
