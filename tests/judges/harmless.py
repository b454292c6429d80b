"""The judge of people's words: wherever Slack looks for markup, only ours is found."""

from __future__ import annotations

import re

from rehearsal.texts import markup_texts
from tests.judges.payloads import Kind, Payload

# A person, a channel, and a moment with the words for who cannot show it: all the markup that we ever write.
_OURS = re.compile(r"<@[UW][A-Z0-9]+>|<#[CGD][A-Z0-9]+>|<!date\^\d+\^[^<>|]*\|[^<>|]*>")
_BARE = re.compile(r"[<>]|&(?!(?:amp|lt|gt);)")


def harmless(payload: Payload) -> list[str]:
    """What in it could ping a room, make a link, or be read as something else than a person wrote."""
    if payload.kind is Kind.FORM_ANSWER:  # there Slack looks for no markup
        return []
    texts = [str(payload.body.get("text") or ""), *markup_texts(payload.body.get("blocks") or [])]
    return [f"not escaped: {text[:200]!r}" for text in texts if _BARE.search(_OURS.sub("", text))]
