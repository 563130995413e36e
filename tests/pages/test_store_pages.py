"""The store's page: backing up by download, passphrase, recovery key, tokens; refusals keep what may be kept."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from lifeworld.security import keyring
from lifeworld.security.backup import restore_backup
from lifeworld.security.errors import WrongPassphraseError, WrongRecoveryKeyError
from lifeworld.security.models import ApiToken, Person
from lifeworld.security.synced import sync_service
from lifeworld.security.tokens import digest
from lifeworld.security.vault import open_vault, open_vault_with_recovery
from lifeworld.store.keeping import make_token
from lifeworld.trail.selectors import acts_of, verify
from tests.pages.people import signed_in, words_of
from tests.security.stores import PASSPHRASE, count_lines, make_store

NEW = "river lantern seventeen"


class OwnStore:
    """A sealed store of its own on the disk, opened, and its keys."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.key, self.recovery = make_store(folder)
        assert self.key is not None
        keyring.open_store(self.key)

    def verbs(self) -> list[str]:
        """What the store's own chain tells of, newest first."""
        return list(acts_of("").values_list("verb", flat=True))


@pytest.fixture
def own(tmp_path: Path, settings: Settings) -> Iterator[OwnStore]:
    settings.DATA_FOLDER = tmp_path / "store"
    yield OwnStore(tmp_path / "store")
    keyring.lock_store()


@pytest.fixture
def browser(own: OwnStore, alice: Person) -> Client:
    return signed_in(alice)


def test_the_page_says_where_the_store_lies_and_that_no_backup_was_made(browser: Client, own: OwnStore) -> None:
    page = words_of(browser.get("/store"))
    assert str(own.folder) in page
    assert "No backup was made yet." in page
    assert "Keep this folder out of synced places" in page
    assert 'href="/store"' in words_of(browser.get("/studies"))


def test_a_backup_is_handed_over_sealed_and_nothing_of_it_stays(browser: Client, own: OwnStore, tmp_path: Path) -> None:
    before = {path.name for path in own.folder.iterdir()}
    answer = browser.post("/store/back-up", {"passphrase": PASSPHRASE})
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="lifeworld-backup-20')
    assert answer.headers["Content-Disposition"].endswith('.lifeworld"')
    assert b"the bus stop" not in content
    assert {path.name for path in own.folder.iterdir()} == before
    file = tmp_path / "got.lifeworld"
    file.write_bytes(content)
    restore_backup(file, tmp_path / "back", passphrase=PASSPHRASE)
    assert count_lines(tmp_path / "back", own.key) == 50
    assert own.verbs() == ["made backup"]
    assert "A backup was last made on" in words_of(browser.get("/store"))


def test_a_backup_with_a_wrong_passphrase_is_refused_and_leaves_nothing(browser: Client, own: OwnStore) -> None:
    before = {path.name for path in own.folder.iterdir()}
    answer = browser.post("/store/back-up", {"passphrase": "some other words"})
    assert answer.status_code == 403
    page = words_of(answer)
    assert "This passphrase does not open the store." in page and "some other words" not in page
    assert {path.name for path in own.folder.iterdir()} - before <= {"attempts.json"}
    assert own.verbs() == []


def test_the_passphrase_changes_and_the_old_one_no_longer_opens(browser: Client, own: OwnStore) -> None:
    answer = browser.post("/store/passphrase", {"old": PASSPHRASE, "new": NEW, "again": NEW}, follow=True)
    assert "The passphrase is changed." in words_of(answer)
    assert open_vault(own.folder, NEW) == own.key == open_vault_with_recovery(own.folder, own.recovery)
    with pytest.raises(WrongPassphraseError):
        open_vault(own.folder, PASSPHRASE)
    assert own.verbs() == ["changed passphrase"]


