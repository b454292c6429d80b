"""For who leads: where an idea stands, who has it in hand, and what can be done with it."""

from coproduction.ideas import Idea
from coproduction.inhand import holder
from coproduction.progress import Progress, Step, can
from coproduction.service.deciding import Story
from coproduction.words import Text, day
from handlers import ideaids
from handlers.blocks.kit import Block, Drawing, actions, button, context, header, paragraphs, section
from handlers.blocks.progress import joined, outcome, sentences, state_of, told
from handlers.blocks.text import brief
from handlers.voice import Voice

_HAS_LEFT = Text("Who wrote this idea has left this workspace. So I cannot tell them what becomes of it.")


def panel(say: Voice, story: Story, *, has_left: bool = False) -> Drawing:
    """For who leads: where an idea stands, and what can be done with it. `has_left`: its author cannot be
    told of it.
    """
    idea, so_far = story.idea, story.progress
    blocks: list[Block] = [
        header(say("Idea {number}", number=idea.number)),
        *paragraphs(brief(idea.text, 600)),
        *paragraphs(say("Where it stands: {state}", state=state_of(say, story))),
        *_in_hand(say, so_far),
        *([context(say(_HAS_LEFT))] if has_left else []),
        *[block for each in joined(story.told)[-5:] for block in told(say, each)],
        *outcome(say, story.worked),
        *sentences(say, story.worked),
    ]
    about = say("idea {number}", number=idea.number)
    blocks.append(actions(*(_choice(say, action, label, idea, about) for action, label in _choices(story))))
    return Drawing.of(say, blocks)


def _choices(story: Story) -> list[tuple[str, Text]]:
    """What can be done with an idea as it stands, and nothing that would be refused."""
    so_far = story.progress
    offered = (
        (can(Step.SENT, so_far), ideaids.SEND_IDEA, Text("Send to a body")),
        (True, ideaids.ANSWER_IDEA, Text("Record an answer")),
        (can(Step.OWNED, so_far), ideaids.OWN_IDEA, Text("Name who has it in hand")),
        (can(Step.TRIED, so_far), ideaids.TRY_IDEA, Text("Try it out")),
        (so_far.trial is not None, ideaids.END_TRY, Text("End the try")),
        (story.waits is not None, ideaids.COPY_IDEA, Text("Text for a mail")),
    )
    return [(action, label) for is_possible, action, label in offered if is_possible]


def _in_hand(say: Voice, so_far: Progress) -> list[Block]:
    """For who leads: which person has it in hand, and since when."""
    owner = holder(so_far)
    if owner is None:
        return []
    named = [move for move in so_far.moves if move.step is Step.OWNED]
    who, since = f"<@{owner}>", day(named[-1].at.date())
    return [
        section(
            say("{person} has had it in hand since {day}. Only you see this message.", person=who, day=since)
        )
    ]


def _choice(say: Voice, action: str, label: Text, idea: Idea, about: str) -> Block:
    aloud = say("{label}: {about}", label=say(label), about=about)
    return button(say(label), action, idea.id, aloud=aloud)
