"""Builds the pages' scripts and styles into the package, or refuses to make a package without them."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuildAssets(BuildHookInterface):  # type: ignore[type-arg]
    """Hatchling's hook: runs before a wheel or source archive is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run npm where the built files are missing. An editable install needs none yet."""
        built = Path(self.root) / "lifeworld" / "static" / "built"
        if version == "editable" or (built / "reader.js").exists():
            return
        npm = shutil.which("npm")
        if npm is None:
            raise RuntimeError("The pages' scripts are not built, and npm is not here to build them.")
        subprocess.run([npm, "ci"], cwd=self.root, check=True)
        subprocess.run([npm, "run", "build"], cwd=self.root, check=True)
