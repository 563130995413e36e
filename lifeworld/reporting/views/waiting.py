"""Waiting for a long table: where it stands, stopping it, and the file when it is there."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lifeworld.common.api import asker
from lifeworld.common.errors import NotFoundError
from lifeworld.common.pages import frame
from lifeworld.reporting.files import as_attachment
from lifeworld.reporting.jobs import Job, JobState, job_for
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to

SENTENCES = {
    JobState.WORKING: "It is being made. You may go on working; it waits here for ten minutes once it is ready.",
    JobState.READY: "It is ready.",
    JobState.REFUSED: "It could not be made.",
    JobState.FAILED: "Something went wrong while it was made. Your study is as it was; try again.",
    JobState.CANCELLED: "It was stopped. Nothing was taken out.",
}


@require_safe
def waiting(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Where a table stands."""
    access, job = _job(request, slug, key)
    context = frame(access.study, "findings", job=job, sentence=SENTENCES[job.state], rows=_rows(job), error=job.error)
    return render(request, "reporting/waiting.html", context)


@require_safe
def state(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The same as json, for the page to look again by itself."""
    _, job = _job(request, slug, key)
    return JsonResponse({"state": job.state.value, "sentence": SENTENCES[job.state], "rows": _rows(job)})


@require_POST
def cancel(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Stop making it."""
    _, job = _job(request, slug, key)
    job.cancel()
    return redirect("waiting", slug, key)


@require_safe
def file(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The file, while it waits."""
    _, job = _job(request, slug, key)
    document = job.document
    if document is None:
        raise NotFoundError("This table is not waiting for you any more.")
    return as_attachment(document)


def _job(request: HttpRequest, slug: str, key: str) -> tuple[Access, Job]:
    access = access_to(asker(request), slug, Right.EXPORT)
    return access, job_for(access, key)


def _rows(job: Job) -> str:
    if job.state is not JobState.WORKING:
        return ""
    return f"Row {job.done:,} of {job.total:,}" if job.total else "Reading what it is made of"
