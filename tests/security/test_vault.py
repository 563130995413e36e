"""The vault on real files: what opens it, what does not, and what wrong attempts cost."""

import json
import os
import stat
from pathlib import Path

import pytest

from lifeworld.security.attempts import ATTEMPTS_NAME, LONGEST_WAIT_S, wait_after
from lifeworld.security.errors import (
    PassphraseRefusedError,
    RecoveryKeyTypingError,
    TooSoonError,
    VaultDamagedError,
    VaultExistsError,
    WrongPassphraseError,
    WrongRecoveryKeyError,
)
from lifeworld.security.vault import (
    change_passphrase,
    create_vault,
    open_vault,
    open_vault_with_recovery,
    replace_recovery_key,
    vault_exists,
)
from lifeworld.security.wrapping import STANDARD, Argon2Cost

QUICK = Argon2Cost(passes=1, memory_kib=8, lanes=1)
PASSPHRASE = "kettle lichen orbit"
WRONG = "kettle lichen orbits"
NOON = 1_700_000_000.0


def set_up(folder: Path) -> tuple[bytes, str]:
    recovery = create_vault(folder, PASSPHRASE, cost=QUICK)
    return open_vault(folder, PASSPHRASE), recovery.groups


def test_the_passphrase_and_the_recovery_key_open_the_same_32_bytes(tmp_path: Path) -> None:
    key, recovery = set_up(tmp_path)
    assert len(key) == 32
    assert open_vault_with_recovery(tmp_path, recovery) == key
    assert open_vault_with_recovery(tmp_path, recovery.lower().replace("-", " ")) == key


def test_two_vaults_hold_different_keys(tmp_path: Path) -> None:
    first, recovery = set_up(tmp_path / "first")
    second, _ = set_up(tmp_path / "second")
    assert first != second
    with pytest.raises(WrongRecoveryKeyError):
        open_vault_with_recovery(tmp_path / "second", recovery)


