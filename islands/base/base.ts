/*
 * Behaviours every page shares. Pages work without this script; it only makes keys reach what can be clicked.
 * "?" opens the list of keys, wherever no words are being typed.
 */
import "./base.css";
import "./drop";
import "./form-drafts";
import "./idle";
import "./once";
import "./press";
import "./waiting";
import { isTyping } from "../common/typing";

document.addEventListener("keydown", (event) => {
  if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const keys = document.getElementById("keys");
  if (keys === null || !("popover" in keys)) return;
  event.preventDefault();
  keys.togglePopover();
});
