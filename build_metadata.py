"""Tell the build which packages Marsad needs: requirements.in is the one list, pyproject.toml repeats none of it."""

from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface


class RequirementsHook(MetadataHookInterface):
    """Read the run-time dependencies from requirements.in."""

    def update(self, metadata: dict[str, object]) -> None:
        """Set `dependencies` from the lines of requirements.in that are no comments."""
        lines = (Path(self.root) / "requirements.in").read_text("utf-8").splitlines()
        metadata["dependencies"] = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
