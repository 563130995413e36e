/* What was set aside, with the reason, along the table's near edge. A card dragged here is asked for its reason. */
import { Asking } from "./Asking";
import { LinesLink } from "./Card";
import type { Desk } from "./desk";
import { cardOf } from "./model";

export function Tray({ desk }: { desk: Desk }) {
  const { set_aside } = desk.board;
  const asking = desk.doing.asking?.where === "tray" ? desk.doing.asking : null;
  const coming = asking === null ? undefined : cardOf(desk.board, asking.statements[0]!);
  return (
    <section class="tray" aria-labelledby="set-aside">
      <h2 id="set-aside">Set aside<span>Kept, with the reason</span></h2>
      {set_aside.length === 0 && asking === null && <p class="none">Nothing is set aside.{desk.canWrite && " Cards that do not belong can be laid here."}</p>}
      <ul>
        {asking !== null && coming !== undefined && (
          <li>
            <div class="card"><span class="text">{coming.text}</span></div>
            <Asking desk={desk} asking={asking} />
          </li>
        )}
        {set_aside.map((aside) => (
          <li key={aside.statement}>
            <div class="card">
              <span class="text">{aside.text}</span>
              <LinesLink desk={desk} told={aside} tab />
            </div>
            <div class="why">
              <p>{aside.reason}</p>
              {desk.canWrite && (
                <button type="button" class="link" aria-label={`Take back: ${aside.text}`} onClick={() => void desk.acts.takeBack(aside.statement)}>
                  Take back
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
