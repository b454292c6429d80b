"""`python -m bot`: read the settings, open the storage, serve until told to stop, finish, stop."""

import asyncio
import os
import signal
import sys
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from typing import Any, TypeVar

import structlog
from dotenv import load_dotenv

from bot.app import Bot, running
from bot.config import Config, ConfigFault
from bot.logs import set_up
from bot.preflight import BadToken
from bot.store import opened
from storage import NewerDatabase

T = TypeVar("T")

log = structlog.get_logger("bot")

LEAVE_WITHIN = 9.0  # seconds; whoever sent SIGTERM may kill after ten


def main() -> int:
    """The exit code: 0 after a wished stop, 1 when a person must look."""
    load_dotenv(".env")
    try:
        config = Config.from_env(os.environ)
    except ConfigFault as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    set_up(config.log_format)
    try:
        return asyncio.run(serve(config))
    except (BadToken, NewerDatabase, ValueError) as fault:
        sys.stderr.write(f"{fault}\n")
        return 1


async def serve(config: Config) -> int:
    """Serve until a signal, or until the connection to Slack cannot be made any more."""
    stop = asyncio.Event()
    for wish in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(wish, stop.set)
    code, deadline = 0, None
    async with AsyncExitStack() as stack:
        bot = await _unless(stop, _start(config, stack))
        if bot:
            await _unless(stop, asyncio.wait({bot.lost}))
            code = 0 if stop.is_set() else 1
        log.info("stopping")
        deadline = asyncio.get_running_loop().call_later(LEAVE_WITHIN, os._exit, 1)
    deadline.cancel()
    log.info("stopped")
    return code


async def _start(config: Config, stack: AsyncExitStack) -> Bot:
    storage = await stack.enter_async_context(opened(config.database_url))
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
    sys.exit(main())
