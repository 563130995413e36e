/* The list of keys that `?` opens, where the page's head has not brought its own. */
import { KEY_LIST } from "./keys";

export function KeyList() {
  if (document.querySelector("#keys:not([data-board])") !== null) return null;
  return (
    <div id="keys" popover="auto" role="dialog" aria-labelledby="keys-h" tabIndex={0} autofocus data-board>
      <h2 id="keys-h">Keys on this page</h2>
      <dl>
        {KEY_LIST.map(([keys, what]) => (
          <>
            <dt>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt>
            <dd>{what}</dd>
          </>
        ))}
      </dl>
    </div>
  );
}
