"""The address an app may answer one act at: five times, within thirty minutes."""

from __future__ import annotations

from aiohttp import web

from rehearsal.happenings.disturbances import BEFORE, INSTEAD, RESPONSE_URL, Disturbance
from rehearsal.happenings.spoiling import spoiled, too_often
from rehearsal.model import Channel, Json, Message
from rehearsal.refusals import SlackError
from rehearsal.rules.check import boolean, one_of, string
from rehearsal.slack import Slack
from rehearsal.webapi import posting
from rehearsal.webapi.posting import Draft
from rehearsal.webapi.reading import arguments
from rehearsal.world.permits import ResponseUrl

_FIELDS = {
    "text": string(),
    "response_type": one_of("ephemeral", "in_channel"),
    "replace_original": boolean,
    "delete_original": boolean,
    "thread_ts": string(),
    "mrkdwn": boolean,
    "unfurl_links": boolean,
    "unfurl_media": boolean,
    "parse": string(),
    "link_names": boolean,
}
_CONTENT = {"blocks", "attachments", "metadata"}


class ResponseUrlDoor:
    """`/_response/<name>`"""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One answer to an act, with whatever trouble was ordered for it."""
        trouble = self._slack.disturbances.of_call(RESPONSE_URL)
        record: Json = {"what": RESPONSE_URL} | ({"disturbed": trouble.what} if trouble else {})
        if trouble is not None and trouble.what in BEFORE:
            self._slack.log.add("http", ok=False, error=trouble.what, arguments={}, **record)
            return await spoiled(request, trouble, web.Response())
        whole = await self._answer(request, trouble, record)
        return whole if trouble is None else await spoiled(request, trouble, whole)

    async def _answer(self, request: web.Request, trouble: Disturbance | None, record: Json) -> web.Response:
        """Slack says `ok`, or names the error."""
        record["arguments"] = {}
        try:
            record["arguments"] = body = await arguments(request)
            if trouble is not None:
                _refuse(trouble)
            permit = self._slack.response_urls.use(request.match_info["name"])
            record |= {"person": permit.person} | answer_act(self._slack, permit, body)
        except SlackError as refusal:
            self._record(refusal, record)
            said = _said(refusal)
            return too_often(said, trouble.retry_after) if trouble and trouble.what in INSTEAD else said
        self._slack.log.add("http", ok=True, **record)
        return web.Response(text="ok")

    def _record(self, refusal: SlackError, record: Json) -> None:
        self._slack.log.add("http", ok=False, error=refusal.code, **record)
        if refusal.is_violation:
            words = "; ".join(refusal.messages) or f"a response_url was refused with {refusal.code}"
            self._slack.log.violation(refusal.code, words, method=RESPONSE_URL, arguments=record["arguments"])


def _said(refusal: SlackError) -> web.Response:
    """Slack says in plain words that the time is over; what is wrong with an answer it says in JSON."""
    if refusal.code == "expired_url":
        return web.Response(text=refusal.code, status=404)
    return web.json_response(refusal.answer(), status=400)


def _refuse(trouble: Disturbance) -> None:
    """Answer as was ordered, when the order is that Slack itself says no."""
    if trouble.what in INSTEAD:
        raise SlackError("ratelimited")
    if refusal := trouble.refusal():
        raise refusal


def answer_act(slack: Slack, permit: ResponseUrl, body: Json) -> Json:
    """Do what the app says about the act; the result is what the log should note."""
    _check(body)
    channel = slack.workspace.channels[permit.channel]
    original = slack.workspace.message(channel.id, permit.message_ts or "")
    if body.get("delete_original"):
        if original is not None:
            posting.remove(slack, original)
        return {}
    draft = Draft.read(body)
    posting.check_thread(draft)
    posting.warn(slack, draft, "response_url")
    if body.get("replace_original") and original is not None:
        posting.change(slack, original, draft)
        return {}
    message = _say(slack, channel, draft, permit.person, public=body.get("response_type") == "in_channel")
    return _pings(draft, channel, message)


def _check(body: Json) -> None:
    faults = []
    for name, value in body.items():
        if name in _FIELDS:
            faults += _FIELDS[name](value, f"/{name}")
        elif name not in _CONTENT:
            raise SlackError("invalid_payload", [f"[ERROR] invalid additional property: {name}"])
    if faults:
        raise SlackError("invalid_payload", [f"[ERROR] {each}" for each in faults])


def _say(slack: Slack, channel: Channel, draft: Draft, person: str, *, public: bool) -> Message:
    return posting.post(slack, channel, draft, only_for=None if public else person)


def _pings(draft: Draft, channel: Channel, message: Message) -> Json:
    loud = message.only_for is None and channel.kind != "im"
    return {"pings": draft.pings()} if loud and draft.pings() else {}
