"""One transcript as it was read: checked, its speakers put right, and frozen for analysis."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError, NotFoundError
from lifeworld.common.pages import frame
from lifeworld.interviews.models import SpeakerRole, TranscriptVersion, Turn
from lifeworld.interviews.rules.lines import (
    DEFAULT_PAGE,
    DEFAULT_WIDTH,
    MAX_PAGE,
    MAX_WIDTH,
    MIN_PAGE,
    MIN_WIDTH,
    line_map,
)
from lifeworld.interviews.rules.reading import HEADINGS
from lifeworld.interviews.selectors import checksum_of, speakers_of, version_for
from lifeworld.interviews.services import change_roles, freeze_version, take_out_original
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access

TURNS_A_PAGE = 50
SAMPLE_LINES = 20


@dataclass(frozen=True)
class TurnRow:
    """A turn as the draft shows it. `time` is h:mm:ss, or empty where the file gave none."""

    speaker: str
    role: str
    time: str
    text: str


@require_safe
def transcript(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """A draft as read, with what was left out and the form that freezes it; or when and how it was frozen."""
    access, found = _version(request, slug, version)
    return _page(request, access, found)


@require_POST
def freeze(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """Number the lines, once."""
    access, found = _version(request, slug, version, Right.LEAD)
    width, per_page = _numbers(request.POST)
    try:
        freeze_version(access=access, at=timezone.now(), version=found, line_width=width, lines_per_page=per_page)
    except DomainError as error:
        return _page(request, access, found, error)
    return redirect("transcript", slug, version)


@require_POST
def speakers(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """Put right who speaks in a draft."""
    access, found = _version(request, slug, version, Right.LEAD)
    names = [name for name, _, _ in speakers_of(found)]
    roles = {name: request.POST.get(f"role-{n}", "") for n, name in enumerate(names)}
    stood = request.POST.getlist("stood")
    seen = dict(pair.rpartition("=")[::2] for pair in stood) if stood else None
    try:
        change_roles(access=access, at=timezone.now(), version=found, roles=roles, seen=seen)
    except DomainError as error:
        return _page(request, access, found, error)
    return redirect("transcript", slug, version)


@require_safe
def original(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """The file as it came, under a name that names nobody."""
    access, found = _version(request, slug, version, Right.LEAD)
    kept = take_out_original(access=access, at=timezone.now(), version=found)
    interview = found.interview
    name = f"case-{interview.case.number}-interview-{interview.number}{kept.suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(bytes(kept.content), content_type="application/octet-stream", headers=headers)


def _version(
    request: HttpRequest, slug: str, version: int, right: Right = Right.READ_WORDS
) -> tuple[Access, TranscriptVersion]:
    access, found = version_for(asker(request), version, right)
    if access.study.slug != slug:
        raise NotFoundError
    return access, found


def _page(
    request: HttpRequest, access: Access, version: TranscriptVersion, error: DomainError | None = None
) -> HttpResponse:
    typed = request.POST or request.GET
    width, per_page = _numbers(typed)
    turns = version.turns.order_by("index").values_list("speaker", "role", "start_ms", "start", "end")
    page = Paginator(turns, TURNS_A_PAGE).get_page(request.GET.get("page"))
    told = [
        (name, [one["sentence"] for one in version.notices if one["kind"] == kind]) for kind, name in HEADINGS.items()
    ]
    context = frame(
        access.study, "interviews", version=version, case=version.interview.case, interview=version.interview,
        page=page, turns=[_row(version, *turn) for turn in page], error=error,
        notices=[group for group in told if group[1]], roles=SpeakerRole.choices,
        speakers=[] if version.frozen_at else speakers_of(version),
        words=f"{version.word_count:,}", sha256=checksum_of(version), may_change=access.can(Right.LEAD),
        width=typed.get("width", width), per_page=typed.get("per_page", per_page),
        sample=[] if version.frozen_at else _sample(version, width),
        limits={"width": (MIN_WIDTH, MAX_WIDTH), "page": (MIN_PAGE, MAX_PAGE)},
    )  # fmt: skip
    return render(request, "interviews/transcript.html", context, status=error.status if error else 200)


def _numbers(typed: Mapping[str, str]) -> tuple[int, int]:
    """Characters in a line and lines on a page: as usual where nothing was typed, 0 for what is no number.

    Lines are numbered for good, so nothing is taken for a number that was not typed as one.
    """

    def number(name: str, default: int) -> int:
        digits = typed.get(name, "").strip()
        return (int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 0) if digits else default

    return number("width", DEFAULT_WIDTH), number("per_page", DEFAULT_PAGE)


def _sample(version: TranscriptVersion, width: int) -> list[tuple[int, str, str]]:
    """The first lines at a width as `(number, speaker where a turn begins, words)`; empty outside the range."""
    if not MIN_WIDTH <= width <= MAX_WIDTH:
        return []
    turns = list(version.turns.order_by("index")[:SAMPLE_LINES])
    longest = SAMPLE_LINES * (MAX_WIDTH + 1)
    ranges = [(turn.start, min(turn.end, turn.start + longest)) for turn in turns]
    lines = line_map(version.text, ranges, width)[:SAMPLE_LINES]
    return [(n, _speaker(turns, lines, n), version.text[start:end]) for n, (start, end, _) in enumerate(lines, start=1)]


def _speaker(turns: Sequence[Turn], lines: Sequence[tuple[int, int, int]], number: int) -> str:
    turn = lines[number - 1][2]
    begins = number == 1 or lines[number - 2][2] != turn
    return turns[turn].speaker if begins else ""


def _row(version: TranscriptVersion, speaker: str, role: str, start_ms: int | None, start: int, end: int) -> TurnRow:
    return TurnRow(speaker, role, _clock(start_ms), version.text[start:end])


def _clock(ms: int | None) -> str:
    if ms is None:
        return ""
    seconds = ms // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
