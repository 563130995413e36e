/* A sheet that opens beside the table: the words behind a card, or what joins a pile. Escape closes it. */
import type { ComponentChildren } from "preact";
import type { Desk } from "./desk";
import { takeFocus } from "./NameInput";

interface SheetProps {
  desk: Desk;
  title: string;
  /** For lines of a transcript, which should not break where the frozen ones do not. */
  wide?: boolean;
  children: ComponentChildren;
}

export function Sheet({ desk, title, wide = false, children }: SheetProps) {
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    desk.closePanel();
  };
  return (
    <section class={wide ? "sheet wide" : "sheet"} aria-labelledby="sheet-title" onKeyDown={onKey}>
      <header>
        <h2 id="sheet-title" tabIndex={-1} ref={takeFocus}>{title}</h2>
        <button type="button" class="link" onClick={() => desk.closePanel()}>Close</button>
      </header>
      {children}
    </section>
  );
}
