"""Every text that stands in the code, read from the code, so that none needs to be listed by hand."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PACKAGES = ("bot", "coproduction", "handlers", "storage")
# The positions of what is said, in calls of each name.
KEYWORDS = {
    "Text": (0,),
    "Refusal": (0,),
    "Unasked": (0,),
    "NotNow": (0,),
    "Over": (0,),
    "say": (0,),
    "several": (1, 2),
}
_COMMENT = "# translators: "


@dataclass(frozen=True)
class Said:
    """One text in the code. `many` is empty when it depends on no number."""

    one: str
    many: str
    file: str
    line: int
    comment: str = ""


class Hidden(ValueError):  # noqa: N818 (its text says what to do)
    """A text that no catalogue can hold, because it is put together before it is looked up."""


@cache
def texts() -> tuple[Said, ...]:
    """All of them, in the order of the files."""
    return tuple(said for path in files() for said in texts_in(path))


def files() -> list[Path]:
    """The code that speaks to people."""
    found = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def texts_in(path: Path) -> Iterator[Said]:
    """The texts of one file."""
    source = path.read_text()
    lines, tree = source.splitlines(), ast.parse(source)
    strings = _constants(tree)
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        places = KEYWORDS.get(_name(call), ())
        told = [_literals(call.args[at], strings) for at in places if at < len(call.args)]
        comment = lines[call.lineno - 1].partition(_COMMENT)[2]
        file = str(path.relative_to(ROOT))
        for one in told[0] if told else ():
            yield Said(one, told[1][0] if len(told) > 1 else "", file, call.lineno, comment)


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _constants(tree: ast.Module) -> frozenset[str]:
    """The names that a module gives to plain strings."""
    return frozenset(
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant | ast.JoinedStr)
        for target in node.targets
        if isinstance(target, ast.Name)
    )


def _literals(node: ast.expr, strings: frozenset[str]) -> list[str]:
    """The words that stand there; none where a Text is handed on."""
    match node:
        case ast.Constant(value=str(words)):
            return [words]
        case ast.IfExp(body=one, orelse=other):
            return [*_literals(one, strings), *_literals(other, strings)]
        case ast.JoinedStr() | ast.BinOp():
            raise Hidden(f"{ast.unparse(node)}: give the values by name instead")
        case ast.Name(id=name) if name in strings:
            raise Hidden(f"{name}: make it a Text where it is written")
        case _:
            return []
