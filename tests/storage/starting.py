"""Other processes that start on a database."""

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import storage
from storage.engine import open_engines
from storage.migrate import migrate
from tests.forks import Fork

ROOT = Path(storage.__file__).parent.parent
START = """
import sys
from storage.engine import open_engines
from storage.migrate import migrate
engines = open_engines(sys.argv[1])
migrate(engines.writer)
engines.dispose()
"""


def start(url: str, then: str = "pass") -> subprocess.Popen[bytes]:
    """Another process, which migrates the database at `url` and then runs `then`, a line of Python."""
    command = [sys.executable, "-W", "error", "-c", START + then, url]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def start_together(url: str, count: int) -> list[tuple[int | None, bytes]]:
    """As many processes at once; of each its exit code, and all that it said."""
    with ExitStack() as stack:
        forks = [stack.enter_context(Fork(_migrate, url)) for _ in range(count)]
        return [each.ends() for each in forks]


def _migrate(url: str) -> None:
    engines = open_engines(url)
    migrate(engines.writer)
    engines.dispose()
