"""Files that people attach in a `file_input`: Slack's file objects, with the newest contents in memory."""

from __future__ import annotations

import mimetypes
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from rehearsal.model import Json, Person
from rehearsal.world.ids import Ids

IN_MEMORY = 16 * 1024 * 1024  # bytes of contents, all together; what came first is forgotten first
REMEMBERED = 1_000
MOST_FILES = 10  # in one input, where it does not say


@dataclass(frozen=True)
class Upload:
    """What somebody attached; `content` is None once it is forgotten."""

    about: Json
    content: bytes | None


@dataclass
class Promised:
    """A file that the app has announced; `content` is None until it has come."""

    name: str
    length: int
    content: bytes | None = None


class Files:
    """Everything attached so far."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._promised: dict[str, Promised] = {}
        self._kept: OrderedDict[str, Upload] = OrderedDict()

    def get(self, file_id: str) -> Upload | None:
        """One of them."""
        return self._kept.get(file_id)

    def promise(self, name: str, length: int) -> str:
        """The app will bring a file of this name and length; the id it will have."""
        file_id = self._ids.next("F")
        self._promised[file_id] = Promised(name, length)
        return file_id

    def waiting(self, file_id: str) -> Promised | None:
        """What was promised under this id and is not complete yet."""
        return self._promised.get(file_id)

    def complete(self, file_id: str, whose: Person, team: str, place: str, at: int, title: str) -> Json:
        """A promised file whose content has come is a file from now on."""
        promised = self._promised.pop(file_id)
        about = self._keep(file_id, whose, team, place, at, promised.name, promised.content or b"")
        about["title"] = title or promised.name
        return about

    def keep(self, whose: Person, team: str, place: str, at: int, name: str, content: bytes) -> Json:
        """A new file, as Slack describes it. `place` is where its content is found."""
        return self._keep(self._ids.next("F"), whose, team, place, at, name, content)

    def _keep(
        self, file_id: str, whose: Person, team: str, place: str, at: int, name: str, content: bytes
    ) -> Json:
        kind = PurePosixPath(name).suffix.removeprefix(".").lower() or "binary"
        private = f"{place}/files-pri/{team}-{file_id}"
        about: Json = {
            "id": file_id,
            "created": at,
            "timestamp": at,
            "name": name,
            "title": name,
            "mimetype": mimetypes.guess_type(name)[0] or "application/octet-stream",
            "filetype": kind,
            "pretty_type": kind.upper(),
            "user": whose.id,
            "user_team": whose.team or team,
            "editable": False,
            "size": len(content),
            "mode": "hosted",
            "is_external": False,
            "external_type": "",
            "is_public": False,
            "public_url_shared": False,
            "display_as_bot": False,
            "username": "",
            "url_private": f"{private}/{quote(name)}",
            "url_private_download": f"{private}/download/{quote(name)}",
        }
        self._kept[file_id] = Upload(about, content)
        self._forget()
        return about

    def _forget(self) -> None:
        """Contents go before descriptions do: a modal may still hold these."""
        size = 0
        for file_id, upload in reversed(list(self._kept.items())):
            size += len(upload.content or b"")
            if size > IN_MEMORY and upload.content is not None:
                self._kept[file_id] = Upload(upload.about, None)
        while len(self._kept) > REMEMBERED:
            self._kept.popitem(last=False)
