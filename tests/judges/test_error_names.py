"""Every error that a method of the rehearsal answers, beside the list that Slack gives of that method.

What a method can answer is read from its code: the refusals in its handler, and in all that it calls.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest

from rehearsal.webapi import reading
from rehearsal.webapi.methods.call import Call
from rehearsal.webapi.methods.naming import COMMON, name_at
from rehearsal.webapi.methods.table import METHODS
from rehearsal.world.modals import Modals
from rehearsal.world.permits import Triggers
from rehearsal.world.schedule import Schedule
from tests.judges.calls import SEEN, common_errors, methods

ROOT = Path(__file__).parents[2]
SAYS_WHAT_IT_WAS_TOLD = {"api.test"}
# Where a method finds what it calls by an attribute of something.
RECEIVERS: dict[str, Any] = {
    "call": Call,
    "modals": Modals,
    "schedule": Schedule,
    "triggers": Triggers,
}
FOR_ALL = (reading.arguments, Call.checked)  # what every call goes through
EVERY_NAME = {name for one in methods().values() for name in one["errors"]} | common_errors()


def reached(*starts: Callable[..., Any]) -> set[FunctionType]:
    """All functions of the rehearsal that these can come to."""
    found: set[FunctionType] = set()
    waiting: list[Any] = list(starts)
    while waiting:
        function = _plain(waiting.pop())
        if isinstance(function, FunctionType) and function.__module__.startswith("rehearsal."):
            waiting += [] if function in found else _called(function)
            found.add(function)
    return found


@cache
def _nodes(function: FunctionType) -> list[ast.AST]:
    """All of its code; a hundred methods come to the same functions again and again."""
    return list(ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))))


@cache
def _called(function: FunctionType) -> list[Any]:
    """What it names: functions of its module, and methods of what it has in hand."""
    known = function.__globals__
    own = {"self": known.get(function.__qualname__.split(".")[0])}
    own["cls"] = own["self"]
    found: list[Any] = []
    for node in _nodes(function):
        if isinstance(node, ast.Name):
            found.append(known.get(node.id))
        elif isinstance(node, ast.Attribute):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else _name(node.value)
            home = RECEIVERS.get(owner) or own.get(owner) or known.get(owner)
            found.append(getattr(home, node.attr, None) if isinstance(home, type | ModuleType) else None)
    return [_plain(each) for each in found]


def _plain(thing: Any) -> Any:
    return getattr(thing, "__func__", thing)


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


@cache
def refusals(function: FunctionType) -> set[str]:
    """The names of errors that this function itself gives to its refusals."""
    named: set[str] = set()
    for node in _nodes(function):
        if isinstance(node, ast.Call) and _name(node.func) == "SlackError":
            named |= _names(node.args[0], function)
    return named


def _names(given: ast.expr, function: FunctionType) -> set[str]:
    """Those written there; else those that the function, or what it calls, picks from."""
    if isinstance(given, ast.JoinedStr):
        return {f"{_constants(ast.walk(given)).pop()}…"}
    if isinstance(given, ast.Constant | ast.IfExp):
        return _constants(ast.walk(given))
    near = [each for each in (function, *_called(function)) if isinstance(each, FunctionType)]
    return {name for each in near for name in _constants(_nodes(each))} & EVERY_NAME


def _constants(nodes: Iterable[ast.AST]) -> set[str]:
    strings = (node.value for node in nodes if isinstance(node, ast.Constant))
    return {each for each in strings if isinstance(each, str)}


@cache
def answers(method: str) -> set[str]:
    """Every error that the rehearsal's code has for this method, by the name it gets there."""
    functions = reached(METHODS[method], *FOR_ALL)
    usual = {code for each in functions for code in refusals(each)} | set(reading._OBJECTS.values())
    return {name_at(method, code) for code in usual}


def is_listed(method: str, code: str) -> bool:
    """Whether Slack's documentation has it; a name that ends open needs one that begins so."""
    names = set(methods()[method]["errors"]) | common_errors()
    return code in names or (code.endswith("…") and any(each.startswith(code[:-1]) for each in names))


@pytest.mark.parametrize("method", sorted(set(METHODS) - SAYS_WHAT_IT_WAS_TOLD))
def test_a_method_answers_only_errors_of_its_own_list(method: str) -> None:
    strange = {code for code in answers(method) if not is_listed(method, code)}

    assert strange == {code for name, code in SEEN if name == method}


@pytest.mark.parametrize("method", sorted(METHODS))
def test_what_a_method_calls_a_fault_does_not_depend_on_where_it_is_noticed(method: str) -> None:
    assert {name_at(method, code) for code in answers(method)} == answers(method)


def test_no_refusal_in_the_code_of_the_methods_is_overlooked() -> None:
    every = {each for name in METHODS for each in reached(METHODS[name], *FOR_ALL)}
    found = {(function.__module__, code) for function in every for code in refusals(function)}
    written = {(module, code) for module, code in refusals_written() if module in {each for each, _ in found}}

    assert written - found == {("rehearsal.world.permits", "expired_url")}  # which no method answers


def refusals_written() -> Iterator[tuple[str, str]]:
    """Every error that is named where a refusal is made, with its module."""
    for path in (ROOT / "rehearsal").rglob("*.py"):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        made = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
        given = (node.args[0] for node in made if _name(node.func) == "SlackError")
        fixed = (each for each in given if isinstance(each, ast.Constant | ast.IfExp))
        yield from ((module, code) for each in fixed for code in _constants(ast.walk(each)))


def test_the_rehearsal_and_the_judges_agree_which_errors_any_method_may_answer() -> None:
    assert common_errors() == COMMON
