"""One fault, one check, and the name that each method has for it.

Slack lists the errors of every method by itself: what `conversations.history` calls `not_in_channel`,
`conversations.replies` can only call `channel_not_found`. So the checks that methods share say the usual
name, and here it becomes the one that the method lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rehearsal.refusals import SlackError
from rehearsal.webapi.methods.call import REFERENCE

# Any method may be asked wrongly, or with no right to; the reference lists these for a few methods only.
ANYWHERE = {"invalid_auth", "invalid_arguments", "internal_error", "invalid_json", "json_not_object"}
COMMON = ANYWHERE | set(REFERENCE[""]["common_errors"])

# What a method says that does not list the usual name.
_OTHERWISE = {
    "not_in_channel": "channel_not_found",
    "user_disabled": "user_not_in_channel",
    "messages_tab_disabled": "restricted_action",
    "user_not_found": "invalid_arguments",
    "invalid_limit": "invalid_arguments",
    "invalid_attachments": "invalid_arguments",
    "invalid_blocks_format": "invalid_arguments",
    "invalid_metadata_format": "invalid_arguments",
}


def listed(method: str, code: str) -> bool:
    """Whether Slack documents this error of this method."""
    return code in COMMON or code in REFERENCE[method]["errors"]


def name_at(method: str, code: str) -> str:
    """What this method calls a fault that is usually called `code`."""
    other = _OTHERWISE.get(code, code)
    return other if not listed(method, code) and listed(method, other) else code


@contextmanager
def in_the_words_of(method: str) -> Iterator[None]:
    """Refusals from in here go by the names that the method has for them."""
    try:
        yield
    except SlackError as refusal:
        name = name_at(method, refusal.code)
        if name == refusal.code or method == "api.test":  # that one says back whatever it was told
            raise
        if name == "invalid_arguments" and not refusal.messages:
            refusal.messages = [f"[ERROR] {refusal.code} [json-pointer:{refusal.pointer}]"]
        blame = refusal.is_violation
        raise SlackError(name, refusal.messages, refusal.extra, refusal.pointer, blame) from None
