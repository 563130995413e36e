"""What a person at the screen waits for, in one Chromium for both programs.

A page counts as shown at the first frame painted after it says it is ready (its text, its markings), and after the
last task over 50 ms that keeps it from answering: it is watched until half a second passes without one. Times begin
with the navigation and are taken inside the page. Every visit has a browser context of its own, so nothing is cached,
and a window that has been open for a moment: with each new one Chromium makes pages of its own for the address bar, and
whoever sits there has long had it open.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

VIEW = {"width": 1400, "height": 900}
SETTLING_MS = 1000
# Taguette writes to the console for every marking, which costs more while a debugger listens.
WATCH = """
(() => {
  console.log = () => {};
  const long = [];
  new PerformanceObserver((list) => { for (const one of list.getEntries()) long.push(one.startTime + one.duration); })
    .observe({type: 'longtask', buffered: true});
  const frames = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
  window.__shown = (ready) => new Promise((done) => {
    const look = () => {
      let is = false;
      try { is = ready(); } catch { /* not there yet */ }
      if (!is) { requestAnimationFrame(look); return; }
      frames(() => {
        const painted = performance.now();
        const quiet = () => {
          const last = Math.max(painted, ...long);
          if (performance.now() - last < 500) setTimeout(quiet, 100);
          else done({painted, answering: last, elements: document.getElementsByTagName('*').length});
        };
        setTimeout(quiet, 100);
      });
    };
    look();
  });
})();
"""


@dataclass(frozen=True)
class Shown:
    """A visit, in ms from the navigation: first painted ready, and answering (no long task after it)."""

    painted: float
    answering: float
    elements: int


@contextmanager
def chromium() -> Iterator[tuple[Browser, str]]:
    """The system's Chromium, and its version."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        raise RuntimeError("Chromium is missing: apt-get install --no-install-recommends chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        try:
            yield browser, browser.version
        finally:
            browser.close()


def visit(browser: Browser, url: str, cookies: dict[str, str], ready: str, *, limit_s: float = 900) -> Shown:
    """Go to a page and wait until `ready` (a JavaScript function) holds and the page answers."""
    with _page(browser, url, cookies) as page:
        page.goto(url, wait_until="commit", timeout=1000 * limit_s)
        waiting = f"async () => await window.__shown({ready})"
        found: dict[str, Any] = page.wait_for_function(waiting, timeout=1000 * limit_s).json_value()
        return Shown(found["painted"], found["answering"], found["elements"])


# Shows part after part of a list, each as soon as the one before is on the screen.
THROUGH = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const until = async (is) => {
    for (;;) {
      try { if (is()) break; } catch { /* not there yet */ }
      await frame();
    }
    await frame();
    await frame();
  };
  const shows = %s, goOn = %s;
  await until(() => shows(1));
  for (let part = 2; part <= %d; part++) {
    goOn(part);
    await until(() => shows(part));
  }
  return performance.now();
}"""


def read_through(browser: Browser, url: str, cookies: dict[str, str], shows: str, go_on: str, parts: int) -> float:
    """Ms from the navigation until the last of a list's parts was on the screen; `shows` and `go_on` are JavaScript
    functions of a part's number, from 1."""
    with _page(browser, url, cookies) as page:
        page.set_default_timeout(600_000)
        page.goto(url, wait_until="commit")
        return float(page.evaluate(THROUGH % (shows, go_on, parts)))


@contextmanager
def _page(browser: Browser, url: str, cookies: dict[str, str]) -> Iterator[Page]:
    context = browser.new_context(viewport=VIEW)  # type: ignore[arg-type]
    origin = "/".join(url.split("/", 3)[:3])
    context.add_cookies([{"name": name, "value": value, "url": origin} for name, value in cookies.items()])
    page = context.new_page()
    page.wait_for_timeout(SETTLING_MS)
    page.add_init_script(WATCH)
    try:
        yield page
    finally:
        context.close()


def static_page(title: str, paragraphs: list[str]) -> str:
    """The same words as plain paragraphs: what Chromium takes to paint them at all."""
    from html import escape

    body = "".join(f"<p>{escape(one)}</p>" for one in paragraphs)
    return f"<!doctype html><meta charset=utf-8><title>{title}</title><body>{body}</body>"
