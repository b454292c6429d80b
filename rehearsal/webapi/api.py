"""The front door of the Web API: reads a call, checks who asks and whether they may, runs it, records it."""

from __future__ import annotations

import time
from email.utils import format_datetime

from aiohttp import web

from rehearsal.happenings.disturbances import BEFORE, HELD, INSTEAD, Disturbance
from rehearsal.happenings.spoiling import spoiled, too_often
from rehearsal.model import Json
from rehearsal.refusals import SlackError
from rehearsal.slack import Slack
from rehearsal.webapi.methods.call import REFERENCE, Call
from rehearsal.webapi.methods.naming import in_the_words_of
from rehearsal.webapi.methods.table import APP_LEVEL, METHODS, OPEN, POSTED
from rehearsal.webapi.reading import arguments, token_of


class WebApi:
    """`/api/<method>`"""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One call, with whatever trouble was ordered for it."""
        method = request.match_info["method"]
        started = time.monotonic()
        trouble = self._slack.disturbances.of_call(method)
        record: Json = {"method": method} | ({"disturbed": trouble.what} if trouble else {})
        if trouble is not None and trouble.what in BEFORE:
            self._slack.log.add("call", arguments={}, ok=False, error=trouble.what, **record)
            return await spoiled(request, trouble, web.Response())
        if trouble is not None and trouble.what == HELD:
            self._slack.log.add("held", method=method)
            await self._slack.disturbances.let_go()
            trouble = None
        answer = await self._answer(request, trouble, record, started)
        ms = round((time.monotonic() - started) * 1000, 2)
        self._slack.log.add(
            "call", ok=answer["ok"], error=answer.get("error"), ms=ms, answer=answer, **record
        )
        whole = web.json_response(answer, headers=self._headers())
        if "retry_after" in record:
            whole = too_often(whole, record["retry_after"])
        return whole if trouble is None else await spoiled(request, trouble, whole)

    async def _answer(
        self, request: web.Request, trouble: Disturbance | None, record: Json, came: float
    ) -> Json:
        method: str = record["method"]
        record["arguments"] = {}
        try:
            self._authenticate(method, request, await token_of(request))
            with in_the_words_of(method):
                record["arguments"] = given = await self._read(method, request)
            self._token_lives(method)
            self._keep_pace(given, trouble, record, came)
            if trouble is not None and (refusal := trouble.refusal()):
                raise refusal
            with in_the_words_of(method):
                return self._run(method, given, record)
        except SlackError as refusal:
            self._blame(method, refusal, record["arguments"])
            return refusal.answer()

    async def _read(self, method: str, request: web.Request) -> Json:
        """Slack does not say so when it reads none of the JSON it was sent; so the record does."""
        takes_json: bool = REFERENCE[method]["json"]
        given = await arguments(request, json=takes_json)
        if not takes_json and request.content_type == "application/json" and (await request.text()).strip():
            words = f"{method} takes no JSON: what was in it counts for nothing"
            self._slack.log.violation("json_not_read", words, method=method)
        return given

    def _token_lives(self, method: str) -> None:
        """Asked after the arguments are read, so that the record tells what the app went on trying."""
        dead = self._slack.disturbances.dead_token
        if dead and method not in APP_LEVEL | OPEN:
            raise SlackError(dead, blame=False)

    def _keep_pace(self, given: Json, trouble: Disturbance | None, record: Json, came: float) -> None:
        method: str = record["method"]
        tier: str = REFERENCE[method]["tier"]
        place = str(given.get("channel", ""))
        workspace = self._slack.workspace
        named = workspace.direct(place) if place in workspace.people else workspace.channel(place)
        called = (method, tier, named.id if named else place)
        wait = self._slack.rates.ask(*called, came)
        if trouble is not None and trouble.what in INSTEAD:
            wait = trouble.retry_after
            self._slack.rates.told_to_wait(*called, wait)
        if wait is not None:
            record["retry_after"] = wait
            self._slack.lateness.watch()
            raise SlackError("ratelimited")

    def _run(self, method: str, given: Json, record: Json) -> Json:
        given.pop("token", None)  # it was looked at before; beside one in the header it counts for nothing
        call = (
            Call(self._slack, method, given) if method in OPEN else Call.checked(self._slack, method, given)
        )
        scopes: list[str] = REFERENCE[method]["scopes"]
        if len(scopes) == 1:  # of several, the method itself picks by the kind of conversation
            call.need(scopes[0])
        try:
            return {"ok": True, **METHODS[method](call)}
        finally:
            record |= call.notes

    def _authenticate(self, method: str, request: web.Request, token: str) -> None:
        if method not in METHODS:
            raise SlackError("unknown_method", extra={"req_method": method})
        if method in OPEN:
            return
        if "token" in request.query:  # where every proxy on the way can read it
            raise SlackError("not_authed", pointer="/token")
        if not token:
            raise SlackError("not_authed")
        if token not in (self._slack.bot_token, self._slack.app_token):
            raise SlackError("invalid_auth")
        if (token == self._slack.app_token) != (method in APP_LEVEL):
            raise SlackError("not_allowed_token_type")
        if method in POSTED and request.method != "POST":
            raise SlackError("insecure_request")

    def _blame(self, method: str, refusal: SlackError, given: Json) -> None:
        if not refusal.is_violation:
            return
        words = "; ".join(refusal.messages) or f"{method} was refused with {refusal.code}"
        self._slack.log.violation(
            refusal.code, words, method=method, pointer=refusal.pointer, arguments=given
        )

    def _headers(self) -> dict[str, str]:
        scopes = ",".join(sorted(self._slack.manifest.scopes))
        return {
            "Date": format_datetime(self._slack.clock.now(), usegmt=True),
            "x-oauth-scopes": scopes,
            "x-slack-req-id": self._slack.ids.next("req"),
        }
