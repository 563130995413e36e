"""The command `lifeworld`: reads its words, sets the folder of the store, and hands over.

Results go to standard output, everything else to standard error. Exit status: 0 done, 1 a check found something,
2 a refusal or words that do not fit.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from lifeworld import __version__
from lifeworld.common.garbage import nothing_collected
from lifeworld.config.places import demo_folder

DESCRIPTION = """Lifeworld is a study workbench for Interpretative Phenomenological Analysis. Everything stays in one
encrypted store on this computer. Start with `lifeworld run`, or look at the fictional study with `lifeworld demo`."""
# Adds a command by its name and what it does; `json=False` where it prints no result.
Add = Callable[..., argparse.ArgumentParser]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and answer its exit status."""
    options = build_parser().parse_args(argv)
    data = getattr(options, "data", None)
    if options.command == "demo" and data is None and "LIFEWORLD_DATA" not in os.environ:
        data = demo_folder(practice=options.practice)
    if data is not None:
        os.environ["LIFEWORLD_DATA"] = str(Path(data).expanduser().absolute())
    if options.command == "secrets":
        # The keys are made before there is a server that could read them.
        os.environ.pop("LIFEWORLD_SERVER", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lifeworld.config.settings")
    with nothing_collected():
        import django

        from lifeworld.common.errors import DomainError
        from lifeworld.security.storage import storage_refusal

    try:
        with nothing_collected():
            django.setup()
            # Imported only now: they need Django's settings, and those need the folder.
            from lifeworld.config.commands import RUNNERS

        status: int = RUNNERS[options.command](options)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # Whoever reads has read enough, as `| head` does. Python would complain once more on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except DomainError as error:
        print("\n".join(error.sentences()), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        refused = storage_refusal(error)
        if refused is None:
            raise
        print("\n".join(refused.sentences()), file=sys.stderr)
        return 2


def build_parser() -> argparse.ArgumentParser:
    """The whole grammar of the command, in one place."""
    common = _common()
    parser = argparse.ArgumentParser("lifeworld", description=DESCRIPTION, parents=[common])
    parser.add_argument("--version", action="version", version=f"lifeworld {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, help_: str, *, json: bool = True) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help_, description=help_, parents=[common])
        if json:
            made.add_argument("--json", action="store_true", help="print the result as JSON")
        return made

    _serving(add("run", "open your store in the browser", json=False))
    _demo(add("demo", "make and open the fictional study", json=False))
    _study(add("study", "create, list or show studies", json=False), common)
    _case(add("case", "add a participant under a pseudonym", json=False), common)
    _transcript(add("transcript", "bring in an interview transcript", json=False), common)
    _export(add("export", "take a table or document out"))
    owed = add("obligations", "list what a study owes its REC and its participants, with days and sources")
    owed.add_argument("study", metavar="STUDY")
    kept = add("retention", "list how long each class of a study's records is kept, and what is due for destruction")
    kept.add_argument("study", metavar="STUDY")
    check = add("check", "check a study against the method's hard rules")
    check.add_argument("study", metavar="STUDY")
    _trail(add("trail", "check the trail", json=False), common)
    _backups(add)
    _archives(add)
    _passphrase(add("passphrase", "change the passphrase or the recovery key", json=False), common)
    _token(add("token", "make, list or revoke tokens for scripts", json=False), common)
    _on_a_server(add)
    _person(add("person", "on a server: add, list, deactivate or reset people", json=False), common)
    keys = add("secrets", "for a server: make its key files", json=False)
    made = _sub(keys, "make", "make both key files of a new server", common, "act")
    made.add_argument("folder", metavar="FOLDER", type=Path)
    return parser


def _common() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    group = common.add_argument_group("the store")
    group.add_argument("--data", metavar="DIR", help="the folder of the store (else LIFEWORLD_DATA, else your own)")
    group.add_argument(
        "--passphrase-file", metavar="FILE", type=Path,
        help="a file whose first line is the passphrase (else LIFEWORLD_PASSPHRASE, else you are asked)",
    )  # fmt: skip
    group.add_argument("--as", metavar="USERNAME", dest="as_person", help="on a server: whose name the trail shows")
    return common


def _on_a_server(add: Add) -> None:
    serve = add("serve", "on a server: answer the proxy that speaks TLS", json=False)
    where = "127.0.0.1:PORT or unix:PATH (127.0.0.1:8770)"
    serve.add_argument("--listen", metavar="PLACE", default="127.0.0.1:8770", help=where)
    serve.add_argument("--threads", metavar="N", type=_count, default=8, help="requests answered at once (8)")
    worker = add("worker", "on a server: make long exports", json=False)
    worker.add_argument("--concurrency", metavar="N", type=_count, default=1, help="how many at once (1)")


def _person(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    make = _sub(parser, "add", "add a person; the link they come in by is printed once", common, "act")
    make.add_argument("username", metavar="USERNAME")
    make.add_argument("--name", metavar="N", required=True, help="their name, as the trail should show it")
    _sub(parser, "list", "list the people, and how far each has come", common, "act")
    out = "keep a person out from now on; their sessions and tokens end"
    _sub(parser, "deactivate", out, common, "act").add_argument("username", metavar="USERNAME")
    anew = "let a person in anew by a new link; passphrase, second factor, sessions and tokens end"
    _sub(parser, "reset", anew, common, "act").add_argument("username", metavar="USERNAME")


def _serving(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=_port, default=8765, help="port on 127.0.0.1 (8765; 0 takes a free one)")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")


def _port(text: str) -> int:
    """A port to listen at; 0 takes a free one."""
    port = int(text)
    if not 0 <= port <= 65_535:
        raise argparse.ArgumentTypeError("a port lies between 0 and 65535")
    return port


def _count(text: str) -> int:
    """How many at once: one at least."""
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError("one at least")
    return count


def _demo(parser: argparse.ArgumentParser) -> None:
    _serving(parser)
    parser.add_argument(
        "--practice", action="store_true",
        help="in a folder of its own, as it stood before the last person was opened: a case to practise on",
    )  # fmt: skip


def _sub(
    parser: argparse.ArgumentParser, name: str, help_: str, common: argparse.ArgumentParser, dest: str
) -> argparse.ArgumentParser:
    existing = next((a for a in parser._actions if isinstance(a, argparse._SubParsersAction)), None)
    commands = existing or parser.add_subparsers(dest=dest, required=True, metavar="ACT")
    made: argparse.ArgumentParser = commands.add_parser(name, help=help_, description=help_, parents=[common])
    made.add_argument("--json", action="store_true", help="print the result as JSON")
    return made


def _study(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    create = _sub(parser, "create", "make a study from its HRA research summary", common, "act")
    create.add_argument("--summary", metavar="FILE", type=Path, required=True, help="a text file with the record")
    create.add_argument("--slug", metavar="S", default="", help="the study's short name")
    create.add_argument("--name", metavar="N", default="", help="your name, where the store is made now")
    _sub(parser, "list", "list the studies", common, "act")
    _sub(parser, "show", "show a study's record and plan", common, "act").add_argument("study", metavar="STUDY")


def _case(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    add = _sub(parser, "add", "add a participant under a pseudonym", common, "act")
    add.add_argument("study", metavar="STUDY")
    add.add_argument("pseudonym", metavar="PSEUDONYM")


def _transcript(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    bring = _sub(parser, "import", "bring in a transcript; frozen with --freeze", common, "act")
    bring.add_argument("study", metavar="STUDY")
    bring.add_argument("pseudonym", metavar="PSEUDONYM")
    bring.add_argument("file", metavar="FILE", type=Path)
    bring.add_argument("--interviewer", metavar="SPEAKER", help="the interviewer's label in the file (else guessed)")
    bring.add_argument("--interview", metavar="N", type=int, help="which interview of this case (1)")
    bring.add_argument("--held-on", metavar="DATE", help="the day of the interview, as 2026-03-02")
    bring.add_argument("--minutes", metavar="M", type=int, help="how long it was")
    bring.add_argument("--freeze", action="store_true", help="freeze its line numbers at once")
    bring.add_argument("--line-width", metavar="C", type=int, default=62, help="characters a line, 40 to 100 (62)")
    bring.add_argument("--lines-per-page", metavar="L", type=int, default=30, help="lines a page, 15 to 60 (30)")


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("study", metavar="STUDY")
    parser.add_argument("kind", metavar="KIND", help="such as group-themes; an unknown one lists them all")
    parser.add_argument("--case", metavar="PSEUDONYM", help="one case, where the kind is about cases")
    parser.add_argument(
        "--format", metavar="F", dest="fmt", default="docx", help="such as docx, xlsx, csv, html, json, svg"
    )
    parser.add_argument("--columns", metavar="A,B,…", help="order of columns of the analysed transcript")
    parser.add_argument("--by", choices=("line", "turn"), help="one row a line or a turn of the analysed transcript")
    parser.add_argument("-o", "--out", metavar="OUT", type=Path, help="the file to write (else text is printed)")
    parser.add_argument("--force", action="store_true", help="write over an existing file")


def _trail(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    verify = _sub(parser, "verify", "check that no row was altered, removed or reordered", common, "act")
    verify.add_argument("study", metavar="STUDY", nargs="?", help="one study (else every chain of the store)")


def _backups(add: Add) -> None:
    backup = add("backup", "write the whole store into one encrypted file")
    backup.add_argument("out", metavar="OUT", type=Path)
    backup.add_argument("--force", action="store_true", help="write over an existing file")
    restore = add("restore", "bring a backup back into an empty folder (--data)")
    restore.add_argument("file", metavar="IN", type=Path)
    forgotten = "a list of withdrawals from elsewhere (….forgotten.json), so that nobody who withdrew comes back"
    restore.add_argument("--forgotten", metavar="LIST", type=Path, help=forgotten)
    restore.add_argument("--recovery-key", action="store_true", help="ask for the recovery key instead")


def _archives(add: Add) -> None:
    archive = add("archive", "take a whole study out as one sealed file, to bring it in elsewhere")
    archive.add_argument("study", metavar="STUDY")
    archive.add_argument("out", metavar="OUT", type=Path)
    archive.add_argument("--force", action="store_true", help="write over an existing file")
    bring = add("bring-in", "bring in a study that was taken out as an archive")
    bring.add_argument("file", metavar="FILE", type=Path)
    bring.add_argument(
        "--replace", action="store_true", help="where the study is here, let a later state take its place"
    )
    bring.add_argument("--name", metavar="N", default="", help="your name, where the store is made now")
    for parser in (archive, bring):
        parser.add_argument(
            "--archive-passphrase-file", metavar="FILE", type=Path,
            help="a file whose first line opens the archive (else LIFEWORLD_ARCHIVE_PASSPHRASE, else you are asked)",
        )  # fmt: skip


def _passphrase(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    told = "change the passphrase; the new one is LIFEWORLD_NEW_PASSPHRASE, else asked for twice"
    change = _sub(parser, "change", told, common, "act")
    change.add_argument("--recovery-key", action="store_true", help="prove it is you with the recovery key instead")
    _sub(parser, "new-recovery-key", "make a new recovery key; it is shown once", common, "act")


def _token(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    create = _sub(parser, "create", "make a token; it is shown once", common, "act")
    create.add_argument("--label", metavar="L", default="script", help="what it is for")
    create.add_argument("--days", metavar="N", type=int, default=90, help="how many days it is good for: 1 to 365 (90)")
    _sub(parser, "list", "list tokens: until when each is good, and when it was last used", common, "act")
    _sub(parser, "revoke", "revoke a token", common, "act").add_argument("id", metavar="ID", type=int)


if __name__ == "__main__":
    sys.exit(main())
