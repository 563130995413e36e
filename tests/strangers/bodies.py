"""What the calls that take something are sent: a body that fits, made of a world's keys, and every reference in it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.strangers.world import WORDS


def body_for(method: str, path: str, keys: Mapping[str, Any]) -> dict[str, Any]:
    """A body that the document allows for a call, or the query of a search; empty where none is needed."""
    span = {"version": keys["version"], "start": 0, "end": 12}
    bodies: dict[tuple[str, str], dict[str, Any]] = {
        ("get", "/cases/{case}/search"): {"q": WORDS},
        ("get", "/studies/{slug}/search"): {"q": WORDS},
        ("post", "/studies"): {"summary": "not a record"},
        ("post", "/studies/{slug}/cases"): {"pseudonym": "Cass"},
        ("post", "/studies/{slug}/cases/{pseudonym}/files"): {"file": SimpleUploadedFile("a.txt", b"M: Hello.\n")},
        ("post", "/cases/{case}/notes"): {"body": "a", "anchors": [span]},
        ("patch", "/notes/{note}"): {"anchors": [span]},
        ("post", "/cases/{case}/statements"): {"text": "a", "notes": [keys["note"]], "anchors": [span]},
        ("patch", "/statements/{statement}"): {"notes": [keys["note"]], "anchors": [span]},
        ("post", "/cases/{case}/layouts"): {"name": "a", "copy_of": keys["layout"]},
        ("post", "/layouts/{layout}/place"): {
            "cards": [{"statement": keys["statement"], "theme": keys["personal_theme"]}]
        },
        ("post", "/layouts/{layout}/themes"): {"parent": keys["personal_theme"], "statements": [keys["statement"]]},
        ("patch", "/personal-themes/{theme}"): {"parent": keys["parent_pile"]},
        ("post", "/studies/{slug}/group-themes"): {"name": "a", "parent": keys["group_theme"]},
        ("patch", "/group-themes/{theme}"): {"parent": keys["other_group_theme"]},
        ("post", "/group-themes/{theme}/contributions"): {
            "personal_theme": keys["other_theme"], "stance": "variant"
        },
        ("patch", "/contributions/{contribution}"): {"group_theme": keys["other_group_theme"]},
        ("post", "/studies/{slug}/diary"): {
            "text": "a", "step": "noting", "about": [{"type": "note", "id": keys["note"]}]
        },
        ("patch", "/diary/{entry}"): {"about": [{"type": "group theme", "id": keys["group_theme"]}]},
        ("post", "/statements/{statement}/set-aside"): {"reason": "a", "layout": keys["layout"]},
        ("post", "/statements/{statement}/take-back"): {"layout": keys["layout"]},
        ("post", "/cases/{case}/reopen"): {"why": "once more"},
        ("post", "/studies/{slug}/cross-case/open"): {"why": "early"},
        ("post", "/studies/{slug}/personal-themes/{theme}/set-aside"): {"reason": "a"},
    }  # fmt: skip
    return bodies.get((method, path), {})


def strayed(body: Any, stray: Any) -> Iterator[Any]:
    """The body again and again, each time with one reference in it replaced by the one at the same place of `stray`."""
    if isinstance(body, dict):
        for name, value in body.items():
            for other in strayed(value, stray[name]):
                yield {**body, name: other}
    elif isinstance(body, list):
        for at, value in enumerate(body):
            for other in strayed(value, stray[at]):
                yield [*body[:at], other, *body[at + 1 :]]
    elif body != stray and not isinstance(body, SimpleUploadedFile):
        yield stray
