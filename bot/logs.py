"""Log lines: for people by default, JSON for machines; never a token, never people's words."""

import logging
import re
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from typing import Any, TextIO

import structlog
from slack_sdk.errors import SlackApiError

from handlers.slack.slack_errors import error_of

# At DEBUG these print whole requests and frames, with what people wrote in them.
_TALKATIVE = ("slack_bolt", "slack_sdk", "aiohttp", "sqlalchemy", "alembic", "asyncio", "apscheduler")

_TOKEN = re.compile(r"(?:xox[a-z]*|xapp)[-.][\w.%-]*")
_PASSWORD = re.compile(r"(?<=://)([^\s:/@]*):\S+(?=@)")  # to the last @, which may be part of it

# What these say is about the machine or the code. Other texts may quote a row or somebody's words.
_SPEAK_FREELY = (OSError, AttributeError, ImportError, NameError, TypeError)


def set_up(log_format: str, stream: TextIO | None = None) -> None:
    """Send every log line, ours and the libraries', to one stream (standard error) in one form."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(discreet),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    drawn: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setLevel(logging.INFO)  # whatever level a library gives its own loggers
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, drawn, without_secrets],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    # It warns of a token in the environment, where ours belongs, and quotes what nobody listens to.
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)


def without_secrets(_logger: Any, _method: str, line: Any) -> str:
    """The finished line without tokens and passwords, wherever in it they stood."""
    return _PASSWORD.sub(r"\1:[secret]", _TOKEN.sub("[secret]", str(line)))


def report_loop_fault(_loop: Any, context: MutableMapping[str, Any]) -> None:
    """For a task that nobody awaited. asyncio's own report would quote the exception's text."""
    fault = context.get("exception")
    structlog.get_logger("bot").error("fault_in_background", about=context.get("message"), exc_info=fault)


def discreet(exc_info: structlog.typing.ExcInfo) -> str:
    """A traceback with every place and every kind of exception, but with texts only where they are safe."""
    return "\n".join(_told(exc_info[1]))


def _told(fault: BaseException, seen: frozenset[int] = frozenset()) -> Iterator[str]:
    """The causes first, as Python does it."""
    before = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    if before is not None and id(before) not in seen:
        yield from _told(before, seen | {id(fault)})
        yield "which led to:"
    yield "Traceback (most recent call last):"
    yield "".join(traceback.format_tb(fault.__traceback__)).rstrip()
    yield _named(fault)
    for inner in fault.exceptions if isinstance(fault, BaseExceptionGroup) else ():
        yield "of which one:"
        yield from _told(inner, seen | {id(fault)})


def _named(fault: BaseException) -> str:
    kind = type(fault).__qualname__
    if isinstance(fault, SlackApiError):
        return f"{kind}: Slack says “{error_of(fault)}”"
    driver = getattr(fault, "orig", fault)
    if state := getattr(driver, "sqlstate", None) or getattr(driver, "sqlite_errorname", None):
        return f"{kind}: {state}"
    return f"{kind}: {fault}" if isinstance(fault, _SPEAK_FREELY) else f"{kind} (its text is not logged)"
