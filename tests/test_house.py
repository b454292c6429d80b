"""What keeps the house in order, held as tests: who may know whom, tables that are complete, short ways."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from coproduction.breakouts import ARCHIVE
from coproduction.kinds import Cause, MessageKind, table
from coproduction.service.kinds import KINDS, kind_of
from handlers.dispatch import nouns
from handlers.edge.listeners import Audience, OnClick, OnSubmit, Verb
from handlers.sending.showing import DRAWINGS

ROOT = Path(__file__).parent.parent
MACHINERY = ("edge", "slack", "sending", "dispatch")  # rooms of handlers/ that serve every noun alike
NOUNS = {
    *("breakouts", "checkins", "followups", "home", "ideas", "people", "pledges", "polls", "reports"),
    "sessions",
}
INDEXES = {"dispatch/nouns.py", "sending/showing.py"}  # where nouns are registered
MOST_ROOMS = 10


def files_of_machinery() -> list[Path]:
    folders = (ROOT / "handlers" / room for room in MACHINERY)
    return sorted(path for folder in folders for path in folder.glob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Every module, and every name out of one, that a file imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def of_a_noun(module: str) -> bool:
    """Whether it is a noun's own file of handlers/."""
    return bool(re.match(rf"handlers\.(blocks\.)?({'|'.join(NOUNS)})\b", module))


def test_the_nouns_are_those_that_have_files() -> None:
    here = {path.stem for path in (ROOT / "handlers").glob("*.py")} | {"breakouts"}
    assert here >= NOUNS


@pytest.mark.parametrize("path", files_of_machinery(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_machinery_knows_no_noun_but_through_the_indexes(path: Path) -> None:
    known = {module for module in imported(path) if of_a_noun(module)}
    assert bool(known) is (f"{path.parent.name}/{path.name}" in INDEXES)


def test_the_method_mentions_nothing_as_slack_does_because_its_noes_are_shown_as_plain_text() -> None:
    paths = (ROOT / "coproduction").rglob("*.py")
    assert [path.name for path in paths if re.search("<[#@]", path.read_text())] == []


def test_nobody_who_sends_asks_what_kind_a_message_is() -> None:
    asked = re.compile(r"\.kind (==|!=|is|in|not in)\b|case _|isinstance\([^)]*(Outcome|Message)\b")
    found = [
        (path.name, line)
        for path in sorted((ROOT / "handlers" / "sending").glob("*.py"))
        for line in path.read_text().splitlines()
        if asked.search(line)
    ]
    assert found == []


def test_each_kind_of_message_that_is_posted_has_a_drawing_and_each_drawing_a_kind() -> None:
    assert set(KINDS) - set(DRAWINGS) == {ARCHIVE}  # it has no words
    assert set(DRAWINGS) - set(KINDS) == set()
    assert {name: kind.name for name, kind in KINDS.items()} == {name: name for name in KINDS}


def test_two_kinds_of_one_name_are_refused() -> None:
    one = MessageKind(name="postcard", content=lambda *_: "a", cause=Cause.OWN_ACT)
    other = MessageKind(name="postcard", content=lambda *_: "b", cause=Cause.OWN_ACT)
    with pytest.raises(ValueError, match="postcard"):
        table([one, other])


def test_a_kind_that_nobody_knows_any_more_is_never_sent() -> None:
    unknown = kind_of("from a newer version")
    outcome = unknown.guard(None, None, None)  # type: ignore[arg-type]  # it looks at nothing
    assert outcome
    assert outcome.reason == "nobody knows this kind of message"


@pytest.mark.parametrize("listener", [Verb, OnClick, OnSubmit])
def test_a_listener_without_an_audience_does_not_start(listener: type[object]) -> None:
    with pytest.raises(TypeError, match="audience"):
        listener(**{"name": "x"} if listener is Verb else {"id": "x"})


def test_every_listener_has_an_audience() -> None:
    indexes = (nouns.VERBS, nouns.CLICKS, nouns.SUBMISSIONS, nouns.SHORTCUTS, nouns.EVENTS)
    listeners = [listener for index in indexes for listener in index.values()]
    assert {type(listener.audience) for listener in listeners} == {Audience}


def test_a_nudge_goes_through_ten_rooms_at_the_most_and_all_of_them_are_there() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text()
    way = page.partition("## One nudge, from claim to Slack")[2].partition("\n## ")[0]
    rooms = set(re.findall(r"`((?:handlers|coproduction|storage|bot)/[\w/]+\.py)`", way))
    assert 0 < len(rooms) <= MOST_ROOMS
    assert [room for room in rooms if not (ROOT / room).is_file()] == []
