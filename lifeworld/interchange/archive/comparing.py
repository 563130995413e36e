"""Whether an archive may take the place of the study that is here: act by act, by the trail's own hashes.

Each act's hash covers the one before, so two trails with the same hash at one number are the same up to there. The
archive may come in where it goes on from the last act here: then nothing that was done here is lost.
"""

from collections.abc import Iterator

from lifeworld.interchange.archive.reading import Archive
from lifeworld.interchange.archive.refusals import ArchiveDamagedError, DivergedError, HereAlreadyError, NothingNewError
from lifeworld.trail.models import Act, ChainHead


def check_goes_further(archive: Archive, *, replace: bool) -> ChainHead:
    """Refuse unless the archive goes on from the study here; where the trail here ends.

    Raises:
        NothingNewError: the archive holds no act that is not here.
        DivergedError: both went on after their last common act.
        HereAlreadyError: it goes further, and `replace` is off.
        ArchiveDamagedError: its acts are not as its first line says.
    """
    slug = archive.manifest.study
    # Locked, so that no act is added here before the archive is in.
    head = ChainHead.objects.select_for_update().get(study=slug)
    common, there = _common(slug, archive)
    if common == there:
        raise NothingNewError(head.number - there)
    if common < head.number:
        raise DivergedError(common)
    if not replace:
        raise HereAlreadyError(head.number, there)
    return head


def _common(slug: str, archive: Archive) -> tuple[int, int]:
    """The number of the last act that both hold, and the last there."""
    ours = Act.objects.filter(study=slug).order_by("number").values_list("number", "hash").iterator()
    common = last = 0
    same = True
    for number, sealed in _acts(archive):
        last = number
        same = same and next(ours, None) == (number, sealed)
        common = number if same else common
    if last != archive.manifest.acts:
        raise ArchiveDamagedError
    return common, last


def _acts(archive: Archive) -> Iterator[tuple[int, str]]:
    part, rows = next(iter(archive.parts()))
    names = [field.name for field in part.fields]
    number, sealed = names.index("number"), names.index("hash")
    for row in rows:
        yield row[number], row[sealed]
