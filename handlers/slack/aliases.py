"""What people are called who have no Slack: their alias, as storage has it now."""

from collections.abc import Collection, Mapping

from coproduction.errors import Refusal
from coproduction.ports import Storage


class StoredAliases:
    """The aliases of one workspace. Where storage does not answer nobody waits for a name."""

    def __init__(self, storage: Storage, workspace: str) -> None:
        self._storage = storage
        self._workspace = workspace

    async def __call__(self, callers: Collection[str]) -> Mapping[str, str]:
        """The aliases of these, by id, but for who is forgotten."""
        try:
            found = await self._storage.read(self._workspace, lambda memory: memory.callers.some(callers))
        except Refusal:
            return {}
        return {caller.id: caller.alias for caller in found.values()}
