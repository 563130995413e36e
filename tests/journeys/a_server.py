"""A whole server on this machine: PostgreSQL, two processes for pages, workers, and nginx with TLS in front of them, by
the very files that `docs/how-to/run-on-a-server.md` shows.
"""

import datetime
import getpass
import grp
import http.client
import os
import queue
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
HOW_TO = ROOT / "docs" / "how-to" / "run-on-a-server.md"
LIMIT_S = 90
NGINX = shutil.which("nginx") or next((str(path) for path in [Path("/usr/sbin/nginx")] if path.exists()), None)
DATABASE = os.environ.get("LIFEWORLD_DATABASE", "")
MISSING = (
    "LIFEWORLD_DATABASE is not set: a server needs PostgreSQL" if not DATABASE
    else "there is no nginx on this machine" if NGINX is None else ""
)  # fmt: skip


class RunningServer:
    """The processes of one server, in a folder whose path is short enough for sockets."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder, self.port = folder, _free_port()
        self.address = f"https://localhost:{self.port}"
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("LIFEWORLD", "DJANGO"))}
        self.env = kept | {
            "LIFEWORLD_SERVER": "1",
            "LIFEWORLD_HOSTS": f"localhost:{self.port}",
            "LIFEWORLD_DATABASE": database,
            "LIFEWORLD_SECRET_KEY_FILE": str(folder / "keys" / "secret.key"),
            "LIFEWORLD_KEY_FILE": str(folder / "keys" / "files.key"),
            "LIFEWORLD_DATA": str(folder),
            "DJANGO_SETTINGS_MODULE": "lifeworld.config.settings",
        }
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.heard: dict[str, queue.SimpleQueue[str]] = {}

    def command(self, *words: str) -> str:
        """Run `lifeworld` as the administrator does; answers what it printed."""
        ran = subprocess.run(
            [sys.executable, "-m", "lifeworld.config.command", *words], env=self.env, cwd=ROOT, capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.strip()

    def module(self, name: str, *words: str) -> None:
        """Run a module with this server's environment."""
        subprocess.run([sys.executable, "-m", name, *words], env=self.env, cwd=ROOT, check=True)

    def start_web(self, number: int) -> None:
        """One process for pages."""
        place = self.folder / f"web-{number}"
        self._start(f"web-{number}", "serve", "--listen", f"unix:{place}")
        self._wait_to_hear(f"web-{number}", "listens")

    def start_worker(self, name: str) -> None:
        """One worker."""
        self._start(name, "worker")
        self._wait_to_hear(name, "waits for work")

    def start_nginx(self) -> None:
        """The proxy, with the site that the how-to shows."""
        _certificate(self.folder)
        (self.folder / "nginx.conf").write_text(_nginx(self.folder, self.port), encoding="ascii")
        words = [str(NGINX), "-p", str(self.folder), "-c", str(self.folder / "nginx.conf"), "-e", "stderr"]
        self._run("nginx", words)
        # By then it listens.
        self._wait_to_hear("nginx", "start worker process ")
        assert self.status("/sign-in") == 200

    def kill(self, name: str) -> None:
        """End a process as a crash does."""
        self.processes[name].kill()
        self.processes.pop(name).wait(LIMIT_S)

    def stop(self) -> None:
        """End all that still runs."""
        for process in self.processes.values():
            process.send_signal(signal.SIGTERM)
        for process in self.processes.values():
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def status(self, path: str, headers: dict[str, str] | None = None) -> int:
        """The status of one GET through TLS, whose certificate is checked; 0 where nobody answers."""
        context = ssl.create_default_context(cafile=str(self.folder / "certificate.pem"))
        asking = http.client.HTTPSConnection("localhost", self.port, context=context, timeout=20)
        try:
            asking.request("GET", path, headers=headers or {})
            return asking.getresponse().status
        except OSError:
            return 0
        finally:
            asking.close()

    def log(self, name: str) -> str:
        """What a process has printed."""
        return (self.folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def _start(self, name: str, *words: str) -> None:
        self._run(name, [sys.executable, "-m", "lifeworld.config.command", *words])

    def _run(self, name: str, words: list[str]) -> None:
        process = subprocess.Popen(words, env=self.env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.processes[name], self.heard[name] = process, queue.SimpleQueue()
        keeping = (process.stdout, self.folder / f"{name}.log", self.heard[name])
        threading.Thread(target=_keep, args=keeping, daemon=True).start()

    def _wait_to_hear(self, name: str, words: str) -> None:
        """Wait for a line of a process; fails where it ends, or says nothing for `LIMIT_S` seconds."""
        while words not in (line := self.heard[name].get(timeout=LIMIT_S)):
            assert line, f"{name} ended: {self.log(name)}"


def _keep(said: IO[bytes], log: Path, heard: queue.SimpleQueue[str]) -> None:
    """Write what a process says into its log and pass it on, line by line; an empty line when it ends."""
    with said, log.open("wb", buffering=0) as kept:
        for line in said:
            kept.write(line)
            heard.put(line.decode(errors="replace"))
    heard.put("")


@contextmanager
def running_server() -> Iterator[RunningServer]:
    """Two processes for pages and one worker behind nginx, on a database of their own."""
    import psycopg

    folder = Path(tempfile.mkdtemp(prefix="lw-"))
    parts = urlsplit(DATABASE)
    name = f"{parts.path.strip('/')}_journey_{os.getpid()}"
    with psycopg.connect(DATABASE, autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.execute(f"CREATE DATABASE \"{name}\" ENCODING 'UTF8' TEMPLATE template0")
    server = RunningServer(folder, parts._replace(path=f"/{name}").geturl())
    try:
        server.command("secrets", "make", str(folder / "keys"))
        for number in (1, 2):
            server.start_web(number)
        server.start_worker("worker-1")
        server.start_nginx()
        yield server
    finally:
        server.stop()
        with psycopg.connect(DATABASE, autocommit=True) as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        shutil.rmtree(folder, ignore_errors=True)


def _nginx(folder: Path, port: int) -> str:
    """The how-to's site, with this machine's places in it."""
    found = re.search(r"```nginx\n(.*?)```", HOW_TO.read_text(encoding="utf-8"), re.DOTALL)
    assert found, "the how-to shows no site for nginx"
    site = found[1].replace("study.example.org", "localhost").replace("listen 443", f"listen 127.0.0.1:{port}")
    site = site.replace("listen 80", f"listen 127.0.0.1:{_free_port()}").replace("/etc/ssl/lifeworld/", f"{folder}/")
    site = re.sub(r"/run/lifeworld-web-(\d)/socket", rf"{folder}/web-\1", site)
    temporary = "\n".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        # As whoever runs the tests: the sockets lie in a folder of theirs alone.
        f"user {getpass.getuser()} {grp.getgrgid(os.getgid()).gr_name};\n"
        f"daemon off;\nworker_processes 1;\npid {folder}/nginx.pid;\nerror_log stderr notice;\nevents {{}}\n"
        f"http {{\naccess_log {folder}/access.log;\n{temporary}\n{site}\n}}\n"
    )


def _certificate(folder: Path) -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "certificate.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    text = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / "key.pem").write_bytes(text)


def _free_port() -> int:
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        port: int = asking.getsockname()[1]
        return port
