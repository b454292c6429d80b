"""`make words`: bring every catalogue in line with the code, and compile it.

What is new in the code waits there for its translation, what is gone goes.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from coproduction.words import CATALOGUES, DOMAIN
from tests.words.source import texts

__all__ = ["Message", "compiled", "language_of", "places", "read", "template"]
_BEGAN = datetime(2026, 11, 28, tzinfo=UTC)  # in its head, where a clock would change it at each run


def template() -> Catalog:
    """Every text of the code, not yet translated."""
    made = Catalog(project="Alongside", version="0", creation_date=_BEGAN, revision_date=_BEGAN)
    for said in texts():
        id_ = (said.one, said.many) if said.many else said.one
        made.add(id_, locations=[(said.file, said.line)], auto_comments=filter(None, [said.comment]))
    return made


def places() -> list[Path]:
    """The catalogue of each language but English."""
    return sorted(folder / "LC_MESSAGES" / f"{DOMAIN}.po" for folder in CATALOGUES.iterdir())


def language_of(place: Path) -> str:
    """Whose catalogue this is."""
    return place.parent.parent.name


def read(place: Path) -> Catalog:
    """A catalogue as it stands in its file."""
    with place.open("rb") as file:
        return read_po(file, locale=language_of(place))


def compiled(catalogue: Catalog) -> bytes:
    """What the bot reads of it."""
    made = io.BytesIO()
    write_mo(made, catalogue)
    return made.getvalue()


def _refresh(place: Path) -> None:
    catalogue = read(place)
    catalogue.update(template(), no_fuzzy_matching=True, update_creation_date=False)
    with place.open("wb") as file:
        write_po(file, catalogue, width=100, ignore_obsolete=True, include_lineno=False, sort_by_file=True)
    place.with_suffix(".mo").write_bytes(compiled(read(place)))


if __name__ == "__main__":
    for each in places():
        _refresh(each)
