"""Which browsers a journey is made in: Chromium always, and the main ones in this machine's Firefox too."""

import pytest

in_both = pytest.mark.parametrize(
    "engine", ["chromium", pytest.param("firefox", marks=pytest.mark.face)], indirect=True
)
