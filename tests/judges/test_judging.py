"""That the judges judge: a planted fault that one of them sees is found, and each opinion is shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rehearsal.model import Json
from rehearsal.world.bell import Bell
from rehearsal.world.clock import Clock
from rehearsal.world.log import Log
from tests.judges import calls, kept, opinions
from tests.judges.corpus import DIVIDED, DIVIDER, ODD_BUTTON
from tests.judges.payloads import Kind, Payload, distinct, gathered


@pytest.fixture
def log() -> Log:
    """A record with nothing in it yet."""
    return Log(Clock(), Bell())


def call(log: Log, method: str, error: str | None = None, **arguments: object) -> None:
    """Record a call, as the rehearsal does."""
    log.add("call", method=method, arguments=arguments, ok=error is None, error=error)


def test_a_scene_in_which_all_is_right_passes(log: Log) -> None:
    call(log, "chat.postMessage", channel="C0PARENT0", text="Hello", blocks=[DIVIDER])
    log.add("ack", late=False, payload={"response_action": "errors", "errors": {"by": "That day is over."}})

    opinions.judge(log)


def test_what_only_our_rules_see_fails_the_scene_and_both_opinions_are_shown(log: Log) -> None:
    call(log, "chat.update", channel="C0PARENT0", ts="1.1", text="Hello", blocks=[DIVIDER] * 51)

    with pytest.raises(AssertionError) as caught:
        opinions.judge(log)

    said = str(caught.value).splitlines()
    assert said[0] == "message by chat.update"
    assert said[1] == "our rules: [ERROR] no more than 50 items allowed [json-pointer:/blocks]"
    assert said[2] == "slack_sdk: right"


def test_what_only_slacks_own_library_sees_fails_the_scene_too(log: Log) -> None:
    call(log, "views.publish", user_id="U0CHAMP01", view={"type": "home", "blocks": []})

    with pytest.raises(AssertionError, match="slack_sdk: SlackObjectFormationError: views must contain"):
        opinions.judge(log)


@pytest.mark.timeout(180)
def test_what_only_the_types_see_is_found_by_them(by_types: dict[str, list[str]]) -> None:
    assert by_types[DIVIDED.shape] == []
    assert "'\"visible\"' does not exist in type" in by_types[ODD_BUTTON.shape][0]


@pytest.mark.parametrize(
    ("method", "error", "arguments", "words"),
    [
        ("chat.shout", None, {}, "chat.shout: Slack has no such method"),
        ("users.info", None, {"user": "U1", "colour": "red"}, "users.info: no argument is called colour"),
        ("users.info", None, {}, "users.info: user is missing"),
        ("users.info", "too_shy", {"user": "U1"}, "users.info: too_shy is no answer of Slack's"),
    ],
)
def test_a_call_that_slack_does_not_document_fails_the_scene(
    log: Log, method: str, error: str | None, arguments: dict[str, str], words: str
) -> None:
    call(log, method, error, **arguments)

    with pytest.raises(AssertionError) as caught:
        opinions.judge(log)

    assert str(caught.value) == words


def test_an_answer_that_was_ordered_as_a_disturbance_is_nobodys_fault(log: Log) -> None:
    entry = {"method": "users.info", "arguments": {}, "ok": False, "error": "too_shy"}
    log.add("call", disturbed="error:too_shy", **entry)

    opinions.judge(log)


@pytest.mark.parametrize(
    "body",
    [
        {"response_action": "errors", "errors": {}},
        {"response_action": "errors", "errors": {"by": ""}},
        {"response_action": "explode"},
    ],
)
def test_an_answer_to_a_form_that_says_nothing_fails_the_scene(log: Log, body: Json) -> None:
    log.add("ack", late=False, payload=body)

    with pytest.raises(AssertionError, match="form_answer by ack"):
        opinions.judge(log)


def test_payloads_are_found_wherever_the_bot_says_something(log: Log) -> None:
    view = {"type": "modal", "blocks": []}
    call(log, "chat.postMessage", channel="C1", text="one")
    call(log, "views.open", trigger_id="1", view=view)
    call(log, "views.publish", user_id="U1", view={"type": "home", "blocks": []})
    call(log, "users.info", user="U1")
    log.add("http", what="response_url", ok=True, arguments={"text": "two", "response_type": "ephemeral"})
    log.add("http", what="response_url", ok=True, arguments={"delete_original": True})
    log.add("ack", late=False, payload={"text": "three"})
    log.add("ack", late=False, payload={"response_action": "update", "view": view})
    log.add("ack", late=True)
    log.add("envelope", payload={"text": "somebody else's"})

    found = list(gathered(log))

    assert [(payload.kind, payload.said_by) for payload in found] == [
        (Kind.MESSAGE, "chat.postMessage"),
        (Kind.MODAL, "views.open"),
        (Kind.HOME, "views.publish"),
        (Kind.MESSAGE, "response_url"),
        (Kind.MESSAGE, "ack"),
        (Kind.MODAL, "ack"),
    ]
    assert len(distinct(iter(found))) == 5


def test_the_shape_of_a_payload_is_all_of_it_but_peoples_words() -> None:
    def shape(words: str, style: str) -> str:
        element = {"type": "button", "text": {"type": "plain_text", "text": words}, "style": style}
        return Payload(Kind.MESSAGE, {"blocks": [{"type": "actions", "elements": [element]}]}, "ack").shape

    assert shape("More benches", "primary") == shape("Fewer walls, please", "primary")
    assert shape("More benches", "primary") != shape("More benches", "danger")


def test_a_record_of_another_process_is_judged_like_one_of_this(tmp_path: Path, log: Log) -> None:
    call(log, "chat.shout", text="Hello")
    call(log, "views.publish", user_id="U0CHAMP01", view={"type": "home", "blocks": []})
    file = tmp_path / "record.jsonl"
    file.write_text("".join(f"{json.dumps(each)}\n" for each in log.entries()), "utf-8")

    read = kept.read(file)

    assert read.entries() == log.entries()
    assert calls.faults(read) == ["chat.shout: Slack has no such method"]
    assert [payload.kind for payload in gathered(read)] == [Kind.MESSAGE, Kind.HOME]


@pytest.mark.parametrize("lines", [[], [2], [1, 3]])
def test_a_record_of_which_something_is_missing_is_not_judged(tmp_path: Path, lines: list[int]) -> None:
    file = tmp_path / "record.jsonl"
    file.write_text("".join(f'{{"seq": {each}, "kind": "deed"}}\n' for each in lines), "utf-8")

    with pytest.raises(kept.Incomplete):
        kept.read(file)
