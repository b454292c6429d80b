"""Payloads that no button sends: what a curious person could make with Slack's own tools."""

from __future__ import annotations

from rehearsal.acts import payloads
from rehearsal.delivery.delivery import Ack
from rehearsal.driver.room import Person
from rehearsal.model import Channel, Json
from rehearsal.world.modals import new_view
from tests.stage import ROOM, Stage


async def forged_click(
    stage: Stage, person: Person, action: str, value: str = "", channel: str = ROOM
) -> Ack:
    """A press of a button with this id and value, on the newest message that the person sees there."""
    slack = stage.team
    actor, room = slack.workspace.people[person.id], _room(stage, person, channel)
    newest = slack.workspace.visible(person.id, room.id)[-1]
    about = {"type": "button", "action_id": action, "block_id": "forged", "value": value}
    payload = payloads.actions_in_message(slack, actor, newest, about)
    return await slack.delivery.send("interactive", payload, answerable=False)


async def forged_form(
    stage: Stage, person: Person, form: str, answers: dict[str, Json], channel: str = ROOM, subject: str = ""
) -> dict[str, str]:
    """A form that nobody opened, with these states of its fields; what is said under them and above."""
    slack = stage.team
    actor, room = slack.workspace.people[person.id], _room(stage, person, channel)
    blocks = [
        {
            "type": "input",
            "block_id": name,
            "label": {"type": "plain_text", "text": name},
            "element": {"type": "plain_text_input", "action_id": "answer"},
        }
        for name in answers
    ]
    view = new_view(
        person.id,
        {
            "type": "modal",
            "callback_id": form,
            "title": {"type": "plain_text", "text": "Forged"},
            "private_metadata": f"{room.id}|{subject}",
            "blocks": blocks,
        },
        slack.ids,
    )
    view.entries = {name: {"answer": state} for name, state in answers.items()}
    ack = await slack.delivery.send("interactive", payloads.submission(slack, actor, view), answerable=True)
    assert ack.acked
    answer = ack.payload or {}
    above = [block for block in (answer.get("view") or {}).get("blocks", ()) if _is_note(block)]
    return {**answer.get("errors", {}), **{block["block_id"]: block["text"]["text"] for block in above}}


def _is_note(block: Json) -> bool:
    """Whether these are words that were put above what stands in a form."""
    return str(block.get("block_id")).startswith("note/")


def text(value: str) -> Json:
    """The state of a field somebody wrote in."""
    return {"type": "plain_text_input", "value": value}


def _room(stage: Stage, person: Person, channel: str) -> Channel:
    workspace = stage.team.workspace
    found = workspace.direct(person.id) if channel == "bot" else workspace.channel(channel)
    assert found is not None
    return found


async def forged_event(stage: Stage, event: Json, event_id: str = "Ev0FORGED") -> Ack:
    """An event as Slack would send it, of which the rehearsal knows nothing."""
    team, bot = stage.team.team_id, stage.team.workspace.bot.id
    authorization = {"enterprise_id": None, "team_id": team, "user_id": bot, "is_bot": True}
    payload = {
        "token": "rehearsal-verification-token",
        "team_id": team,
        "context_team_id": team,
        "api_app_id": "A0REHEARSAL",
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": 0,
        "authorizations": [authorization],
    }
    return await stage.team.delivery.event(payload)
