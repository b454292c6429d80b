"""Who said what, which an intruder has not: it takes the key and what everybody remembers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from benchmarks.attack.databases import KEY
from benchmarks.attack.traces import Secret, Tokens
from coproduction import voices
from storage import Storage
from storage.ballots import poll_secret
from storage.checkins import session_secret


@dataclass
class Told:
    """What people of a room said without their names, and who: no two said the same."""

    ideas: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)  # of their check-ins


async def unmasked(
    storage: Storage, workspace: str, channel: str, people: Mapping[str, str], told: Told
) -> tuple[Tokens, dict[Secret, dict[str, str]]]:
    """How all that looks in files and posts, and whose it is. `people` are all looks of the room's people."""
    peppers = await storage.look(lambda connection: _peppers(connection, workspace))
    tags = [
        {voices.tag(pepper, workspace, person): person for person in set(people.values())}
        for pepper in peppers
    ]
    word_of = {person: word for word, person in told.words.items()}
    written = await storage.read(workspace, lambda memory: memory.ideas.of(channel))
    items = {each: each for each in (*tags[0], *told.words, *told.ideas)}
    items |= {tag: word_of[person] for tag, person in tags[1].items()}
    items |= {idea.id: idea.text for idea in written if idea.text in told.ideas}
    return Tokens(people, items), {
        Secret.VOTE: tags[0],
        Secret.IDEA: told.ideas,
        Secret.CHECK_IN: told.words,
    }


def _peppers(connection: Connection, workspace: str) -> list[bytes]:
    """The secret of the one open anonymous poll, and of the one live session."""
    found = [
        connection.execute(select(table.c[about], table.c.pepper)).one()
        for table, about in ((poll_secret, "poll"), (session_secret, "session"))
    ]
    return [KEY.open(row.pepper, workspace, row[0]) for row in found]
