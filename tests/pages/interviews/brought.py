"""A file that is brought in: uploaded, looked at, kept as a draft."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lifeworld.interviews.models import TranscriptVersion
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from tests.pages.people import signed_in

IMPORT = "/studies/walking/interviews/import"
PREVIEW = f"{IMPORT}/preview"
TEXT = "Interviewer: How was the walk?\nBrenda: We went by the river.\nInterviewer: And then?\nBrenda: Home, slowly.\n"


def a_file(text: str = TEXT, name: str = "Brenda Smith interview.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def decided(client: Client, **typed: str) -> dict[str, str]:
    """The preview form as a browser would send it: every field at its suggested value, then what was typed."""
    form: dict[str, str] = {}
    for shown in client.get(PREVIEW).context["previews"]:
        key = shown.arrival.pk
        form |= {f"seen-{key}": "yes"} | {f"{name}-{key}": value for name, value in shown.typed.items()}
        form |= {speaker.field: speaker.role for speaker in shown.speakers}
        form |= {f"{name}-{key}": value for name, value in typed.items()}
    return form


def draft_of(access: Access, case: Case, text: str = TEXT) -> TranscriptVersion:
    client = signed_in(access.person)
    client.post(IMPORT, {"files": a_file(text), "case": str(case.number)})
    assert client.post(PREVIEW, decided(client)).status_code == 302
    return TranscriptVersion.objects.latest("pk")
