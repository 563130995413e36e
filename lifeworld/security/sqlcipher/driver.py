"""The SQLCipher driver as one untyped name.

It fills its module at run time, where a type checker cannot follow.
"""

from importlib import import_module
from typing import Any

sqlcipher: Any = import_module("sqlcipher3.dbapi2")
