"""Where stores lie when nobody names a folder.

Apart from the settings, which are read once, after the folder is known.
"""

import os
from pathlib import Path


def default_data_folder() -> Path:
    """The folder of the store when none is named: the platform's place for a program's own data."""
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "Lifeworld"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "lifeworld"


def demo_folder(*, practice: bool = False) -> Path:
    """The fictional study's own folder, beside and never inside the researcher's own; another one for practice."""
    own = default_data_folder()
    return own.with_name(f"{own.name}-{'practice' if practice else 'demo'}")
