"""From JSON to dataclasses, strictly: what is unknown, missing or of another kind is named with its place."""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import date, datetime
from typing import Any, TypeVar

T = TypeVar("T")


class ScriptFault(Exception):  # noqa: N818 - its words are its interface
    """What is wrong with a script, in words."""


def shaped(kind: type[T], given: object, where: str) -> T:
    """`given` as a value of `kind`."""
    result: T = _as(kind, given, where)
    return result


def _as(kind: Any, given: object, where: str) -> Any:
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin in {types.UnionType, typing.Union}:
        return None if given is None else _as(inside[0], given, where)
    if origin is tuple:
        items = _of_type(list, given, where)
        return tuple(_as(inside[0], item, f"{where}, number {n}") for n, item in enumerate(items, start=1))
    if origin is dict:
        whole = _of_type(dict, given, where)
        return {name: _as(inside[1], value, f"{where} of {name}") for name, value in whole.items()}
    if dataclasses.is_dataclass(kind):
        return _record(kind, _of_type(dict, given, where), where)
    if kind in {date, datetime}:
        return _moment(kind, given, where)
    return _of_type(kind, given, where)


def _record(kind: Any, given: dict[str, object], where: str) -> object:
    fields = {field.name: field for field in dataclasses.fields(kind)}
    if unknown := sorted(set(given) - set(fields)):
        raise ScriptFault(f"{where}: there is no such thing as {', '.join(unknown)}")
    needed = {name for name, field in fields.items() if field.default is dataclasses.MISSING}
    if missing := sorted(needed - set(given)):
        raise ScriptFault(f"{where}: {', '.join(missing)} is missing")
    hints = typing.get_type_hints(kind)
    return kind(**{name: _as(hints[name], value, f"{where}, {name}") for name, value in given.items()})


def _moment(kind: Any, given: object, where: str) -> object:
    try:
        return kind.fromisoformat(_of_type(str, given, where))
    except ValueError:
        raise ScriptFault(f"{where}: {given!r} is not a {kind.__name__}") from None


def _of_type(kind: type[T], given: object, where: str) -> T:
    if not isinstance(given, kind) or (kind is int and isinstance(given, bool)):
        raise ScriptFault(f"{where}: {given!r} should be a {kind.__name__}")
    return given
