"""What may be drawn where: every rule with something it must take and something it must refuse."""

from __future__ import annotations

import pytest

from rehearsal.refusals import SlackError
from rehearsal.rules import limits
from rehearsal.rules.messages import check_blocks, rendered_length
from rehearsal.rules.views import check_view
from tests.rehearsal.corpus import (
    RIGHT,
    RIGHT_HOMES,
    RIGHT_VIEWS,
    TABLE,
    WRONG,
    WRONG_HOMES,
    WRONG_VIEWS,
    Json,
    mrkdwn,
    plain,
    section,
)


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_message_is_taken(name: str) -> None:
    assert check_blocks(RIGHT[name]) == RIGHT[name]


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_message_is_refused_as_slack_does(name: str) -> None:
    blocks, words, pointer = WRONG[name]
    with pytest.raises(SlackError) as caught:
        check_blocks(blocks)
    expected = f"{words} [json-pointer:{pointer}]"
    assert caught.value.code == "invalid_blocks"
    assert expected in caught.value.extra["errors"]
    assert f"[ERROR] {expected}" in caught.value.messages


@pytest.mark.parametrize("name", RIGHT_VIEWS)
def test_a_right_modal_is_taken(name: str) -> None:
    assert check_view(RIGHT_VIEWS[name], "modal") == RIGHT_VIEWS[name]


@pytest.mark.parametrize("name", WRONG_VIEWS)
def test_a_wrong_modal_is_refused_as_slack_does(name: str) -> None:
    view, words, pointer = WRONG_VIEWS[name]
    with pytest.raises(SlackError) as caught:
        check_view(view, "modal")
    assert caught.value.code == "invalid_arguments"
    assert f"[ERROR] {words} [json-pointer:{pointer}]" in caught.value.messages


@pytest.mark.parametrize("name", RIGHT_HOMES)
def test_a_right_home_is_taken(name: str) -> None:
    assert check_view(RIGHT_HOMES[name], "home") == RIGHT_HOMES[name]


@pytest.mark.parametrize("name", WRONG_HOMES)
def test_a_wrong_home_is_refused_as_slack_does(name: str) -> None:
    view, words, pointer = WRONG_HOMES[name]
    with pytest.raises(SlackError) as caught:
        check_view(view, "home")
    assert caught.value.code == "invalid_arguments"
    assert f"[ERROR] {words} [json-pointer:{pointer}]" in caught.value.messages


def test_the_home_takes_a_table_but_no_title() -> None:
    check_view({"type": "home", "blocks": [TABLE, section()]}, "home")
    with pytest.raises(SlackError):
        check_view({"type": "home", "title": plain(), "blocks": []}, "home")


def test_a_text_too_long_is_reported_twice_as_slack_does() -> None:
    with pytest.raises(SlackError) as caught:
        check_blocks([{"type": "section", "text": mrkdwn("x" * 3001)}])
    assert caught.value.answer() == {
        "ok": False,
        "error": "invalid_blocks",
        "errors": [
            "failed to match all allowed schemas [json-pointer:/blocks/0/text]",
            "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
        ],
        "response_metadata": {
            "messages": [
                "[ERROR] failed to match all allowed schemas [json-pointer:/blocks/0/text]",
                "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
            ]
        },
    }


def test_all_text_of_a_message_together_has_a_limit_in_which_entities_count() -> None:
    just: list[Json] = [section(text=mrkdwn("x" * 2640)) for _ in range(5)]
    assert rendered_length(just) == limits.RENDERED_BLOCKS
    check_blocks(just)
    with pytest.raises(SlackError, match="msg_blocks_too_long"):
        check_blocks([*just[:4], section(text=mrkdwn("&" + "x" * 2639))])


def test_blocks_that_are_no_list_have_an_error_of_their_own() -> None:
    with pytest.raises(SlackError, match="invalid_blocks_format"):
        check_blocks({"type": "divider"})


def test_a_view_beyond_250_kilobytes_is_too_large() -> None:
    big = [section(text=mrkdwn("x" * 3000)) for _ in range(90)]
    with pytest.raises(SlackError, match="view_too_large"):
        check_view({"type": "modal", "title": plain(), "blocks": big}, "modal")


def test_kilobytes_are_those_of_the_words_and_not_of_their_escapes() -> None:
    accented = [section(text=mrkdwn("é" * 3000)) for _ in range(30)]  # 180 kB, 540 kB as escapes
    check_view({"type": "modal", "title": plain(), "blocks": accented}, "modal")
