"""What is logged: each fault once and where it happened; never a token, a password or somebody's words."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
import structlog
from slack_sdk.errors import SlackApiError
from sqlalchemy import create_engine, text

from bot.logs import report_loop_fault, set_up
from tests.bot.tape import Tape

BOT, APP = "xoxb-1-TeAmId-AbCdEf", "xapp-1-A0BCD-GhIjKl"
ROTATED = "xoxe.xoxb-1-MS0yLTE"
WORDS = "my daughter is ill"
LIBRARIES = [
    "slack_sdk.web.async_client",
    "slack_bolt.AsyncApp",
    "aiohttp.access",
    "sqlalchemy.engine.Engine",
]

log = structlog.get_logger("bot.test")


@contextmanager
def logged_as(form: str) -> Iterator[io.StringIO]:
    """Everything that is logged meanwhile, in this form."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    set_up(form, stream)
    try:
        yield stream
    finally:
        root.handlers[:] = before
        root.setLevel(level)


def line_of(form: str, write: Callable[[], None]) -> str:
    """What one act of logging prints."""
    with logged_as(form) as stream:
        write()
    return stream.getvalue()


def raised(fault: Exception, cause: BaseException | None = None) -> None:
    """Log a fault as listeners do."""
    if cause:
        fault.__cause__ = cause
    try:
        _listen(fault)
    except Exception:
        log.exception("fault", reference="ab12")


def _listen(fault: Exception) -> None:
    raise fault


def refusal(error: str) -> SlackApiError:
    """Slack's refusal as the client raises it, quoting what it got."""
    answer = {"ok": False, "error": error, "response_metadata": {"messages": [WORDS]}}
    return SlackApiError(f"failed: {WORDS}", answer)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("token", [BOT, APP, ROTATED])
@pytest.mark.parametrize(
    "write",
    [
        lambda token: log.info(f"event {token} event"),
        lambda token: log.info("event", value=token),
        lambda token: log.info("event", value=f"Bearer {token}, and more"),
        lambda token: log.info("event", value=f"before\n{token}\nafter"),
        lambda token: log.info("event", value=f"token={token}&x=1"),
        lambda token: log.info("event", value={"deep": [{"er": token}]}),
        lambda token: log.info("event", value=(token.encode(), token)),
        lambda token: log.info("event", value=f"(“{token}”)"),
        lambda token: log.info("event", **{token: 1}),
        lambda token: log.info("event", value=OSError(token)),
        lambda token: raised(OSError(f"cannot open {token}")),
        lambda token: raised(OSError("x"), OSError(f"because of {token}")),
        lambda token: logging.getLogger("slack_sdk").error("sent %s away", token),
        lambda token: logging.getLogger("other").error("%r", {"Authorization": f"Bearer {token}"}),
    ],
    ids=[
        *("event", "value", "phrase", "line", "query", "nested", "bytes", "quoted", "key", "error"),
        *("traceback", "cause", "library", "header"),
    ],
)
def test_a_token_is_cut_out_wherever_it_stands(form: str, token: str, write: Callable[[str], None]) -> None:
    printed = line_of(form, lambda: write(token))

    # not a piece of it is left, and the place where it stood is marked
    assert [piece for piece in token.split("-")[2:] if piece in printed] == []
    assert "[secret]" in printed


def test_what_stands_around_a_token_is_kept() -> None:
    assert line_of("text", lambda: log.info("saved", value=f"a={BOT}&b=2")).split("]", 1)[1].split() == [
        "saved",
        "value='a=[secret]&b=2'",
    ]


@pytest.mark.parametrize("password", ["pass/word", "pa@ss", "p@ss@w/ord", "pa:ss?w#d", "@", "p%40ss"])
def test_the_password_of_a_database_is_cut_out_also_an_unescaped_one(password: str) -> None:
    url = f"postgresql+psycopg://bot:{password}@db:5432/a"
    printed = line_of("text", lambda: log.info("opening", url=url))

    assert printed.split()[-1] == "url=postgresql+psycopg://bot:[secret]@db:5432/a"


