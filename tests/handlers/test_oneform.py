"""Who presses the same button again before its form is there gets one form."""

from __future__ import annotations

import asyncio

from handlers.dispatch.oneform import OneForm
from handlers.edge.heard import Click


def press(person: str = "U1", value: str = "idea") -> Click:
    return Click(person=person, action="open", value=value)


class Opening:
    """Slack, which opens forms when it is told to, and those who press."""

    def __init__(self) -> None:
        self.forms = OneForm()
        self.asked: list[Click] = []
        self.silent: list[Click] = []
        self._asks = asyncio.Queue[asyncio.Future[bool]]()

    async def opens(self, click: Click) -> None:
        async with self.forms.turn(click) as is_left:
            if not is_left:
                return
            self.asked.append(click)
            answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
            self._asks.put_nowait(answer)
            if await answer:
                self.forms.opened(click)
            elif not self.forms.is_newest(click):
                self.silent.append(click)

    async def answers(self, *, opened: bool) -> None:
        """What Slack says to the next press for which it is asked."""
        (await self._asks.get()).set_result(opened)


async def pressed(slack: Opening, *clicks: Click) -> asyncio.Task[None]:
    tasks = asyncio.gather(*map(slack.opens, clicks))
    await asyncio.sleep(0)
    return tasks  # type: ignore[return-value]


async def test_three_presses_are_one_form_and_a_press_after_it_opens_it_again() -> None:
    slack, clicks = Opening(), [press() for _ in range(3)]
    tasks = await pressed(slack, *clicks)
    await slack.answers(opened=True)
    await tasks
    assert slack.asked == clicks[:1]

    again = await pressed(slack, press())
    assert len(slack.asked) == 2
    await slack.answers(opened=True)
    await again


async def test_where_the_first_does_not_open_only_the_newest_is_tried_and_only_it_is_told() -> None:
    slack, clicks = Opening(), [press() for _ in range(3)]
    tasks = await pressed(slack, *clicks)
    await slack.answers(opened=False)
    await slack.answers(opened=False)
    await tasks
    assert [each.at for each in slack.asked] == [clicks[0].at, clicks[2].at]
    assert [each.at for each in slack.silent] == [clicks[0].at]


async def test_other_people_and_other_buttons_wait_for_nobody() -> None:
    slack = Opening()
    tasks = await pressed(slack, press(), press("U2"), press(value="poll"))
    assert len(slack.asked) == 3
    tasks.cancel()
