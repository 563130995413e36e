"""Script tokens and the places a passphrase may come from."""

from pathlib import Path

import pytest

from lifeworld.common.errors import InvalidInputError
from lifeworld.security.passphrase_source import passphrase_from
from lifeworld.security.tokens import digest, new_token


def test_a_token_carries_256_bits_and_is_kept_only_as_its_sha256() -> None:
    token, stored = new_token()
    assert token.startswith("lw_")
    assert len(token) == 3 + 43
    assert stored == digest(token)
    assert len(bytes.fromhex(stored)) == 32
    assert token[3:] not in stored


def test_tokens_differ() -> None:
    assert len({new_token()[1] for _ in range(50)}) == 50


def test_the_named_file_comes_before_the_variable(tmp_path: Path) -> None:
    file = tmp_path / "phrase"
    file.write_bytes("\ufeff words with spaces \r\nsecond line\n".encode())
    assert passphrase_from({"LIFEWORLD_PASSPHRASE": "other"}, file, "Passphrase: ") == " words with spaces "


def test_the_variable_is_used_as_it_is() -> None:
    assert passphrase_from({"LIFEWORLD_PASSPHRASE": " as is "}, None, "Passphrase: ") == " as is "


def test_an_unreadable_file_is_refused_without_its_name(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError) as told:
        passphrase_from({}, tmp_path / "margaret-phrase", "Passphrase: ")
    assert "margaret" not in " ".join(told.value.sentences())


def test_nobody_at_the_terminal_is_a_refusal_and_not_a_hang(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    with (tmp_path / "empty").open() as nothing:
        monkeypatch.setattr("sys.stdin", nothing)
        with pytest.raises(InvalidInputError):
            passphrase_from({}, None, "Passphrase: ")
