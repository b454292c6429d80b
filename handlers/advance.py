"""Lets time pass: does what has become due, until nothing is due any more."""

import asyncio
from datetime import datetime

import structlog

from coproduction.errors import NotNow
from coproduction.service import advance
from coproduction.service.advance import Step
from handlers.desk import Desk

log = structlog.get_logger(__name__)


async def let_time_pass(desk: Desk) -> None:
    """Take every step that is due now; when nothing is, nothing is written.

    A step that fails must not hold up the others: it is logged, and tried again the next time.
    """
    now = desk.clock()
    failed: set[tuple[str, str]] = set()
    while due := [
        (step, subject)
        for step, subject in await desk.read(lambda memory: advance.due(memory, now))
        if (step.name, subject) not in failed
    ]:
        first = due[0][0]  # one step after the other, because one may make another due or needless
        subjects = [subject for step, subject in due if step is first]
        taken = await asyncio.gather(*(_take(desk, now, first, subject) for subject in subjects))
        failed |= {(first.name, one) for one, is_taken in zip(subjects, taken, strict=True) if not is_taken}


async def _take(desk: Desk, now: datetime, step: Step, subject: str) -> bool:
    try:
        await desk.write(lambda memory: step.take(memory, now, subject))
    except NotNow:
        raise
    except Exception:
        log.exception("step_not_taken", step=step.name, subject=subject)
        return False
    return True