def test_a_forgotten_passphrase_is_changed_by_the_recovery_key(browser: Client, own: OwnStore) -> None:
    browser.post("/store/passphrase", {"old": "", "recovery": own.recovery.lower(), "new": NEW, "again": NEW})
    assert open_vault(own.folder, NEW) == own.key


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ({"old": PASSPHRASE, "new": NEW, "again": "another one altogether"}, 422, "The two new passphrases differ."),
        ({"old": "not the words of today", "new": NEW, "again": NEW}, 403, "does not open the store"),
        ({"old": PASSPHRASE, "new": "short", "again": "short"}, 422, "at least 12 characters"),
        ({"recovery": "AAAA-BBBB", "new": NEW, "again": NEW}, 422, "does not read as a recovery key"),
    ],
)
def test_a_change_of_passphrase_is_refused_without_repeating_it(
    browser: Client, own: OwnStore, sent: dict[str, str], status: int, said: str
) -> None:
    answer = browser.post("/store/passphrase", sent)
    page = words_of(answer)
    assert answer.status_code == status and said in page
    assert not any(value in page for value in sent.values() if len(value) > 5)
    assert open_vault(own.folder, PASSPHRASE) == own.key
    assert own.verbs() == []


def test_a_new_recovery_key_is_shown_once_and_the_old_one_is_done_with(browser: Client, own: OwnStore) -> None:
    page = browser.post("/store/recovery-key", {"passphrase": PASSPHRASE}).content.decode()
    shown = page.split('class="num">')[1].split("<")[0]
    assert open_vault_with_recovery(own.folder, shown) == own.key
    with pytest.raises(WrongRecoveryKeyError):
        open_vault_with_recovery(own.folder, own.recovery)
    assert shown not in browser.get("/store").content.decode()
    assert own.verbs() == ["made recovery key"]


def test_a_new_recovery_key_needs_the_passphrase(browser: Client, own: OwnStore) -> None:
    answer = browser.post("/store/recovery-key", {"passphrase": "some other words"})
    assert answer.status_code == 403
    assert open_vault_with_recovery(own.folder, own.recovery) == own.key
    assert own.verbs() == []


def test_a_token_is_shown_once_opens_the_api_and_is_revoked(browser: Client, own: OwnStore, alice: Person) -> None:
    page = browser.post("/store/tokens", {"label": "the backup script"}).content.decode()
    plain = page.split('class="token">')[1].split("<")[0]
    made = ApiToken.objects.get(digest=digest(plain))
    script = Client(headers={"Authorization": f"Bearer {plain}"})
    assert script.get("/api/studies").status_code == 200
    later = browser.get("/store").content.decode()
    assert "the backup script" in later and plain not in later
    done = browser.post(f"/store/tokens/{made.pk}/revoke", follow=True)
    assert "The token is revoked." in words_of(done) and "Revoked on" in words_of(done)
    assert script.get("/api/studies").status_code in {401, 423}
    assert own.verbs() == ["revoked token", "made token"]


def test_a_token_needs_a_name(browser: Client, own: OwnStore) -> None:
    answer = browser.post("/store/tokens", {"label": "   "})
    assert answer.status_code == 422 and "The token has no name." in words_of(answer)
    assert not ApiToken.objects.exists()


def test_a_token_is_good_for_as_long_as_was_chosen_and_the_list_says_until_when(browser: Client, own: OwnStore) -> None:
    for days, expected in ((None, 90), ("1", 1), ("365", 365)):
        sent = {"label": "counting"} | ({"days": days} if days else {})
        assert browser.post("/store/tokens", sent).status_code == 200
        made = ApiToken.objects.latest("pk")
        assert made.expires_at - made.created_at == timedelta(days=expected)
    page = words_of(browser.get("/store"))
    ends = timezone.localdate(made.expires_at)
    assert f"never used. Good until {ends.day} {ends:%B %Y}." in page


@pytest.mark.parametrize("days", ["0", "366", "-1", "1.5", "", "many", "9" * 5_000])
def test_a_token_is_good_for_a_year_at_most(browser: Client, own: OwnStore, days: str) -> None:
    answer = browser.post("/store/tokens", {"label": "counting words", "days": days})
    assert answer.status_code == 422 and "A token is good for 1 to 365 days." in words_of(answer)
    assert 'value="counting words"' in answer.content.decode()
    assert not ApiToken.objects.exists() and own.verbs() == []


