"""What a page is to people who magnify, force colours, stop motion, use keys alone or listen: seen through Chromium.

Criteria are WCAG 2.2's (https://www.w3.org/TR/WCAG22/): their numbers stand with each look.
"""

import itertools
from typing import Any

from playwright.sync_api import Page, ViewportSize

# 1280 by 1024 at 400 % (1.4.10, reflow).
MAGNIFIED: ViewportSize = {"width": 320, "height": 256}
STOPS = 900
CONTROLS = {
    "button", "link", "textbox", "searchbox", "checkbox", "radio", "combobox", "listbox", "menuitem",
    "menuitemcheckbox", "menuitemradio", "option", "slider", "spinbutton", "switch", "tab", "treeitem", "dialog",
    "image", "img", "table", "heading", "toolbar", "menu",
}  # fmt: skip

_SIDEWAYS = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const wide = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > room + 1);
  return wide.slice(0, 5).map(e => e.tagName + '.' + e.className + ' ' + Math.round(e.getBoundingClientRect().right));
}"""

# 1.4.12: what a person sets for text must not cut it off.
_SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const cut = e => {
    const style = getComputedStyle(e);
    const hides = side => ['hidden', 'clip'].includes(style['overflow' + side]);
    const words = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    const box = e.getBoundingClientRect();
    return words && box.width > 1 && box.height > 1 && style.clip === 'auto' && style.clipPath === 'none' &&
      ((hides('Y') && e.scrollHeight > e.clientHeight + 2) || (hides('X') && e.scrollWidth > e.clientWidth + 2 &&
        style.textOverflow !== 'ellipsis'));
  };
  const found = [...document.body.querySelectorAll('*')].filter(cut);
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter(one => one !== sheet);
  return found.slice(0, 5).map(e => e.tagName + '.' + e.className);
}"""

# 2.3.3: a person who asked for stillness gets it.
_MOVING = """() => {
  const long = text => text.split(',').some(one => parseFloat(one) * (one.includes('ms') ? 1 : 1000) > 1);
  const moves = e => ['', '::before', '::after'].some(part => {
    const style = getComputedStyle(e, part || undefined);
    return (style.transitionProperty !== 'none' && long(style.transitionDuration)) ||
      (style.animationName !== 'none' && long(style.animationDuration)) || style.scrollBehavior === 'smooth';
  });
  return [document.documentElement, ...document.body.querySelectorAll('*')].filter(moves).slice(0, 5)
    .map(e => e.tagName + '.' + e.className);
}"""

# Where a search box has focus from the start, Tab would begin behind it.
_FROM_THE_TOP = """() => {
  window.__stops = new Map();
  window.__before = null;
  const top = document.createElement('span');
  top.tabIndex = -1;
  document.body.prepend(top);
  top.focus();
  top.remove();
  window.scrollTo(0, 0);
}"""

# A stop's look, its words, and whether it lies beneath something; what focus does not change shows nothing.
_OF_A_STOP = """
  const look = e => [e, e.parentElement, e.closest('label'), e.nextElementSibling].filter(Boolean).map(one => {
    const style = getComputedStyle(one);
    const {boxShadow, border, backgroundColor, textDecoration, clipPath} = style;
    // A ring that is not drawn has a colour, too.
    const ring = style.outlineStyle === 'none' ? 'none' : style.outline;
    return [ring, boxShadow, border, backgroundColor, textDecoration, clipPath].join();
  }).join();
  const words = e => (e.getAttribute('aria-label') || e.textContent).trim().slice(0, 40);
  const said = e => `${e.tagName}.${e.className} ${words(e)}`;
  const hidden = e => {
    const box = e.getBoundingClientRect();
    const labels = [...(e.labels ?? [])];
    const own = top => top === e || e.contains(top) || top.contains(e) || labels.some(label => label.contains(top));
    const inner = (from, to) => [from + 2, (from + to) / 2, to - 2];
    const points = inner(box.left, box.right).flatMap(x => inner(box.top, box.bottom).map(y => [x, y]))
      .concat([...e.getClientRects()].map(b => [(b.left + b.right) / 2, (b.top + b.bottom) / 2]));
    const tops = points.map(([x, y]) => document.elementFromPoint(x, y)).filter(Boolean);
    return box.width < 1 || box.height < 1 || !tops.some(own);
  };
"""

# A stop's look is kept while it has focus and compared once the next one has it.
_FOCUSED = (
    "() => {"
    + _OF_A_STOP
    + """
  const stops = window.__stops, before = window.__before;
  const e = document.activeElement;
  const away = !e || e === document.body || e === document.documentElement;
  const left = before && before.e !== e && before.e.isConnected;
  const unseen = left && look(before.e) === before.look ? before.what : null;
  if (away) return {number: null, unseen};
  if (!stops.has(e)) stops.set(e, stops.size);
  const what = said(e);
  // A date or a time is one stop in three parts, and the browser marks the part.
  if (before?.e !== e) window.__before = {e, what, look: look(e)};
  return {number: stops.get(e), unseen, what, parts: e.matches('input[type=date], input[type=time]') ? 4 : 1,
    hidden: hidden(e)};
}"""
)