def test_the_standard_cost_is_the_second_recommended_option_of_rfc_9106(tmp_path: Path) -> None:
    create_vault(tmp_path, PASSPHRASE)
    slot = json.loads((tmp_path / "vault.json").read_text())["passphrase"]
    assert (STANDARD.passes, STANDARD.memory_kib, STANDARD.lanes) == (3, 64 * 1024, 4)
    assert (slot["kdf"], slot["passes"], slot["memory_kib"], slot["lanes"]) == ("argon2id", 3, 65536, 4)
    assert len(open_vault(tmp_path, PASSPHRASE)) == 32


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_the_owner_may_read_the_vault_and_nothing_temporary_stays(tmp_path: Path) -> None:
    set_up(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["vault.json"]
    assert stat.S_IMODE((tmp_path / "vault.json").stat().st_mode) == 0o600


def test_the_vault_holds_neither_the_key_nor_the_passphrase(tmp_path: Path) -> None:
    key, recovery = set_up(tmp_path)
    text = (tmp_path / "vault.json").read_text()
    assert key.hex() not in text
    assert "kettle" not in text
    assert recovery[:5] not in text


def test_the_same_words_typed_on_another_keyboard_open_the_vault(tmp_path: Path) -> None:
    create_vault(tmp_path, "caf\u00e9 lichen \u217b orbit", cost=QUICK)
    assert open_vault(tmp_path, "cafe\u0301 lichen xii orbit")


def test_a_second_vault_is_refused_and_the_first_still_opens(tmp_path: Path) -> None:
    key, _ = set_up(tmp_path)
    with pytest.raises(VaultExistsError):
        create_vault(tmp_path, "another passphrase here", cost=QUICK)
    assert open_vault(tmp_path, PASSPHRASE) == key


def test_a_vault_beside_a_plain_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite3").write_bytes(b"SQLite format 3\0")
    with pytest.raises(VaultExistsError):
        create_vault(tmp_path, PASSPHRASE, cost=QUICK)
    assert not vault_exists(tmp_path)


def test_changing_the_passphrase_keeps_the_key_and_the_recovery_key(tmp_path: Path) -> None:
    key, recovery = set_up(tmp_path)
    change_passphrase(tmp_path, passphrase=PASSPHRASE, new="walnut tide signal", cost=QUICK)
    assert open_vault(tmp_path, "walnut tide signal") == key
    assert open_vault_with_recovery(tmp_path, recovery) == key
    with pytest.raises(WrongPassphraseError):
        open_vault(tmp_path, PASSPHRASE)


def test_the_recovery_key_sets_a_new_passphrase(tmp_path: Path) -> None:
    key, recovery = set_up(tmp_path)
    change_passphrase(tmp_path, recovery=recovery, new="walnut tide signal", cost=QUICK)
    assert open_vault(tmp_path, "walnut tide signal") == key


def test_a_wrong_old_passphrase_changes_nothing(tmp_path: Path) -> None:
    set_up(tmp_path)
    before = (tmp_path / "vault.json").read_bytes()
    with pytest.raises(WrongPassphraseError):
        change_passphrase(tmp_path, passphrase=WRONG, new="walnut tide signal", cost=QUICK)
    assert (tmp_path / "vault.json").read_bytes() == before


def test_a_new_recovery_key_replaces_the_printed_one(tmp_path: Path) -> None:
    key, old = set_up(tmp_path)
    new = replace_recovery_key(tmp_path, passphrase=PASSPHRASE).groups
    assert open_vault_with_recovery(tmp_path, new) == key
    with pytest.raises(WrongRecoveryKeyError):
        open_vault_with_recovery(tmp_path, old)


def test_a_mistyped_recovery_key_is_told_apart_from_a_foreign_one(tmp_path: Path) -> None:
    _, recovery = set_up(tmp_path)
    other = "A" if recovery[0] != "A" else "B"
    with pytest.raises(RecoveryKeyTypingError):
        open_vault_with_recovery(tmp_path, other + recovery[1:])


@pytest.mark.parametrize("part", ["passphrase", "recovery"])
def test_an_altered_parameter_is_noticed(tmp_path: Path, part: str) -> None:
    _, recovery = set_up(tmp_path)
    document = json.loads((tmp_path / "vault.json").read_text())
    document[part]["added"] = 1
    (tmp_path / "vault.json").write_text(json.dumps(document))
    with pytest.raises((WrongPassphraseError, WrongRecoveryKeyError)):
        open_vault(tmp_path, PASSPHRASE) if part == "passphrase" else open_vault_with_recovery(tmp_path, recovery)


@pytest.mark.parametrize(
    "change",
    [
        {"memory_kib": 1 << 24},
        {"memory_kib": float("inf")},
        {"passes": 10**6},
        {"lanes": 0},
        {"salt": "AA=="},
        {"kdf": "md5"},
        {"wrapped": 5},
    ],
)
def test_a_vault_that_asks_for_the_absurd_is_called_damaged_and_not_counted(
    tmp_path: Path, change: dict[str, object]
) -> None:
    set_up(tmp_path)
    document = json.loads((tmp_path / "vault.json").read_text())
    document["passphrase"].update(change)
    (tmp_path / "vault.json").write_text(json.dumps(document))
    for _ in range(5):
        with pytest.raises(VaultDamagedError):
            open_vault(tmp_path, PASSPHRASE, now=NOON)


def test_a_folder_without_a_vault_is_told_so_and_stays_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(VaultDamagedError):
        open_vault(tmp_path / "absent", PASSPHRASE)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"[" * 100_000, b"\xff\xfe", b'{"format": "other"}'])
def test_a_vault_file_that_is_not_one_is_called_damaged(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "vault.json").write_bytes(content)
    with pytest.raises(VaultDamagedError):
        open_vault(tmp_path, PASSPHRASE)


