"""Where pledges stand: what people told of them, and which of them could be asked about at all."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from coproduction.followups import FollowUp, FollowUpState, Reply, was_asked
from coproduction.messages import MessageState
from coproduction.pledges import Pledge
from coproduction.reports.releasing import PLEDGES, Release

PUT_OFF = "put_off"  # "not now" is the last that was heard
NOT_HEARD = "no_reply"  # asked, and not heard from yet, or not so that it could be shown
MISSED = "missed"
STOPPED = "stopped"
NOT_ASKED = "not_asked"
HEARD = (Reply.DONE.value, Reply.WORKING.value, Reply.STUCK.value, PUT_OFF)
FOLLOW_THROUGH = (*HEARD, NOT_HEARD, MISSED, STOPPED, NOT_ASKED)
TOLD = (*HEARD, STOPPED)  # lines that people bring about: shown only of five of them
_NOT_ARRIVED = frozenset({MessageState.FAILED, MessageState.UNCONFIRMED, MessageState.EXPIRED})


@dataclass(frozen=True, slots=True)
class Promises:
    """Pledges with the questions about them; `nudges` says where the message of each question stands."""

    pledges: Collection[Pledge]
    follow_ups: Collection[FollowUp]
    nudges: Mapping[str, MessageState]


def follow_through(promises: Promises, stopped: frozenset[str], release: Release) -> dict[str, int]:
    """How many pledges stand on which line, each on one.

    `stopped` are the people who want no reminders: what they were never asked about, they never will be.
    What a person told counts as it was released; where nothing is, only the lines that time brings are there.
    """
    history: defaultdict[str, list[FollowUp]] = defaultdict(list)
    for follow_up in sorted(promises.follow_ups, key=lambda each: each.occurrence):
        history[follow_up.subject].append(follow_up)
    lines, told = Counter[str](), defaultdict[str, list[str]](list)
    for pledge in promises.pledges:
        line = _reached(history[pledge.id], promises.nudges)
        lines[line] += 1
        stopped_here = STOPPED if line == NOT_ASKED and pledge.person in stopped else None
        if said := _heard(history[pledge.id], promises.nudges) or stopped_here:
            told[pledge.person].append(f"{pledge.id}:{said}")
    released = release(PLEDGES, {person: " ".join(sorted(said)) for person, said in told.items()})
    return _together(lines, Counter(_lines_of(released.values())), is_shown=bool(released))


def _together(reached: Counter[str], heard: Counter[str], *, is_shown: bool) -> dict[str, int]:
    """Whatever is known but not shown stands where it would if it had not been said."""
    rest = {
        NOT_HEARD: max(0, reached[NOT_HEARD] - sum(heard[line] for line in HEARD)),
        MISSED: reached[MISSED],
        NOT_ASKED: max(0, reached[NOT_ASKED] - heard[STOPPED]),
    }
    told = {line: heard[line] for line in TOLD} if is_shown else {}
    return {line: (told | rest)[line] for line in FOLLOW_THROUGH if line in told | rest}


def _lines_of(released: Iterable[str]) -> Iterable[str]:
    return (each.partition(":")[2] for said in released for each in said.split())


def _reached(history: list[FollowUp], nudges: Mapping[str, MessageState]) -> str:
    """Whether the person was asked, cannot be, or will be; whatever they answered."""
    has_said = any(each.reply or each.state is FollowUpState.PUT_OFF for each in history)
    if has_said or was_asked(history, nudges):
        return NOT_HEARD
    is_missed = any(nudges.get(follow_up.id) in _NOT_ARRIVED for follow_up in history)
    is_over = all(follow_up.state is not FollowUpState.PLANNED for follow_up in history)
    return MISSED if is_missed and is_over else NOT_ASKED


def _heard(history: list[FollowUp], nudges: Mapping[str, MessageState]) -> str | None:
    """The latest reply; else "not now", if they have not been asked again since."""
    if replies := [follow_up.reply.value for follow_up in history if follow_up.reply]:
        return replies[-1]
    asked = [each for each in history if was_asked([each], nudges) or each.state is FollowUpState.PUT_OFF]
    return PUT_OFF if asked and asked[-1].state is FollowUpState.PUT_OFF else None
