/*
 * Locks the store when nobody has touched the page for a while, so that words do not stay on an empty desk's screen.
 * The server locks by itself too; this only takes the page away at the same moment. Pages of an unsealed store,
 * the fictional study's, carry no time and are left alone.
 */
const MINUTE_MS = 60_000;
const SIGNS_OF_LIFE = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

const minutes = Number(document.body.dataset["lockAfter"] ?? 0);
const form = document.querySelector<HTMLFormElement>("form[data-lock]");

if (minutes > 0 && form !== null) {
  let last = Date.now();
  for (const sign of SIGNS_OF_LIFE) {
    document.addEventListener(sign, () => (last = Date.now()), { passive: true, capture: true });
  }
  // A clock that is asked, not a timer that is set: a laptop that slept must find the time gone by.
  setInterval(() => {
    if (Date.now() - last >= minutes * MINUTE_MS) form.requestSubmit();
  }, MINUTE_MS / 6);
}
