"""What is misspelt in a manifest: Slack refuses a word that it does not know, so the rehearsal does too."""

from __future__ import annotations

import difflib
import json
from collections.abc import Collection, Iterator
from pathlib import Path

from rehearsal.model import Json

_KNOWN: Json = json.loads(Path(__file__).with_name("manifest.json").read_text("utf-8"))


def faults(manifest: object) -> list[str]:
    """What Slack would not take, in words: where it stands, and what was probably meant."""
    return list(_faults(manifest, _KNOWN["keys"], ""))


def _faults(given: object, known: object, where: str) -> Iterator[str]:
    """Of one place. `known` is an object of its keys, a list of such an object or of the words that may stand
    there, the name of a list of words, or nothing where anything may stand.
    """
    match known:
        case dict():
            yield from _keys(given, known, where)
        case [dict() as each]:
            yield from _items(given, each, where)
        case list():
            yield from _words([given], known, where)
        case str():
            yield from _words(given if isinstance(given, list) else [given], _KNOWN[known], where)


def _keys(given: object, known: Json, where: str) -> Iterator[str]:
    if not isinstance(given, dict):
        yield f"{where or 'a manifest'} must be an object"
        return
    for name, value in given.items():
        below = f"{where}.{name}" if where else name
        if name in known:
            yield from _faults(value, known[name], below)
        else:
            yield f"{below} is unknown{_meant(name, known)}"


def _items(given: object, known: Json, where: str) -> Iterator[str]:
    if not isinstance(given, list):
        yield f"{where} must be a list"
        return
    for index, each in enumerate(given):
        yield from _keys(each, known, f"{where}[{index}]")


def _words(given: list[object], known: Collection[str], where: str) -> Iterator[str]:
    for word in given:
        if word not in known:
            yield f"{where}: {word!r} is unknown{_meant(str(word), known)}"


def _meant(word: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"; did you mean {close[0]!r}?" if close else ""
