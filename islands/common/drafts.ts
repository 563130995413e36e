/*
 * Words typed and not yet acknowledged, kept in this browser in case the page closes or the server is lost.
 * Participants' words must not lie in a browser's profile in the clear, so they are sealed with AES-GCM under a key
 * that only the unlocked server hands out. Each open page has a drafts entry of its own, held by a lock while it lives.
 */

export interface Draft {
  key: string;
  sort: "note" | "statement" | "case";
  id: number | null;
  clientKey: string;
  changedAt: string;
  fields: Record<string, unknown>;
}

const PREFIX = "lifeworld.draft.";

export class DraftStore<Kept = Draft> {
  private readonly name: string;
  private readonly sealKey: Promise<CryptoKey>;
  private wanted: Kept[] | null = null;
  private writing: Promise<void> | null = null;

  /** `place` names the study and the case; `secret` is 32 bytes in base64. */
  constructor(
    private readonly place: string,
    secret: string,
    page: string = crypto.randomUUID(),
    private readonly storage: Storage = localStorage,
  ) {
    this.name = `${PREFIX}${place}.${page}`;
    const bytes = fromBase64(secret);
    this.sealKey = crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
    void navigator.locks?.request(this.name, () => new Promise(() => undefined));
  }

  /** Keeps these drafts in place of those kept before; none removes the entry. Calls that overlap keep the last. */
  keep(drafts: Kept[]): Promise<void> {
    this.wanted = drafts;
    this.writing ??= this.write().finally(() => {
      this.writing = null;
    });
    return this.writing;
  }

  /** Drafts left by pages of this case that are no longer open, and what to call once each is dealt with. */
  async leftBehind(): Promise<{ drafts: Kept[]; forget: () => void }> {
    const held = await this.namesHeld();
    const names = Object.keys(this.storage).filter(
      (name) => name.startsWith(`${PREFIX}${this.place}.`) && name !== this.name && !held.has(name),
    );
    const drafts: Kept[] = [];
    const opened: string[] = [];
    for (const name of names) {
      const found = await this.open(this.storage.getItem(name) ?? "");
      if (found === null) continue;
      drafts.push(...found);
      opened.push(name);
    }
    return { drafts, forget: () => opened.forEach((name) => this.storage.removeItem(name)) };
  }

  private async write(): Promise<void> {
    while (this.wanted !== null) {
      const drafts = this.wanted;
      this.wanted = null;
      if (drafts.length === 0) this.storage.removeItem(this.name);
      else this.storage.setItem(this.name, await this.seal(drafts));
    }
  }

  private async seal(drafts: Kept[]): Promise<string> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const words = new TextEncoder().encode(JSON.stringify(drafts));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await this.sealKey, words);
    return `${toBase64(iv)}.${toBase64(new Uint8Array(sealed))}`;
  }

  /** Null when the entry was sealed under another key, or altered. */
  private async open(sealed: string): Promise<Kept[] | null> {
    const [iv, words] = sealed.split(".");
    try {
      const key = await this.sealKey;
      const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: fromBase64(iv ?? "") }, key, fromBase64(words ?? ""));
      return JSON.parse(new TextDecoder().decode(plain)) as Kept[];
    } catch {
      return null;
    }
  }

  private async namesHeld(): Promise<Set<string>> {
    const state = await navigator.locks?.query();
    return new Set((state?.held ?? []).map((lock) => lock.name ?? ""));
  }
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
