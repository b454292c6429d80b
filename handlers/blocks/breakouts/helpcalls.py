"""How a group calls for a hand, what those who lead read of it, and what the group reads then."""

from collections.abc import Iterable, Mapping

from coproduction.breakouts import Group
from coproduction.breakouts.helpcalls import HelpCall
from coproduction.service.breakouts.helpcalls import Called, HandWanted
from coproduction.words import Text, and_listed
from handlers import ids, leadids
from handlers.blocks.breakouts.notes import in_sentence
from handlers.blocks.kit import Block, Drawing, actions, button, by_section, header, paragraphs, section
from handlers.blocks.text import brief, escape, moment
from handlers.blocks.videocalls import video_call
from handlers.voice import Voice

MOST_BUTTONS = 20  # of calls that wait, in the panel: the next come up when somebody goes to one of these
_NAME_LENGTH = 50
_WANTED = Text("{group} would like a hand")
_WAITS = Text("*{group} would like a hand*, since {time}.")
_GO = Text("I am on my way")
_GO_TO = Text("I am on my way to {group}")


def told(say: Voice, shown: HandWanted, names: Mapping[str, str]) -> Drawing:
    """To whoever leads: which group calls, who sits in it, and who is on the way."""
    group = shown.group
    members = [names[id_] for id_ in group.members]
    sit = say("{people}", people=and_listed(members)) if members else say("Nobody at the moment")
    blocks = [header(say(_WANTED, group=group.name)), *paragraphs(sit)]
    return Drawing.of(say, [*blocks, *_what_next(say, shown, names)])


def _what_next(say: Voice, shown: HandWanted, names: Mapping[str, str]) -> list[Block]:
    if shown.call is None:
        return [section(say("This round is over, so nobody needs to go there any more."))]
    if shown.call.taken_by is None:
        return [*video_call(say, shown.link), actions(_on_my_way(say, _GO, shown.group, shown.call))]
    if shown.call.taken_by == shown.reader:
        return [*video_call(say, shown.link), section(say("*You are on the way.* The group knows."))]
    goes = escape(names[shown.call.taken_by])
    return [section(say("*{name} is on the way*, so you need not go.", name=goes))]


def _on_my_way(say: Voice, label: Text, group: Group, call: HelpCall, place: int = 0) -> Block:
    aloud = say(_GO_TO, group=in_sentence(group))
    action = ids.numbered(leadids.ON_MY_WAY, place)
    return button(say(label), action, ids.of_group(call.round, call.number), style="primary", aloud=aloud)


def waiting(say: Voice, calls: Iterable[Called]) -> list[Block]:
    """The groups to which nobody goes yet, for the panel of those who lead; nothing where there are none."""
    known = tuple(calls)[:MOST_BUTTONS]
    lines = [say(_WAITS, group=_escaped(each.group), time=moment(say, each.call.called_at)) for each in known]
    ways = [_on_my_way(say, _to(each.group), each.group, each.call, at) for at, each in enumerate(known, 1)]
    said = [section("\n".join(some)) for some in by_section(lines)]
    return [*said, actions(*ways)] if known else []


def _escaped(group: Group) -> str | Text:
    return escape(group.name) if isinstance(group.name, str) else group.name


def _to(group: Group) -> Text:
    name = in_sentence(group)
    return _GO_TO.filled(group=brief(name, _NAME_LENGTH) if isinstance(name, str) else name)
