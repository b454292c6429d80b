"""The answer to each thing that people ask us in plain words."""

from collections.abc import Mapping

from coproduction.topics import Topic
from coproduction.words import Text

_ANSWERS: Mapping[Topic, Text] = {
    Topic.STOP: Text(
        "To get no more reminders, write to me: stop. Your pledges stay. "
        "To get fewer, or to set a day on which you are back, type {/reminders}."
    ),
    Topic.READERS: Text(
        "Only you see your pledge and what you write to me about it. Others read your pledge only if you "
        "share it, or ask somebody to help you with it. Those who facilitate see numbers. "
        "But Slack keeps our messages, as it keeps all others. And I keep your pledge on a computer: who "
        "looks after that computer could read it there. "
        "To see whether you share one, type {/mine}."
    ),
    Topic.LETTING_GO: Text(
        "To let a pledge go, type {/mine} and press “Let it go” at it. You need no reason. "
        "To give it to somebody who wants it, press “Hand it over”. "
        "To delete words that you wrote to me, press “Delete my words” below my answer to them."
    ),
    Topic.CHANGE: Text(
        "Yes. To change the words or the date of a pledge, type {/mine} and press “Change the pledge” at it. "
        "What you answered to a reminder can be changed, too: press another answer below it."
    ),
    Topic.WHEN: Text(
        "I ask about a pledge 2 days before its date. Without a date I ask after 2, 6 and 12 weeks, or once "
        "if you want few reminders. That is on a weekday, at 10:00 where you live or at the hour you chose. "
        "To change how often and when, type {/reminders}. To see your pledges, type {/mine}."
    ),
    Topic.WHO: Text(
        "I am an app, and no person. I help with sessions, and ask people how the pledges go that they made "
        "there. Nobody reads what you write here."
    ),
    Topic.IDEA: Text(
        "Yes, please. To share an idea, type {/idea} and then your idea. You can type that here, too: I say "
        "where it goes. Or write your idea to me, and press the button that I show you."
    ),
}
_UNASKED = Text("You stopped reminders, so I ask you nothing. To see your pledges, type {/mine}.")


def answer_about(topic: Topic, *, wants_reminders: bool) -> Text:
    """What is said of this to somebody who wants reminders, or none."""
    return _UNASKED if topic is Topic.WHEN and not wants_reminders else _ANSWERS[topic]
