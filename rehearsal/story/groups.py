"""Checks of the breakouts: everybody told once, with the right companions, in groups that are mixed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from rehearsal.story.record import Face, Seen
from rehearsal.story.script import Session

Notes = Mapping[str, Collection[Seen]]


def told_once(session: Session, direct: Notes) -> list[str]:
    """Everybody who attends gets one note about the round, and nobody else does."""
    counts = {who: len(_notes(session, seen)) for who, seen in direct.items()}
    wanted = {who: int(who in session.attending) for who in direct}
    return [
        f"{who} was told of a group of “{session.title}” {counts[who]} times instead of {wanted[who]}"
        for who in sorted(direct)
        if counts[who] != wanted[who]
    ]


def companions(session: Session, direct: Notes, faces: Mapping[str, Face]) -> list[str]:
    """All members of a group are told of each other, and of nobody else."""
    groups = _groups(session, direct, faces)
    names = {face.id: name for name, face in faces.items()}
    return [
        f"{who} was told to meet {names.get(other, other)}, who was told otherwise"
        for who, group in groups.items()
        for other in sorted(group)
        if groups.get(names.get(other, "")) != group
    ]


def mixed(session: Session, direct: Notes, faces: Mapping[str, Face]) -> list[str]:
    """Groups are of like size, and no sector crowds into one while another group lacks it."""
    sector_of = {face.id: face.sector for face in faces.values()}
    groups = [list(group) for group in set(_groups(session, direct, faces).values())]
    found = []
    sizes = [len(group) for group in groups]
    if sizes and max(sizes) - min(sizes) > 1:
        found.append(f"the groups of “{session.title}” have between {min(sizes)} and {max(sizes)} people")
    for sector in sorted(set(sector_of.values())):
        counts = Counter(
            {n: sum(sector_of.get(id_) == sector for id_ in group) for n, group in enumerate(groups)}
        )
        if groups and max(counts.values()) - min(counts.values()) > 1:
            found.append(f"in “{session.title}” one group has {max(counts.values())} people from {sector}")
    return found


def _notes(session: Session, seen: Collection[Seen]) -> list[Seen]:
    return [
        note
        for note in seen
        if note.words.startswith("You are in group ") and session.breakout.prompt in note.words
    ]


def _groups(session: Session, direct: Notes, faces: Mapping[str, Face]) -> dict[str, frozenset[str]]:
    """Each person's group as they were told it, themselves included."""
    notes = {who: _notes(session, seen) for who, seen in direct.items()}
    return {who: found[0].mentions | {faces[who].id} for who, found in notes.items() if found}
