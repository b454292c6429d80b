"""A closed poll's chart: it repeats what is said, and is left out where a workspace does not take it."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from coproduction.results import Counted
from handlers.blocks.charts import CHART, chart
from rehearsal.rules.messages import check_blocks
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

    await stage.miriam.types("/copro close all", channel=ROOM)
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
