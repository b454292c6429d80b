"""Slack's markup in what people write, as the words they typed or saw."""

import re
from collections.abc import Mapping

NOBODY: Mapping[str, str] = {}
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|([^>]*))?>")
_CHANNEL = re.compile(r"<#([CG][A-Z0-9]+)(?:\|([^>]*))?>")
_LINK = re.compile(r"<((?:https?|mailto|tel):[^|>]+)(?:\|([^>]*))?>")
_SPECIAL = re.compile(r"<!([a-z]+)[^>]*>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def mentioned(text: str) -> tuple[str, ...]:
    """The ids of the people mentioned in a text of Slack's."""
    return tuple(found[1] for found in _MENTION.finditer(text))


def unmentioned(text: str) -> str:
    """What is said besides the mentions of people."""
    return plain(_MENTION.sub(" ", text)).strip()


def plain(text: str, names: Mapping[str, str] = NOBODY) -> str:
    """Slack's markup for people, channels and links as the words a person typed or saw."""
    text = _MENTION.sub(lambda found: f"@{found[2] or names.get(found[1], found[1])}", text)
    text = _CHANNEL.sub(lambda found: f"#{found[2] or found[1]}", text)
    text = _LINK.sub(lambda found: found[1].removeprefix("mailto:").removeprefix("tel:"), text)
    text = _SPECIAL.sub(lambda found: f"@{found[1]}", text)
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text
