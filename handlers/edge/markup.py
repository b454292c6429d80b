"""Slack's markup in what people write, as the words they typed or saw: never an id, and nobody is pinged."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

_MENTION = re.compile(r"<@([UWB][A-Z0-9]*)(?:\|([^>]*))?>")
_CHANNEL = re.compile(r"<#([CGD][A-Z0-9]*)(?:\|([^>]*))?>")
_GROUP = re.compile(r"<!subteam\^([A-Z0-9]*)(?:\|([^>]*))?>")
_SPECIAL = re.compile(r"<!([^>|]*)(?:\|([^>]*))?>")  # dates, and everybody here
_LINK = re.compile(r"<([a-z][a-z0-9+.-]*:[^|>]*)(?:\|([^>]*))?>", re.IGNORECASE)
_ANGLES = re.compile(r"<[^<>\n]*>")
_HELD = "\ue000"  # of no meaning in any text, in place of what stands in angles
_STYLED = re.compile(r"(?<![\w*_~`])(?:(```)(?s:(.+?))```|([*_~`])(?=\S)([^\n]*?\S)\3(?!\w))")
_NESTED = 4  # bold, slanted, struck and code can stand in one another
_UNSAID = re.compile(r"^(?:mailto|tel|https?):(?://)?", re.IGNORECASE)
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


@dataclass(frozen=True, slots=True)
class Names:
    """What ids are called, and what is said where that is not known."""

    people: Mapping[str, str]
    channels: Mapping[str, str]
    somebody: str = "somebody"
    a_channel: str = "a channel"
    a_group: str = "a group"
    groups: Mapping[str, str] = field(default_factory=dict)


NOBODY = Names({}, {})


def mentioned(text: str) -> tuple[str, ...]:
    """The ids of the people mentioned in a text of Slack's."""
    return tuple(found[1] for found in _MENTION.finditer(text))


def unnamed_channels(text: str) -> tuple[str, ...]:
    """The ids of the channels whose names Slack did not send along."""
    return tuple(found[1] for found in _CHANNEL.finditer(text) if not found[2])


def unnamed_groups(text: str) -> tuple[str, ...]:
    """The ids of the user groups whose names Slack did not send along, as it does with none."""
    return tuple(found[1] for found in _GROUP.finditer(text) if not found[2])


def has_unnamed(text: str) -> bool:
    """Whether anything is mentioned whose name Slack did not send along."""
    found = (each for kind in (_MENTION, _CHANNEL, _GROUP) for each in kind.finditer(text))
    return any(not each[2] for each in found)


def of_message(message: Mapping[str, Any]) -> str:
    """What stands in a message as Slack sends it: its text, and the messages that were forwarded in it, each
    with the name of who wrote it; all in Slack's markup.
    """
    forwarded = [each for each in message.get("attachments") or () if _is_forwarded(each)]
    texts = (str(message.get("text") or ""), *map(_forwarded, forwarded))
    return "\n".join(filter(None, texts))


def _is_forwarded(attachment: object) -> bool:
    """Whether it is another message; a preview of a page or a file is what an app says."""
    return isinstance(attachment, Mapping) and any(
        attachment.get(each) for each in ("is_share", "is_msg_unfurl")
    )


def _forwarded(attachment: Mapping[str, Any]) -> str:
    text, person = str(attachment.get("text") or ""), str(attachment.get("author_id") or "")
    name = str(attachment.get("author_name") or "") or (f"<@{person}>" if person else "")
    return f"{name}: {text}" if text and name else text


def unstyled(text: str) -> str:
    """Slack's markup without the signs for bold, slanted, struck and code; links and ids stay as they are."""
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[0])
        return _HELD

    held = _ANGLES.sub(keep, text.replace(_HELD, ""))
    for _ in range(_NESTED):
        held = _STYLED.sub(lambda found: (found[2] or found[4]).strip(), held)
    pieces = iter(kept)
    return re.sub(_HELD, lambda _: next(pieces), held)


def unmentioned(text: str) -> str:
    """What is said besides the mentions of people."""
    return plain(_MENTION.sub(" ", text)).strip()


def plain(text: str, names: Names = NOBODY) -> str:
    """Slack's markup for people, channels, groups, dates and links as the words a person typed or saw."""
    for sign, pattern, known, otherwise in (
        ("@", _MENTION, names.people, names.somebody),
        ("#", _CHANNEL, names.channels, names.a_channel),
        ("@", _GROUP, names.groups, names.a_group),
    ):
        text = pattern.sub(partial(_called, sign, known, otherwise), text)
    text = _SPECIAL.sub(_special, text)
    text = _LINK.sub(_link, text)
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text


def _called(sign: str, known: Mapping[str, str], otherwise: str, found: re.Match[str]) -> str:
    name = (found[2] or known.get(found[1]) or "").strip().removeprefix(sign)
    return f"{sign}{name}" if name else otherwise


def _special(found: re.Match[str]) -> str:
    """A date says what its writer saw; everybody here is named like a person."""
    kind, shown = found[1].partition("^")[0], found[2]
    if kind == "date":
        return shown or ""
    return f"@{(shown or kind).removeprefix('@')}"


def _link(found: re.Match[str]) -> str:
    """What was typed. Where other words were laid over an address, both."""
    address, shown = found[1], (found[2] or "").strip()
    typed = _UNSAID.sub("", address).rstrip("/")
    is_mail = address.casefold().startswith(("mailto:", "tel:"))
    if not shown:
        return typed if is_mail else address
    if _UNSAID.sub("", shown).rstrip("/") == typed:
        return shown
    return f"{shown} ({typed if is_mail else address})"
