"""Checks of the nudges: each once, when it was promised, at a decent hour, and never after Done or Stop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta

from story.calendar import BANK_HOLIDAYS, Home, Nudge
from story.record import Face, Seen
from story.script import Pledge, Script
from story.words import said

# One that a killed bot left unclear is looked for first, which takes minutes.
LATEST = timedelta(minutes=15)
OPENS, CLOSES = 9, 18  # o'clock
HEADS = (
    "How is your pledge going?",
    "How is the pledge going?",  # of somebody who has no Slack, whom one asks oneself
    "How are your pledges going?",
)

Direct = Mapping[str, Collection[Seen]]


def each_once(expected: Collection[Nudge], pledges: Collection[Pledge], direct: Direct) -> list[str]:
    """Every nudge that is due came, once, in its own minutes; nothing else did."""
    due, came = defaultdict(list), _nudges(pledges, direct)
    for nudge in expected:
        due[nudge.who, nudge.what].append(nudge.due)
    found = []
    for who, what in sorted(set(due) | set(came)):
        wanted, seen = sorted(due[who, what]), sorted(each.at for each in came[who, what])
        if len(wanted) != len(seen):
            found.append(f"{who} was asked {len(seen)} times instead of {len(wanted)} about “{what}”")
            continue
        for at, when in zip(seen, wanted, strict=True):
            if not when <= at <= when + LATEST:
                found.append(
                    f"{who} was asked at {at:%d %B %H:%M} UTC instead of {when:%d %B %H:%M} about “{what}”"
                )
    return found


def at_decent_hours(script: Script, direct: Direct, faces: Mapping[str, Face]) -> list[str]:
    """On a weekday that is no public holiday, between nine and six, where the person lives then."""
    found = []
    for (who, _), nudges in _nudges(script.pledges, direct).items():
        home = Home.of(script, who, faces[who].zone)
        for nudge in nudges:
            local = nudge.at.astimezone(home.on(nudge.at.date()))
            is_free = local.isoweekday() > 5 or local.date() in BANK_HOLIDAYS
            if is_free or not OPENS <= local.hour < CLOSES:
                found.append(f"{who} was asked on {local:%A at %H:%M} of their own time")
    return found


def own_words(pledges: Collection[Pledge], direct: Direct) -> list[str]:
    """Each nudge quotes the person's pledge and first step."""
    first_steps = {(pledge.asked, pledge.what): pledge.first_step for pledge in pledges}
    found = []
    for (who, what), nudges in _nudges(pledges, direct).items():
        first_step = first_steps.get((who, what))
        found += [
            f"a nudge to {who} leaves out the first step"
            for nudge in nudges
            if first_step and said("First step: {step}", step=first_step) not in nudge.words
        ]
    return [*found, *_not_quoted(pledges, direct)]


def _not_quoted(pledges: Collection[Pledge], direct: Direct) -> Iterator[str]:
    found = _nudges(pledges, direct)
    quoted = len({(who, nudge.at) for (who, _), nudges in found.items() for nudge in nudges})
    sent = sum(_is_nudge(seen) for messages in direct.values() for seen in messages)
    if sent != quoted:
        yield f"{sent - quoted} nudges quote no pledge of the person who got them"


def _nudges(pledges: Collection[Pledge], direct: Direct) -> defaultdict[tuple[str, str], list[Seen]]:
    """What each person got about each of their own pledges."""
    found: defaultdict[tuple[str, str], list[Seen]] = defaultdict(list)
    for pledge in pledges:
        for seen in direct.get(pledge.asked, ()):
            if _is_nudge(seen) and said("“{pledge}”", pledge=pledge.what) in seen.words:
                found[pledge.asked, pledge.what].append(seen)
    return found


def _is_nudge(seen: Seen) -> bool:
    return seen.words.startswith(tuple(f"{said(head)}\n" for head in HEADS))
