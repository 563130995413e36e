"""What is kept of the name of a file that comes in: its ending, and that only where it is a plain one."""

import re
from pathlib import PurePosixPath

LONGEST_ENDING = 10
_ENDING = re.compile(rf"\.[a-z0-9]{{1,{LONGEST_ENDING - 1}}}")


def ending_of(name: str) -> str:
    """The ending of a file's name in small letters, with its dot; "" where there is none or it is a strange one.

    Nothing else of a name is ever used as one: no file is written under it.
    """
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    return ending if _ENDING.fullmatch(ending) else ""
