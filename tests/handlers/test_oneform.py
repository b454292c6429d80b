"""Who presses the same button again before its form is there gets one form."""

from __future__ import annotations

import asyncio

from handlers.dispatch.oneform import LOST, OneForm
from handlers.edge.heard import Click


def press(person: str = "U1", value: str = "idea") -> Click:
    return Click(person=person, action="open", value=value)


class Opening:
    """Slack, which opens forms when it is told to, and those who press."""

    def __init__(self, lost: float = LOST) -> None:
        self.forms = OneForm(lost)
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
            elif not await self.forms.is_without(click):
                self.silent.append(click)

    async def answers(self, *, opened: bool) -> None:
        """What Slack says to the next press for which it is asked."""
        (await self.next()).set_result(opened)

    async def next(self) -> asyncio.Future[bool]:
        """The next press for which it is asked."""
        return await self._asks.get()


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


async def test_a_press_that_comes_too_late_for_an_open_form_is_not_told_that_it_did_not_open() -> None:
    slack = Opening()
    tasks = await pressed(slack, press())
    await slack.answers(opened=True)
    await tasks
    late = press()
    tasks = await pressed(slack, late, press("U2"))
    for _ in range(2):
        await slack.answers(opened=False)
    await tasks
    assert slack.silent == [late]


async def test_nor_is_one_that_fails_while_slack_still_opens_the_form_for_an_earlier_press() -> None:
    slack = Opening(lost=0.05)
    first = await pressed(slack, press())
    second = await pressed(slack, press())
    held, again = await slack.next(), await slack.next()
    again.set_result(False)
    await asyncio.sleep(0)
    held.set_result(True)
    await asyncio.gather(first, second)
    assert (len(slack.asked), slack.silent) == (2, slack.asked[1:])


async def test_other_people_and_other_buttons_wait_for_nobody() -> None:
    slack = Opening()
    tasks = await pressed(slack, press(), press("U2"), press(value="poll"))
    assert len(slack.asked) == 3
    tasks.cancel()
