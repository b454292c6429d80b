"""`python -m bot`: read the settings, open the storage, serve until told to stop, finish, stop.

With a command (`backup FILE`, `restore FILE`, `new-key`) it does that instead, and ends.
"""

import gc

gc.disable()  # what is imported stays, and to look through it again and again is a quarter of the start

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Coroutine, Sequence
from contextlib import AsyncExitStack
from typing import Any, TypeVar

import structlog
from dotenv import load_dotenv

from bot.app import Bot, running
from bot.config import Config, ConfigFault, misspelt
from bot.freedays import free_days
from bot.housekeeping import keep_house
from bot.logs import report_loop_fault, set_up
from bot.preflight import BadToken
from bot.store import opened
from handlers.slack.proxies import unusable
from storage import BadDatabase, NewerDatabase

T = TypeVar("T")

log = structlog.get_logger("bot")

LEAVE_WITHIN = 9.0  # seconds; whoever sent SIGTERM may kill after ten
LINGER = 0.5  # for threads that a library left waiting, such as for the address of a host


def main(arguments: Sequence[str] = ()) -> int:
    """The exit code: 0 when all went as wished, 1 when a person must look, 2 for a command that is none."""
    gc.freeze()
    gc.enable()
    os.umask(0o077)  # the database file holds what people said: it is for this account alone
    load_dotenv(".env")
    try:
        return keep_house(arguments, os.environ) if arguments else _serve(Config.from_env(os.environ))
    except (ConfigFault, BadToken, BadDatabase, NewerDatabase) as fault:
        sys.stderr.write(f"{fault}\n")
        return 1


def _serve(config: Config) -> int:
    set_up(config.log_format)
    for hint in misspelt(os.environ):
        log.warning("setting_not_known", hint=hint)
    if kind := unusable(config.slack_api_url):
        log.warning(
            "proxy_left_aside", kind=kind, hint="I use only HTTP proxies, so I call Slack without this one"
        )
    return asyncio.run(serve(config))


async def serve(config: Config) -> int:
    """Serve until a signal: whatever is away, Slack, the database or the machine itself, is waited for."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(report_loop_fault)
    for wish in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(wish, stop.set)
    deadline = None
    async with AsyncExitStack() as stack:
        bot = await _unless(stop, _start(config, stack))
        if bot:
            _leave_alone_what_stays()
            await stop.wait()
        log.info("stopping")
        deadline = loop.call_later(LEAVE_WITHIN, os._exit, 1)
    deadline.cancel()
    log.info("stopped")
    _do_not_linger()
    return 0


def _leave_alone_what_stays() -> None:
    """Spare the garbage collector what was built at the start, and let it look less often.

    In a storm a thousand clicks are alive at once; by default it looks through all of them, and through every
    module, again and again and in vain: a fifth of the whole storm (docs/performance.md).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _do_not_linger() -> None:
    """All is done and stored; Python would wait for every thread, however long its name look-up takes."""
    last = threading.Timer(LINGER, os._exit, (0,))
    last.daemon = True
    last.start()


async def _start(config: Config, stack: AsyncExitStack) -> Bot:
    key = config.secret_key.reveal()
    storage = await stack.enter_async_context(opened(config.database_url, key, free_days(config.holidays)))
    return await stack.enter_async_context(running(config, storage))


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """The result of the work, or None when the signal to stop came first; the work is cancelled then."""
    working, stopped = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait({working, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if working.done():
        return working.result()
    working.cancel()
    await asyncio.wait({working})
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