def test_a_passphrase_in_another_encoding_does_not_fit_and_is_counted(tmp_path: Path) -> None:
    set_up(tmp_path)
    for _ in range(2):
        with pytest.raises(WrongPassphraseError):
            open_vault(tmp_path, "kettle lichen \udce9", now=NOON)
    (tmp_path / ATTEMPTS_NAME).write_bytes(b"[" * 100_000)
    assert open_vault(tmp_path, PASSPHRASE, now=NOON)


def test_waits_double_after_the_third_wrong_attempt_up_to_five_minutes() -> None:
    assert [wait_after(wrong) for wrong in range(14)] == [0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    assert wait_after(10**9) == LONGEST_WAIT_S


def fail(folder: Path, now: float) -> None:
    with pytest.raises(WrongPassphraseError):
        open_vault(folder, WRONG, now=now)


def test_three_attempts_are_free_and_then_even_the_right_one_must_wait(tmp_path: Path) -> None:
    key, _ = set_up(tmp_path)
    for _ in range(3):
        fail(tmp_path, NOON)
    with pytest.raises(TooSoonError) as told:
        open_vault(tmp_path, PASSPHRASE, now=NOON + 0.5)
    assert told.value.seconds == 1
    assert "1 second" in told.value.what
    fail(tmp_path, NOON + 1)
    with pytest.raises(TooSoonError):
        open_vault(tmp_path, PASSPHRASE, now=NOON + 2.9)
    assert open_vault(tmp_path, PASSPHRASE, now=NOON + 3) == key


@pytest.mark.parametrize("way", ["passphrase", "recovery"])
def test_the_right_passphrase_and_the_recovery_key_reset_the_count(tmp_path: Path, way: str) -> None:
    _, recovery = set_up(tmp_path)
    fail(tmp_path, NOON)
    fail(tmp_path, NOON)
    if way == "passphrase":
        open_vault(tmp_path, PASSPHRASE, now=NOON)
    else:
        open_vault_with_recovery(tmp_path, recovery)
    assert not (tmp_path / ATTEMPTS_NAME).exists()


def test_a_refused_attempt_does_not_make_the_wait_longer(tmp_path: Path) -> None:
    set_up(tmp_path)
    for _ in range(3):
        fail(tmp_path, NOON)
    before = (tmp_path / ATTEMPTS_NAME).read_bytes()
    with pytest.raises(TooSoonError):
        open_vault(tmp_path, WRONG, now=NOON)
    assert (tmp_path / ATTEMPTS_NAME).read_bytes() == before


def test_a_clock_set_back_costs_one_wait_and_not_a_day(tmp_path: Path) -> None:
    set_up(tmp_path)
    for _ in range(3):
        fail(tmp_path, NOON)
    yesterday = NOON - 86_400
    with pytest.raises(TooSoonError):
        open_vault(tmp_path, PASSPHRASE, now=yesterday)
    assert open_vault(tmp_path, PASSPHRASE, now=yesterday + 1)


@pytest.mark.parametrize(
    "refused",
    [
        "",
        "short words",
        "elevenchars",
        "aaaaaaaaaaaaaaaa",
        "Password 2024!!",
        "correct horse battery staple",
        "123456789012",
        "987654321098",
        "qwertyuiopas",
        "three random words",
        "x" * 1025,
        "kettle lichen \udce9",
    ],
)
def test_short_long_and_famous_passphrases_are_refused(tmp_path: Path, refused: str) -> None:
    with pytest.raises(PassphraseRefusedError):
        create_vault(tmp_path, refused, cost=QUICK)
    assert not vault_exists(tmp_path)


@pytest.mark.parametrize(
    "accepted",
    [
        "kettle lichen orbit",
        "twelve chars",
        "\u7af9\u6797 " * 5,
        "only lowercase letters here",
        "?!?!;:;:??!!",
    ],
)
def test_any_characters_will_do_once_there_are_twelve(tmp_path: Path, accepted: str) -> None:
    create_vault(tmp_path, accepted, cost=QUICK)
    assert open_vault(tmp_path, accepted)
