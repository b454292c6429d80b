"""The judge of people's words: wherever Slack looks for markup, only ours is found."""

from __future__ import annotations

import re

from rehearsal.texts import markup_texts
from tests.judges.payloads import Kind, Payload

# A person, a channel, and a moment with the words for who cannot show it: all the markup that we ever write.
_OURS = re.compile(r"<@[UW][A-Z0-9]+>|<#[CGD][A-Z0-9]+>|<!date\^\d+\^[^<>|]*\|[^<>|]*>")
_BARE = re.compile(r"[<>]|&(?!(?:amp|lt|gt);)")
# In what somebody hostile says: Slack styles it wherever it reads markup, but not between three backticks.
_STYLED, _AS_TYPED = re.compile(r"\*bold\*|`code`"), re.compile(r"```.*?```", re.DOTALL)


def harmless(payload: Payload) -> list[str]:
    """What in it could ping a room, make a link, or be read as something else than a person wrote."""
    if payload.kind is Kind.FORM_ANSWER:  # there Slack looks for no markup
        return []
    blocks = list(markup_texts(payload.body.get("blocks") or []))
    texts = [str(payload.body.get("text") or ""), *blocks]
    return [
        *(f"not escaped: {text[:200]!r}" for text in texts if _BARE.search(_OURS.sub("", text))),
        *(f"styled: {text[:200]!r}" for text in blocks if _STYLED.search(_AS_TYPED.sub("", text))),
    ]
