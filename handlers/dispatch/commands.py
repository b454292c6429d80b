"""The table of verbs: it makes the dispatch, the help and the manifest."""

from collections.abc import Mapping
from dataclasses import replace

from coproduction.errors import Refusal
from coproduction.phrases import FILLERS, plainly, words_in
from coproduction.service.people import may_facilitate
from coproduction.words import ENGLISH, Language, Text
from handlers import ids
from handlers.blocks.kit import Block, Drawing, context, header, paragraphs, section
from handlers.blocks.text import clip, escape
from handlers.blocks.welcome import get_help
from handlers.desk import Desk
from handlers.dispatch import nouns
from handlers.dispatch.audience import permitted_verb
from handlers.dispatch.spellings import by_neighbour, by_spelling, spellings_in
from handlers.edge.giving_back import given_back, with_words_back
from handlers.edge.heard import Command
from handlers.edge.listeners import Audience, Verb
from handlers.edge.markup import has_unnamed
from handlers.edge.mistaken import calls_for_help
from handlers.edge.nearest import nearest
from handlers.edge.reply import Reply, answer
from handlers.edge.typed import asks_for_help, first_word
from handlers.reading import words_of
from handlers.settings import ROOT, Settings
from handlers.voice import Voice

HELP = "help"
PRIVATE = "privategroup"  # what Slack calls each private channel where a command was typed
_STANDS_ABOVE = Text("I do not know “{word}”. What you can type stands above.")
_MEANT = Text("I do not know “{word}”. Did you mean “{known}”? To see all you can type, type: {/help}")
_TYPE = Text("Type {example} to {does}.")
_ALL = Text("all; everything")  # translators: what people write after "help" to see all, apart by semicolons
_THE_REST = Text("To see what those who facilitate can type, type: {/help} all")
MOST_TOLD = 60  # characters of a word that we do not know


async def show_help(desk: Desk, command: Command, rest: str) -> Reply:
    """/copro help, help all, or help and the word of a verb"""
    say = await desk.voice(command.person)
    asked, _ = first_word(rest)
    is_all = " ".join(words_in(rest)) in plainly(_ALL)
    names_verb = asked.lstrip("/").strip("¿?") in {verb.word for verb in VERBS.values()}
    if is_all or (not names_verb and set(words_in(rest)) <= plainly(FILLERS)):  # "help me please" names none
        leads = is_all or await _leads(desk, command)
        return Reply(words=help_for(say, desk.settings, leads=leads))
    verb = by_word().get(asked.lstrip("/").strip("¿?"))
    return Reply(words=explained(say, verb)) if verb else await _unknown(desk, command, rest)


async def _leads(desk: Desk, command: Command) -> bool:
    """Whether all verbs are for this person; where that cannot be read now, they are shown all."""
    actor = await desk.directory.actor(command.person, command.channel)
    try:
        return await desk.read(lambda memory: may_facilitate(memory, actor))
    except Refusal:
        return True


VERBS: dict[str, Verb] = {
    verb.name: verb
    for verb in (
        Verb(HELP, Audience.EVERYONE, None, Text("see all you can type"), show_help, takes_words=True),
        *nouns.VERBS.values(),
    )
}
_TITLES = {
    Audience.EVERYONE: Text("*For everybody*"),
    Audience.FACILITATORS: Text("*For facilitators*"),
    Audience.ADMINS: Text("*For admins of this workspace*"),
}


async def dispatch(desk: Desk, command: Command) -> Reply:
    """Find the verb of a command, whichever way it was typed; an unknown one gets help.

    A call for help after a verb explains the verb, to anybody, and does nothing.
    """
    if command.channel and command.room == PRIVATE:
        desk.memberships.seems_private(command.channel)
    if has_unnamed(command.markup):
        text = await words_of(desk, await desk.voice(command.person), command.markup)
        command = replace(command, text=text.strip())
    name = desk.settings.bare(command.name)
    word, rest = first_word(command.text) if name == ROOT else (name, command.text)
    verb = VERBS[HELP] if asks_for_help(word) or not word else by_word().get(word)
    if verb is None and not rest and (asked := by_word().get(word.strip("¿?"))):
        return Reply(words=explained(await desk.voice(command.person), asked))
    if verb is None:
        return await _unknown(desk, command, word)
    if asks_for_help(rest):
        return Reply(words=explained(await desk.voice(command.person), verb))
    if verb.name != HELP and calls_for_help(verb, rest):
        say = await desk.voice(command.person)
        return Reply(words=explained(say, verb), tell=given_back(say, command))
    instead = _sister_of(await desk.voice(command.person), verb) if verb.sister else None
    return await permitted_verb(desk, command, verb, rest, instead)


