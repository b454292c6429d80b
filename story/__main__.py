"""`python -m story`: play the story, check it, print the report as the bot posted it."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from rehearsal.driver.telling import tell
from story import checks, conduct, doors, stopping, words
from story.performance import BROKEN, checked_script, play
from story.record import Record
from story.script import Script
from story.shaping import ScriptFault
from story.stage import TAIL_LINES


def main() -> int:
    """The exit code: 0 when everything holds."""
    began = time.monotonic()
    options = _arguments()
    with words.spoken(options.language):
        return _played(options, began)


def _played(options: argparse.Namespace, began: float) -> int:
    try:
        story = doors.script(options.door, checked_script())
        record = stopping.run(play(story, options.language, options.keep, options.door))
    except ScriptFault as fault:
        tell(str(fault))
        return 1
    except BROKEN as fault:
        tell(f"\nThe story broke off: {fault}")
        return 1
    except KeyboardInterrupt:
        tell("\nStopped.")
        return 130
    return _verdict(story, record, options.door, time.monotonic() - began)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m story", description="Play the reference story.")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="keep the workspace's whole record there")
    words.add_option(parser)
    doors.add_option(parser)
    return parser.parse_args()


def _verdict(story: Script, record: Record, door: str, seconds: float) -> int:
    results = [*checks.all_of(story, record), checks.way(door, story, record)]
    slowest = conduct.slowest(record.acts)
    tell("\n" + (checks.report_of(record) or "There is no report.") + "\n")
    if slowest:
        tell(f"{len(record.acts)} acts; the slowest took {slowest.ms:.0f} ms: {slowest.who} {slowest.what}")
    if found := [fault for check in results for fault in check.faults]:
        tell("\n".join(f"- {fault}" for fault in found))
        tell("\nThe end of the bot's log:\n" + "\n".join(record.bot_log.splitlines()[-TAIL_LINES:]))
        broken = sum(bool(check.faults) for check in results)
        tell(f"\n{broken} of {len(results)} checks do not hold; {len(found)} faults are named above.")
        return 1
    tell(f"All {len(results)} checks hold. It took {seconds:.0f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
