"""Log lines: for people by default, JSON for machines; never a token, never people's words."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog

# At DEBUG these print whole requests and frames, with what people wrote in them.
_TALKATIVE = ("slack_bolt", "slack_sdk", "aiohttp", "apscheduler", "sqlalchemy", "alembic", "asyncio")
_SECRETS = ("xoxb-", "xoxp-", "xapp-", "xoxe")


def set_up(log_format: str, stream: TextIO | None = None) -> None:
    """Send every log line, ours and the libraries', to one stream (standard error) in one form."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        without_secrets,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    drawn: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, drawn],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


def without_secrets(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop the rest of any value after the beginning of a token."""
    for key, value in event.items():
        if isinstance(value, str) and any(prefix in value for prefix in _SECRETS):
            event[key] = _cut(value)
    return event


def _cut(value: str) -> str:
    words = value.split(" ")
    return " ".join("[secret]" if any(prefix in word for prefix in _SECRETS) else word for word in words)
