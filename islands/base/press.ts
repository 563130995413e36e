/*
 * Keys for what can be clicked: an element marked `data-press="e"` is pressed by that key, or entered where it is
 * typed into. Letters never act while words are typed.
 */
import { isTyping } from "../common/typing";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1 || isTyping(event.target)) return;
  const target = document.querySelector<HTMLElement>(`[data-press="${CSS.escape(event.key)}"]`);
  if (target === null) return;
  event.preventDefault();
  if (target instanceof HTMLInputElement) target.focus();
  else target.click();
});