def test_the_page_shows_when_a_token_ended_and_offers_nothing_to_revive_it(
    browser: Client, own: OwnStore, alice: Person
) -> None:
    ago = timezone.now() - timedelta(days=8)
    made, _ = make_token(by=alice, at=ago, label="last week", days=7)
    page = browser.get("/store")
    ended = timezone.localdate(made.expires_at)
    assert f"Its time ended on {ended.day} {ended:%B %Y}." in words_of(page)
    assert f"/store/tokens/{made.pk}" not in page.content.decode()


def test_nobody_revokes_the_token_of_another(own: OwnStore, alice: Person, charlie: Person) -> None:
    made, _ = make_token(by=alice, at=datetime.now(UTC), label="x")
    assert signed_in(charlie).post(f"/store/tokens/{made.pk}/revoke").status_code == 404
    made.refresh_from_db()
    assert made.revoked_at is None


def test_the_page_of_the_fictional_store_says_why_there_is_little_here(
    alice: Person, tmp_path: Path, settings: Settings
) -> None:
    settings.DATA_FOLDER = tmp_path
    make_store(tmp_path, vault=False)
    browser = signed_in(alice)
    page = words_of(browser.get("/store"))
    assert "This store has no passphrase" in page and "<form" not in page.split("<main")[1]
    for path in ("back-up", "passphrase", "recovery-key", "tokens"):
        answer = browser.post(f"/store/{path}", {"passphrase": NEW, "old": "", "new": NEW, "again": NEW, "label": "x"})
        assert answer.status_code == 409, path
    assert not acts_of("").exists()


@pytest.mark.parametrize("path", ["back-up", "passphrase", "recovery-key", "tokens", "tokens/1/revoke"])
def test_what_changes_the_store_is_only_posted(browser: Client, path: str) -> None:
    assert browser.get(f"/store/{path}").status_code == 405


def test_the_page_only_shows(browser: Client) -> None:
    assert browser.post("/store").status_code == 405


def test_whoever_has_not_unlocked_is_sent_to_unlock(own: OwnStore) -> None:
    answer = Client().get("/store")
    assert answer.status_code == 302 and answer.headers["Location"] == "/unlock?next=/store"


def test_unlocking_by_page_is_told_in_the_trail(own: OwnStore, alice: Person) -> None:
    answer = Client().post("/unlock", {"passphrase": PASSPHRASE})
    assert answer.status_code == 302
    assert own.verbs() == ["unlocked store"]
    assert verify("").finding is None


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("/home/a/OneDrive - A University/studies", "OneDrive"),
        ("/home/a/OneDrive/studies", "OneDrive"),
        ("/home/a/Dropbox (Personal)/x", "Dropbox"),
        ("/home/a/Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud"),
        ("/home/a/Library/CloudStorage/GoogleDrive-a/My Drive/x", "Google Drive"),
        ("/home/a/Library/CloudStorage/Box-Box/x", "a cloud service"),
        ("/home/a/Nextcloud/x", "Nextcloud"),
        ("/home/a/.local/share/lifeworld", ""),
        ("/home/a/my drives/dropboxes-of-wood", ""),
    ],
)
def test_a_synced_folder_is_known_by_its_name(folder: str, service: str) -> None:
    assert sync_service(Path(folder)) == service


def test_a_synced_folder_is_found_behind_a_link(tmp_path: Path) -> None:
    (tmp_path / "Dropbox" / "store").mkdir(parents=True)
    (tmp_path / "plain").symlink_to(tmp_path / "Dropbox" / "store")
    assert sync_service(tmp_path / "plain") == "Dropbox"


def test_the_page_warns_calmly_in_a_synced_folder(alice: Person, tmp_path: Path, settings: Settings) -> None:
    settings.DATA_FOLDER = tmp_path / "Nextcloud" / "store"
    settings.DATA_FOLDER.mkdir(parents=True)
    OwnStore(settings.DATA_FOLDER)
    try:
        assert "This folder seems to be copied elsewhere by Nextcloud." in words_of(signed_in(alice).get("/store"))
    finally:
        keyring.lock_store()
