"""Slack's markup in what people write, as the words they typed or saw: never an id, and nobody is pinged."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

_MENTION = re.compile(r"<@([UWB][A-Z0-9]*)(?:\|([^>]*))?>")
_CHANNEL = re.compile(r"<#([CGD][A-Z0-9]*)(?:\|([^>]*))?>")
_GROUP = re.compile(r"<!subteam\^([A-Z0-9]*)(?:\|([^>]*))?>")
_SPECIAL = re.compile(r"<!([^>|]*)(?:\|([^>]*))?>")  # dates, and everybody here
_LINK = re.compile(r"<([a-z][a-z0-9+.-]*:[^|>]*)(?:\|([^>]*))?>", re.IGNORECASE)
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


NOBODY = Names({}, {})


def mentioned(text: str) -> tuple[str, ...]:
    """The ids of the people mentioned in a text of Slack's."""
    return tuple(found[1] for found in _MENTION.finditer(text))


def unnamed_channels(text: str) -> tuple[str, ...]:
    """The ids of the channels whose names Slack did not send along."""
    return tuple(found[1] for found in _CHANNEL.finditer(text) if not found[2])


def has_unnamed(text: str) -> bool:
    """Whether anything is mentioned whose name Slack did not send along."""
    found = (each for kind in (_MENTION, _CHANNEL, _GROUP) for each in kind.finditer(text))
    return any(not each[2] for each in found)


def unmentioned(text: str) -> str:
    """What is said besides the mentions of people."""
    return plain(_MENTION.sub(" ", text)).strip()


def plain(text: str, names: Names = NOBODY) -> str:
    """Slack's markup for people, channels, groups, dates and links as the words a person typed or saw."""
    for sign, pattern, known, otherwise in (
        ("@", _MENTION, names.people, names.somebody),
        ("#", _CHANNEL, names.channels, names.a_channel),
        ("@", _GROUP, {}, names.a_group),
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
