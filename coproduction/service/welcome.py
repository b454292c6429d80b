"""The notice that people are shown when they first arrive, and who has seen it."""

from dataclasses import replace
from datetime import date
from typing import Final

from coproduction.people import Actor, Person, language_named
from coproduction.ports import Memory
from coproduction.service import people

NOTICE: Final = "2026-11"  # the version of the notice; whoever changes what it says gives it another


def is_due(person: Person) -> bool:
    """Whether somebody has yet to see the notice as it reads now, in whichever session or programme."""
    return person.notice != NOTICE


def notice(memory: Memory, actor: Actor, on: date) -> None:
    """Keep that somebody was shown the notice, in this version, and when; the first day stays."""
    person = people.known(memory, actor)
    if is_due(person):
        memory.people.put(replace(person, notice=NOTICE, noticed_on=on), "notice", "noticed_on")


def speak(memory: Memory, actor: Actor, language: str) -> None:
    """Speak to somebody in the language that they choose."""
    person = replace(people.meet(memory, actor), language=language_named(language))
    memory.people.put(person, "language")
