"""The table of verbs: it makes the dispatch, the help and the manifest."""

from handlers.blocks.kit import Block, Drawing, context, header, paragraphs, section
from handlers.blocks.text import clip, escape
from handlers.desk import Desk
from handlers.dispatch import nouns
from handlers.dispatch.audience import permitted_verb
from handlers.edge.heard import Command
from handlers.edge.listeners import Audience, Verb
from handlers.edge.reply import Reply
from handlers.edge.typed import first_word
from handlers.manners import Manners

ROOT = "copro"


async def show_help(desk: Desk, _command: Command, _rest: str) -> Reply:
    """/copro help"""
    return Reply(words=help_for(desk.manners))


VERBS: dict[str, Verb] = {
    verb.name: verb
    for verb in (
        Verb("help", Audience.EVERYONE, "help", "show this", show_help),
        *nouns.VERBS.values(),
    )
}
_TITLES = {
    Audience.EVERYONE: "For everybody",
    Audience.FACILITATORS: "For facilitators",
    Audience.ADMINS: "For admins of this workspace",
}


async def dispatch(desk: Desk, command: Command) -> Reply:
    """Find the verb of a command, whichever way it was typed; an unknown one gets help."""
    name = desk.manners.bare(command.name)
    if name != ROOT:
        return await permitted_verb(desk, command, VERBS[name], command.text)
    word, rest = first_word(command.text)
    verb = VERBS.get(word or "help")
    if verb is None:
        unknown = f"I do not know “{clip(word, 60)}”. Here is what you can type."
        return Reply(words=help_for(desk.manners, unknown))
    return await permitted_verb(desk, command, verb, rest)


def help_for(manners: Manners, first: str = "") -> Drawing:
    """Every verb with an example."""
    blocks: list[Block] = [header("What you can type")]
    if first:
        blocks += paragraphs(first)
    for audience, title in _TITLES.items():
        verbs = [verb for verb in VERBS.values() if verb.audience is audience]
        lines = [f"`{escape(typed(verb, manners))}`  {verb.does}" for verb in verbs]
        blocks.append(section(f"*{title}*\n" + "\n".join(lines)))
    blocks.append(
        context(
            "You can also save a message as an idea: open its menu and choose “Save as idea”, "
            f"or react with :{manners.idea_emoji}: during a session. "
            "Reminders and groups come as private messages."
        )
    )
    return Drawing.of(blocks)


def typed(verb: Verb, manners: Manners) -> str:
    """What a person types for the verb's example, in its shortest form."""
    return manners.command(verb.example if verb.is_command else f"{ROOT} {verb.example}")


def commands() -> list[str]:
    """The names of all slash commands, the root first."""
    return [ROOT, *(verb.name for verb in VERBS.values() if verb.is_command)]
