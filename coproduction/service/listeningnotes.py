"""Listening notes: written, changed and read by those who lead a programme, and by nobody else."""

from collections.abc import Mapping
from dataclasses import replace

from coproduction.errors import Refusal
from coproduction.listeningnotes import ListeningNotes, notes_of
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import gathering, people
from coproduction.words import Text

DOING = Text("read and write the listening notes")
_OVERTAKEN = Text(
    "Somebody has changed these notes since you opened them, so I saved nothing. "
    "Please copy your words, close this form, and open it again."
)


def read(memory: Memory, actor: Actor, channel: str) -> ListeningNotes:
    """The notes of a programme, empty where there are none, for who leads it."""
    people.require_facilitator(memory, actor, DOING, channel)
    gathering.require(memory, channel)
    return memory.listening.get(channel) or ListeningNotes(channel)


def write(
    memory: Memory, actor: Actor, channel: str, words: Mapping[str, str | None], seen: int
) -> ListeningNotes:
    """Keep what was filled in by somebody who had `seen` that version; nothing at all forgets the notes.

    The same form twice is once.
    """
    before = read(memory, actor, channel)
    notes = notes_of(channel, words, seen + 1)
    if replace(notes, version=before.version) == before:
        return before
    if not (_keep(memory, notes, seen) if notes.boxes else _forget(memory, channel, seen)):
        raise Refusal(_OVERTAKEN, "needs")
    return notes


def _keep(memory: Memory, notes: ListeningNotes, seen: int) -> bool:
    return memory.listening.put(notes, seen)


def _forget(memory: Memory, channel: str, seen: int) -> bool:
    is_gone = memory.listening.drop(channel, seen)
    if is_gone:
        memory.forgets()
    return is_gone
