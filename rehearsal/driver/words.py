"""A deed in words, as it is given on a command line, turned into the deed itself."""

from __future__ import annotations

import argparse
from collections.abc import Awaitable, Callable

from rehearsal.driver.person import Person
from rehearsal.driver.sights import Deed


def _types(person: Person, words: list[str], options: argparse.Namespace) -> Awaitable[Deed]:
    text, *where = words or [""]
    channel = where[0] if where else options.room
    return person.types(text, channel, allow_silence=True)


def _edits(person: Person, words: list[str], options: argparse.Namespace) -> Awaitable[Deed]:
    text, on = " ".join(words), options.on or ""
    return person.edits(text, on=on, channel=options.channel, allow_silence=True)


def _deletes(person: Person, words: list[str], options: argparse.Namespace) -> Awaitable[Deed]:
    on = options.on or " ".join(words)
    return person.deletes(on=on, channel=options.channel, allow_silence=True)


def _clicks(person: Person, words: list[str], options: argparse.Namespace) -> Awaitable[Deed]:
    return person.clicks(" ".join(words), on=options.on, channel=options.channel, allow_silence=True)


def _chooses(person: Person, words: list[str], options: argparse.Namespace) -> Awaitable[Deed]:
    return person.chooses(" ".join(words), on=options.on, channel=options.channel, allow_silence=True)


def _reacts(person: Person, words: list[str], options: argparse.Namespace) -> Awaitable[Deed]:
    return person.reacts(" ".join(words), on=options.on or "", channel=options.room, allow_silence=True)


def _shortcut(person: Person, words: list[str], options: argparse.Namespace) -> Awaitable[Deed]:
    if options.on is None:
        return person.global_shortcut(" ".join(words), allow_silence=True)
    return person.shortcut(" ".join(words), on=options.on, channel=options.room, allow_silence=True)


def _fills(person: Person, words: list[str], _options: argparse.Namespace) -> Awaitable[Deed]:
    pairs = (each.partition("=") for each in words)
    return person.fills({label: value for label, _, value in pairs}, allow_silence=True)


def _submits(person: Person, _words: list[str], _options: argparse.Namespace) -> Awaitable[Deed]:
    return person.submits(allow_silence=True)


def _closes(person: Person, _words: list[str], _options: argparse.Namespace) -> Awaitable[Deed]:
    return person.closes(allow_silence=True)


DEEDS: dict[str, Callable[[Person, list[str], argparse.Namespace], Awaitable[Deed]]] = {
    "types": _types,
    "edits": _edits,
    "deletes": _deletes,
    "clicks": _clicks,
    "chooses": _chooses,
    "reacts": _reacts,
    "shortcut": _shortcut,
    "fills": _fills,
    "submits": _submits,
    "closes": _closes,
}
