"""Make it easier to keep: the second form of a pledge, and the plan in one sentence."""

from coproduction.askings import Wish
from coproduction.ports import Memory
from coproduction.service import askings, plans
from coproduction.service.plans import Planned
from coproduction.words import Text
from handlers import ids
from handlers.askings import require_a_person
from handlers.blocks import plans as blocks
from handlers.blocks import recurring
from handlers.desk import Desk
from handlers.edge.heard import Click, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit
from handlers.edge.reply import Reply, answer
from handlers.voice import Voice

_PLANNED = Text("I have saved your plan: “{words}” Only you see it.")
_NO_PLAN = Text("I have saved it, without a sentence. Only you see it.")
_ASKED = Text(
    "I have asked {person} in private to be your buddy. If you hear nothing, please ask them yourself."
)


async def press(desk: Desk, click: Click) -> Reply:
    """Make it easier to keep."""
    actor, now = await desk.directory.participant(click.person, click.channel), desk.clock()
    planned, asked = await desk.read(
        lambda memory: (plans.known(memory, now, actor, click.value), memory.askings.of(click.value))
    )
    say = await desk.voice(actor.id)
    names = await desk.directory.names(say, {each.asked for each in asked}, desk.directory.patience.soon)
    return Reply(view=blocks.form(say, planned, asked, names))


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form; a plan that can be said in one sentence is shown once, to be confirmed."""
    actor, asked = await desk.directory.participant(form.person, form.channel), form.values.get("asked")
    if asked:
        await require_a_person(desk, asked)
    filled, now = _filled(form), desk.clock()

    def keep(memory: Memory) -> tuple[Planned, str | None]:
        planned = plans.keep(memory, now, actor, form.subject, filled)
        if asked:
            askings.ask(memory, now, actor, form.subject, Wish.BUDDY, asked)
        return planned, blocks.reads_it(memory.askings.of(form.subject))

    planned, buddy = await desk.write(keep)
    say = await desk.voice(actor.id)
    told = [*recurring.told(say, planned.often), *await _told(desk, say, asked)]
    if planned.to_confirm:
        return Reply(view=blocks.confirm_form(say, planned, planned.to_confirm, *told))
    names = await desk.directory.names(say, [buddy] if buddy else [], desk.directory.patience.soon)
    return answer(say, " ".join([blocks.saved(say, planned.pledge, buddy and names[buddy]), *told]))


async def _told(desk: Desk, say: Voice, asked: str | None) -> list[str]:
    if not asked:
        return []
    names = await desk.directory.names(say, [asked], desk.directory.patience.soon)
    return [say(_ASKED, person=names[asked])]


async def submit_sentence(desk: Desk, form: Submission) -> Reply:
    """The plan in one sentence, as its person says it."""
    actor, words = await desk.directory.participant(form.person, form.channel), form.values.get("sentence")
    planned = await desk.write(lambda memory: plans.confirm(memory, actor, form.subject, words))
    say, sentence = await desk.voice(actor.id), planned.plan.sentence
    return answer(say, say(_PLANNED, words=sentence) if sentence else say(_NO_PLAN))


def _filled(form: Submission) -> plans.PlanForm:
    return plans.PlanForm(
        first_step=form.values.get("first_step"),
        cue=form.values.get("cue"),
        when=form.values.get("when"),
        confidence=form.values.get("confidence"),
        barriers=form.required("barriers").split(),
        hours=form.values.get("hours"),
        idea=form.values.get("idea"),
        every=form.values.get("every"),
        until=form.values.get("until"),
    )


NOUN = Noun(
    clicks=(OnClick(ids.EASIER, Audience.EVERYONE, press),),
    submissions=(
        OnSubmit(ids.PLAN_FORM, Audience.EVERYONE, submit),
        OnSubmit(ids.CONFIRM_PLAN_FORM, Audience.EVERYONE, submit_sentence),
    ),
)
