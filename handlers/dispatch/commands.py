"""The table of verbs: it makes the dispatch, the help and the manifest."""

from collections.abc import Mapping

from coproduction.words import ENGLISH, Language, Text
from handlers import ids
from handlers.blocks.kit import Block, Drawing, context, header, paragraphs, section
from handlers.blocks.text import clip, escape
from handlers.desk import Desk
from handlers.dispatch import nouns
from handlers.dispatch.audience import permitted_verb
from handlers.edge.heard import Command
from handlers.edge.listeners import Audience, Verb
from handlers.edge.reply import Reply
from handlers.edge.typed import first_word
from handlers.settings import Settings
from handlers.voice import Voice

ROOT = "copro"


async def show_help(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro help"""
    return Reply(words=help_for(await desk.voice(command.person), desk.settings))


VERBS: dict[str, Verb] = {
    verb.name: verb
    for verb in (
        Verb("help", Audience.EVERYONE, None, Text("show this"), show_help),
        *nouns.VERBS.values(),
    )
}
_TITLES = {
    Audience.EVERYONE: Text("*For everybody*"),
    Audience.FACILITATORS: Text("*For facilitators*"),
    Audience.ADMINS: Text("*For admins of this workspace*"),
}


async def dispatch(desk: Desk, command: Command) -> Reply:
    """Find the verb of a command, whichever way it was typed; an unknown one gets help."""
    name = desk.settings.bare(command.name)
    if name != ROOT:
        return await permitted_verb(desk, command, _by_word()[name], command.text)
    word, rest = first_word(command.text)
    verb = _by_word().get(word) if word else VERBS["help"]
    if verb is None:
        say = await desk.voice(command.person)
        unknown = say("I do not know “{word}”. Here is what you can type.", word=clip(word, 60))
        return Reply(words=help_for(say, desk.settings, unknown))
    return await permitted_verb(desk, command, verb, rest)


def help_for(say: Voice, settings: Settings, first: str = "") -> Drawing:
    """Every verb with an example."""
    blocks: list[Block] = [header(say("What you can type"))]
    if first:
        blocks += paragraphs(first)
    for audience, title in _TITLES.items():
        verbs = [verb for verb in VERBS.values() if verb.audience is audience]
        lines = [f"`{escape(example(say, verb))}`  {say(verb.does)}" for verb in verbs]
        blocks.append(section("\n".join([say(title), *lines])))
    more = say(
        "You can also save a message as an idea: open its menu and choose “{save}”, "
        "or react with {emoji} during a session. "
        "Reminders and groups come as private messages.",
        save=nouns.SHORTCUTS[ids.SAVE_AS_IDEA].title,
        emoji=f":{settings.idea_emoji}:",
    )
    return Drawing.of(say, [*blocks, context(more)])


def example(say: Voice, verb: Verb) -> str:
    """What a person types for the verb, with an example of what follows."""
    typed = say.commands[f"/{verb.name}"]
    return f"{typed} {say(verb.example)}" if verb.example else typed


def voice(settings: Settings, language: Language = ENGLISH) -> Voice:
    """Somebody who names commands as they are typed here."""
    return Voice(language, typed(settings))


def typed(settings: Settings) -> Mapping[str, str]:
    """What people type for each verb, in its shortest form, by what texts call it: "/start"."""
    return {
        f"/{name}": settings.command(verb.word if verb.is_command else f"{ROOT} {verb.word}")
        for name, verb in VERBS.items()
    }


def commands() -> dict[str, Verb | None]:
    """All slash commands by what is typed, the root first, which is no verb."""
    return {ROOT: None, **{verb.word: verb for verb in VERBS.values() if verb.is_command}}


def _by_word() -> dict[str, Verb]:
    return {verb.word: verb for verb in VERBS.values()}
