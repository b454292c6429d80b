"""Who asked a facilitator for help with a pledge, and in which words."""

from coproduction.helprequests import HelpRequest
from storage.columns import belongs_to, fact, key, moment, texts, who
from storage.phrases import add_new, find, given, keep
from storage.register import Register
from storage.repository import Repository, values_of

help_request = fact(
    "help_request",
    Register(
        whose="who asked, and the facilitator who was asked",
        why="to tell the facilitator what somebody agreed to tell, once",
        kept="as long as the pledge",
        export="whole",
        erasure="deleted",
    ),
    key("follow_up"),
    *who(*texts("person", "facilitator")),
    *texts("words"),
    moment("asked_at"),
    moment("dealt_with_at", nullable=True),
    belongs_to("follow_up", "follow_up"),
)

_ADD = add_new(help_request)
_PUT = keep(help_request, "dealt_with_at")
_GET = find(HelpRequest, help_request, given(help_request.c.follow_up))


class HelpRequests(Repository):
    """`coproduction.helprequests.HelpRequests`."""

    def add(self, request: HelpRequest) -> bool:
        return self._touch(_ADD, **values_of(request)) == 1

    def get(self, follow_up: str) -> HelpRequest | None:
        return self._one(_GET, follow_up=follow_up)

    def put(self, request: HelpRequest) -> None:
        self._touch(_PUT, **values_of(request))
