"""Checks of how the bot behaved: quick, quiet, discreet, and within Slack's rules."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from story.record import Act, Face, Seen
from story.script import Script
from story.words import said

WITHIN = 3_000  # milliseconds: what Slack gives an app
TOKENS = re.compile(r"xox[a-z]-|xapp-")
FAULTS = re.compile(r"Traceback|\[(?:error|critical)\b|\bfault\b")


def acknowledged(acts: Collection[Act], late: int) -> list[str]:
    """Everything that anybody did was acknowledged within three seconds."""
    found = [f"{act.who} {act.what}: {act.missing or 'not acknowledged'}" for act in acts if not act.acked]
    found += [f"{act.who} {act.what}: took {act.ms:.0f} ms" for act in acts if act.ms and act.ms > WITHIN]
    return [*found, *([f"{late} acknowledgements came too late"] if late else [])]


def slowest(acts: Collection[Act]) -> Act | None:
    """The act that was acknowledged last after it was done."""
    return max((act for act in acts if act.ms), key=lambda act: act.ms or 0, default=None)


def without_pings(pings: Collection[str]) -> list[str]:
    """No message in a channel notified anybody."""
    return [f"a message in the channel pinged {who}" for who in pings]


def within_rules(violations: Collection[str]) -> list[str]:
    """Slack would have refused nothing."""
    return [f"a rule of Slack's was broken: {words}" for words in violations]


def unnamed(script: Script, seen: Collection[Seen], faces: Mapping[str, Face]) -> list[str]:
    """Nothing that shows an anonymous idea names its author, in what is read or in what is underneath."""
    return [
        f"a message with the anonymous idea “{idea.text}” names its author"
        for idea in script.ideas
        if idea.is_anonymous
        for each in seen
        if idea.text in each.words and _names(each, idea.who, faces)
    ]


def nobody_on_session_cards(seen: Collection[Seen], faces: Mapping[str, Face]) -> list[str]:
    """The card with moods and words names nobody at all."""
    return [
        f"the card of a session names {who}"
        for each in seen
        if each.words.startswith(said("Session: {title}", title=""))
        for who in faces
        if _names(each, who, faces)
    ]


def discreet_log(log: str, script: Script) -> list[str]:
    """The bot's log holds no token and nothing that people wrote."""
    found = ["the bot's log holds a token"] if TOKENS.search(log) else []
    return [
        *found,
        *(
            f"the bot's log holds people's words: {words}"
            for words in _written(script)
            if re.search(rf"\b{re.escape(words)}(?!\w)", log)
        ),
    ]


def untroubled_log(log: str) -> list[str]:
    """The bot's log tells of no fault."""
    return [
        f"the bot's log tells of a fault: {line.strip()}" for line in log.splitlines() if FAULTS.search(line)
    ]


def _written(script: Script) -> Iterator[str]:
    for session in script.sessions:
        yield from (each.word for each in session.check_ins if each.word)
        yield from (session.title, session.poll.question, *session.poll.options)
        yield from (breakout.prompt for breakout in session.breakouts)
        yield from (words for given in session.said for words in (given.worked, given.to_change) if words)
    yield from (idea.text for idea in script.ideas)
    body = script.body
    yield from (body.name, body.decides, body.linked.does, body.linked.asks)
    yield from (each.why for each in body.referrals if each.why)
    for pledge in script.pledges:
        yield pledge.what
        if pledge.first_step:
            yield pledge.first_step


def _names(seen: Seen, who: str, faces: Mapping[str, Face]) -> bool:
    return who in seen.words or who in seen.raw or faces[who].id in seen.raw
