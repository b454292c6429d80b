"""App Home: what is mine, in one place."""

from coproduction.service import pledges
from handlers.blocks.pledges import mine
from handlers.desk import Desk
from handlers.heard import Event
from handlers.listeners import OnEvent
from handlers.reply import Reply


async def opened(desk: Desk, event: Event) -> Reply:
    """Somebody opens the bot's Home tab."""
    if event.body.get("tab") != "home":
        return Reply()
    actor = await desk.directory.participant(event.person)
    ideas, promised = await desk.read(lambda memory: pledges.belongings(memory, actor))
    return Reply(home={"type": "home", "blocks": list(mine(ideas, promised).blocks)})


EVENTS = (OnEvent("app_home_opened", (), opened),)
