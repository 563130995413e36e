/* Naming in place: a line to write on where the name stands. Enter keeps it, so does leaving; Escape leaves it as it was. */
import { useRef } from "preact/hooks";
import { LONGEST_NAME } from "./acts";
import type { Desk, Side } from "./desk";
import type { Begun } from "./disagreeing";
import { nameOf } from "./model";
import type { Theme } from "./types";

export function NameInput({ desk, theme, side }: { desk: Desk; theme: Theme; side: Side }) {
  const done = useRef(false);
  const begun = useRef<Begun>({ value: theme.name, changed_at: theme.changed_at });
  const finish = (name: string | null, back: boolean) => {
    if (done.current) return;
    done.current = true;
    if (back) desk.wantsFocus = `${side}:t${theme.id}`;
    desk.set({ naming: null });
    if (name !== null) desk.acts.rename(theme.id, name, begun.current);
  };
  const onKey = (event: KeyboardEvent) => {
    const { value } = event.currentTarget as HTMLInputElement;
    // Enter may end what an input method composes.
    if (event.isComposing) return event.stopPropagation();
    if (event.key === "Enter") finish(value, true);
    else if (event.key === "Escape") finish(null, true);
    else return event.stopPropagation();
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <input
      class="naming words"
      aria-label={`Name of ${nameOf(theme)}`}
      placeholder={nameOf(theme)}
      defaultValue={theme.name}
      maxLength={LONGEST_NAME}
      autocomplete="off"
      ref={takeFocus}
      onKeyDown={onKey}
      onBlur={(event) => finish(event.currentTarget.value, false)}
    />
  );
}

/** Focuses an element as soon as it is drawn, once, without letting the browser move the table under the hand. */
export function takeFocus(element: HTMLElement | null): void {
  if (element === null || element.dataset["took"] !== undefined) return;
  element.dataset["took"] = "";
  element.focus({ preventScroll: true });
  if (element instanceof HTMLInputElement) element.select();
}
