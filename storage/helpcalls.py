"""Which groups of a round that goes on have called for somebody who leads, and who is on the way."""

from coproduction.breakouts.helpcalls import HelpCall
from storage.columns import belongs_to, fact, integers, key, maybes, moment, number_key, rule, who
from storage.phrases import find, given, keep, remove
from storage.register import Register
from storage.repository import Repository, values_of

breakout_help_call = fact(
    "breakout_help_call",
    Register(
        whose="the group; and whoever leads and is on the way to it",
        why="somebody who leads comes to a group that is stuck, and only one of them",
        kept="until the round is over",
        export="whole: who pressed is not kept",
        erasure="deleted",
    ),
    key("round"),
    number_key("number"),
    *integers("group"),
    moment("called_at"),
    *who(*maybes("taken_by")),
    belongs_to("breakout_round", "round"),
    rule("number", "number >= 1"),
)

_call = breakout_help_call.c
_PUT = keep(breakout_help_call, "taken_by")
_OF = find(HelpCall, breakout_help_call, given(_call.round), order=[_call.number])
_FORGET = remove(breakout_help_call, given(_call.round))


class HelpCalls(Repository):
    """`coproduction.breakouts.helpcalls.HelpCalls`."""

    def put(self, call: HelpCall) -> None:
        self._touch(_PUT, **values_of(call))

    def of(self, round_: str) -> list[HelpCall]:
        return self._all(_OF, round=round_)

    def forget(self, round_: str) -> None:
        self._touch(_FORGET, round=round_)
