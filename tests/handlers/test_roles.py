"""Every listener and every role: who may do what, and that a no changes nothing."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

import pytest

from coproduction.people import Actor
from coproduction.service import people
from coproduction.words import Text
from handlers import ideaids, ids, leadids, listids
from handlers.dispatch.audience import named
from handlers.dispatch.commands import VERBS
from handlers.dispatch.nouns import CLICKS, EVENTS, SHORTCUTS, SUBMISSIONS
from handlers.edge.listeners import Audience
from rehearsal.driver.room import Person
from tests.handlers.database import tables
from tests.handlers.forging import forged_click, forged_form, text
from tests.lengths import has_long_form, short_or_long
from tests.speaking import SAY
from tests.stage import ROOM, Stage

Act = Callable[[Stage, Person], Awaitable[object]]
SAYING, NAMING = "say what becomes of an idea", "name who decides"
LINKING = "name linked initiatives"
POSTING = "post what became of ideas"
BECOMING = (
    *(ideaids.BECAME, ideaids.FOLLOW, ideaids.END_TRY, ideaids.STALLED, ideaids.DECIDE),
    *(ideaids.EFFECT, ideaids.ASK_TIE, ideaids.TIE_YES, ideaids.TIE_NO),
    *(ideaids.TIE_ALIVE, ideaids.TIE_OVER, ideaids.TIE_LEAVE, ideaids.ADD_TO_IDEA, ideaids.DECISION_DAY),
)
BECOMING_FORMS = (
    *(ideaids.END_TRY_FORM, ideaids.STALLED_FORM, ideaids.DECIDE_FORM, ideaids.EFFECT_FORM),
    *(ideaids.TIE_FORM, ideaids.ADD_TO_IDEA_FORM, ideaids.ADD_TO_IDEA_LOOKED_FORM),
)
SAID = (
    *(ideaids.ANSWER_IDEA, ideaids.SEND_IDEA, ideaids.OWN_IDEA, ideaids.TRY_IDEA),
    ideaids.COPY_IDEA,
)
SAID_FORMS = (
    *(ideaids.ANSWER_IDEA_FORM, ideaids.SEND_IDEA_FORM, ideaids.OWN_IDEA_FORM),
    ideaids.TRY_IDEA_FORM,
)
NAMED = (ideaids.NEW_BODY, ideaids.CHANGE_BODY)
LINKED = (ideaids.NEW_INITIATIVE, ideaids.CHANGE_INITIATIVE, ideaids.DROP_INITIATIVE)
POSTED = (ideaids.POST_MONTH, ideaids.DROP_MONTH)
SEEN = (
    *(ideaids.SEE_BOARD, ideaids.BOARD_ORDER, ideaids.SEE_IDEA, ideaids.SUPPORT_SEEN),
    *(ideaids.TAKE_BACK_SEEN, ideaids.DISCUSS, ideaids.WOULD_HELP, ideaids.TAKE_BACK_WORDS),
    *(leadids.LEAD_YES, leadids.LEAD_NO, leadids.LEAD_NEVER, leadids.UNDO_LEAD),
    *(leadids.LEAVE_STAKEHOLDERS, leadids.CHAMPION_YES, leadids.CHAMPION_NOT_NOW, leadids.CHAMPION_ALSO),
    leadids.TAKE_BACK_CHAMPION,
)
SORTED = (
    *(ideaids.SEE_THEMES, ideaids.SORT_IDEAS, ideaids.ACCEPT_THEME),
    *(ideaids.CHANGE_THEME, ideaids.UNDO_THEMES),
)
HEARD = (leadids.LISTENING_FORM, leadids.LISTENING_LOOKED_FORM)
WHOM = (
    *(leadids.STAKEHOLDERS, leadids.NEW_STAKEHOLDER, leadids.CHANGE_STAKEHOLDER),
    leadids.REMOVE_STAKEHOLDER,
)
WHOM_FORMS = (leadids.STAKEHOLDER_FORM, leadids.STAKEHOLDER_LOOKED_FORM)
LED = {  # verbs, buttons and forms of those who lead, by what they do there
    "/copro chairs": "choose who should be in the room",
    f"button {leadids.CHAIRS}": "choose who should be in the room",
    f"button {leadids.WHO_IS_THERE}": "choose who should be in the room",
    f"form {leadids.CHAIRS_FORM}": "choose who should be in the room",
    "/copro champion": "invite champions",
    f"button {leadids.INVITE_CHAMPION}": "invite champions",
    f"button {leadids.CHAMPIONS}": "invite champions",
    f"form {leadids.CHAMPION_FORM}": "invite champions",
    f"form {leadids.CHAMPION_LOOKED_FORM}": "invite champions",
    **dict.fromkeys(
        (f"button {leadids.LISTENING}", *(f"form {each}" for each in HEARD)),
        "read and write the listening notes",
    ),
    **dict.fromkeys((f"button {each}" for each in WHOM), "keep the list of people to ask"),
    **dict.fromkeys((f"form {each}" for each in WHOM_FORMS), "keep the list of people to ask"),
    f"button {leadids.JOIN}": "get a link and a picture for a poster",
    f"button {leadids.JOIN_PICTURE}": "get a link and a picture for a poster",
    "/copro board": "show the board of ideas",
    f"button {ideaids.SHOW_BOARD}": "show the board of ideas",
    "/copro themes": "sort ideas into themes",
    **dict.fromkeys((f"button {each}" for each in SORTED), "sort ideas into themes"),
    f"form {ideaids.THEME_FORM}": "sort ideas into themes",
    "/copro shortlist": "choose the shortlist",
    f"button {ideaids.SHORTLIST}": "choose the shortlist",
    f"button {ideaids.UNDO_SHORTLIST}": "choose the shortlist",
    f"form {ideaids.SHORTLIST_FORM}": "choose the shortlist",
    "/copro handover": "hand a programme over",
    "/copro colead": "ask people to lead with you",
    f"button {leadids.LET_LEAD}": "let somebody lead",
    f"button {leadids.CHANGE_LINK}": "change the link to the video call",
    f"form {leadids.LINK_FORM}": "change the link to the video call",
    f"button {leadids.ASK_TO_LEAD}": "ask people to lead with you",
    f"button {leadids.ON_MY_WAY}": "go to a group that would like a hand",
}
CHAMPION, FACILITATOR, ADMIN = "champion", "added facilitator", "admin"
EVERYBODY = {CHAMPION, FACILITATOR, ADMIN}
FACILITATORS = {FACILITATOR, ADMIN}
ADMINS = {ADMIN}
PLANNING = (
    *(ids.NEW_PLAN, ids.OPEN_PLAN, ids.CHANGE_PLANNED, ids.ADD_STEP, ids.STEP, ids.NAME_AGENDA),
    *(ids.DELETE_AGENDA, ids.ANNOUNCE, ids.CALL_OFF, ids.PUT_STEP_BACK, ids.TRY_OUT, ids.STOP_TRYING),
)
TURNS, GIVING_TURNS = "see who would like to speak", (ids.PLAN_HANDS, ids.HANDS, ids.SPOKE, ids.LATER)
ENTERING = "enter what people in the call say"
HIDING = "hide an idea"
CORRECTING = "answer what people say of a summary"
RUNS, STEPPING = "go through the agenda", ("next", "back", "skip", "extend")
RUNNING = (
    *(ids.NEXT_STEP, ids.STEP_ANYWAY, ids.MORE_FOR_STEP, ids.STEP_MENU),
    *(ids.MAKE_GROUPS, ids.STEP_CARDS, ids.STEP_POLL),
)
PLANS = (
    *(ids.NEW_PLAN_FORM, ids.CHANGE_PLANNED_FORM, ids.STEP_FORM, ids.AGENDA_FORM),
    *(ids.ANNOUNCE_FORM, ids.CALL_OFF_FORM),
)


@dataclass(frozen=True)
class Row:
    """Who may do this, how it is done, and what somebody who may not is told."""

    may: set[str]
    act: Act
    refused: str = ""


def types(words: str) -> Act:
    async def act(_stage: Stage, person: Person) -> None:
        await person.types(words, channel=ROOM)

    return act


def clicks(action: str, value: str = "nothing of the kind") -> Act:
    async def act(stage: Stage, person: Person) -> None:
        assert (await forged_click(stage, person, action, value)).acked

    return act


def sends(form: str, **answers: str) -> Act:
    async def act(stage: Stage, person: Person) -> dict[str, str]:
        return await forged_form(stage, person, form, {name: text(said) for name, said in answers.items()})

    return act


def shortcut(name: str) -> Act:
    async def act(_stage: Stage, person: Person) -> None:
        await person.shortcut(name, on="A word from Blessing", channel=ROOM)

    return act


async def new_idea_from_anywhere(_stage: Stage, person: Person) -> None:
    await person.global_shortcut("New idea")


def says(words: str, channel: str) -> Act:
    async def act(stage: Stage, person: Person) -> None:
        await person.types(words, channel=channel)
        await stage.rests()

    return act


async def reacts(_stage: Stage, person: Person) -> None:
    await person.reacts("bulb", on="A word from Blessing", channel=ROOM)


async def opens_home(_stage: Stage, person: Person) -> None:
    await person.opens_home()


async def changes(stage: Stage, person: Person) -> None:
    await stage.room.change_person(person.id, tz="Africa/Lagos")


async def joins(stage: Stage, person: Person) -> None:
    await stage.room.kick(person.id, ROOM)
    await stage.room.invite(person.id, ROOM)


async def opens_again(stage: Stage, _person: Person) -> None:
    await stage.room.archive(ROOM)
    await stage.room.archive(ROOM, undo=True)


async def sees_the_bot_go(stage: Stage, person: Person, *, private: bool = True) -> None:
    channel = f"left-{person.id}-{private}".lower()
    await stage.room.create_channel(channel, private=private)
    await stage.room.invite("bot", channel)
    await stage.room.kick("bot", channel)


async def is_shared(stage: Stage, person: Person) -> None:
    await stage.room.create_channel(f"shared-{person.id.lower()}", private=True)
    await stage.room.invite("bot", f"shared-{person.id.lower()}")
    await stage.room.share(f"shared-{person.id.lower()}")


def only(what: str, who: str = "") -> str:
    return (
        f"Only the people who lead can {what}{who and f': {who}'}. Do you lead, too? "
        "Then ask an admin of this workspace. They can type: /copro facilitators add @you"
    )


def unnamed(words: str) -> str:
    """The same no without those who lead, who are others before, in and after a session."""
    return re.sub(r": [^.:]+\. Do you lead", ". Do you lead", words)


# In this order, because what ends a session comes last.


def acts(row: str) -> Act:
    """The act of this row, by its name."""
    kind, _, name = row.partition(" ")
    if kind == "button":
        return clicks(name)
    return sends(name) if kind == "form" else types(row)


TABLE: dict[str, Row] = {
    **{name: Row(FACILITATORS, acts(name), only(doing)) for name, doing in LED.items()},
    **{f"button {each}": Row(EVERYBODY, clicks(each)) for each in SEEN},
    f"form {leadids.CHAMPION_ALSO_FORM}": Row(
        EVERYBODY, sends(leadids.CHAMPION_ALSO_FORM, asked="U0FACIL02")
    ),
    f"form {ideaids.WOULD_HELP_FORM}": Row(EVERYBODY, sends(ideaids.WOULD_HELP_FORM, words="If it rains")),
    f"form {ideaids.WOULD_HELP_LOOKED_FORM}": Row(
        EVERYBODY, sends(ideaids.WOULD_HELP_LOOKED_FORM, words="If it rains")
    ),
    "/copro help": Row(EVERYBODY, types("/copro help")),
    "/copro checkin": Row(EVERYBODY, types("/copro checkin")),
    "/copro profile": Row(EVERYBODY, types("/copro profile")),
    "/copro idea": Row(EVERYBODY, types("/copro idea More benches")),
    "/copro ideas": Row(EVERYBODY, types("/copro ideas")),
    "/copro pledge": Row(EVERYBODY, types("/copro pledge Read to him")),
    "/copro mine": Row(EVERYBODY, types("/copro mine")),
    "/copro stop": Row(EVERYBODY, types("/copro stop")),
    "/copro reminders": Row(EVERYBODY, types("/copro reminders light")),
    f"button {ids.CHECK_IN}": Row(EVERYBODY, clicks(ids.CHECK_IN)),
    f"button {ids.CHECK_IN_MOOD}": Row(EVERYBODY, clicks(ids.at(ids.CHECK_IN_MOOD, 4))),
    f"button {ids.NEW_PLEDGE}": Row(EVERYBODY, clicks(ids.NEW_PLEDGE)),
    f"button {ids.NEW_IDEA}": Row(EVERYBODY, clicks(ids.NEW_IDEA)),
    f"button {ideaids.SHARE_WORDS}": Row(EVERYBODY, clicks(ideaids.SHARE_WORDS)),
    f"button {ids.SUPPORT}": Row(EVERYBODY, clicks(ids.SUPPORT)),
    f"button {ids.TAKE_BACK}": Row(EVERYBODY, clicks(ids.TAKE_BACK)),
    f"button {ids.WITHDRAW}": Row(EVERYBODY, clicks(ids.WITHDRAW)),
    f"button {ids.PUT_BACK}": Row(EVERYBODY, clicks(ids.PUT_BACK)),
    **{
        f"button {each}": Row(EVERYBODY, clicks(each))
        for each in (ids.IDEA_KIND, ids.IDEA_UNNAMED, ids.IDEA_EDIT)
    },
    f"button {ids.REVEAL_IDEAS}": Row(FACILITATORS, clicks(ids.REVEAL_IDEAS), only("reveal the ideas")),
    f"button {ids.SHOW_IDEA}": Row(FACILITATORS, clicks(ids.SHOW_IDEA), only(HIDING)),
    f"button {ideaids.HIDDEN_FILE}": Row(FACILITATORS, clicks(ideaids.HIDDEN_FILE), only(HIDING)),
    f"button {ideaids.HIDING_REASONS}": Row(FACILITATORS, clicks(ideaids.HIDING_REASONS), only(HIDING)),
    f"form {ideaids.REASONS_FORM}": Row(
        FACILITATORS, sends(ideaids.REASONS_FORM, reasons="it is late"), only(HIDING)
    ),
    "/copro hide": Row(FACILITATORS, types("/copro hide 1"), only(HIDING)),
    f"form {ids.HIDE_IDEA_FORM}": Row(FACILITATORS, sends(ids.HIDE_IDEA_FORM, reason="hurts"), only(HIDING)),
    f"form {ids.UNNAMED_IDEA_FORM}": Row(
        EVERYBODY, sends(ids.UNNAMED_IDEA_FORM, text="Benches here", kind="change")
    ),
    f"form {ids.UNNAMED_IDEA_PREVIEW}": Row(EVERYBODY, sends(ids.UNNAMED_IDEA_PREVIEW)),
    **{f"button {each}": Row(EVERYBODY, clicks(each)) for each in (listids.SEE_ALL, listids.IN_LIST)},
    **{f"button {each}": Row(EVERYBODY, clicks(each)) for each in BECOMING},
    **{f"form {each}": Row(EVERYBODY, sends(each)) for each in BECOMING_FORMS},
    **{f"button {each}": Row(FACILITATORS, clicks(each), only(SAYING)) for each in SAID},
    **{f"form {each}": Row(FACILITATORS, sends(each), only(SAYING)) for each in SAID_FORMS},
    **{f"button {each}": Row(FACILITATORS, clicks(each), only(NAMING)) for each in NAMED},
    f"form {ideaids.BODY_FORM}": Row(FACILITATORS, sends(ideaids.BODY_FORM), only(NAMING)),
    **{f"button {each}": Row(FACILITATORS, clicks(each), only(LINKING)) for each in LINKED},
    f"form {ideaids.INITIATIVE_FORM}": Row(FACILITATORS, sends(ideaids.INITIATIVE_FORM), only(LINKING)),
    **{f"button {each}": Row(FACILITATORS, clicks(each), only(POSTING)) for each in POSTED},
    "/copro answer": Row(FACILITATORS, types("/copro answer 1"), only(SAYING)),
    "/copro initiatives": Row(FACILITATORS, types("/copro initiatives"), only(LINKING)),
    "/copro body": Row(FACILITATORS, types("/copro body"), only(NAMING)),
    f"button {ids.AGREE}": Row(EVERYBODY, clicks(ids.AGREE)),
    f"button {ids.AGREE_UNNAMED}": Row(EVERYBODY, clicks(ids.AGREE_UNNAMED)),
    f"button {ids.DECLINE}": Row(EVERYBODY, clicks(ids.DECLINE)),
    f"button {ids.WITHDRAW_MESSAGE}": Row(EVERYBODY, clicks(ids.WITHDRAW_MESSAGE)),
    f"button {ids.VOTE}": Row(EVERYBODY, clicks(ids.at(ids.VOTE, 0))),
    f"button {ids.VOTE_UNNAMED}": Row(EVERYBODY, clicks(ids.at(ids.VOTE_UNNAMED, 0))),
    f"button {ids.WITHDRAW_VOTE}": Row(EVERYBODY, clicks(ids.WITHDRAW_VOTE)),
    f"button {ids.VOTE_CLOSING}": Row(EVERYBODY, clicks(ids.at(ids.VOTE_CLOSING, 0))),
    f"button {ids.REPLY}": Row(EVERYBODY, clicks(ids.at(ids.REPLY, 0))),
    f"button {ids.TELL}": Row(EVERYBODY, clicks(ids.at(ids.TELL, 0))),
    f"button {ids.NOT_NOW}": Row(EVERYBODY, clicks(ids.at(ids.NOT_NOW, 3))),
    f"button {ids.PUT_OFF}": Row(EVERYBODY, clicks(ids.at(ids.PUT_OFF, 3))),
    f"button {ids.STOP}": Row(EVERYBODY, clicks(ids.STOP)),
    f"button {ids.REMIND_AGAIN}": Row(EVERYBODY, clicks(ids.REMIND_AGAIN)),
    f"button {listids.GO_ON}": Row(EVERYBODY, clicks(ids.at(listids.GO_ON, 1))),
    f"button {ids.GO_ON}": Row(EVERYBODY, clicks(ids.GO_ON)),
    f"button {ids.AWAY_UNTIL}": Row(EVERYBODY, clicks(ids.AWAY_UNTIL)),
    f"button {ids.COME_BACK}": Row(EVERYBODY, clicks(ids.COME_BACK)),
    f"button {ids.SEND_AGAIN}": Row(FACILITATORS, clicks(ids.SEND_AGAIN), only("send a reminder again")),
    f"button {ids.POST_REPORT}": Row(FACILITATORS, clicks(ids.POST_REPORT), only("post the report")),
    f"button {ids.ASK_FOR_HELP}": Row(EVERYBODY, clicks(ids.ASK_FOR_HELP)),
    f"button {ids.REPLY_PLEDGE}": Row(EVERYBODY, clicks(ids.at(ids.REPLY_PLEDGE, 0))),
    f"button {ids.CHANGE_PLEDGE}": Row(EVERYBODY, clicks(ids.CHANGE_PLEDGE)),
    f"button {ids.LET_GO}": Row(EVERYBODY, clicks(ids.LET_GO)),
    f"button {ids.SHARE_PLEDGE}": Row(EVERYBODY, clicks(ids.SHARE_PLEDGE)),
    f"button {ids.KEEP_PRIVATE}": Row(EVERYBODY, clicks(ids.KEEP_PRIVATE)),
    f"button {ids.CLOSE_PLEDGE}": Row(EVERYBODY, clicks(ids.CLOSE_PLEDGE)),
    f"button {ids.EASIER}": Row(EVERYBODY, clicks(ids.EASIER)),
    f"button {ids.HAND_OVER}": Row(EVERYBODY, clicks(ids.HAND_OVER)),
    f"button {ids.ASKING_YES}": Row(EVERYBODY, clicks(ids.ASKING_YES)),
    f"button {ids.TAKE_OVER}": Row(EVERYBODY, clicks(ids.TAKE_OVER)),
    f"button {ids.ASKING_NO}": Row(EVERYBODY, clicks(ids.ASKING_NO)),
    f"button {ids.ASKING_END}": Row(EVERYBODY, clicks(ids.ASKING_END)),
    f"button {ids.SAY}": Row(EVERYBODY, clicks(ids.SAY)),
    f"button {ids.DROP_NOTE}": Row(EVERYBODY, clicks(ids.DROP_NOTE)),
    f"button {ids.PLACE_NOTE}": Row(EVERYBODY, clicks(ids.PLACE_NOTE)),
    f"button {ids.WAS_QUESTION}": Row(EVERYBODY, clicks(ids.WAS_QUESTION)),
    f"button {ids.CALENDAR}": Row(EVERYBODY, clicks(ids.CALENDAR)),
    f"button {ids.DEALT}": Row(EVERYBODY, clicks(ids.DEALT)),
    f"button {ids.NOT_DEALT}": Row(EVERYBODY, clicks(ids.NOT_DEALT)),
    f"button {ids.NOTICE_MORE}": Row(EVERYBODY, clicks(ids.NOTICE_MORE)),
    f"button {ids.NOTICE_LANGUAGE}": Row(EVERYBODY, clicks(ids.NOTICE_LANGUAGE)),
    f"button {ids.RAISE_HAND}": Row(EVERYBODY, clicks(ids.RAISE_HAND)),
    f"button {ids.LOWER_HAND}": Row(EVERYBODY, clicks(ids.LOWER_HAND)),
    **{
        f"button {each}": Row(FACILITATORS, clicks(each), only(ENTERING))
        for each in (leadids.CALLERS, leadids.FORGET_CALLER)
    },
    f"form {leadids.FORGET_CALLER_FORM}": Row(
        FACILITATORS, sends(leadids.FORGET_CALLER_FORM), only(ENTERING)
    ),
    **{f"button {id_}": Row(FACILITATORS, clicks(id_), only(TURNS)) for id_ in GIVING_TURNS},
    f"button {ids.SHOW_UNHEARD}": Row(
        FACILITATORS, clicks(ids.SHOW_UNHEARD), only("see who was not heard yet")
    ),
    f"button {ids.NUDGE_MENU}": Row(EVERYBODY, clicks(ids.NUDGE_MENU)),
    f"button {ids.SHARED_PLEDGES}": Row(
        FACILITATORS, clicks(ids.SHARED_PLEDGES), only("see the pledges that people share")
    ),
    f"button {ids.DIGEST_DAY}": Row(
        FACILITATORS, clicks(ids.DIGEST_DAY, "1:C0PARENT0"), only("choose the day of the weekly summary")
    ),
    f"button {ids.TAKE_UP}": Row(EVERYBODY, clicks(ids.TAKE_UP)),
    f"button {ids.RENAME}": Row(FACILITATORS, clicks(ids.RENAME), only("rename a session")),
    f"button {ids.START_PLANNED}": Row(FACILITATORS, clicks(ids.START_PLANNED), only("start a session")),
    f"button {ids.CANCEL}": Row(FACILITATORS, clicks(ids.CANCEL), only("cancel a session")),
    f"button {ids.UNDO_END}": Row(FACILITATORS, clicks(ids.UNDO_END), only("undo the end of a session")),
    f"button {ids.FOLLOW_UP}": Row(FACILITATORS, clicks(ids.FOLLOW_UP), only("plan a session")),
    f"button {ids.NOT_WHAT_WE_SAID}": Row(EVERYBODY, clicks(ids.NOT_WHAT_WE_SAID)),
    f"form {ids.CORRECTION_FORM}": Row(EVERYBODY, sends(ids.CORRECTION_FORM, words="It was Friday")),
    f"button {ids.ANSWER_CORRECTION}": Row(FACILITATORS, clicks(ids.ANSWER_CORRECTION), only(CORRECTING)),
    f"form {leadids.CALLER_FORM}": Row(
        FACILITATORS, sends(leadids.CALLER_FORM, alias="Rosa"), only(ENTERING)
    ),
    f"form {ids.CORRECTION_ANSWER_FORM}": Row(
        FACILITATORS, sends(ids.CORRECTION_ANSWER_FORM, answer="It was"), only(CORRECTING)
    ),
    f"button {ids.END}": Row(FACILITATORS, clicks(ids.END), only("end a session")),
    f"button {ids.ANSWER_POLL}": Row(EVERYBODY, clicks(ids.ANSWER_POLL)),
    f"button {ids.ALL_ANSWERS}": Row(EVERYBODY, clicks(ids.ALL_ANSWERS)),
    f"button {ids.ALL_RESULTS}": Row(EVERYBODY, clicks(ids.at(ids.ALL_RESULTS, 0))),
    f"button {ids.CLOSE_POLL}": Row(FACILITATORS, clicks(ids.CLOSE_POLL), only("close a poll")),
    f"button {ids.CLOSE_POLLS}": Row(FACILITATORS, clicks(ids.CLOSE_POLLS), only("close a poll")),
    f"button {ids.NOW}": Row(FACILITATORS, clicks(ids.NOW), only("see what is going on now")),
    f"button {ids.FOR_FACILITATORS}": Row(EVERYBODY, clicks(ids.FOR_FACILITATORS)),
    f"button {ids.CHANGE_POLL}": Row(FACILITATORS, clicks(ids.CHANGE_POLL), only("change a poll")),
    f"button {ids.TAKE_BACK_POLL}": Row(FACILITATORS, clicks(ids.TAKE_BACK_POLL), only("take back a poll")),
    f"button {ids.COMPOSE}": Row(FACILITATORS, clicks(ids.COMPOSE), only("open a poll")),
    f"button {ids.COMPOSE_MORE}": Row(FACILITATORS, clicks(ids.COMPOSE_MORE), only("open a poll")),
    f"button {ids.COMPOSE_QUESTION}": Row(FACILITATORS, clicks(ids.COMPOSE_QUESTION), only("open a poll")),
    f"button {ids.COMPOSE_AFRESH}": Row(FACILITATORS, clicks(ids.COMPOSE_AFRESH), only("open a poll")),
    f"button {ids.COMPOSE_TEMPLATE}": Row(FACILITATORS, clicks(ids.COMPOSE_TEMPLATE), only("open a poll")),
    f"button {ids.COMPOSE_BACK}": Row(FACILITATORS, clicks(ids.COMPOSE_BACK), only("open a poll")),
    f"button {ids.OPEN_TYPED}": Row(FACILITATORS, clicks(ids.OPEN_TYPED), only("open a poll")),
    f"button {ids.PREVIEWED}": Row(FACILITATORS, clicks(ids.PREVIEWED), only("open a poll")),
    f"button {ids.NAME_TEMPLATE}": Row(FACILITATORS, clicks(ids.NAME_TEMPLATE), only("open a poll")),
    f"button {ids.SHOW_PREVIEW}": Row(FACILITATORS, clicks(ids.SHOW_PREVIEW), only("open a poll")),
    f"button {ids.DELETE_TEMPLATE}": Row(FACILITATORS, clicks(ids.DELETE_TEMPLATE), only("open a poll")),
    f"button {ids.ASK_CARDS}": Row(FACILITATORS, clicks(ids.ASK_CARDS), only("let people judge ideas")),
    f"button {ids.SEE_CARDS}": Row(EVERYBODY, clicks(ids.SEE_CARDS)),
    f"button {ids.JUDGE}": Row(EVERYBODY, clicks(ids.at(ids.JUDGE, "helps"))),
    f"button {ids.CARD_BEFORE}": Row(EVERYBODY, clicks(ids.CARD_BEFORE)),
    f"button {ids.MORE_CARDS}": Row(EVERYBODY, clicks(ids.MORE_CARDS)),
    f"button {ids.DROP_CARDS}": Row(EVERYBODY, clicks(ids.DROP_CARDS)),
    f"button {ids.HERE}": Row(EVERYBODY, clicks(ids.HERE)),
    f"button {ids.WHERE}": Row(EVERYBODY, clicks(ids.WHERE)),
    f"button {ids.ALL_SAID}": Row(EVERYBODY, clicks(ids.at(ids.ALL_SAID, 0))),
    f"button {ids.ALL_GROUPS}": Row(EVERYBODY, clicks(ids.ALL_GROUPS)),
    f"button {ids.TAKE_ROLE}": Row(EVERYBODY, clicks(ids.at(ids.TAKE_ROLE, 0))),
    f"button {leadids.NEED_HAND}": Row(EVERYBODY, clicks(leadids.NEED_HAND)),
    f"button {ids.REPORT_BACK}": Row(EVERYBODY, clicks(ids.REPORT_BACK)),
    f"button {ids.SHUFFLE}": Row(FACILITATORS, clicks(ids.SHUFFLE), only("start a breakout")),
    f"button {ids.RESIZE}": Row(FACILITATORS, clicks(ids.RESIZE), only("start a breakout")),
    f"button {ids.SWAP}": Row(FACILITATORS, clicks(ids.SWAP), only("start a breakout")),
    f"button {ids.NOT_SWAP}": Row(FACILITATORS, clicks(ids.NOT_SWAP), only("start a breakout")),
    f"button {leadids.ROUND_FORM}": Row(FACILITATORS, clicks(leadids.ROUND_FORM), only("start a breakout")),
    f"button {ids.MISSING}": Row(FACILITATORS, clicks(ids.MISSING), only("say who is missing")),
    f"button {ids.MOVE}": Row(FACILITATORS, clicks(ids.MOVE), only("move somebody")),
    f"button {ids.KEEP_ALL}": Row(FACILITATORS, clicks(ids.KEEP_ALL), only("say who is missing")),
    f"button {ids.BRING_BACK}": Row(FACILITATORS, clicks(ids.BRING_BACK), only("say who is missing")),
    f"button {ids.MORE_TIME}": Row(FACILITATORS, clicks(ids.MORE_TIME), only("give a round more time")),
    f"button {ids.LESS_TIME}": Row(FACILITATORS, clicks(ids.LESS_TIME), only("give a round more time")),
    f"button {ids.CALL_BACK}": Row(FACILITATORS, clicks(ids.CALL_BACK), only("call everyone back")),
    f"button {ids.NEXT_ROUND}": Row(FACILITATORS, clicks(ids.NEXT_ROUND), only("start a breakout")),
    f"button {ids.ROOM_LIST}": Row(FACILITATORS, clicks(ids.ROOM_LIST), only("list the groups")),
    f"form {ids.CHECK_IN_FORM}": Row(EVERYBODY, sends(ids.CHECK_IN_FORM, mood="4")),
    f"form {ids.CHECK_IN_LOOKED_FORM}": Row(EVERYBODY, sends(ids.CHECK_IN_LOOKED_FORM, mood="4")),
    f"form {ids.PROFILE_FORM}": Row(EVERYBODY, sends(ids.PROFILE_FORM, sector="schools")),
    f"form {ids.REMINDERS_FORM}": Row(EVERYBODY, sends(ids.REMINDERS_FORM, rhythm="light")),
    f"form {ids.IDEA_FORM}": Row(EVERYBODY, sends(ids.IDEA_FORM, text="Benches here", kind="change")),
    f"form {ids.PLEDGE_FORM}": Row(EVERYBODY, sends(ids.PLEDGE_FORM, what="Read to him")),
    f"form {ids.START_FORM}": Row(FACILITATORS, sends(ids.START_FORM, title="Mine"), only("start a session")),
    f"form {ids.BREAKOUT_FORM}": Row(
        FACILITATORS, sends(ids.BREAKOUT_FORM, size="2", prompt="Why?"), only("start a breakout")
    ),
    f"form {ids.PREVIEW_FORM}": Row(FACILITATORS, sends(ids.PREVIEW_FORM), only("start a breakout")),
    f"form {ids.SWAP_FORM}": Row(
        FACILITATORS, sends(ids.SWAP_FORM, one="x", other="y"), only("start a breakout")
    ),
    f"form {ids.MISSING_FORM}": Row(
        FACILITATORS, sends(ids.MISSING_FORM, missing="x"), only("say who is missing")
    ),
    f"form {ids.MOVE_FORM}": Row(
        FACILITATORS, sends(ids.MOVE_FORM, one="x", other="y"), only("move somebody")
    ),
    f"form {ids.REPORT_BACK_FORM}": Row(EVERYBODY, sends(ids.REPORT_BACK_FORM, agree="x")),
    f"form {ids.POLL_FORM}": Row(FACILITATORS, sends(ids.POLL_FORM, title="When?"), only("open a poll")),
    f"form {ids.POLL_PREVIEW_FORM}": Row(FACILITATORS, sends(ids.POLL_PREVIEW_FORM), only("open a poll")),
    f"form {ids.TEMPLATE_FORM}": Row(
        FACILITATORS, sends(ids.TEMPLATE_FORM, name="Mine"), only("open a poll")
    ),
    f"button {ids.ADD_OPTION}": Row(EVERYBODY, clicks(ids.ADD_OPTION)),
    f"form {ids.OPTION_FORM}": Row(EVERYBODY, sends(ids.OPTION_FORM, option="Tea")),
    f"button {ids.CANCEL_POLL}": Row(FACILITATORS, clicks(ids.CANCEL_POLL), only("cancel a poll")),
    f"form {ids.CANCEL_POLL_FORM}": Row(
        FACILITATORS, sends(ids.CANCEL_POLL_FORM, reason="It was a mistake"), only("cancel a poll")
    ),
    f"form {ids.ANSWER_FORM}": Row(EVERYBODY, sends(ids.ANSWER_FORM, words="More time")),
    f"form {ids.CHANGE_POLL_FORM}": Row(
        FACILITATORS, sends(ids.CHANGE_POLL_FORM, question="When?", options="A\nB"), only("change a poll")
    ),
    f"form {ids.CLOSE_PLEDGE_FORM}": Row(EVERYBODY, sends(ids.CLOSE_PLEDGE_FORM, difference="They met")),
    f"form {ids.PLAN_FORM}": Row(EVERYBODY, sends(ids.PLAN_FORM, first_step="Ring them", barriers="")),
    f"form {ids.CONFIRM_PLAN_FORM}": Row(EVERYBODY, sends(ids.CONFIRM_PLAN_FORM, sentence="If, then")),
    f"form {ids.HAND_OVER_FORM}": Row(EVERYBODY, sends(ids.HAND_OVER_FORM, asked="U0FACIL02")),
    f"form {ids.LATER_FORM}": Row(EVERYBODY, sends(ids.LATER_FORM, on="2030-01-01")),
    f"form {ids.CHANGE_PLEDGE_FORM}": Row(EVERYBODY, sends(ids.CHANGE_PLEDGE_FORM, what="Read to him")),
    f"form {ids.HELP_FORM}": Row(EVERYBODY, sends(ids.HELP_FORM, words="Help")),
    f"form {ids.NOW_FORM}": Row(FACILITATORS, sends(ids.NOW_FORM), only("see what is going on now")),
    f"form {ids.RENAME_FORM}": Row(
        FACILITATORS, sends(ids.RENAME_FORM, title="Mine"), only("rename a session")
    ),
    f"form {ids.REPORT_FORM}": Row(FACILITATORS, sends(ids.REPORT_FORM), only("ask for the report")),
    f"form {ids.END_FORM}": Row(FACILITATORS, sends(ids.END_FORM), only("end a session")),
    f"form {ids.CANCEL_FORM}": Row(FACILITATORS, sends(ids.CANCEL_FORM), only("cancel a session")),
    f"shortcut {ids.SAVE_AS_IDEA}": Row(EVERYBODY, shortcut("Save as idea")),
    f"shortcut {ids.NEW_IDEA_SHORTCUT}": Row(EVERYBODY, new_idea_from_anywhere),
    "event reaction_added": Row(EVERYBODY, reacts),
    "event app_home_opened": Row(EVERYBODY, opens_home),
    "event message": Row(EVERYBODY, says("hello", "bot")),
    "event app_mention": Row(EVERYBODY, says("@alongside help", ROOM)),
    "event user_change": Row(EVERYBODY, changes),
    "event member_joined_channel": Row(EVERYBODY, joins),
    "event member_left_channel": Row(EVERYBODY, joins),
    "event group_left": Row(EVERYBODY, sees_the_bot_go),
    "event channel_left": Row(EVERYBODY, partial(sees_the_bot_go, private=False)),
    "event channel_archive": Row(EVERYBODY, opens_again),
    "event group_archive": Row(EVERYBODY, opens_again),
    "event channel_unarchive": Row(EVERYBODY, opens_again),
    "event group_unarchive": Row(EVERYBODY, opens_again),
    "event channel_id_changed": Row(EVERYBODY, is_shared),
    "/copro hand": Row(EVERYBODY, types("/copro hand")),
    "/copro hands": Row(FACILITATORS, types("/copro hands"), only(TURNS)),
    "/copro unheard": Row(FACILITATORS, types("/copro unheard"), only("see who was not heard yet")),
    "/copro caller": Row(FACILITATORS, types("/copro caller"), only(ENTERING)),
    "/copro observers": Row(FACILITATORS, types("/copro observers"), only("say who only looks on")),
    "/copro plan": Row(FACILITATORS, types('/copro plan "Mine"'), only("plan a session")),
    **{f"/copro {verb}": Row(FACILITATORS, types(f"/copro {verb}"), only(RUNS)) for verb in STEPPING},
    **{f"button {id_}": Row(FACILITATORS, clicks(id_), only(RUNS)) for id_ in RUNNING},
    **{f"button {id_}": Row(FACILITATORS, clicks(id_), only("plan a session")) for id_ in PLANNING},
    **{f"form {id_}": Row(FACILITATORS, sends(id_, title="Mine"), only("plan a session")) for id_ in PLANS},
    f"button {ids.SEE_NEEDS}": Row(FACILITATORS, clicks(ids.SEE_NEEDS), only("plan a session")),
    f"button {ids.TELL_NEEDS}": Row(EVERYBODY, clicks(ids.TELL_NEEDS)),
    f"form {ids.NEEDS_FORM}": Row(EVERYBODY, sends(ids.NEEDS_FORM, words="Mine")),
    f"button {ids.COMING}": Row(EVERYBODY, clicks(ids.COMING)),
    f"button {ids.GROUND_RULES}": Row(EVERYBODY, clicks(ids.GROUND_RULES)),
    "/copro start": Row(FACILITATORS, types('/copro start "Mine"'), only("start a session")),
    "/copro breakout": Row(FACILITATORS, types('/copro breakout 2 "Why?"'), only("start a breakout")),
    "/copro now": Row(EVERYBODY, types("/copro now")),
    "/copro poll": Row(FACILITATORS, types('/copro poll "When?" "A" "B"'), only("open a poll")),
    "/copro polls": Row(FACILITATORS, types("/copro polls"), only("see the open polls")),
    "/copro cards": Row(FACILITATORS, types("/copro cards"), only("let people judge ideas")),
    "/copro rename": Row(FACILITATORS, types('/copro rename "Ours"'), only("rename a session")),
    "/copro cancel": Row(FACILITATORS, types("/copro cancel"), only("cancel a session")),
    "/copro close": Row(FACILITATORS, types("/copro close"), only("close a poll")),
    "/copro results": Row(FACILITATORS, types("/copro results"), only("get the results of polls")),
    "/copro report": Row(FACILITATORS, types("/copro report"), only("ask for the report")),
    "/copro nudges": Row(FACILITATORS, types("/copro nudges"), only("see which reminders went out")),
    "/copro facilitators": Row(
        ADMINS,
        types("/copro facilitators add @Delroy Francis"),
        "Only an admin of this workspace can change who facilitates.",
    ),
    "/copro end": Row(FACILITATORS, types("/copro end now"), only("end a session")),
    "/copro undo": Row(FACILITATORS, types("/copro undo end"), only("undo the end of a session")),
}
BARE = {
    "/copro plan": only("plan a session"),
    **{f"/copro {verb}": only(RUNS) for verb in STEPPING},
    "/copro start": only("start a session"),
    "/copro breakout": only("start a breakout"),
    "/poll": only("open a poll"),
}


def test_every_listener_has_a_row() -> None:
    assert set(TABLE) == {
        *(f"/copro {name}" for name in VERBS),
        *(f"button {name}" for name in CLICKS),
        *(f"form {name}" for name in SUBMISSIONS),
        *(f"shortcut {name}" for name in SHORTCUTS),
        *(f"event {name}" for name in EVENTS),
    }


def test_the_help_tells_everybody_what_the_services_enforce() -> None:
    audiences = {Audience.EVERYONE: EVERYBODY, Audience.FACILITATORS: FACILITATORS, Audience.ADMINS: ADMINS}
    said = {f"/copro {verb.name}": audiences[verb.audience] for verb in VERBS.values()}
    said |= {f"button {each.id}": audiences[each.audience] for each in CLICKS.values()}
    said |= {f"form {each.id}": audiences[each.audience] for each in SUBMISSIONS.values()}
    said |= {f"shortcut {each.id}": audiences[each.audience] for each in SHORTCUTS.values()}
    assert said == {name: row.may for name, row in TABLE.items() if not name.startswith("event")}


async def told(stage: Stage, person: Person, row: Row, heard: set[str]) -> list[str]:
    """All that was newly said to the person alone because of this act; `heard` is what was before."""
    errors = await row.act(stage, person)
    await stage.rests()
    new = [each for each in await person.messages() if each.private and each.ts not in heard]
    heard.update(each.ts for each in new)
    return [each.readable.splitlines()[0] for each in new] + (
        [said.splitlines()[0] for said in errors.values()] if isinstance(errors, dict) else []
    )


@has_long_form
@pytest.mark.parametrize("role", short_or_long((CHAMPION,), (CHAMPION, FACILITATOR, ADMIN)))
async def test_each_role_may_do_what_the_table_says_and_a_no_changes_nothing(stage: Stage, role: str) -> None:
    await stage.miriam.types("/copro facilitators add @Tunde Bakare", channel=ROOM)
    await stage.session()
    await stage.check_in(stage.ana, stage.blessing)
    await stage.blessing.types("A word from Blessing", channel=ROOM)
    person = {CHAMPION: stage.ana, FACILITATOR: stage.tunde, ADMIN: stage.miriam}[role]
    refused, wrongly_changed = {}, []
    heard = {message.ts for message in await person.messages() if message.private}

    for name, row in TABLE.items():
        await stage.rests()
        await stage.workspace.cards.rests()  # what the act before has changed is drawn
        before = tables(stage) if role not in row.may else {}  # who is refused wrongly is seen below
        said = await told(stage, person, row, heard)
        refusals = [unnamed(words) for words in said if words.startswith("Only ")]
        if refusals:
            refused[name] = refusals
            changed = [table for table, rows in tables(stage).items() if rows != before[table]]
            wrongly_changed += [(name, changed)] if changed else []

    assert refused == {name: [row.refused] for name, row in TABLE.items() if role not in row.may}
    assert wrongly_changed == []


@pytest.mark.parametrize("typed", BARE)
async def test_a_champion_is_not_led_through_a_form_that_only_facilitators_can_send(
    stage: Stage, typed: str
) -> None:
    await stage.ana.types(typed, channel=ROOM)

    await stage.ana.sees(BARE[typed], channel=ROOM, private=True)
    await stage.rests()
    assert await stage.room.log(kind="call", method="views.open") == []


async def test_an_admin_who_is_removed_facilitates_all_the_same_and_that_is_what_is_said(
    stage: Stage,
) -> None:
    await stage.miriam.types("/copro facilitators remove @Miriam Adler @Ana Pereira", channel=ROOM)

    told = (
        "I had not added Ana Pereira as a facilitator, so I changed nothing. "
        "As an admin here, one can always lead: Miriam Adler."
    )
    await stage.miriam.sees(told, channel=ROOM, private=True)
    await stage.session()
    await stage.miriam.types("/copro facilitators help", channel=ROOM)
    await stage.miriam.sees("To take somebody out, type: /copro facilitators remove @name", channel=ROOM)


async def test_a_facilitator_who_was_removed_may_no_longer(stage: Stage) -> None:
    spanish = "/copro facilitadores añadir @Tunde Bakare @Siobhán Kelly"
    async with stage.hears("user_change"):
        await stage.room.change_person("Delroy Francis", is_admin=True)
    await stage.miriam.types(spanish, channel=ROOM)
    await stage.miriam.sees("Tunde Bakare, Siobhán Kelly can facilitate now.", channel=ROOM, private=True)
    made = await stage.tunde.sees("Miriam Adler has made you a facilitator", channel="bot")
    assert "you can plan and start sessions" in made.readable
    await stage.miriam.types("/copro facilitators add @Tunde Bakare @Delroy Francis", channel=ROOM)
    await stage.miriam.types("/copro facilitators remove @Tunde Bakare @Delroy Francis", channel=ROOM)
    await stage.miriam.sees("Tunde Bakare can no longer facilitate.", channel=ROOM, private=True)

    await stage.tunde.types('/copro start "Mine"', channel=ROOM)

    await stage.tunde.sees(only("start a session", "Siobhán Kelly"), channel=ROOM, private=True)
    told = await stage.tunde.sees("Miriam Adler has noted that you are no facilitator", channel="bot")
    assert "you cannot start sessions" in told.readable
    owed = [each["recipient"] for each in tables(stage)["message"] if each["kind"].startswith("leads_")]
    assert sorted(owed) == sorted([stage.tunde.id, stage.tunde.id, stage.room.person("Siobhán Kelly").id])
    await stage.miriam.types("/copro facilitators", channel=ROOM)
    await stage.miriam.sees(
        "Besides the admins, this person can lead: Siobhán Kelly. To change who can lead, type "
        "/copro facilitators add @name, or /copro facilitators remove @name. "
        "Choose the person from the list that Slack shows.",
        channel=ROOM,
        private=True,
    )


async def test_an_admin_who_lost_the_role_may_no_longer(stage: Stage) -> None:
    await stage.session()
    since = await stage.room.seq()
    await stage.room.change_person("Tunde Bakare", is_admin=True)
    heard = await stage.room.wait_for(since=since, kind="envelope", name="user_change")
    await stage.room.wait_for(since=since, kind="ack", envelope_id=heard["envelope_id"])
    await stage.tunde.types('/poll live "When?" "A" "B"', channel=ROOM)
    await stage.ana.sees("When?", channel=ROOM)
    since = await stage.room.seq()
    await stage.room.change_person("Tunde Bakare", is_admin=False)
    heard = await stage.room.wait_for(since=since, kind="envelope", name="user_change")
    await stage.room.wait_for(since=since, kind="ack", envelope_id=heard["envelope_id"])

    await stage.tunde.types("/copro close", channel=ROOM)

    await stage.tunde.sees(only("close a poll", "Miriam Adler"), channel=ROOM, private=True)


@pytest.mark.parametrize("typed", ["add @x", "add Tunde", "make @Delroy Francis"])
async def test_who_is_no_admin_is_not_taught_to_type_what_only_an_admin_can_do(
    stage: Stage, typed: str
) -> None:
    await stage.ana.types(f"/copro facilitators {typed}", channel=ROOM)

    await stage.ana.sees(
        "Only an admin of this workspace can change who facilitates.", channel=ROOM, private=True
    )


async def test_a_name_that_slack_did_not_recognise_says_how_to_choose_one(stage: Stage) -> None:
    await stage.miriam.types("/copro facilitators add Tunde", channel=ROOM)

    await stage.miriam.sees(
        "To change who can lead, type /copro facilitators add @name, or /copro facilitators remove @name.",
        channel=ROOM,
        private=True,
    )


async def test_who_may_not_lead_reads_who_does(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana)

    await stage.ana.types("/copro end", channel=ROOM)

    await stage.ana.sees(only("end a session", "Miriam Adler"), channel=ROOM, private=True)


def test_where_many_lead_their_names_stand_below_the_sentence_and_where_nobody_is_known_none_do() -> None:
    no, doing = Text(only("end a session")), Text("end a session")
    people = ["Ana", "Bo", "Cy", "Dee", "Eve", "Flo"]
    assert [SAY(named(no, doing, people[:many])) for many in (0, 1, 5, 6)] == [
        only("end a session"),
        only("end a session", "Ana"),
        only("end a session", "Ana, Bo, Cy, Dee and Eve"),
        f"{only('end a session')}\nThese people lead, and can help you: Ana, Bo, Cy, Dee, Eve and Flo.",
    ]


async def test_neither_an_app_nor_who_has_left_is_made_a_facilitator(stage: Stage) -> None:
    await stage.room.change_person("Siobhán Kelly", deleted=True)
    for typed, words in (
        ("add @Alongside", "I added nobody. Only people can lead, and this is an app: Alongside."),
        ("add @Tunde Bakare and @Alongside", "Only people can lead, and this is an app: Alongside."),
        (
            "add @Siobhán Kelly",
            "I added nobody. This person has left the workspace: Siobhán Kelly.",
        ),
    ):
        await stage.miriam.types(f"/copro facilitators {typed}", channel=ROOM)
        await stage.miriam.sees(words, channel=ROOM, private=True)
    assert [row for row in tables(stage)["person"] if row["is_facilitator"]] == []


async def test_an_app_that_was_made_a_facilitator_before_is_named_to_nobody(stage: Stage) -> None:
    desk, admin = stage.workspace.desk, Actor(stage.miriam.id, is_admin=True)
    for each in (desk.bot_user, stage.tunde.id):
        await desk.write(partial(people.add_facilitator, actor=admin, person_id=each))

    await stage.restarts_bot()
    await stage.rests()

    await stage.ana.types("/copro end", channel=ROOM)
    await stage.ana.sees(only("end a session", "Tunde Bakare"), channel=ROOM, private=True)
    async with stage.hears("user_change"):
        await stage.room.change_person("Tunde Bakare", deleted=True)
    await stage.ana.types("/copro end now", channel=ROOM)
    await stage.ana.sees(only("end a session"), channel=ROOM, private=True)
    assert [row for row in tables(stage)["person"] if row["is_facilitator"]] == []
