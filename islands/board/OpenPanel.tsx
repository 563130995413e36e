/* Which sheet is open beside the table, if any: the words behind a card, or what joins a pile. */
import type { Desk } from "./desk";
import { PassagePanel } from "./PassagePanel";
import { ThemePanel } from "./ThemePanel";

export function OpenPanel({ desk }: { desk: Desk }) {
  const { panel } = desk.doing;
  if (panel === null) return null;
  if (panel.kind === "passage") return <PassagePanel key={`p${panel.statement}`} desk={desk} statement={panel.statement} />;
  return <ThemePanel key={`t${desk.sync.face(panel.theme)}`} desk={desk} id={panel.theme} />;
}