def test_json_is_one_object_a_line() -> None:
    printed = line_of("json", lambda: raised(OSError("no route")))

    entry = json.loads(printed)
    assert printed.count("\n") == 1
    assert (entry["event"], entry["level"], entry["reference"]) == ("fault", "error", "ab12")
    assert entry["exception"].splitlines()[-1] == "OSError: no route"


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("library", LIBRARIES)
def test_what_libraries_say_at_debug_and_info_never_comes_through(form: str, library: str) -> None:
    logger = logging.getLogger(library)

    def talk() -> None:
        logger.debug("frame: %s", WORDS)

    before = logger.level
    try:
        logger.setLevel(logging.NOTSET)  # an app of another test may have given it one
        quietly = line_of(form, talk)
        logger.setLevel(logging.DEBUG)  # as somebody might, or the library itself
        after_all = line_of(form, talk)
        logger.setLevel(logging.NOTSET)
        informed = line_of(form, lambda: logger.info("frame: %s", WORDS))
    finally:
        logger.setLevel(before)

    assert (quietly, after_all, informed) == ("", "", "")


def test_what_libraries_warn_of_does_come_through() -> None:
    printed = line_of("text", lambda: logging.getLogger("aiohttp.client").warning("unclosed"))

    assert printed.split()[-1] == "unclosed"


def test_one_fault_is_one_entry_with_its_place() -> None:
    lines = line_of("text", lambda: raised(ValueError(WORDS))).splitlines()

    assert [line for line in lines if "[error" in line] == lines[:1]
    assert lines[1] == "Traceback (most recent call last):"
    places = [line.split(", ")[-1] for line in lines if line.startswith("  File ")]
    assert places == ["in raised", "in _listen"]
    assert lines[-1] == "ValueError (its text is not logged)"


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(
    "fault",
    [
        ValueError(WORDS),
        KeyError(WORDS),
        RuntimeError("x", {"said": WORDS}),
        refusal("invalid_blocks"),
        ExceptionGroup(WORDS, [ValueError(WORDS), KeyError(WORDS)]),
        psycopg.errors.UniqueViolation(f"DETAIL: Key (text)=({WORDS}) already exists."),
    ],
    ids=lambda fault: type(fault).__name__,
)
def test_the_words_in_an_exception_are_not_logged(form: str, fault: Exception) -> None:
    alone = line_of(form, lambda: raised(fault))
    as_cause = line_of(form, lambda: raised(OSError("x"), fault))
    in_context = line_of(form, lambda: raised(_with_context(OSError("x"), fault)))

    assert [printed for printed in (alone, as_cause, in_context) if "daughter" in printed] == []
    assert [printed for printed in (alone, as_cause, in_context) if type(fault).__name__ not in printed] == []


def _with_context(fault: Exception, context: BaseException) -> Exception:
    fault.__context__ = context
    return fault


def test_slacks_name_for_an_error_is_logged() -> None:
    printed = line_of("text", lambda: raised(refusal("is_archived")))

    assert printed.splitlines()[-1] == "SlackApiError: Slack says “is_archived”"


def test_causes_are_told_in_the_order_they_happened_and_circles_end() -> None:
    first, second = KeyError("first"), OSError("second")
    first.__context__ = second

    printed = line_of("text", lambda: raised(second, first))

    assert [line for line in printed.splitlines() if "Error" in line and "raise" not in line] == [
        "KeyError (its text is not logged)",
        "OSError: second",
    ]


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        ("INSERT INTO said VALUES (:words)", "IntegrityError: 23505"),
        ("INSERT INTO said VALUES (repeat(:words, 9))", "DataError: 22001"),
        ("SELECT CAST(:words AS int)", "DataError: 22P02"),
    ],
)
def test_what_postgresql_quotes_of_a_row_is_not_logged(postgresql_url: str, wrong: str, kind: str) -> None:
    engine = create_engine(postgresql_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE said (words varchar(40) PRIMARY KEY)"))
        connection.execute(text("INSERT INTO said VALUES (:words)"), {"words": WORDS})

    def break_it() -> None:
        with engine.begin() as connection:
            try:
                connection.execute(text(wrong), {"words": WORDS})
            except Exception:
                log.exception("fault")

    printed = [line_of(form, break_it) for form in ("text", "json")]
    engine.dispose()

    assert [line for line in printed if "daughter" in line] == []
    assert printed[0].splitlines()[-1] == kind


async def test_a_task_that_nobody_awaited_is_reported_without_its_words(tape: Tape) -> None:
    loop = asyncio.get_running_loop()
    fault = ValueError(WORDS)

    report_loop_fault(loop, {"message": "Task exception was never retrieved", "exception": fault})
    report_loop_fault(loop, {"message": "Unclosed client session"})

    assert tape.events("fault_in_background") == ["fault_in_background"] * 2
    assert tape.lines("daughter") == []
    assert tape.lines("ValueError") == ["ValueError (its text is not logged)"]