# Where Tab has stopped, focus is set again; after keys a browser shows it as it shows Tab's.
_AGAIN = (
    "() => {"
    + _OF_A_STOP
    + """
  const wrong = [];
  for (const e of window.__stops.keys()) {
    e.focus();
    if (document.activeElement !== e) { wrong.push('not reached: ' + said(e)); continue; }
    if (hidden(e)) wrong.push('focus is hidden: ' + said(e));
    const shown = look(e);
    e.blur();
    if (look(e) === shown) wrong.push('focus does not show: ' + said(e));
  }
  return wrong;
}"""
)

_UNREACHED = """() => {
  const able = e => {
    if (e.disabled || e.tabIndex < 0 || e.closest('[inert]')) return false;
    if (e.matches('input[type=radio]')) {
      const set = [...document.getElementsByName(e.name)].filter(r => r.form === e.form);
      if (set.some(r => window.__stops.has(r))) return false;
    }
    const style = getComputedStyle(e);
    return e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}) &&
      style.visibility !== 'hidden' && !(e.closest('details:not([open])') && !e.matches('summary'));
  };
  const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]';
  const said = e => (e.getAttribute('aria-label') || e.textContent).trim().slice(0, 40);
  const what = e => `${e.tagName}.${e.className} ${said(e)}`;
  return [...document.querySelectorAll(all)].filter(able).filter(e => !window.__stops.has(e)).slice(0, 5).map(what);
}"""


def sideways(page: Page) -> list[str]:
    """What sticks out of the window, so that the page scrolls in two directions (1.4.10)."""
    found: list[str] = page.evaluate(_SIDEWAYS)
    return found


def cut_off(page: Page) -> list[str]:
    """What hides words once text is spaced as a person needs it (1.4.12)."""
    found: list[str] = page.evaluate(_SPACED)
    return found


def moving(page: Page) -> list[str]:
    """What would still move for a person who asked for less motion (2.3.3)."""
    found: list[str] = page.evaluate(_MOVING)
    return found


def walked_by_tab(page: Page) -> list[str]:
    """Press Tab through the whole page and tell what is wrong on the way.

    Every stop shows that it has focus (2.4.7) and is not hidden beneath something (2.4.11); no stop holds a person
    fast (2.1.2); whatever can be reached is reached (2.1.1); nothing jumps the order of the page (2.4.3).
    """
    page.evaluate(_FROM_THE_TOP)
    wrong: list[str] = page.evaluate(
        "() => [...document.querySelectorAll('[tabindex]')].filter(e => e.tabIndex > 0).map(e => 'jumps: ' + e.tagName)"
    )
    last, stays = -1, 0
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        stop: dict[str, Any] = page.evaluate(_FOCUSED)
        if stop["unseen"]:
            wrong.append(f"focus does not show: {stop['unseen']}")
        if stop["number"] is None or stop["number"] < last:
            break
        stays = stays + 1 if stop["number"] == last else 1
        if stays > stop["parts"]:
            wrong.append(f"holds fast: {stop['what']}")
            break
        last = stop["number"]
        if stop["hidden"]:
            wrong.append(f"focus is hidden: {stop['what']}")
    else:
        wrong.append(f"more than {STOPS} stops")
    unreached: list[str] = page.evaluate(_UNREACHED)
    return wrong + [f"not reached: {one}" for one in unreached]


def shown_again(page: Page) -> list[str]:
    """Give focus again to each stop of the last walk by Tab, and tell where it is not seen (2.4.7, 2.4.11).

    For a page that was walked and now looks different: forced colours change what is seen, not what follows what.
    """
    wrong: list[str] = page.evaluate(_AGAIN)
    return wrong


def heard(page: Page) -> list[dict[str, Any]]:
    """Chromium's accessibility tree: what a screen reader is given. Each node as role, name and properties."""
    session = page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [
        {
            "role": node["role"]["value"],
            "name": node.get("name", {}).get("value", ""),
            "value": node.get("value", {}).get("value"),
            "id": node["nodeId"],
            "parent": node.get("parentId"),
            **{one["name"]: one["value"].get("value") for one in node.get("properties", [])},
        }
        for node in nodes
        if not node["ignored"]
    ]


def misheard(page: Page) -> list[str]:
    """What a screen reader cannot make sense of (4.1.2, 1.3.1, 2.4.6)."""
    nodes = heard(page)
    wrong = [f"no name: {node['role']}" for node in nodes if node["role"] in CONTROLS and not node["name"].strip()]
    levels = [int(node["level"]) for node in nodes if node["role"] == "heading"]
    wrong += [f"level {b} after {a}" for a, b in itertools.pairwise(levels) if b > a + 1]
    for role in ("main", "banner"):
        if sum(node["role"] == role for node in nodes) != 1:
            wrong.append(f"{sum(node['role'] == role for node in nodes)} of {role}")
    for role in ("navigation", "complementary", "region"):
        names = [node["name"] for node in nodes if node["role"] == role]
        if len(names) != len(set(names)):
            wrong.append(f"{role} twice by one name: {sorted(names)}")
    return wrong


def live_words(page: Page) -> list[str]:
    """What the page's live regions say now (4.1.3), as the accessibility tree holds it."""
    nodes = heard(page)
    by_id = {node["id"]: node for node in nodes}

    def is_live(node: dict[str, Any] | None) -> bool:
        while node is not None:
            if node.get("live") in {"polite", "assertive"} or node["role"] in {"status", "alert", "log"}:
                return True
            node = by_id.get(node["parent"])
        return False

    return [node["name"] for node in nodes if node["role"] == "StaticText" and is_live(node)]
