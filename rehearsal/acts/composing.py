"""What somebody types, as Slack's editor sends it: markup in the text, and pieces of rich text in blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rehearsal.model import Json, Message, Person
from rehearsal.slack import Slack
from rehearsal.texts import escape

_STYLES = {"*": "bold", "_": "italic", "~": "strike", "`": "code"}
_TYPED = re.compile(
    r"(?P<link>https?://[^\s<>|]*[^\s<>|.,;:!?()\[\]{}'\"])"
    r"|:(?P<emoji>[a-z0-9_+'-]+(?:::skin-tone-[2-6])?):"
    r"|(?<!\w)(?P<mark>[*_~`])(?=\S)(?P<inner>[^*_~`\n]*?\S)(?P=mark)(?!\w)"
)


def written(slack: Slack, person: Person, room: str, text: str, thread_ts: str | None = None) -> Message:
    """A new message of this person, not sent yet."""
    return Message(
        ts=slack.workspace.next_ts(),
        channel=room,
        user=person.id,
        text=marked_up(slack, text),
        blocks=rich(slack, text),
        thread_ts=thread_ts,
        client_msg_id=slack.ids.envelope(),
    )


def marked_up(slack: Slack, text: str) -> str:
    """As it stands in the `text` of a message."""
    words = with_mentions(slack, escape(text), labelled=False)
    return _TYPED.sub(lambda found: f"<{found['link']}>" if found["link"] else found.group(), words)


def with_mentions(slack: Slack, text: str, *, labelled: bool) -> str:
    """`@name`, `@group` and `#channel` as Slack hands them to apps, when they name somebody or something."""
    people, rooms, groups = _named(slack, text)

    def markup(name: str) -> str:
        if name in groups:
            return f"<!subteam^{groups[name]}>"
        if name in rooms:
            return f"<#{rooms[name]}|{name[1:]}>"
        handle = slack.workspace.people[people[name]].name
        return f"<@{people[name]}{f'|{handle}' if labelled else ''}>"

    pattern = _any_of([*people, *rooms, *groups])
    return pattern.sub(lambda found: markup(found.group()), text) if pattern else text


def _named(slack: Slack, text: str) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """The people, the channels and the groups that a text might mention, by what is typed for them."""
    if "@" not in text and "#" not in text:
        return {}, {}, {}
    workspace = slack.workspace
    everybody = workspace.people.values()
    people = {f"@{name}": each.id for each in everybody for name in (each.name, each.real_name)}
    rooms = {f"#{each.name}": each.id for each in workspace.channels.values() if each.kind != "im"}
    return people, rooms, {f"@{each.handle}": each.id for each in workspace.user_groups.values()}


def _any_of(names: list[str]) -> re.Pattern[str] | None:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<![\w@#])(?:{'|'.join(map(re.escape, longest_first))})(?!\w)") if names else None


def rich(slack: Slack, text: str) -> list[Json]:
    """As it stands in the `blocks` of a message: one section; there the characters are what was typed."""
    people, rooms, groups = _named(slack, text)
    pattern = _any_of([*people, *rooms, *groups])
    pieces: list[Json] = []
    for words, name in _split(pattern, text):
        pieces += _pieces(words)
        if name in rooms:
            pieces.append({"type": "channel", "channel_id": rooms[name]})
        elif name in groups:
            pieces.append({"type": "usergroup", "usergroup_id": groups[name]})
        elif name:
            pieces.append({"type": "user", "user_id": people[name]})
    section = {"type": "rich_text_section", "elements": pieces}
    return [{"type": "rich_text", "block_id": slack.ids.short(), "elements": [section]}]


def _split(pattern: re.Pattern[str] | None, text: str) -> Iterator[tuple[str, str]]:
    """The text before each mention and the mention; at last what is left."""
    at = 0
    for found in pattern.finditer(text) if pattern else ():
        yield text[at : found.start()], found.group()
        at = found.end()
    yield text[at:], ""


def _pieces(text: str) -> Iterator[Json]:
    at = 0
    for found in _TYPED.finditer(text):
        if before := text[at : found.start()]:
            yield {"type": "text", "text": before}
        yield _piece(found)
        at = found.end()
    if rest := text[at:]:
        yield {"type": "text", "text": rest}


def _piece(found: re.Match[str]) -> Json:
    if found["link"]:
        return {"type": "link", "url": found["link"]}
    if found["emoji"]:
        return {"type": "emoji", "name": found["emoji"]}
    return {"type": "text", "text": found["inner"], "style": {_STYLES[found["mark"]]: True}}
