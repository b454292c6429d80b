"""`python -m rehearsal.do`: act as anybody in a running rehearsal, from a terminal."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime

import aiohttp

from rehearsal.__main__ import DEFAULT_PORT
from rehearsal.delivery.guard import LOOPBACK
from rehearsal.driver.room import Person, Room
from rehearsal.driver.sights import NO_VIEW, Deed, Message, NotSeen, View
from rehearsal.driver.telling import tell
from rehearsal.driver.words import DEEDS
from rehearsal.world.log import ADVICE, REFUSAL

USUAL = f"http://{LOOPBACK}:{DEFAULT_PORT}"
NEWEST = 8
NEXT_MESSAGE = "next-message"
A_MOMENT = 0.4  # seconds within which the bot's private answer is expected on the screen
EXAMPLES = """\
somebody acts:
  "Kim Lee" types "/hello there" [channel]
  "Kim Lee" edits "better words" --on "words of hers"      "Kim Lee" deletes "words of hers"
  "Kim Lee" clicks "A button" --on "words of a message"
  "Kim Lee" chooses "An option" --on "words near it"
  "Kim Lee" reacts bulb --on "words of a message"
  "Kim Lee" shortcut "A line of its menu" --on "words of a message"
  "Kim Lee" fills "A label=what she enters" ["Another label=..."]
  "Kim Lee" submits      "Kim Lee" closes      "Kim Lee" home
  "Kim Lee" sees ["words"] [--channel bot]
the workspace:
  people                     log                       violations
  forward --days 14          (also --hours, --minutes, or --to 2026-12-01T10:05+00:00)
  forward --to next-message  (to when the app next writes to somebody alone)
"""


def main(given: list[str] | None = None) -> int:
    """The exit code: 0 when it could be done and the bot answered."""
    options = _arguments(given)
    try:
        return asyncio.run(_do(options))
    except BrokenPipeError:  # whoever reads has read enough, as `| head` has
        return _nobody_reads()
    except aiohttp.ClientError:
        tell(f"No rehearsal answers at {options.url}. Start one with: make rehearse, or python -m rehearsal")
    except (AssertionError, KeyError, TypeError, ValueError) as fault:
        tell(str(fault.args[0] if fault.args else fault))
    return 1


def _nobody_reads() -> int:
    """Nothing more is written, also not by Python as it ends; that was no mistake."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _arguments(given: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m rehearsal.do",
        description="Act as anybody in a running rehearsal.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("who", help="a name, or: people, log, violations, forward")
    parser.add_argument("what", nargs="*", help="what they do, and its words")
    parser.add_argument("--on", help="words on the message, form or Home it is about")
    parser.add_argument("--channel", help="a channel's name; `bot` is the direct conversation with the app")
    parser.add_argument("--url", default=os.environ.get("REHEARSAL_URL", USUAL))
    for unit in ("days", "hours", "minutes"):
        parser.add_argument(f"--{unit}", type=float, default=0)
    parser.add_argument("--to", help=f"a moment, such as 2026-12-01T10:05+00:00, or {NEXT_MESSAGE}")
    return parser.parse_args(given)


async def _do(options: argparse.Namespace) -> int:
    async with Room(options.url) as room:
        order = _ORDERS.get(options.who)
        if order:
            await order(room, options)
            return 0
        person = room.person(options.who)
        name, *words = options.what or ["sees"]
        if name in _LOOKS:
            await _LOOKS[name](person, words, options)
            return 0
        if name not in DEEDS:
            raise ValueError(f"{name!r} is nothing to do; there is: {', '.join([*DEEDS, *_LOOKS])}")
        options.room = options.channel or await _first_room(room)
        return await _act(person, DEEDS[name](person, words, options))


async def _first_room(room: Room) -> str:
    """Where somebody types who does not say where: the first channel with the app in it."""
    channels = (await room.wire.get("channels"))["channels"]
    with_app = (str(each["id"]) for each in channels if each["kind"] != "im" and each["known_to_app"])
    return next(with_app, "bot")


async def _act(person: Person, doing: Awaitable[Deed]) -> int:
    """Do it, then show what the bot shows to this person alone."""
    before = {message.ts for message in await person.messages()}
    done = await doing
    tell(f"{done.who} {done.what}: " + (f"answered in {done.ms:.0f} ms" if done.ms else "done"))
    for label, words in done.errors.items():
        tell(f"  {label}: {words}")
    await asyncio.sleep(A_MOMENT)
    for message in await person.messages():
        if message.private and message.ts not in before:
            tell(_message(message))
    await _form(person)
    return 0 if done.acked else 1


async def _form(person: Person) -> None:
    try:
        form = await person.modal(timeout=0)
    except NotSeen:
        return
    if form.labels:
        tell(f"On the screen of {person.name}: the form “{form.title}” with {', '.join(form.labels)}")
    else:
        tell(f"On the screen of {person.name}: “{form.title}”\n{form.text}")


# What people look at


async def _sees(person: Person, words: list[str], options: argparse.Namespace) -> None:
    if words:
        tell(_message(await person.sees(" ".join(words), channel=options.channel)))
        return
    for message in (await person.messages(options.channel))[-NEWEST:]:
        tell(_message(message))
    await _form(person)


async def _home(person: Person, _words: list[str], _options: argparse.Namespace) -> None:
    await person.opens_home()
    seen: View = await person.home()
    tell(seen.text if seen != NO_VIEW else "nothing yet")


# What concerns the whole workspace


async def _people(room: Room, _options: argparse.Namespace) -> None:
    for person in room.people():
        tell(f"{person.name:28} {person.role:15} {', '.join(person.facts.values()):50} {person.tz}")


async def _log(room: Room, _options: argparse.Namespace) -> None:
    for entry in (await room.log())[-5 * NEWEST :]:
        about = " ".join(
            str(entry[name]) for name in ("method", "name", "what", "deed", "error") if entry.get(name)
        )
        tell(f"{entry['seq']:6} {entry['at'][:19]} {entry['kind']:10} {about}")


async def _violations(room: Room, _options: argparse.Namespace) -> None:
    found = await room.violations()
    refused = [each for each in found if each["severity"] == REFUSAL]
    for each in refused:
        tell(f"{each['rule']}: {each['words']}")
    if not refused:
        tell("The bot broke no rule of Slack's.")
    for each in found:
        if each["severity"] == ADVICE:
            tell(f"Advice, which Slack does not insist on: {each['rule']}: {each['words']}")


async def _forward(room: Room, options: argparse.Namespace) -> None:
    if options.to == NEXT_MESSAGE:
        tell(str(await room.skips_to_next_direct_message()))
    else:
        if options.to:
            await room.moves_to(datetime.fromisoformat(options.to))
        await room.forward(days=options.days, hours=options.hours, minutes=options.minutes)
    tell(f"It is now {await room.now():%A %-d %B %Y, %H:%M} UTC")


def _message(message: Message) -> str:
    private = "  (only they see this)" if message.private else ""
    return f"----{private}\n{message.readable}"


_LOOKS: dict[str, Callable[[Person, list[str], argparse.Namespace], Awaitable[None]]] = {
    "sees": _sees,
    "home": _home,
}
_ORDERS: dict[str, Callable[[Room, argparse.Namespace], Awaitable[None]]] = {
    "people": _people,
    "log": _log,
    "violations": _violations,
    "forward": _forward,
}

if __name__ == "__main__":
    sys.exit(main())
