"""A closed poll's chart: it repeats what is said, and is left out where a workspace does not take it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.errors import SlackApiError

from coproduction.results import Counted
from handlers.blocks.charts import CHART, chart
from handlers.blocks.kit import Block
from handlers.slack.charts import Charts
from rehearsal.rules.messages import check_blocks
from tests.judges.calls import methods
from tests.judges.test_answers_to_a_post import answered
from tests.speaking import SAY
from tests.stage import ROOM, Stage

QUESTION = "When?"
ONLY_WORDS = ["Poll: closed", QUESTION, "Morning: 1 (100 %) ▰▰▰▰▰▰▰▰▰▰", "Evening: 0 (0 %) ▱▱▱▱▱▱▱▱▱▱"]


async def charts(stage: Stage) -> list[dict[str, Any]]:
    """Every chart that Slack was asked to show, whether it took it or not."""
    calls = await stage.room.log("call", method="chat.update")
    return [block for call in calls for block in call["arguments"]["blocks"] if block["type"] == CHART]


async def asked(stage: Stage, typed: str, question: str) -> None:
    await stage.poll(typed)
    await stage.ana.sees(question, channel=ROOM)


async def test_a_chart_repeats_the_counts_of_a_closed_poll_and_of_no_open_or_anonymous_one(
    stage: Stage,
) -> None:
    await stage.session()
    await asked(stage, '/poll live "When?" "Morning" "Evening"', "When?")
    await asked(stage, '/poll anonymous "Who?" "You" "Me"', "Who?")
    await stage.ana.clicks("Morning", on="When?", channel=ROOM)
    await stage.workspace.cards.rests()
    assert await charts(stage) == []

    await stage.closes(words="all")
    await stage.ana.sees("Too few answers to show without giving somebody away.", channel=ROOM)
    await stage.workspace.cards.rests()

    points = [{"label": "Morning", "value": 1}, {"label": "Evening", "value": 0}]
    assert await charts(stage) == [
        {
            "type": CHART,
            "title": "When?",
            "chart": {
                "type": "bar",
                "series": [{"name": "People", "data": points}],
                "axis_config": {"categories": ["Morning", "Evening"]},
            },
        }
    ]


@given(
    st.lists(st.text(min_size=1).filter(str.strip), min_size=2, max_size=10),
    st.text(min_size=1).filter(str.strip),
    st.lists(st.integers(0, 1_000), min_size=10, max_size=10),
)
def test_slack_takes_a_chart_of_any_words_and_no_two_labels_are_alike(
    names: list[str], title: str, counts: list[int]
) -> None:
    counted = Counted(names, counts[: len(names)], sum(counts))
    drawn = chart(SAY, title, counted)
    check_blocks(drawn or [{"type": "divider"}])
    assert [point["value"] for each in drawn for point in each["chart"]["series"][0]["data"]] == (
        list(counted.counts) if any(counted.counts) else []
    )


async def test_a_workspace_that_refuses_a_chart_gets_the_words_and_is_not_asked_again(stage: Stage) -> None:
    await stage.session()
    await asked(stage, '/poll live "When?" "Morning" "Evening"', "When?")
    await asked(stage, '/poll live "Where?" "Church" "School"', "Where?")
    await stage.ana.clicks("Morning", on="When?", channel=ROOM)
    await stage.ana.clicks("School", on="Where?", channel=ROOM)
    await stage.workspace.cards.rests()
    await stage.room.disturb("chat.update", what="error:invalid_blocks")

    await stage.miriam.types("/copro close all", channel=ROOM)
    await stage.workspace.cards.rests()

    cards = [
        (await stage.ana.sees(f"Poll: closed {question}", channel=ROOM)).readable
        for question in (QUESTION, "Where?")
    ]
    assert cards[0].splitlines()[:4] == ONLY_WORDS
    assert [words.splitlines()[0] for words in cards] == ["Poll: closed", "Poll: closed"]
    assert ["People" in words for words in cards] == [False, False]
    assert len(await charts(stage)) == 1  # it was tried once


class Workspace:
    """A workspace that answers every call in which there is a chart with this error."""

    def __init__(self, error: str) -> None:
        self.error = error
        self.shown: list[list[str]] = []

    async def show(self, blocks: list[Block]) -> str:
        self.shown.append([block["type"] for block in blocks])
        if CHART in self.shown[-1]:
            raise answered(self.error)
        return "shown"


CARD: list[Block] = [{"type": "section"}, {"type": CHART}]


@pytest.mark.parametrize(
    "error", ["invalid_arguments", "invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"]
)
async def test_whatever_slack_says_against_a_chart_its_message_comes_without_it(error: str) -> None:
    workspace, charts_of_it = Workspace(error), Charts()
    assert [await charts_of_it.tried(workspace.show, CARD) for _ in range(2)] == ["shown"] * 2
    assert workspace.shown == [["section", CHART], ["section"], ["section"]]


def test_these_are_all_the_words_that_slack_has_against_blocks() -> None:
    """But for two: `block_mismatch` is about what was there before, and a blocked file is no block."""
    calls = [methods()[name]["errors"] for name in ("chat.postMessage", "chat.update")]
    named = {error for errors in calls for error in errors if "block" in error and "blocked" not in error}
    assert named == {"block_mismatch", "invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"}


@pytest.mark.parametrize("error", ["channel_not_found", "ratelimited", "fatal_error", ""])
async def test_what_is_not_about_a_chart_or_may_have_been_done_is_not_tried_again_without_it(
    error: str,
) -> None:
    workspace = Workspace(error)
    with pytest.raises(SlackApiError):
        await Charts().tried(workspace.show, CARD)
    assert workspace.shown == [["section", CHART]]
