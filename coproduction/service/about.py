"""What words may be about that somebody writes to the bot: the questions that they were asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from coproduction.followups import FollowUp, Reply
from coproduction.pledges import Pledge
from coproduction.ports import Memory
from coproduction.service import followups, pending, pledges
from coproduction.service.followups import Asked
from coproduction.service.people import asked_for
from coproduction.talk import Wish
from coproduction.topics import Topic

MOST_ASKED = 5
TOGETHER = timedelta(hours=1)  # of questions that come so close together none is the last one
STILL_ABOUT = timedelta(weeks=2)  # after a question that is done: so long, words say what has changed


@dataclass(frozen=True, slots=True)
class Choice:
    """A pledge that words may be about, and the question by which it was asked about."""

    follow_up: str
    pledge: Pledge
    number: int = 0  # as in the message that asked about several; 0 where it is alone


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody wrote: what they wish, and what they say of a pledge if that is clear.

    `origin` tells this message from all others; `under` is Slack's time of the message below which it was
    written, in the thread of that; `thread` the same where it is answered in that thread.
    `number` is that of the pledge that it is about, in a message that asked about several.
    """

    wish: Wish
    origin: str
    said: Reply | None = None
    under: str = ""
    words: str = ""  # what may be worth keeping of it
    may_be_question: bool = False  # so that they are asked before it is taken for an answer
    agrees: bool | None = None  # whether it says yes, or no, and nothing else
    topic: Topic | None = None  # what it asks us about, where we know an answer
    nods: bool = False  # whether that yes may mean no more than that they have read it
    denies: bool = False  # whether it begins by saying that it is not done, after all
    puts_off: bool = False  # whether it says "later", or the like, and nothing else
    leaves_list: bool = False  # whether it asks to be taken off a list
    typed: str = ""  # all of it
    later: date | None = None  # the day to which it puts a question off, and it says nothing else
    beside: str = ""  # the message (id) below which it was written, where that asks what a button answers
    thread: str = ""
    number: int = 0


def may_be_about(memory: Memory, now: datetime, person: str, heard: Heard) -> list[FollowUp]:
    """The questions that somebody may be answering who writes so, if there is anything to keep in it.

    Those are the open ones of the message in whose thread they write, else of the newest message, else that
    in whose thread they write although it is not open any more. Where another pledge was done of late, so
    that they may be saying what has changed, or that it is not done after all, it is one of them.
    """
    if not heard.words:
        return []
    asked = followups.asked(memory, person)
    below = [each for each in asked if each.ts == heard.under]
    among = below or asked
    if named := _named(memory, among, heard.number):
        return [named]
    done = [each for each in among if _may_tell_more(memory, now, each, denies=heard.denies)]
    waiting = [each for each in among if pending.is_open(memory, each.follow_up)]
    newest = waiting[-1:] or ([] if done else below[-1:])
    told = [each for each in waiting or below if each.ts in {one.ts for one in newest}]
    by_pledge = {each.pledge: each.follow_up for each in sorted([*told, *done], key=lambda each: each.at)}
    return list(by_pledge.values())[-MOST_ASKED:]


def _named(memory: Memory, asked: Sequence[Asked], number: int) -> FollowUp | None:
    """The question about the pledge of this number in the last message, if that asked about several."""
    together = [each for each in asked if each.ts == asked[-1].ts]
    if not number or len({each.pledge for each in together}) < 2:
        return None
    found = memory.pledges.some(list(_of_number(memory, together, number)))
    still = {each.id for each in found.values() if not each.is_withdrawn}
    return next((each.follow_up for each in reversed(together) if each.pledge in still), None)


def _may_tell_more(memory: Memory, now: datetime, asked: Asked, *, denies: bool = False) -> bool:
    is_done = asked.follow_up.reply is Reply.DONE and now - asked.at < STILL_ABOUT
    pledge = memory.pledges.get(asked.pledge)
    is_theirs = (
        pledge is not None
        and not pledge.is_withdrawn
        and asked_for(memory, pledge.person) == asked.follow_up.person
    )
    return is_done and is_theirs and pledge is not None and (denies or not pledge.difference)


