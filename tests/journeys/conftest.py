"""Journeys: a real Chromium on a real server on a real store. Each journey that writes has a store of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, ViewportSize, expect, sync_playwright

from tests.places import EMBEDDED, copy_store, drop_databases, environment
from tests.workers import made_by_one

ROOT = Path(__file__).resolve().parents[2]
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
# The shell is the same engine without the window of tabs and buttons around it, which costs a third of a journey.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
# Chromium makes two pages of its own for the address bar of each window, which cost more than most pages here. It heeds
# the last list of such things alone, so that what Playwright leaves out stands here, too.
UNUSED = (
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "AimEnabled", "AutoDeElevate", "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync", "BlockOriginHeaderModificationOnRedirect", "DestroyProfileOnBrowserClose",
    "DialMediaRouteProvider", "GlobalMediaControls", "HttpsUpgrades", "LensOverlay", "MediaRouter",
    "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding", "ThirdPartyStoragePartitioning", "Translate",
)  # fmt: skip
QUIET = [
    f"--disable-features={','.join(UNUSED)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# Firefox asks Mozilla for settings and block lists unless it is told not to.
SILENT: dict[str, str | float | bool] = {
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "app.normandy.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "browser.safebrowsing.update.enabled": False,
}
# What Firefox reports of a font still on its way when the page is left (NS_BINDING_ABORTED).
LEFT_EARLY = "status=2152398850"
# Turns far from the screen are like the near ones, and a transcript has hundreds.
FINDINGS = """async (tags) => {
  const {violations} = await axe.run({exclude: ['.turn.far']}, {runOnly: {type: 'tag', values: tags}});
  const told = ({target, failureSummary}) => `${target.join(' ')} | ${failureSummary}`;
  return violations.map(({id, nodes}) => ({id, nodes: nodes.map(told).slice(0, 3)}));
}"""
WINDOW: ViewportSize = {"width": 1440, "height": 900}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


# Workers share two cores with their servers and browsers: patience costs nothing when all is well.
expect.set_options(timeout=15_000)


@contextmanager
def serving(folder: Path, command: str = "demo", port: int = 0, *, options: Sequence[str] = ()) -> Iterator[str]:
    """Serve a store on a port, or on a free one, and give its address."""
    env = environment(folder)
    words = [
        sys.executable,
        "-m",
        "lifeworld.config.command",
        command,
        "--data",
        str(folder),
        "--port",
        str(port),
        "--no-browser",
        *options,
    ]
    reached = folder.parent / f"{folder.name}-reached.txt"
    env |= {"WATCH_FILE": str(reached), "PYTHONPATH": str(Path(__file__).with_name("watch"))}
    server = subprocess.Popen(words, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert server.stdout is not None
        line = server.stdout.readline()
        assert "http://" in line, line + (server.stderr.read() if server.stderr else "")
        yield line.split()[-1].rstrip("/")
    finally:
        server.terminate()
        server.wait(timeout=20)
        for pipe in (server.stdout, server.stderr):
            if pipe is not None:
                pipe.close()
    assert not reached.exists(), f"the server tried to reach {reached.read_text(encoding='utf-8')}"


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        # Playwright keeps an event loop in this thread to the end of the run, and Django would take the tests that
        # follow in this process for asynchronous ones. They are not.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: journeys were not run")
    started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
    yield started
    started.close()


@pytest.fixture(scope="session")
def firefox(playwright: Playwright) -> Iterator[Browser]:
    """The Firefox of this machine, as people have it, over WebDriver BiDi."""
    if FIREFOX is None:
        pytest.skip("no Firefox on this machine: its journeys were not run")
    started = playwright.firefox.launch(executable_path=FIREFOX, channel="moz-firefox", firefox_user_prefs=SILENT)
    yield started
    started.close()


@pytest.fixture(scope="session")
def fictional_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional study with its last case not yet opened, built once and only ever copied."""
    if EMBEDDED:
        return made_by_one(tmp_path_factory, "fictional", _build) / "store"
    place = tmp_path_factory.mktemp("fictional")
    _build(place)
    return place / "store"


def _build(place: Path) -> None:
    with serving(place / "store", options=["--practice"]):
        pass


@pytest.fixture(scope="session")
def fictional(fictional_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a copy of the fictional study, for journeys that only read."""
    folder = tmp_path_factory.mktemp("read") / "store"
    copy_store(fictional_store, folder)
    with serving(folder) as address:
        yield address


@pytest.fixture
def whole_study(tmp_path: Path) -> Iterator[str]:
    """The address of the fictional study as `lifeworld demo` shows it, with all of its people worked through."""
    with serving(tmp_path / "whole") as address:
        yield address


@pytest.fixture
def own_copy(fictional_store: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a copy of the fictional study that a journey may write in."""
    folder = tmp_path / "store"
    copy_store(fictional_store, folder)
    with serving(folder) as address:
        yield address
    drop_databases(folder)


@pytest.fixture
def new_store(tmp_path: Path) -> Iterator[str]:
    """The address of an empty place, where set-up begins."""
    with serving(tmp_path / "own", "run") as address:
        yield address


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    """Which browser a journey is made in: `IN_BOTH` asks for Firefox too."""
    return str(getattr(request, "param", "chromium"))


@pytest.fixture
def page(request: pytest.FixtureRequest, engine: str) -> Iterator[Page]:
    """One tab. Any error in the page's scripts, and any request to elsewhere, fails the journey."""
    browser: Browser = request.getfixturevalue("firefox" if engine == "firefox" else "browser")
    with _watched_tab(browser) as (tab, faults):
        yield tab
    assert faults == []


@pytest.fixture(scope="module")
def _tab_that_stays(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    with _watched_tab(browser) as watched:
        yield watched


@pytest.fixture
def visited(_tab_that_stays: tuple[Page, list[str]]) -> Iterator[Page]:
    """The same tab for every look of a module that only reads: what pages share is fetched and compiled once.

    Each look finds it as a new one would be, wide and light, and fails for its own faults alone.
    """
    tab, faults = _tab_that_stays
    faults.clear()
    tab.set_viewport_size(WINDOW)
    tab.emulate_media(color_scheme="light", reduced_motion="no-preference", forced_colors="none")
    yield tab
    # Left in peace, a page that is read no longer says nothing that the next look would hear.
    tab.goto("about:blank")
    assert faults == []


@contextmanager
def _watched_tab(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A tab of its own, and what went wrong in it so far."""
    context = browser.new_context(viewport=WINDOW, locale="en-GB")
    tab = context.new_page()
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(str(error)) if LEFT_EARLY not in str(error) else None)
    tab.on("console", lambda message: faults.append(message.text) if "Content Security" in message.text else None)
    tab.on("request", lambda request: faults.append(request.url) if not _is_here(request.url) else None)
    yield tab, faults
    context.close()


def _is_here(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "https://localhost:", "blob:", "data:", "about:"))


@pytest.fixture
def clean(page: Page) -> Callable[[], None]:
    """Run axe on the page as it stands; it must find nothing."""
    return lambda: must_be_clean(page)


def must_be_clean(page: Page) -> None:
    """Run axe on a page as it stands; it must find nothing."""
    # An address is reached before its style is: without it, every link is too small.
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(FINDINGS, WCAG)
    assert found == [], f"{page.url}: {found}"