async def _unknown(desk: Desk, command: Command, word: str) -> Reply:
    """What was meant as a verb: one that is near, or all that there are. What stands around it is given back.

    The words come last, where they are in sight.
    """
    say = await desk.voice(command.person)
    known = {**by_neighbour(), **{each: verb.name for each, verb in by_word().items()}}
    meant = VERBS.get(known.get(nearest(word, known) or "", ""))
    shown = clip(word, MOST_TOLD)
    words = say(
        _MEANT if meant else _STANDS_ABOVE,
        word=shown,
        known=_spelled(meant, say.language, by_word()) if meant else "",
    )
    is_all_told = command.text.casefold() == word and len(word) < MOST_TOLD
    if meant:
        return answer(say, words) if is_all_told else with_words_back(say, words, command)
    leads = await _leads(desk, command)
    if is_all_told:
        return Reply(words=help_for(say, desk.settings, words, leads=leads))
    return Reply(words=help_for(say, desk.settings, leads=leads), tell=given_back(say, command, words))


def _sister_of(say: Voice, verb: Verb) -> Text:
    """What everybody can type where this verb is for those who lead."""
    sister = VERBS[verb.sister]
    return _TYPE.filled(example=example(say, sister), does=sister.does)


def explained(say: Voice, verb: Verb) -> Drawing:
    """What one verb does, and how it is typed. It has done nothing."""
    told = say(_TYPE, example=example(say, verb), does=verb.does)
    more = [*paragraphs(say(verb.more))] if verb.more else []
    aside = say("I did nothing now. To see all you can type, type: {/help}")
    return Drawing.of(say, [*paragraphs(told), *more, context(f"{say(_TITLES[verb.audience])}. {aside}")])


def help_for(say: Voice, settings: Settings, last: str = "", *, leads: bool = True) -> Drawing:
    """Every verb with an example, and what is to be read when all of that scrolled by; without what is only
    for who `leads`, where they do not, and then how to see that, too.
    """
    blocks: list[Block] = [header(say("What you can type"))]
    for audience, title in _TITLES.items():
        if audience is not Audience.EVERYONE and not leads:
            continue
        verbs = [verb for verb in VERBS.values() if verb.audience is audience]
        lines = [f"`{escape(example(say, verb))}`  {say(verb.does)}" for verb in verbs]
        blocks.append(section("\n".join([say(title), *lines])))
    more = say(
        "You can also save a message as an idea: open its menu and choose “{save}”, "
        "or react with {emoji} during a session. If you take it off again, nothing changes. "
        "Reminders and groups come as private messages.",
        save=str(nouns.SHORTCUTS[ids.SAVE_AS_IDEA].title),  # Slack's menu has one language for everybody
        emoji=f":{settings.idea_emoji}:",
    )
    contacts = get_help(say, settings.help_contacts)
    rest = [] if leads else [context(say(_THE_REST))]
    return Drawing.of(say, [*blocks, context(more), *rest, *contacts, *paragraphs(last)])


def example(say: Voice, verb: Verb) -> str:
    """What a person types for the verb, with an example of what follows."""
    typed = say.commands[f"/{verb.name}"]
    return f"{typed} {say(verb.example)}" if verb.example else typed


def voice(settings: Settings, language: Language = ENGLISH) -> Voice:
    """Somebody who names commands as they are typed here."""
    return Voice(language, typed(settings, language), settings.help_contacts)


def typed(settings: Settings, language: Language = ENGLISH) -> Mapping[str, str]:
    """What people type for each verb, in its shortest form, by what texts call it: "/start". A command that
    Slack itself knows has one name; what follows it is spelled in the language.
    """
    known = by_word()
    return {
        f"/{name}": settings.command(
            verb.word if verb.is_command else f"{ROOT} {_spelled(verb, language, known)}"
        )
        for name, verb in VERBS.items()
    }


def _spelled(verb: Verb, language: Language, known: Mapping[str, Verb]) -> str:
    """The word for a verb in a language: what it was renamed to here, or the first that means it here."""
    words = [] if verb.renamed else spellings_in(language).get(verb.name, ())
    return next((each for each in words if known.get(each) is verb), verb.word)


def commands() -> dict[str, Verb | None]:
    """All slash commands by what is typed, the root first, which is no verb."""
    return {ROOT: None, **{verb.word: verb for verb in VERBS.values() if verb.is_command}}


def by_word() -> dict[str, Verb]:
    """The verbs by what people may type, in every language; what a verb is called here counts before all."""
    spelled = {word: VERBS[name] for word, name in by_spelling().items() if name in VERBS}
    return spelled | {verb.word: verb for verb in VERBS.values()}
