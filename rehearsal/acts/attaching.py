"""Attaching files, and the address at which the app fetches them with its token."""

from __future__ import annotations

import base64
import binascii
import io
from urllib.parse import quote

from aiohttp import BodyPartReader, web

from rehearsal.acts import finding
from rehearsal.acts.order import Order
from rehearsal.model import Json, Person
from rehearsal.refusals import BadDeed
from rehearsal.slack import Slack
from rehearsal.world.files import MOST_FILES


class Uploads:
    """The page uploads a file as soon as it is chosen, as Slack's own client does."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def upload(self, order: Order) -> Json:
        """`person`, `name` and `content` in base64: the file object."""
        person = finding.person(self._slack, order.string("person"))
        try:
            content = base64.b64decode(order.maybe("content") or "", validate=True)
        except binascii.Error:
            raise BadDeed("content must be base64") from None
        return attach(self._slack, person, order.string("name"), content)

    async def fetch(self, request: web.Request) -> web.Response:
        """`/files-pri/<team>-<file>/<name>`: to others than the app, Slack shows its login page."""
        upload = self._slack.files.get(request.match_info["file"])
        if not self._may_read(request):
            return web.Response(status=302, headers={"Location": "/"})
        if upload is None or upload.content is None:
            return web.Response(status=404, text="file not found")
        kind = str(upload.about["mimetype"])
        headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=io.BytesIO(upload.content), content_type=kind, headers=headers)

    async def receive(self, request: web.Request) -> web.Response:
        """`/upload/v1/<file>`: the content of a file that the app has promised, as it is or in a form."""
        promised = self._slack.files.waiting(request.match_info["file"])
        content = await _content_of(request)
        if promised is None or promised.content is not None or len(content) != promised.length:
            return web.Response(status=400, text="no such file is expected")
        promised.content = content
        return web.Response(text=f"OK - {len(content)}")

    async def show(self, request: web.Request) -> web.Response:
        """`/_files/<file>/<person>`: what the page lets a person download, if it was shared with them."""
        file_id, who = request.match_info["file"], request.match_info["person"]
        upload = self._slack.files.get(file_id)
        if upload is None or upload.content is None or not self._is_shared(file_id, who):
            return web.Response(status=404, text="file not found")
        name = quote(str(upload.about["name"]))
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        return web.Response(body=upload.content, content_type=str(upload.about["mimetype"]), headers=headers)

    def _is_shared(self, file_id: str, who: str) -> bool:
        seen = self._slack.workspace.newest(who)
        return any(file["id"] == file_id for message in seen for file in message.files)

    def _may_read(self, request: web.Request) -> bool:
        if request.headers.get("Authorization") != f"Bearer {self._slack.bot_token}":
            return False
        allowed = "files:read" in self._slack.manifest.scopes
        if not allowed:
            self._slack.log.violation("missing_scope", "reading a file needs files:read", method="files-pri")
        return allowed and not self._slack.disturbances.dead_token


async def _content_of(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    part = await (await request.multipart()).next()
    return bytes(await part.read(decode=True)) if isinstance(part, BodyPartReader) else b""


def attach(slack: Slack, person: Person, name: str, content: bytes) -> Json:
    """A file that is this person's from now on."""
    at = int(slack.clock.now().timestamp())
    about = slack.files.keep(person, slack.team_id, slack.url, at, name, content)
    slack.log.add("file", person=person.id, file=about["id"], name=name, size=about["size"])
    return about


def attached(slack: Slack, person: Person, element: Json, wanted: list[object]) -> list[Json]:
    """The files somebody puts into an input: names, or `{name, content}`, or the `id` of an upload."""
    most, kinds = element.get("max_files", MOST_FILES), element.get("filetypes")
    if len(wanted) > most:
        raise BadDeed(f"only {most} files fit, not {len(wanted)}")
    found = [_file(slack, person, each) for each in wanted]
    for each in found:
        if kinds and each["filetype"] not in {str(kind).lower() for kind in kinds}:
            raise BadDeed(f"{each['name']} is none of: {', '.join(kinds)}")
    return found


def _file(slack: Slack, person: Person, wanted: object) -> Json:
    given = wanted if isinstance(wanted, dict) else {"name": str(wanted)}
    if "id" not in given:
        content = str(given.get("content", "")).encode()
        return attach(slack, person, str(given.get("name", "")) or "untitled", content)
    upload = slack.files.get(str(given["id"]))
    if upload is None or upload.about["user"] != person.id:
        raise BadDeed(f"{person.real_name} attached no file {given['id']!r}")
    return upload.about
