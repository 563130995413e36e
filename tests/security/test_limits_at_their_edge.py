"""The last passphrase, head and cost that are taken, and the first that are not."""

import io

import pytest

from lifeworld.security.errors import PassphraseRefusedError
from lifeworld.security.passphrase import LONGEST, SHORTEST, check_new
from lifeworld.security.sealed_chunks import ChunkError
from lifeworld.security.sealed_head import LONGEST as LONGEST_HEAD
from lifeworld.security.sealed_head import read_head, write_head
from lifeworld.security.wrapping import Argon2Cost

KIND = b"LWTESTED"


def test_a_passphrase_has_twelve_characters_and_1024_at_most() -> None:
    for right in (SHORTEST, LONGEST):
        check_new(("kettle lichen orbit " * 60)[:right])
    for wrong, told in ((SHORTEST - 1, "at least 12"), (LONGEST + 1, "at most 1024")):
        with pytest.raises(PassphraseRefusedError, match=told) as refusal:
            check_new(("kettle lichen orbit " * 60)[:wrong])
        assert "kettle" not in " ".join(refusal.value.sentences())


def test_a_sealed_files_head_is_read_to_its_limit() -> None:
    around = len('{"a":""}')
    for over in (0, 1):
        file, document = io.BytesIO(), {"a": "b" * (LONGEST_HEAD - around + over)}
        write_head(file, KIND, 1, document)
        file.seek(0)
        if over:
            with pytest.raises(ChunkError):
                read_head(file, KIND, 1)
        else:
            assert read_head(file, KIND, 1)[0] == document


def test_a_file_may_ask_for_a_gibibyte_and_sixteen_passes_of_work_and_no_more() -> None:
    assert Argon2Cost(passes=16, memory_kib=1 << 20, lanes=16).is_sane()
    assert not Argon2Cost(passes=17, memory_kib=1 << 20, lanes=16).is_sane()
    assert not Argon2Cost(passes=16, memory_kib=(1 << 20) + 1, lanes=16).is_sane()
    assert not Argon2Cost(passes=16, memory_kib=1 << 20, lanes=17).is_sane()