def meant_in(memory: Memory, person: str, heard: Heard) -> str | None:
    """The pledge that somebody means who says how one goes; None for who says something else."""
    if heard.wish is not Wish.TELL:
        return None
    return meant_by(memory, person, heard.under, said=heard.said, number=heard.number)


def meant_by(
    memory: Memory,
    person: str,
    under: str = "",
    until: datetime | None = None,
    said: Reply | None = None,
    number: int = 0,
) -> str | None:
    """The pledge that somebody means who names none: of the question in whose thread they write, else of the
    last one they were asked (`until` then). None where that is let go, or done and they do not say (`said`)
    that it is not, or where two were asked at one time and they give no `number`.
    """
    asked = [each for each in followups.asked(memory, person) if until is None or each.at <= until]
    below = [each for each in asked if each.ts == under]
    last = [each for each in below or asked if (below or asked)[-1].at - each.at < TOGETHER]
    found = {each.pledge for each in last}
    if number and len(found) > 1:
        found = _of_number(memory, [each for each in last if each.ts == last[-1].ts], number)
    takes_back = said in {Reply.WORKING, Reply.STUCK}
    still = {
        each.pledge.id
        for each in pledges.promised_by(memory, person)
        if each.is_open or (takes_back and not each.pledge.is_withdrawn)
    }
    return found.pop() if len(found) == 1 and found <= still else None


def _of_number(memory: Memory, together: Sequence[Asked], number: int) -> set[str]:
    """The pledge (id) of this number in a message that asked about these, if there is one."""
    told = memory.pledges.some([each.pledge for each in together])
    found = [told[each.pledge] for each in together if each.pledge in told]
    ordered = sorted(found, key=lambda each: each.made_at)
    return {each.id for each in ordered[number - 1 : number]}


def choices(memory: Memory, person: str, at: datetime, about: FollowUp) -> tuple[Choice, ...]:
    """What words may be about that were kept with this question: all that was asked together with it, or in
    the newest message that waits for an answer, and what was done of late.
    """
    asked = [each for each in followups.asked(memory, person) if each.at <= at]
    waiting = [each.ts for each in asked if pending.is_open(memory, each.follow_up)]
    ts = {*waiting[-1:], *(each.ts for each in asked if each.follow_up.id == about.id)}
    found = {
        each.pledge: each.follow_up.id for each in asked if each.ts in ts or _may_tell_more(memory, at, each)
    }
    kept = ((memory.pledges.get(pledge), follow_up) for pledge, follow_up in found.items())
    theirs = [(each, asked) for each, asked in kept if each and each.person == person]
    open_ones = [(each, asked) for each, asked in theirs if not each.is_withdrawn][-MOST_ASKED:]
    number = numbers(memory, person, [each for each, _ in open_ones], at)
    told = (Choice(asked, each, number[each.id]) for each, asked in open_ones)
    return tuple(sorted(told, key=lambda choice: choice.number))


def numbers(
    memory: Memory, person: str, shown: Sequence[Pledge], until: datetime | None = None
) -> Mapping[str, int]:
    """The number of each of these pledges (id): as in the newest message that asked about them (`until`
    then), in the order in which they were promised; those that it did not ask about come after. A pledge
    that is alone has none (0).
    """
    if len(shown) < 2:
        return {each.id: 0 for each in shown}
    asked = [each for each in followups.asked(memory, person) if until is None or each.at <= until]
    together = dict.fromkeys(each.pledge for each in asked if each.ts == asked[-1].ts)
    told = [memory.pledges.get(each) for each in together] if len(together) > 1 else []
    first = sorted((each for each in told if each), key=lambda each: each.made_at)
    rest = sorted((each for each in shown if each not in first), key=lambda each: each.made_at)
    return {each.id: number for number, each in enumerate([*first, *rest], start=1)}
