/*
 * A press that was a double one sends a form once. Where no other page came of it (a file, a server that was lost) the
 * same button sends again a little later. Two buttons of one form are two acts.
 */
const ONE_PRESS_MS = 2_000;
const sent = new WeakMap<HTMLElement, number>();

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target as HTMLFormElement;
    if (form.method !== "post") return;
    const pressed = event.submitter ?? form;
    const before = sent.get(pressed);
    if (before !== undefined && event.timeStamp - before < ONE_PRESS_MS) event.preventDefault();
    else sent.set(pressed, event.timeStamp);
  },
  { capture: true },
);
