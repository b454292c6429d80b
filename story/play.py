"""`python -m story.play`: a practice workspace with the bot in it, and a session that has just begun."""

from __future__ import annotations

import argparse
import itertools
import socket
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from rehearsal.__main__ import DEFAULT_PORT
from rehearsal.delivery.guard import LOOPBACK
from rehearsal.driver.room import Room
from rehearsal.driver.telling import tell
from story import guide, habits, opening, stopping, words
from story.company import Company
from story.performance import BROKEN, checked_script
from story.script import Script, Session
from story.setting import arguments
from story.shaping import ScriptFault
from story.stage import FILES, BotProcess, StageFault, asking_for, workspace
from story.words import said, told

FOLDER = Path(".rehearsal")

TAKEN = """\
There is something at {url} already, perhaps another rehearsal: nothing of it is touched.
To go on with it, open that address. To begin anew there, press Ctrl-C where it runs, and start again.
This is one more beside it, with data of its own.
"""
KEPT = """\
A rehearsal has been here before. This one begins anew, because a workspace ends with its rehearsal.
The old log and database are kept in {before}. Delete them when nobody needs them.
"""
HOW_TO = """\
The workspace: {url}
Open it in your browser: there you can act as anyone, and the page tells you what to try.
The bot's log and its SQLite file: {folder}

In #{channel} you now find a live session with {people} people checked in, {ideas} ideas and an open poll.
It is there to look at. The page's guide leads you through one of your own, in #{second}.

You can also drive it from another terminal:
"""
EXAMPLES = """
  {do} "Ana Pereira" sees
  {do} "Ana Pereira" types "/idea {idea}" {channel}
  {do} "Dwayne Campbell" clicks "{support}" --on "{idea}"
  {do} "Yetunde Adeyemi" clicks "{option}" --on "{question}"
  {do} "{facilitator}" types "{end}" {channel}
  {do} "Ana Pereira" clicks "{yes}" --on "{before}"
  {do} "Ana Pereira" fills "{what}={pledge}"
  {do} "Ana Pereira" submits
  {do} forward --to next-message
  {do} "Ana Pereira" sees --channel bot
  {do} log
  {do} --help
"""
STARTING = "Starting a practice workspace and the bot. This takes some seconds ..."
STOPS = "Ctrl-C stops the workspace and the bot."
STOPPED = "\nStopped. Nothing runs any more."
BROKE_OFF = "\nThe rehearsal broke off: {fault}"
LOG_ENDS = "\nThe end of the bot's log:"
ENDED = "the bot ended by itself, with code {code}"


def main() -> int:
    """The exit code: 0 after a wished stop."""
    parser = argparse.ArgumentParser(prog="python -m story.play", description=__doc__)
    parser.add_argument("--once", action="store_true", help="end when the opening has been played")
    parser.add_argument("--files", action="store_true", help="results, calendars and posters come as files")
    words.add_option(parser)
    options = parser.parse_args()
    settings = FILES if options.files else {}
    with words.spoken(options.language):
        try:
            with tempfile.TemporaryDirectory() as aside:
                furnished = _furnished(Path(aside), options.language)
                if settings:
                    furnished = (*furnished, *asking_for(settings, Path(aside)))
                script = opening.of(checked_script(), options.language)
                stopping.run(_rehearse(furnished, script, settings, stay=not options.once))
        except (ScriptFault, *BROKEN) as fault:
            tell(told(BROKE_OFF, fault=str(fault)))
            return 1
        except KeyboardInterrupt:
            tell(told(STOPPED))
    return 0


def _furnished(aside: Path, language: str) -> tuple[str, ...]:
    """What this folder is to hold of the words that people see, and in what they read Slack."""
    crowd = habits.written(aside, language)
    return arguments(guide.written(aside), crowd, words.locale(language))


async def _rehearse(
    furnished: Iterable[str], script: Script, settings: Mapping[str, str], *, stay: bool
) -> None:
    port = _free_port()
    tell(told(STARTING))
    async with workspace(port, furnished) as url, Room(url) as room:
        folder, before = _fresh_folder(url.rpartition(":")[2])
        if before is not None:
            tell(told(KEPT, before=str(before)))
        bot = BotProcess(url, folder, quickly=False, settings=settings)
        try:
            await bot.start(room)
            company = Company(room, script)
            session = await opening.play(company)
            await room.guide_begins()
            how_to = _how_to(url, folder, session, company.channel)
            tell("\n" + how_to)
            if stay:
                tell(told(STOPS))
                await _until_it_ends(bot)
        except BROKEN:
            tell(told(LOG_ENDS) + "\n" + bot.said_last())
            raise
        finally:
            await bot.clear_away()


async def _until_it_ends(bot: BotProcess) -> None:
    code = await bot.process.wait()
    raise StageFault(told(ENDED, code=code))


def _how_to(url: str, folder: Path, session: Session, channel: str) -> str:
    is_usual = url.endswith(f":{DEFAULT_PORT}")
    # The same Python: a bare `python` may be another one, without the bot's libraries.
    python = Path(sys.executable)
    shown = python.relative_to(Path.cwd()) if python.is_relative_to(Path.cwd()) else python
    about = told(
        HOW_TO,
        url=url,
        folder=str(folder),
        channel=channel,
        second=guide.channel(channel),
        people=len(session.check_ins),
        ideas=len(session.ideas),
    )
    return about + EXAMPLES.format(
        channel=channel,
        idea=told("More benches"),
        pledge=told("Sit with somebody new"),
        end=guide.typed("/copro end now"),
        option=session.poll.options[0],
        question=session.poll.question,
        facilitator=session.facilitator,
        support=said("Support"),
        yes=said("Yes"),
        before=said("Before you go"),
        what=said("What will you do differently?"),
        do=f"{shown} -m rehearsal.do" + ("" if is_usual else f" --url {url}"),
    )


def _free_port() -> int:
    """The usual port, or any when somebody has it already, which is said."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, DEFAULT_PORT))
        except OSError:
            tell(told(TAKEN, url=f"http://{LOOPBACK}:{DEFAULT_PORT}"))
            return 0
    return DEFAULT_PORT


def _fresh_folder(name: str) -> tuple[Path, Path | None]:
    """An empty folder, and where its files from the time before are now, if there are any.

    Each start begins anew; two rehearsals at once do not share a folder, because they share no port.
    """
    folder = (FOLDER / name).absolute()
    before = None
    if folder.exists():
        numbers = (folder.with_name(f"{name}.{number}") for number in itertools.count(1))
        before = folder.rename(next(each for each in numbers if not each.exists()))
    folder.mkdir(parents=True)
    return folder, before


if __name__ == "__main__":
    sys.exit(main())
