"""A real server on a store: started, killed without warning, started again."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class Server:
    """`lifeworld run` on one folder, in a process of its own. What it says in error goes to `log`."""

    def __init__(
        self, folder: Path, log: Path, command: str = "run", variables: Mapping[str, str] | None = None
    ) -> None:
        self.folder = folder
        self.command = command
        ours = {key: value for key, value in os.environ.items() if not key.startswith("LIFEWORLD")}
        self.variables = ours if variables is None else variables
        self.log = log
        self.address = ""
        self._process: subprocess.Popen[str] | None = None

    def begin(self) -> None:
        """Start the process, without waiting for it to listen."""
        words = [sys.executable, "-m", "lifeworld.config.command", self.command, "--no-browser", "--port", "0"]
        with self.log.open("a", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                [*words, "--data", str(self.folder)],
                env=self.variables,
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def start(self) -> str:
        """Start it and answer its address once it listens. Raises as `listening`."""
        self.begin()
        return self.listening()

    def listening(self) -> str:
        """The address, once the process listens.

        Raises:
            RuntimeError: it ended instead.
        """
        assert self._process is not None and self._process.stdout is not None
        said = self._process.stdout.readline()
        if "http://" not in said:
            raise RuntimeError(f"the server did not start; see {self.log}")
        self.address = said.split()[-1].rstrip("/").removeprefix("http://")
        return self.address

    def sleep(self) -> None:
        """SIGSTOP: nothing of it runs, as when the laptop's lid is closed."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def wake(self) -> None:
        """SIGCONT: it goes on where it stood."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """SIGKILL: no handler runs, no file is closed, nothing is flushed by the program."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            if self._process.stdout is not None:
                self._process.stdout.close()
