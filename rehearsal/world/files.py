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


class Files:
    """Everything attached so far."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._kept: OrderedDict[str, Upload] = OrderedDict()

    def get(self, file_id: str) -> Upload | None:
        """One of them."""
        return self._kept.get(file_id)

    def keep(self, whose: Person, team: str, place: str, at: int, name: str, content: bytes) -> Json:
        """A new file, as Slack describes it. `place` is where its content is found."""
        file_id = self._ids.next("F")
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
