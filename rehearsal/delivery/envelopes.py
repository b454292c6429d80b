"""What is sent to the app, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass

from rehearsal.model import Json


@dataclass(frozen=True)
class Ack:
    """How the app took an envelope. `missing` says why there was no acknowledgement.

    On sockets that is `no_socket`, `timeout` or `lost` (its socket was cut first, or that was ordered); over
    HTTP `connection_failed`, `http_error`, `too_many_redirects`, `timeout`, `lost` or `unverified`.
    """

    ms: float | None = None
    payload: Json | None = None
    missing: str = ""
    final: bool = False  # the app asked not to be sent this again

    @property
    def acked(self) -> bool:
        """Whether the app answered in time."""
        return not self.missing


@dataclass(frozen=True)
class Envelope:
    """One attempt to tell the app one thing."""

    id: str
    kind: str  # events_api, slash_commands or interactive
    payload: Json
    answerable: bool = False  # whether the acknowledgement may carry an answer
    attempt: int = 0
    reason: str = ""  # what became of the attempt before
    trouble: str = ""  # what was ordered to go wrong with it

    @property
    def name(self) -> str:
        """What a person would call it."""
        if "event" in self.payload:
            return str(self.payload["event"]["type"])
        return str(self.payload.get("command") or self.payload.get("type"))

    @property
    def about(self) -> Json:
        """For the log."""
        whole: Json = {"envelope_id": self.id, "type": self.kind, "name": self.name}
        return whole | ({"disturbed": self.trouble} if self.trouble else {})

    @property
    def head(self) -> Json:
        """What stands beside the payload in a frame."""
        head: Json = {"accepts_response_payload": self.answerable}
        if self.kind == "events_api":
            # On sockets Slack has one reason only.
            head |= {"retry_attempt": self.attempt, "retry_reason": "timeout" if self.attempt else ""}
        return head
