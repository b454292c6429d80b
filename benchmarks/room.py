"""A session with a crowd in it: played on the real bot, then held against what the bot has stored."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from rehearsal.crowd.hurrying import pass_time
from rehearsal.driver.room import Room
from rehearsal.model import Json
from rehearsal.server import Rehearsal
from storage.engine import open_engines

CHANNEL = "parent-champions"
FACILITATOR = "Miriam Adler"
GROUPS = '/copro breakout 5 "What would help?"'
QUESTION, OPTIONS = "When shall we meet?", ("Morning", "Afternoon", "Evening")
PATIENCE = 30.0
TOO_LATE = "This poll has closed, so this answer was not counted. If you gave one before, it still counts."

Facts = Counter[tuple[Any, ...]]

_STORED = {
    "here": "SELECT person FROM breakout_seat WHERE presence = 'here'",
    "words": 'SELECT "group", part, text FROM breakout_word',
    "ideas": "SELECT author, text FROM idea",
    "support": "SELECT person, idea FROM support",
    "arrivals": "SELECT person FROM attendance",
    "check-ins": "SELECT 'somebody' FROM checkin",
    "answers": "SELECT b.person, p.purpose, b.answer FROM ballot b JOIN poll p ON p.id = b.poll "
    "WHERE p.part_of IS NULL",
    "further": "SELECT DISTINCT b.person FROM ballot b JOIN poll p ON p.id = b.poll "
    "WHERE p.part_of IS NOT NULL",
    "pledges": "SELECT person, what FROM pledge",
}


@dataclass(frozen=True, slots=True)
class Lost:
    """What does not agree, by what it is about; nothing is lost when all of it is empty."""

    faults: list[str]
    counts: dict[str, int]


async def play(server: Rehearsal, room: Room, people: int, seconds: float) -> None:
    """A session with groups and a poll, ending after four fifths of this time, so that people are asked."""
    facilitator = room.person(FACILITATOR)
    await facilitator.types('/copro start "A full room"', CHANNEL)
    await facilitator.sees("Session: A full room", channel=CHANNEL, timeout=PATIENCE)
    await room.fill(people, CHANNEL)
    await _pass(server, 0.2 * seconds)
    await facilitator.types(GROUPS, CHANNEL)
    await facilitator.modal("Round 1")
    while not (await facilitator.submits()).closed:  # while many come, the groups are made anew and shown
        await facilitator.modal("Round 1")
    await facilitator.sees("Breakout 1", channel=CHANNEL, timeout=PATIENCE)
    await _pass(server, 0.4 * seconds)
    await facilitator.clicks("For facilitators", on="Breakout 1", channel=CHANNEL)
    await facilitator.sees("Call everyone back", channel=CHANNEL, private=True, timeout=PATIENCE)
    await facilitator.clicks("Call everyone back", channel=CHANNEL)
    await facilitator.sees("Everybody has been called back", channel=CHANNEL, timeout=PATIENCE)
    options = " ".join(f'"{each}"' for each in OPTIONS)
    await facilitator.types(f'/poll named live "{QUESTION}" {options}', CHANNEL)
    await _pass(server, 0.2 * seconds)
    await facilitator.types("/copro end now", CHANNEL)
    # From here on nobody finds a card of a session or poll that is over and does not say so yet.
    for words in ("This session has ended", "Poll: closed", "Before you go"):
        await facilitator.sees(words, channel=CHANNEL, timeout=PATIENCE)
    await _pass(server, 0.2 * seconds)
    await room.fill(0)


async def _pass(server: Rehearsal, seconds: float) -> None:
    crowd = server.crowds.crowd
    if crowd is None:
        raise RuntimeError("nobody is in the room")
    await pass_time(server.slack, crowd, seconds)


def compare(server: Rehearsal, database_url: str) -> Lost:
    """What people did and the bot acknowledged, against the rows of its database."""
    done = {name: Counter[tuple[Any, ...]]() for name in (*_STORED, "brought")}
    for name, fact in _done(server):
        done[name][fact] += 1
    for _number, idea in done.pop("brought"):  # the same idea of one group is one
        done["ideas"][None, idea] += 1
    for once in (
        "here",
        "support",
        "arrivals",
        "answers",
        "further",
        "words",
    ):  # what a group says again counts once
        done[once] = Counter(dict.fromkeys(done[once], 1))
    engines = open_engines(database_url)
    with engines.reader.connect() as connection:
        stored = {name: _rows(connection, statement) for name, statement in _STORED.items()}
    engines.dispose()
    stored["here"] &= done["here"]  # whoever comes late is given a seat without pressing
    done["check-ins"] = Counter({("somebody",): len(done["arrivals"])})  # it does not say who
    faults = [f"{name}: {fact} was done and is not stored" for name in done
              for fact in (done[name] - stored[name])]  # fmt: skip
    faults += [f"{name}: {fact} is stored and was not done" for name in done
               for fact in (stored[name] - done[name])]  # fmt: skip
    return Lost([*faults, *envelopes(server)], {name: sum(each.values()) for name, each in stored.items()})


def _rows(connection: Connection, statement: str) -> Facts:
    return Counter(tuple(row) for row in connection.execute(text(statement)))


def _done(server: Rehearsal) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Everything acknowledged that must have left a row."""
    acked = {entry["envelope_id"]: entry for entry in server.slack.log.entries("ack")}
    late = set(_told_too_late(server))
    for envelope in server.slack.log.entries("envelope"):
        answer = acked.get(envelope["envelope_id"])
        if answer is None or (answer.get("payload") or {}).get("response_action"):
            continue  # not acknowledged, or a form that was sent back
        payload: Json = envelope["payload"]
        if envelope["type"] == "slash_commands" and payload["command"] == "/idea":
            yield "ideas", (payload["user_id"], payload["text"])
        elif payload.get("type") == "view_submission":
            yield from _submitted(payload)
        elif payload.get("type") == "block_actions":
            yield from (each for each in _pressed(payload) if each not in late)


