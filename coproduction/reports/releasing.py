"""What of people's answers a report may count, so that two reports never give one person's away.

A figure that is made of what people said in private is counted over what was *released*: everybody's answers
as they stood when at least five of them were new or changed (`coproduction.releases`). Until then a report
counts what the one before it did.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from coproduction.releases import is_beside, may_show

Said = Mapping[str, str]  # person to what they said

CLOSING: Final = "closing"  # everybody's latest answer to the closing question
PERSPECTIVES: Final = "perspectives"
PLEDGES: Final = "pledges"  # what became of each of a person's pledges, as they told


@dataclass(frozen=True, slots=True)
class Released:
    """What one person had said about something when it was released for the `number`th time."""

    channel: str
    about: str
    number: int
    person: str
    said: str


class Release(Protocol):
    """Gives what may be counted of what people say now about something."""

    def __call__(self, about: str, now: Said, /, beside: Iterable[Said] = ()) -> Said:
        """`beside`: what is shown with it, so that neither may be subtracted from the other."""


def everything(_about: str, now: Said, /, beside: Iterable[Said] = ()) -> Said:  # noqa: ARG001 (a Release)
    """Release all of it, whatever that gives away."""
    return now


def latest(before: Iterable["Released"]) -> Release:
    """A Release of what was released last, and of nothing new."""
    states = _states(before)

    def give(about: str, now: Said, /, beside: Iterable[Said] = ()) -> Said:  # noqa: ARG001 (a Release)
        return states[about][-1] if states[about] else {}

    return give


class Gate:
    """A Release that remembers what was released before, and collects what is released now."""

    def __init__(self, channel: str, before: Iterable[Released]) -> None:
        self._channel = channel
        self._before = _states(before)
        self.news: list[Released] = []

    def __call__(self, about: str, now: Said, /, beside: Iterable[Said] = ()) -> Said:
        before, voices = self._before[about], frozenset(now.items())
        is_new = may_show(voices, (frozenset(each.items()) for each in before))
        if not (is_new and all(is_beside(voices, frozenset(each.items())) for each in beside)):
            return before[-1] if before else {}
        number = len(before) + 1
        self.news += [Released(self._channel, about, number, *each) for each in now.items()]
        return now


def of_session(session: str) -> str:
    """What the closing answers of one session are about."""
    return f"{CLOSING}:{session}"


def _states(before: Iterable[Released]) -> defaultdict[str, Sequence[Said]]:
    """About what to each release of it, in order."""
    found: defaultdict[str, defaultdict[int, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for each in before:
        found[each.about][each.number][each.person] = each.said
    states: defaultdict[str, Sequence[Said]] = defaultdict(list)
    states.update({about: [by[number] for number in sorted(by)] for about, by in found.items()})
    return states
