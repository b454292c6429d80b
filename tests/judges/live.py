"""`make judge-live`: each payload of the tour as a call to Slack's own judge, for whoever has internet.

It prints and calls nobody. `blocks.validate` needs no token. Run the lines in a shell; Slack answers each
with {"ok":true}, or with what it has against it.
"""

from __future__ import annotations

import json
import shlex
import sys

from tests.judges import tour
from tests.judges.payloads import Kind, Payload
from tests.wiretap import tapped

ADDRESS = "https://slack.com/api/blocks.validate"


def call(payload: Payload) -> str:
    """One call, as a shell takes it. Slack wants it as a form, and its metadata not at all."""
    body = {name: value for name, value in payload.body.items() if name != "metadata"}
    argument = "message" if payload.kind is Kind.MESSAGE else "view"
    return f"curl -sS {ADDRESS} --data-urlencode {shlex.quote(f'{argument}={json.dumps(body)}')}"


def main() -> None:
    """Print each distinct payload once; the bot's own log stays out of it."""
    with tapped():
        judged = [payload for payload in tour.payloads() if payload.kind is not Kind.FORM_ANSWER]
    for number, payload in enumerate(judged, start=1):
        sys.stdout.write(f"# {number}: {payload.kind} by {payload.said_by}\n{call(payload)}; echo\n")


if __name__ == "__main__":
    main()