def _told_too_late(server: Rehearsal) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Presses that met a poll which had just closed, and were told so; each person presses it once."""
    told = {
        entry["person"]
        for entry in server.slack.log.entries("http")
        if TOO_LATE in str(entry["arguments"].get("text"))
    }
    for person in told:
        yield from (("answers", (person, "any", str(number))) for number in range(len(OPTIONS)))


def _submitted(payload: Json) -> Iterator[tuple[str, tuple[Any, ...]]]:
    person, view = payload["user"]["id"], payload["view"]
    if view["title"]["text"] == "Check in":
        yield "arrivals", (person,)
    elif view["title"]["text"] == "Report back":
        yield from _reported(view)
    elif view["title"]["text"] == "Your pledge":
        yield "pledges", (person, view["state"]["values"]["what"]["answer"]["value"])
    elif view["title"]["text"] == "Your answers" and _says_something(view):
        yield "further", (person,)


def _says_something(view: Json) -> bool:
    """Whether anything was filled in: all of it may be left out."""
    held = (each for block in view["state"]["values"].values() for each in block.values())
    return any(each.get("value") or each.get("selected_option") for each in held)


def _reported(view: Json) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """What was said for a group; its idea is the group's and nobody's."""
    number = int(view["private_metadata"].rpartition(":")[2])
    for part, answers in view["state"]["values"].items():
        text = answers["answer"]["value"]
        if text and part == "idea":
            yield "brought", (number, text)
        if text:
            yield "words", (number, part, text)


def _pressed(payload: Json) -> Iterator[tuple[str, tuple[Any, ...]]]:
    person, words = payload["user"]["id"], payload["actions"][0]["text"]["text"]
    closing = ("Yes", "Not yet", "No")
    if words.startswith("Support"):  # a card of several ideas says which
        yield "support", (person, payload["actions"][0]["value"])
    elif payload["actions"][0]["action_id"].startswith("check_in_mood/"):
        yield "arrivals", (person,)
    elif words == "I'm here":
        yield "here", (person,)
    elif words in OPTIONS:
        yield "answers", (person, "any", str(OPTIONS.index(words)))
    elif words in closing:
        yield "answers", (person, "closing", str(closing.index(words)))


def envelopes(server: Rehearsal) -> Iterator[str]:
    """Each envelope goes out once and is acknowledged once, in time; each deed hears of it."""
    log = server.slack.log
    sent = Counter(entry["envelope_id"] for entry in log.entries("envelope"))
    heard = Counter(entry["envelope_id"] for entry in log.entries("ack"))
    for name in sorted(sent.keys() | heard.keys()):
        if (sent[name], heard[name]) != (1, 1):
            yield f"envelope {name} was sent {sent[name]} times and acknowledged {heard[name]} times"
    for kind in ("lost", "no_socket"):
        yield from (f"an envelope was {kind}: {entry['name']}" for entry in log.entries(kind))
    yield from (f"late: {entry['envelope_id']}" for entry in log.entries("ack") if entry["late"])
    for entry in log.entries("deed"):
        if not entry["acked"]:
            yield f"{entry['person']} {entry['deed']}: {entry['missing']}"
