"""An archive in which somebody wrote what no database keeps: refused, whatever field it stands in."""

import io

import pytest

from fuzz.study_archive import CHEAP, PASSPHRASE, archives, check_archive
from lifeworld.interchange.archive.reading import Archive
from lifeworld.interchange.archive.refusals import ArchiveDamagedError
from lifeworld.interchange.archive.sealing import sealed_writer


@pytest.mark.parametrize("strange", [b'"\\ud800"', b'"a\\u0000b"', b'"\\udc00\\ud83d"'])
def test_half_characters_and_null_characters_are_refused_in_every_part(strange: bytes) -> None:
    tried = 0
    for inside in archives():
        if b'"a"' in inside:
            tried += 1
            file = io.BytesIO()
            writer = sealed_writer(file, PASSPHRASE, CHEAP)
            writer.write(inside.replace(b'"a"', strange))
            writer.finish()
            file.seek(0)
            with pytest.raises(ArchiveDamagedError):
                for _, rows in Archive(file, PASSPHRASE).parts():
                    assert not any(row for row in rows)
    assert tried > 10


def test_a_manifest_without_a_zone_in_its_time_is_refused_and_every_seed_is_read_or_refused() -> None:
    for inside in archives():
        check_archive(inside)
        check_archive(inside.replace(b"12:00:00+00:00", b"12:00:00"))
