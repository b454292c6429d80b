"""files.*: the app shares a file in three steps: an address, the content brought there, a conversation."""

from __future__ import annotations

from rehearsal.model import Channel, Json
from rehearsal.refusals import SlackError
from rehearsal.webapi import posting
from rehearsal.webapi.methods.call import Call, Handler
from rehearsal.webapi.methods.chat import is_reachable
from rehearsal.webapi.posting import Draft


def get_upload_url(call: Call) -> Json:
    """files.getUploadURLExternal: where the content of a file goes, and the id that it will have."""
    length = call.number("length", 0)
    if length < 1:
        raise SlackError("missing_argument", pointer="/length")
    file_id = call.slack.files.promise(call.string("filename"), length)
    return {"file_id": file_id, "upload_url": f"{call.slack.url}/upload/v1/{call.slack.team_id}-{file_id}"}


def complete_upload(call: Call) -> Json:
    """files.completeUploadExternal: files whose content is there are shared, each of them once."""
    slack, wanted = call.slack, _wanted(call)
    place = _place(call)
    waiting = [slack.files.waiting(file_id) for file_id, _ in wanted]
    if not wanted or any(each is None or each.content is None for each in waiting):
        raise SlackError("file_not_found", pointer="/files")
    at = int(slack.clock.now().timestamp())
    shared = [
        slack.files.complete(file_id, slack.workspace.bot, slack.team_id, slack.url, at, title)
        for file_id, title in wanted
    ]
    if place:
        draft = Draft(text=call.string("initial_comment"), thread_ts=call.string("thread_ts") or None)
        posting.post(slack, place, draft, files=shared)
    return {"files": [{"id": each["id"], "title": each["title"]} for each in shared]}


def _wanted(call: Call) -> list[tuple[str, str]]:
    """Id and title of each file."""
    given = call.given["files"]
    if not isinstance(given, list) or not all(isinstance(each, dict) and each.get("id") for each in given):
        words = "[ERROR] must be an array of objects with an id [json-pointer:/files]"
        raise SlackError("invalid_arguments", [words], pointer="/files")
    return [(str(each["id"]), str(each.get("title") or "")) for each in given]


def _place(call: Call) -> Channel | None:
    """Where they are shared: a conversation by its id, if any; a person's id is none."""
    if not call.given.get("channel_id"):
        return None
    channel = call.channel("channel_id")
    if not call.is_member(channel):
        raise SlackError("not_in_channel", pointer="/channel_id", blame=not channel.known_to_app)
    if channel.archived or not is_reachable(call.slack, channel):
        raise SlackError("posting_to_channel_denied", pointer="/channel_id", blame=False)
    return channel


METHODS: dict[str, Handler] = {
    "files.completeUploadExternal": complete_upload,
    "files.getUploadURLExternal": get_upload_url,
}
