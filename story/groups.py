"""Checks of the breakouts: everybody told once, groups even, no lone voice, nobody who meets again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from itertools import combinations

from story.figures import Figure
from story.record import Face, Seen
from story.script import Breakout, Help, Session
from story.words import said, shape

Notes = Mapping[str, Collection[Seen]]
LIVED = "lived experience"
MIN_SIZE = 2
MOVED = "You are in {group} now"


def told_once(session: Session, direct: Notes) -> list[str]:
    """For each round, who is in it gets one note of their group, and nobody else does.

    The note of who did not come names no group any more, once that goes on without them; the first note of
    who moved names the newer one.
    """
    return [
        f"{who} was told of a group for “{breakout.prompt}” {told} times instead of {wanted}"
        for number, breakout in enumerate(session.breakouts, start=1)
        for who in sorted(direct)
        if (told := len(_where(breakout.prompt, direct[who]))) != (wanted := int(who in session.here(number)))
        and not (told == 1 and who in session.expected(number))
    ]


def few_moved(session: Session, direct: Notes) -> list[str]:
    """No more people move than are missing, or come when the groups talk already."""
    found = []
    for breakout in session.breakouts:
        moves = sum(len(_notes(breakout.prompt, seen, moved=True)) for seen in direct.values())
        reasons = len(breakout.absent) + len(breakout.meanwhile)
        if moves > reasons:
            found.append(f"{moves} people moved for {reasons} who were missing or came late")
    return found


def seated(session: Session, channel: Collection[Seen]) -> list[str]:
    """Everybody who is there sits in one group, groups are of like size as they are made."""
    found = []
    for number, groups in enumerate(rooms(session, channel), start=1):
        sitting = Counter(who for group in groups for who in group)
        found += [
            f"{who} sits in {sitting[who]} groups of round {number} of “{session.title}”"
            for who in sorted({*session.attending, *sitting})
            if sitting[who] != int(who in session.here(number))
        ]
        sizes = [len(group) for group in groups]
        if not sizes or (max(sizes) - min(sizes) > 1 and not session.breakouts[number - 1].meanwhile):
            found.append(f"the groups of round {number} of “{session.title}” have {sizes} people")
    return found


def companions(
    session: Session, direct: Notes, channel: Collection[Seen], ids: Mapping[str, str]
) -> list[str]:
    """Each member's note names the others of their group, as it was in the end, and nobody else."""
    return [
        f"{who} was told to meet others than those in their group of “{breakout.prompt}”"
        for breakout, groups in zip(session.breakouts, rooms(session, channel), strict=True)
        for group in groups
        for who in group
        for note in _where(breakout.prompt, direct.get(who, ()))[-1:]
        if note.mentions - {ids[who]} != {ids[other] for other in group if other != who and other in direct}
    ]


def lone_voices(session: Session, channel: Collection[Seen], faces: Mapping[str, Face]) -> list[str]:
    """Nobody sits alone with their lived experience among professionals."""
    return [
        f"{', '.join(sorted(group))}: one person with lived experience alone"
        for groups in rooms(session, channel)
        for group in groups
        if len(group) > 1 and sum(faces[who].perspective == LIVED for who in group) == 1
    ]


def overgrown(session: Session, channel: Collection[Seen]) -> list[str]:
    """However many come late, a group grows by one person and no further, and nobody sits alone."""
    return [
        f"a group of round {number} of “{session.title}” has {len(group)} people"
        for (number, breakout), groups in _by_round(session, channel)
        for group in groups
        if not MIN_SIZE <= len(group) <= breakout.size + 1
    ]


def unserved(session: Session, channel: Collection[Seen], helps: Collection[Help]) -> list[str]:
    """Whoever needs help with taking part sits with somebody who gives it, in every round."""
    return [
        f"{who} has nobody for {help_.kind} in round {number} of “{session.title}”"
        for (number, _), groups in _by_round(session, channel)
        for group in groups
        for help_ in helps
        for who in sorted(group & help_.needed_by)
        if not (group - {who}) & help_.given_by
    ]


def met_again(sessions: Collection[Session], channel: Collection[Seen], helps: Collection[Help]) -> list[str]:
    """No two people sit together twice, over all sessions, unless they need or give the same help."""
    return [
        f"{one} and {other} sat together {times} times"
        for (one, other), times in _pairs(sessions, channel).items()
        if times > 1 and not any({one, other} <= help_.needed_by | help_.given_by for help_ in helps)
    ]


def encounters(sessions: Collection[Session], channel: Collection[Seen]) -> Figure:
    """What the report must say of who met whom, counted on the groups' own cards."""
    pairs = _pairs(sessions, channel)
    held = [groups for session in sessions for groups in rooms(session, channel)]
    again = sum(times > 1 for times in pairs.values())
    told = shape(
        "{rounds} with {groups}: {pairs} of people sat in one small group, {again}.",
        rounds=shape("{n} breakout round", "{n} breakout rounds"),
        groups=shape("{n} group", "{n} groups"),
        pairs=shape("{n} pair", "{n} pairs"),
        again=shape("{n} of them more than once", "{n} of them more than once"),
    )
    return Figure("who met whom", f"^{told}$", (len(held), sum(map(len, held)), len(pairs), again))


def _pairs(sessions: Collection[Session], channel: Collection[Seen]) -> Counter[tuple[str, ...]]:
    """How often each two people sat together."""
    return Counter(
        pair
        for session in sessions
        for groups in rooms(session, channel)
        for group in groups
        for pair in combinations(sorted(group), 2)
    )


def _by_round(
    session: Session, channel: Collection[Seen]
) -> Iterator[tuple[tuple[int, Breakout], list[set[str]]]]:
    """Each round with its number, and who sat together in it."""
    return zip(enumerate(session.breakouts, start=1), rooms(session, channel), strict=True)


def rooms(session: Session, channel: Collection[Seen]) -> Iterator[list[set[str]]]:
    """Who sits together in each round, as the groups' own cards say in the end."""
    for number, breakout in enumerate(session.breakouts, start=1):
        title = re.compile(shape("{group}, round {number}", group=".+", number=str(number)) + r"\n(.*)\n")
        cards = [
            found for seen in channel if (found := title.match(seen.words)) and breakout.prompt in seen.words
        ]
        yield [_listed(card[1]) for card in cards]


def _listed(people: str) -> set[str]:
    """Who is in a list in a sentence: "A, B and C"."""
    last = re.fullmatch(shape("{earlier} and {last}", earlier="(.+)", last="(.+)"), people)
    return {*last[1].split(said(", ")), last[2]} if last else {people}


def _where(prompt: str, seen: Collection[Seen]) -> list[Seen]:
    """What says where somebody sits: their first notes of this round, or the newest after a move."""
    return _notes(prompt, seen) or _notes(prompt, seen, moved=True)[-1:]


def _notes(prompt: str, seen: Collection[Seen], *, moved: bool = False) -> list[Seen]:
    """Notes of one's group in this round: the first ones, or those after a move."""
    first, later = (re.compile(shape(words) + r"\n") for words in ("You are in {group}", MOVED))
    return [
        note
        for note in seen
        if prompt in note.words
        and (first.match(note.words) or later.match(note.words))
        and bool(later.match(note.words)) is moved
    ]
