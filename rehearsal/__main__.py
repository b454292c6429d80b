"""`python -m rehearsal`: a workspace of its own, until it is told to stop."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

from rehearsal.delivery.asking import RequestUrl
from rehearsal.delivery.guard import LOOPBACK
from rehearsal.model import Team
from rehearsal.page.serving import language_of, words_in
from rehearsal.server import DEFAULT_TEAM, Rehearsal

DEFAULT_PORT = 8765
NOT_STARTED = "The rehearsal could not start: {fault}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m rehearsal", description="A strict local Slack to rehearse in."
    )
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="0 takes any free one")
    parser.add_argument("--host", default=LOOPBACK, help="must be of this machine")
    parser.add_argument("--manifest", type=Path, default=Path("manifest.json"))
    parser.add_argument("--cast", type=Path, default=None, help="people and channels; a small one is shipped")
    parser.add_argument("--crowd", type=Path, default=None, help="what people do who act by themselves")
    parser.add_argument("--guide", type=Path, default=None, help="steps that the page proposes to try")
    parser.add_argument(
        "--team",
        action="append",
        help="the workspace's id; said again, one more workspace",
    )
    parser.add_argument("--no-rates", action="store_true", help="let the app call as often as it likes")
    parser.add_argument("--locale", default="", help="in which everybody reads Slack, such as es-ES (en-GB)")
    parser.add_argument(
        "--refuse-optional", action="store_true", help="grant the app none of its optional scopes"
    )
    parser.add_argument(
        "--text-alone", action="store_true", help="people read a message's text only, and no blocks"
    )
    parser.add_argument("--grid", action="store_true", help="as part of an Enterprise Grid, with its ids")
    parser.add_argument("--http-url", help="tell the app by requests to this URL instead of over sockets")
    parser.add_argument("--signing-secret", default=RequestUrl.secret, help="with which they are signed")
    return parser.parse_args()


def _rehearsal(options: argparse.Namespace) -> Rehearsal:
    return Rehearsal(
        options.manifest,
        options.cast,
        port=options.port,
        host=options.host,
        teams=[Team(each) for each in options.team or [DEFAULT_TEAM]],
        rates=not options.no_rates,
        grid=options.grid,
        locale=options.locale,
        optional=not options.refuse_optional,
        text_alone=options.text_alone,
        crowd=options.crowd,
        guide=options.guide,
        http=RequestUrl(options.http_url, options.signing_secret) if options.http_url else None,
    )


async def _serve(options: argparse.Namespace) -> None:
    rehearsal = _rehearsal(options)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    async with rehearsal:
        sys.stdout.write("\n".join([*_told(rehearsal), ""]))
        sys.stdout.flush()
        await stop.wait()


def _told(rehearsal: Rehearsal) -> Iterator[str]:
    """The address, then what the app needs, as it may stand in its environment."""
    yield f"Rehearsal, not Slack: listening on {rehearsal.url}"
    yield f"SLACK_API_URL={rehearsal.api_url}"
    yield f"SLACK_APP_TOKEN={rehearsal.app_token}"
    for name, each in rehearsal.teams.items():
        if len(rehearsal.teams) > 1:
            yield f"# in {name}:"
        yield f"SLACK_BOT_TOKEN={each.bot_token}"


def main() -> None:
    """Run, or say in one line why not."""
    options = _arguments()
    try:
        asyncio.run(_serve(options))
    except (OSError, ValueError, KeyError) as fault:
        told = words_in(language_of(options.locale))
        sys.exit(told.get(NOT_STARTED, NOT_STARTED).format(fault=fault))


if __name__ == "__main__":
    main()
