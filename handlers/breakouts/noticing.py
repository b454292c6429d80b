"""Whoever presses anything of a round in which they sit is there: nobody asks them for one more press.

But for what a group brings back: who typed it is not to be read from what was stored beside it. Its form is
opened with a press.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from coproduction.service.breakouts import noticing
from handlers.desk import Desk
from handlers.edge.heard import Click, Submission
from handlers.edge.listeners import OnClick, OnSubmit
from handlers.edge.reply import Reply


def by_clicks(*clicks: OnClick) -> tuple[OnClick, ...]:
    """These buttons, which begin what they carry with the id of a round; a no to a press tells nothing."""
    return tuple(replace(each, run=_clicked(each.run)) for each in clicks)


def by_forms(*forms: OnSubmit) -> tuple[OnSubmit, ...]:
    """The same for forms whose subject begins so."""
    return tuple(replace(each, run=_sent(each.run)) for each in forms)


async def has_acted(desk: Desk, person: str, about: str) -> None:
    """Somebody has done something in the round whose id stands before a colon."""
    round_id = about.partition(":")[0]
    if await desk.read(lambda memory: noticing.is_expected(memory, person, round_id)):
        await desk.write(lambda memory: noticing.has_acted(memory, person, round_id))


def _clicked(run: Callable[[Desk, Click], Awaitable[Reply]]) -> Callable[[Desk, Click], Awaitable[Reply]]:
    async def clicked(desk: Desk, click: Click) -> Reply:
        reply = await run(desk, click)
        await has_acted(desk, click.person, click.value)
        return reply

    return clicked


def _sent(
    run: Callable[[Desk, Submission], Awaitable[Reply]],
) -> Callable[[Desk, Submission], Awaitable[Reply]]:
    async def sent(desk: Desk, form: Submission) -> Reply:
        reply = await run(desk, form)
        await has_acted(desk, form.person, form.subject)
        return reply

    return sent
