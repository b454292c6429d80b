"""The judge of types: Slack's own `@slack/types`, and TypeScript's compiler at its strictest."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from tests import npm
from tests.judges.payloads import Kind, Payload, without_words

HERE = Path(__file__).with_name("types")
WITHIN = 100.0  # seconds
_LINE = re.compile(r"^payloads\.ts\((\d+),\d+\): error (.*)$")
_HEAD = """\
import type { AnyBlock, HomeView, KnownBlock, MessageMetadata, ModalView } from "@slack/types";
interface Message { text: string; blocks?: KnownBlock[]; metadata?: MessageMetadata }
"""
_TYPES = {Kind.MESSAGE: "Message", Kind.MODAL: "ModalView", Kind.HOME: "HomeView"}
_OF_A_BLOCK = {
    Kind.MESSAGE: "KnownBlock",
    Kind.MODAL: "AnyBlock",
    Kind.HOME: "AnyBlock",
}  # in the types above


def opinions(payloads: Iterable[Payload]) -> dict[str, list[str]]:
    """What the types have against payloads, by their shape; there is no type for an answer to a form."""
    judged = {payload.shape: list(_typed(payload)) for payload in payloads if payload.kind in _TYPES}
    once = list(dict.fromkeys(chain.from_iterable(judged.values())))
    lines = [f"export const p{number}: {each};" for number, each in enumerate(once)]
    found = _compiled(_HEAD + "\n".join(lines) + "\n")
    first = _HEAD.count("\n") + 1
    against = {each: found.get(first + number, []) for number, each in enumerate(once)}
    return {shape: [words for each in parts for words in against[each]] for shape, parts in judged.items()}


def _typed(payload: Payload) -> Iterator[str]:
    """A payload without its blocks, and each block, with the type it must have: the same block stands in many
    payloads, and to judge blocks is most of the compiler's work."""
    body, of = payload.known, payload.kind
    blocks = body.get("blocks")
    if isinstance(blocks, list):
        body = {**body, "blocks": []}
        yield from (f"{_OF_A_BLOCK[of]} = {json.dumps(without_words(each))}" for each in blocks)
    yield f"{_TYPES[of]} = {json.dumps(without_words(body))}"


def _compiled(source: str) -> dict[int, list[str]]:
    """What is wrong, by line. A fault anywhere else is a fault of this judge."""
    compiler = npm.fetched(HERE) / "typescript" / "bin" / "tsc"
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "payloads.ts").write_text(source, "utf-8")
        (folder / "tsconfig.json").write_text(json.dumps(_settings()), "utf-8")
        process = subprocess.run(
            [npm.node(), str(compiler), "--project", "tsconfig.json", "--pretty", "false"],
            cwd=folder, capture_output=True, text=True, timeout=WITHIN, check=False,
        )  # fmt: skip
    return _read(process.stdout + process.stderr)


def _settings() -> dict[str, object]:
    options = {
        "strict": True,
        "noEmit": True,
        "target": "es2022",
        "lib": ["es5"],  # what payloads are made of; the rest takes the compiler a third of its time
        "module": "preserve",
        "moduleResolution": "bundler",
        "skipLibCheck": True,
        "types": [],
        "paths": {"@slack/types": [str(HERE / "node_modules" / "@slack" / "types" / "dist" / "index.d.ts")]},
    }
    return {"compilerOptions": options, "files": ["payloads.ts"]}


def _read(said: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    current: list[str] | None = None
    for line in said.splitlines():
        if match := _LINE.match(line):
            current = found.setdefault(int(match[1]), [])
            current.append(match[2])
        elif line.startswith(" ") and current:
            current[-1] += "\n" + line
        elif line.strip():
            raise AssertionError(f"the compiler could not judge:\n{said[:3000]}")
    return found
