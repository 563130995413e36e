"""What only a server has. Its apps are installed when the settings are read, so these tests run in their own process.

`tests/test_on_a_server.py` starts it, and so can you: `.venv/bin/python -m pytest tests/test_on_a_server.py`.
"""

import pytest
from django.conf import settings

if not settings.SERVER:
    collect_ignore_glob = ["test_*.py"]
else:
    from django.contrib.auth.hashers import Argon2PasswordHasher
    from django.core.cache import cache

    from lifeworld.security.models import Person
    from lifeworld.store.signing_in.passphrases import PassphraseHasher
    from tests.server.browsing import Browser, settled

    @pytest.fixture(autouse=True)
    def no_counts(db: None) -> None:
        """Each test begins without wrong attempts."""
        cache.clear()

    @pytest.fixture(autouse=True)
    def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
        """Argon2id with 1 MiB: what a test waits for is not its cost."""
        monkeypatch.setattr(PassphraseHasher, "memory_cost", 1024)

    @pytest.fixture
    def dear_hashes(cheap_hashes: None, monkeypatch: pytest.MonkeyPatch) -> None:
        """The real cost, where the time is what is tested."""
        monkeypatch.setattr(PassphraseHasher, "memory_cost", Argon2PasswordHasher.memory_cost)

    @pytest.fixture
    def browser() -> Browser:
        """A browser that nobody has signed in with."""
        return Browser()

    @pytest.fixture
    def secret(alice: Person) -> str:
        """Alice has chosen her passphrase and set up her app; this is the app's key."""
        return settled(alice)

    @pytest.fixture
    def alice_in(alice: Person, secret: str, browser: Browser) -> Browser:
        """A browser in which Alice has signed in with both factors."""
        browser.sign_in(alice, secret)
        return browser
