"""What the judges look at, and what Slack's types say of it: made once in a run, and read by every worker."""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path

import pytest

from rehearsal.world.log import Log
from tests.judges import compiler, drawn, kept, tour
from tests.judges.corpus import FOR_THE_TYPES, RIGHT_ONES, WRONG_ONES
from tests.judges.payloads import Kind, Payload, distinct, gathered
from tests.once import once


@pytest.fixture(scope="session")
def logs(run_folder: Path) -> list[Log]:
    """The record of each walk through all that the bot can say."""

    def walk(draft: Path) -> None:
        draft.write_text(json.dumps([log.entries() for log in tour.logs()]), "utf-8")

    return [kept.log_of(each) for each in json.loads(once(run_folder, "tour", walk).read_text("utf-8"))]


@pytest.fixture(scope="session")
def everything(run_folder: Path, request: pytest.FixtureRequest) -> list[Payload]:
    """What the bot said on the tour, and every state of every card."""

    def gather(draft: Path) -> None:
        walked = chain.from_iterable(map(gathered, request.getfixturevalue("logs")))
        found = distinct(chain(walked, drawn.payloads()))
        draft.write_text(json.dumps([[each.kind, each.body, each.said_by] for each in found]), "utf-8")

    found = json.loads(once(run_folder, "payloads", gather).read_text("utf-8"))
    return [Payload(Kind(kind), body, said_by) for kind, body, said_by in found]


@pytest.fixture(scope="session")
def by_types(run_folder: Path, request: pytest.FixtureRequest) -> dict[str, list[str]]:
    """What Slack's types have against each payload of the bot and of the corpus, by its shape."""

    def compile_all(draft: Path) -> None:
        said = request.getfixturevalue("everything")
        payloads = [*said, *RIGHT_ONES.values(), *WRONG_ONES.values(), *FOR_THE_TYPES]
        draft.write_text(json.dumps(compiler.opinions(payloads)), "utf-8")

    found: dict[str, list[str]] = json.loads(once(run_folder, "types", compile_all).read_text("utf-8"))
    return found
