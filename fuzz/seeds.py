"""Writes the seeds of every target, from the fictional study and from what the tests build. No participant's words.

python -m fuzz.seeds FOLDER
"""

import io
import json
import sys
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from fuzz.study_archive import archives
from fuzz.targets import PART, TARGETS
from lifeworld.security.backup.file import MAGIC, write_header
from lifeworld.security.recovery_key import RecoveryKey
from tests.interchange.transcripts import building as build

ROOT = Path(__file__).resolve().parent.parent
STUDY = ROOT / "examples" / "alongside"
SUMMARIES = ROOT / "tests" / "study" / "summaries"
LABELLED = (
    "I: Can you tell me more?\nP1: Yes. It was, you know, quiet 🙂 there.\n\nI: Quiet.\nP1 [00:01:02]: “Quiet”, yes.\n"
)


def texts() -> Iterator[bytes]:
    """Running text in the habits that transcripts have."""
    yield LABELLED.encode()
    yield LABELLED.replace("\n", "\r\n").encode("utf-16")
    yield "Interviewer\t00:00:01\tHello é\nM\t00:00:03\tYes\n".encode("cp1252")
    yield b"00:00:01 Speaker 1: One.\n00:00:05 Speaker 2: Two.\n00:01:07 Speaker 1: Three.\nTranscribed by https://otter.ai\n"
    yield b"1 I: one\n2 and more\n3 P: two\n4 three #00:00:05-3#\n\n\xef\xbb\xbfQ1. Why?\nA1. Because.\n"
    for file in sorted(STUDY.glob("*/transcript.txt")):
        yield file.read_bytes()[:1_500]


def captions() -> Iterator[bytes]:
    """WebVTT and SubRip."""
    yield b"WEBVTT - noScribe\n\n1\n00:00:01.000 --> 00:00:02,500 align:start\n<v Ann>one &amp; <i>two</i></v>\n\nNOTE x\n"
    yield b"1\n00:00:01,000 --> 00:00:02,000\nAnn: one\n\n2\n00:00:03,000 --> 00:00:01,000\n{\\an8}Ben: two <c.x>three\n"
    yield b"WEBVTT\n\n00:01.000 --> 00:02.000\nwords\n00:02.000 --> 999:59:59.999 stray\nSTYLE\n::cue{}\n"


def documents() -> Iterator[bytes]:
    """Bodies of Word documents."""
    yield b"".join(
        [
            build.w_paragraph("I: one", "<w:ins/>", build.w_run("two", bold=True)).encode(),
            build.w_table(("I", "00:01", "two"), ("P1", "00:02", "three")).encode(),
            b"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>",
            b'<w:p><w:r><w:sym w:font="Wingdings" w:char="F04A"/><w:br/><w:tab/><w:t>a</w:t></w:r><w:moveFrom/></w:p>',
            b"<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p>"
            b"</w:txbxContent></mc:Choice><mc:Fallback><w:t>old</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>",
            PART + b"word/header1.xml\n<w:hdr/>",
        ]
    )
    yield b"".join(build.w_paragraph(line).encode() for line in LABELLED.split("\n"))
    yield (
        b'<!DOCTYPE x [<!ENTITY e "e">]><x>&e;</x>'
        + PART
        + b'_rels/.rels\n<Relationships><Relationship Type="/officeDocument" Target="word/document.xml"/></Relationships>'
    )


def open_documents() -> Iterator[bytes]:
    """Bodies of OpenDocument texts."""
    yield b"".join(
        [
            b'<text:h>Title</text:h><text:p>I: one<text:s text:c="3"/><text:span text:style-name="b">two</text:span></text:p>',
            b"<table:table><table:table-row><table:table-cell><text:p>I:</text:p></table:table-cell><table:table-cell>"
            b"<text:p>hello</text:p></table:table-cell></table:table-row></table:table>",
            b"<text:tracked-changes><text:deletion><text:p>x</text:p></text:deletion></text:tracked-changes>",
            b"<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box><draw:image/></draw:frame>",
            b"<text:p>a<text:note><text:p>n</text:p></text:note><text:line-break/><text:tab/></text:p>",
            PART + b"META-INF/manifest.xml\n<manifest/>" + PART + b"styles.xml\n<styles/>",
        ]
    )
    yield b"".join(build.o_paragraph(line).encode() for line in LABELLED.split("\n"))


def packages() -> Iterator[bytes]:
    """Whole packages, stored and not packed, without the first four bytes that the target puts there."""
    for made in (build.docx(build.w_paragraph("I: hello")), build.odt(build.o_paragraph("I: hello"))):
        yield made[4:]
        plain = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(made)) as archive, zipfile.ZipFile(plain, "w", zipfile.ZIP_STORED) as other:
            for name in archive.namelist():
                other.writestr(name, archive.read(name))
        yield plain.getvalue()[4:]


