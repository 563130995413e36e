"""The pages on which a whole study is taken out as an archive, and brought in from one."""

from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lifeworld.common.api import asker
from lifeworld.common.errors import DomainError, InvalidInputError
from lifeworld.common.pages import frame
from lifeworld.interchange.archive.refusals import HereAlreadyError, plain_refusals
from lifeworld.interchange.archive.sealing import SUFFIX
from lifeworld.interchange.archive.services import BroughtIn, bring_in_study, take_out_study
from lifeworld.interchange.limits import MAX_MEGABYTES
from lifeworld.security.passing_file import PassingFile, PassingPlace
from lifeworld.security.sealing import store_is_sealed
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to


@require_http_methods(["GET", "POST"])
def take_out(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Choose a passphrase, and get the archive; it lies in the store's folder only while it is handed over."""
    access = access_to(asker(request), slug, Right.LEAD)
    if request.method == "POST":
        try:
            return _handed_over(request, access)
        except DomainError as error:
            context = frame(access.study, "study", error=error)
            return render(request, "interchange/take_out_study.html", context, status=error.status)
    return render(request, "interchange/take_out_study.html", frame(access.study, "study"))


@require_http_methods(["GET", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    """Choose an archive and type its passphrase; the study comes in whole or not at all."""
    if request.method == "GET":
        return render(request, "interchange/bring_in_study.html", {"megabytes": MAX_MEGABYTES})
    try:
        return render(request, "interchange/brought_in.html", {"done": _brought_in(request)})
    except DomainError as error:
        context = {"megabytes": MAX_MEGABYTES, "error": error, "goes_further": isinstance(error, HereAlreadyError)}
        return render(request, "interchange/bring_in_study.html", context, status=error.status)


def _handed_over(request: HttpRequest, access: Access) -> HttpResponseBase:
    passphrase = request.POST.get("passphrase", "")
    if passphrase != request.POST.get("again", ""):
        raise InvalidInputError("The two passphrases differ.", "Nothing was taken out.", "Type the same one twice.")
    at = timezone.now()
    name = f"{access.study.slug}-{timezone.localtime(at):%Y-%m-%d}{SUFFIX}"
    with plain_refusals():
        place = PassingPlace(settings.DATA_FOLDER, name)
    try:
        take_out_study(access=access, at=at, out=place.file, passphrase=passphrase)
        file = PassingFile(place)
    except BaseException:
        place.clear()
        raise
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/octet-stream")


def _brought_in(request: HttpRequest) -> BroughtIn:
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        raise InvalidInputError(
            f"This archive is larger than a page can take ({MAX_MEGABYTES} MB).",
            "Nothing was changed.",
            "Bring it in with the command “lifeworld bring-in”, which takes any size.",
        )
    file = request.FILES.get("archive")
    if not isinstance(file, UploadedFile):
        raise InvalidInputError("No file was chosen.", "Nothing was changed.", "Choose the archive.")
    return bring_in_study(
        by=asker(request), at=timezone.now(), file=cast(BinaryIO, file.file),
        passphrase=request.POST.get("passphrase", ""), replace="replace" in request.POST,
        sealed=store_is_sealed(),
    )  # fmt: skip
