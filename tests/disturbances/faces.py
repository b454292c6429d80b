"""Which test faces which disturbance; and what the rehearsal knows to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

import pytest

from rehearsal.acts.fate import CHANGEABLE
from rehearsal.control.trouble import GOODBYES
from rehearsal.happenings.disturbances import DEAD_TOKENS, ON_CALLS, ON_ENVELOPES, UNREADABLE
from tests.lengths import has_long_form, short_or_long

Test = TypeVar("Test", bound=Callable[..., object])

# What cannot be read is one kind of trouble to the bot, in the one place through which all calls go.
_KINDS = ON_CALLS - (UNREADABLE - {"list_after"})
ALL = (*sorted(_KINDS), "error:internal_error")
every_trouble = pytest.mark.parametrize("trouble", ALL)
# One of each kind, for calls on which little depends: not now, never had, had, cut off, a no.
SOME = ("429", "500_before", "html_after", "cut_before")
some_trouble = pytest.mark.parametrize("trouble", [*SOME, "error:internal_error"])
# In every check all of them meet a post and a form. Whatever else is asked of Slack meets one of each kind
# that the bot has to tell apart: Slack never had the call, had it but its answer is lost, or says no.
_BY_KIND = short_or_long(("500_before", "cut_after", "error:internal_error"), ALL)
trouble_by_kind = pytest.mark.parametrize(
    "trouble", [pytest.param(each, marks=has_long_form) for each in _BY_KIND]
)

# What an organisation may be besides an ordinary one, and what may become of a channel and of who is in it.
ORGANISATIONS = {"stranger", "grid"}
CHANNELS = {"channel created", "channel archived", "channel opened again", "kicked out", "invited"}

FACED: dict[str, set[str]] = defaultdict(set)  # the names of tests by disturbance


def faces(*disturbances: str) -> Callable[[Test], Test]:
    """Say what a test is about."""

    def remember(test: Test) -> Test:
        for each in disturbances:
            FACED[each].add(test.__name__)
        return test

    return remember


def known() -> set[str]:
    """Everything that the rehearsal can do to an app."""
    sockets = {f"socket: {how}" for how in (*GOODBYES, "tcp", "dead ticket")}
    people = {f"a person's {field} changes" for field in CHANGEABLE}
    calls = {*ON_CALLS, "error:<code>", "rates"}
    return calls | ON_ENVELOPES | {"redelivery"} | DEAD_TOKENS | sockets | people | CHANNELS | ORGANISATIONS
