"""Moving people by hand while a round goes on."""

from coproduction.errors import Refusal
from coproduction.service.breakouts import moving
from coproduction.words import Text
from handlers import ids
from handlers.blocks.breakouts import choosing, losses
from handlers.blocks.breakouts.rollcall import lines_of, to_do
from handlers.blocks.kit import actions
from handlers.breakouts import noticing
from handlers.desk import Desk
from handlers.edge.heard import Click, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit
from handlers.edge.reply import Reply, answer

_NO_CHANGE = Text("They sit there already, so nothing has changed.")


async def ask(desk: Desk, click: Click) -> Reply:
    """Who should sit elsewhere, and where."""
    actor = await desk.directory.actor(click.person, click.channel)
    movable = await desk.read(lambda memory: moving.movable(memory, actor, click.value))
    say = await desk.voice(click.person)
    names = await desk.directory.names(say, movable.people, desk.directory.patience.soon)
    if not names:
        return answer(say, say("Nobody sits in this round at the moment."))
    view = choosing.move(say, movable, ids.private(click.channel, click.value), names)
    return Reply(view=choosing.with_names(say, view, is_all=not desk.directory.are_untold(names)))


async def move(desk: Desk, form: Submission) -> Reply:
    """They sit there now, and everybody concerned is told."""
    actor, now = await desk.directory.actor(form.person, form.channel), desk.clock()
    one, other = form.required("one"), form.required("other")
    (person, to), seen = (_who(one), _place(other)), _seen(one, other)
    moved = await desk.write(lambda memory: moving.move(memory, now, actor, form.subject, person, to, seen))
    say = await desk.voice(form.person)
    if not moved.shifts:
        return answer(say, say(_NO_CHANGE))
    names = await desk.directory.names(say, [shift.person for shift in moved.shifts])
    lines = [*lines_of(say, moved.shifts, moved.groups, names), say(to_do(moved.shifts))]
    lost = losses.lines(say, moved.losses, moved.groups)
    ways = [actions(losses.move_button(say, moved.round))] if lost else []
    return answer(say, "\n".join([*lines, *lost]), *ways)


def _place(chosen: str) -> str | int:
    """A group's number, or a person's id, as the form's menu has them."""
    kind, _, number = chosen.partition(":")
    if kind != choosing.GROUP:
        return _who(chosen)
    if not (number.isascii() and number.isdigit()):
        raise Refusal("Please choose from the list.", "other")
    return int(number)


def _who(chosen: str) -> str:
    return chosen.partition(choosing.AT)[0]


def _seen(*chosen: str) -> dict[str, int]:
    """Where these people sat when the form was drawn, as their values in its menus have it."""
    values = (each.partition(choosing.AT) for each in chosen)
    return {one: int(number) for one, _, number in values if number.isascii() and number.isdigit()}


NOUN = Noun(
    clicks=noticing.by_clicks(OnClick(ids.MOVE, Audience.FACILITATORS, ask, doing=moving.DOING)),
    submissions=noticing.by_forms(OnSubmit(ids.MOVE_FORM, Audience.FACILITATORS, move, doing=moving.DOING)),
)