def rich_texts() -> Iterator[bytes]:
    """RTF behind its first mark."""
    head = rb"\ansi\ansicpg1252{\fonttbl{\f0 Arial;}{\f1\fcharset128 MS;}}"
    yield head + rb"{\b I:} one\par \trowd\intbl a\cell b\cell\row\pard {\*\shppict{\pict\bin2 ab}}\u233?\'e9\par}"
    yield (
        head
        + rb"\f1\'82\'a0\u-10179?\u-8694? {\shptxt box\par}{\footnote\ftnalt n}{\upr{x}{\*\ud y}}\deleted x\plain\line P: z\par}"
    )
    yield head + "".join(build.rtf_text(line) + r"\par " for line in LABELLED.split("\n")).encode() + b"}"


def marked_down() -> Iterator[bytes]:
    """Markdown."""
    yield b"---\na: b\n---\n# T\n**I:** [one](http://x) *two* <b>x</b>\n\n> [00:01] P: `x` ![p](q)\n|--|:-:|\n&amp;\\*\n"
    yield from texts()


def summaries() -> Iterator[bytes]:
    """Research summaries, the fictional study's first."""
    yield (STUDY / "record.txt").read_bytes()
    for file in sorted(SUMMARIES.glob("*.txt")):
        yield file.read_bytes()


def backups() -> Iterator[bytes]:
    """A whole header without its first mark, and the body of one."""
    vault = {"format": "lifeworld-vault", "version": 1, "passphrase": {"kdf": "argon2id"}, "recovery": {}}
    file = io.BytesIO()
    write_header(file, made_at=datetime(2026, 3, 2, tzinfo=UTC), size=4096, encrypted=True, vault=vault)
    yield file.getvalue()[len(MAGIC) :]
    body = {
        "made_at": "2026-03-02T00:00:00+00:00",
        "size": 1,
        "encrypted": True,
        "vault": vault,
        "salt": "A" * 43 + "=",
    }
    yield json.dumps(body).encode()


def searches() -> Iterator[bytes]:
    """What people type into a search, and what FTS5 would take for an operator."""
    for query in ("river walk", '"the river" appoint*', 'words:x NEAR(a b) -c OR "', "“as if” \u0661 é* ^ {a}:b"):
        yield query.encode()


def typed() -> Iterator[bytes]:
    """What a field is for, and what tired hands write into it."""
    for text in ("6", " 3.5 ", "6½", "2,5", "2026-03-02", "14:30", "£7.50", "12", "0", "", "line,notes,transcript,statements",
                 "3,4,5", RecoveryKey(2**160 + 9).groups, "09:30 10:15", "1e3", "-1", "٣", "12:30+01:00"):  # fmt: skip
        yield text.encode()


def drawn() -> Iterator[bytes]:
    """Signatures: strokes, a point, and what is off the sheet."""
    yield b"[[[1,2],[3,4]],[[600,200]]]"
    yield b"[[[0,0],[601,0]]]"
    yield json.dumps([[[n % 600, n % 200] for n in range(300)]]).encode()


def guides() -> Iterator[bytes]:
    """Two versions of a topic guide."""
    one = (STUDY / "documents" / "topic-guide-1.0.md").read_bytes()
    yield one + b"\0" + one.replace(b"?", b"", 2)
    yield b"What is it like?\n- When?\n\nWho walks?\0What is it like now?\n- When?\n- Where?\n\nNew?"


def calls() -> Iterator[bytes]:
    """Bodies of calls."""
    yield b'{"kind":"untyped","body":"a \\u00e9 \\ud83d\\ude42","spans":[{"version":1,"start":0,"end":4,"quote":"a"}]}'
    yield b'{"x":9223372036854775808,"y":1e400,"z":[[[null,true]]]}'
    yield b'{"a":"\\u0000","b":"\\ud800"}'


def beside() -> Iterator[bytes]:
    """The list of what was forgotten, a vault, a count of attempts."""
    yield b'{"salt":"a","lines":[{"who":"b","what":"case","at":"2026-03-02T12:00:00+00:00"}]}'
    yield b'{"format":"lifeworld-vault","version":1,"passphrase":{"kdf":"argon2id"},"recovery":{}}'
    yield b'{"wrong":7,"last":1772000000.5}'


def seeds() -> dict[str, list[bytes]]:
    """The seeds of every target by its name."""
    every = {
        "docx": documents(), "odt": open_documents(), "package": packages(), "rtf": rich_texts(), "txt": texts(),
        "md": marked_down(), "vtt": captions(), "srt": captions(), "summary": summaries(), "backup": backups(),
        "search": searches(), "pasted": [*texts(), *captions()],
        "name": [b"Maeve\\a.b/I.TXT\n" + LABELLED.encode(), b"x.docx\n" + build.docx(build.w_paragraph("I: a")), b".odt\n"],
        "archive": archives(), "typed": typed(), "strokes": drawn(), "guide": guides(), "call": calls(), "beside": beside(),
    }  # fmt: skip
    assert every.keys() == TARGETS.keys()
    return {name: list(made) for name, made in every.items()}


def write_seeds(folder: Path) -> None:
    """A folder of seeds for every target."""
    for name, made in seeds().items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        for number, data in enumerate(made):
            (folder / name / f"seed-{number:02}").write_bytes(data)


if __name__ == "__main__":
    write_seeds(Path(sys.argv[1]))
