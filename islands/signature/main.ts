/*
 * A sheet to sign on with a stylus, a finger or a mouse. What is drawn goes into the form as strokes; without this
 * script, or without a hand that draws, consent is taken on paper, and the page says so.
 */
import { button, h } from "../common/dom";
import { type Line, further, hasRoom, onSheet, pointsOf, read } from "./strokes";

for (const place of document.querySelectorAll<HTMLElement>("[data-signature]")) offer(place);

function offer(place: HTMLElement): void {
  const kept = place.querySelector("textarea");
  const canvas = h("canvas", {
    width: place.dataset["width"],
    height: place.dataset["height"],
    role: "img",
    "aria-label": "Sheet to sign on by stylus, finger or mouse. By keyboard: choose paper, and keep a scan.",
  });
  const pen = canvas.getContext("2d");
  if (kept === null || pen === null) return;
  const again = button("Wipe it and sign again", () => {
    lines = [];
    draw();
  });
  const help = place.querySelector<HTMLElement>("[data-without]");
  if (help !== null) help.textContent = "Only where they sign on the screen. Whoever cannot draw, or would rather not, signs on paper.";
  place.append(canvas, again);

  let lines: Line[] = read(kept.value);
  let line: Line | null = null;

  const draw = (): void => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.lineWidth = 3;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = getComputedStyle(canvas).color;
    for (const one of lines) {
      pen.beginPath();
      for (const [x, y] of one.length === 1 ? [...one, ...one] : one) pen.lineTo(x, y);
      pen.stroke();
    }
    kept.value = lines.length === 0 ? "" : JSON.stringify(lines);
  };
  const move = (event: PointerEvent): void => {
    if (line === null) return;
    const point = onSheet(event.clientX, event.clientY, canvas.getBoundingClientRect(), canvas.width, canvas.height);
    line = further(line, point, pointsOf(lines));
    lines = [...lines.slice(0, -1), line];
    draw();
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button !== 0 || !hasRoom(lines)) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    lines = [...lines, []];
    line = [];
    move(event);
    const stylus = place.closest("form")?.querySelector<HTMLInputElement>('input[name="mode"][value="stylus"]');
    if (stylus) stylus.checked = true;
  });
  canvas.addEventListener("pointermove", move);
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => (line = null));
  draw();
}
