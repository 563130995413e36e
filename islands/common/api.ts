/*
 * The typed JSON API as an island meets it: same origin, session cookie, CSRF header.
 * Three ways to fail: the server refused (ApiError, with its three sentences), could not be reached (Unreachable), or
 * was hindered by its disk or database (Hindered, with sentences too): the same call may succeed later.
 */

/** A refusal, in the server's words. `current` is the object as it now is, where the refusal is a clash. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly what: string,
    readonly safe: string,
    readonly todo: string,
    readonly current: unknown = undefined,
    /** Whose hand `current` is. */
    readonly by: string = "",
  ) {
    super(what);
  }

  /** The three sentences as one. */
  get sentences(): string {
    return [this.what, this.safe, this.todo].filter((part) => part !== "").join(" ");
  }
}

/** No answer, or one that is not the API's: nothing is known about what was sent. */
export class Unreachable extends Error {}

/** The server is there, but its disk is full or read-only, or its database busy or away. */
export class Hindered extends Unreachable {
  constructor(readonly refusal: ApiError) {
    super(refusal.what);
  }
}

const HINDERED = [503, 507];

export interface ApiPlace {
  /** Address of the API, ending in a slash. */
  api: string;
  /** Name of the cookie that holds the CSRF token. */
  csrf_cookie: string;
}

const PATIENCE_MS = 20_000;

export class Api {
  constructor(private readonly place: ApiPlace) {}

  get<T>(path: string): Promise<T> {
    return this.ask<T>("GET", path);
  }
  post<T>(path: string, body: unknown, keepalive = false): Promise<T> {
    return this.ask<T>("POST", path, body, keepalive);
  }
  patch<T>(path: string, body: unknown, keepalive = false): Promise<T> {
    return this.ask<T>("PATCH", path, body, keepalive);
  }
  delete<T>(path: string): Promise<T> {
    return this.ask<T>("DELETE", path);
  }

  private async ask<T>(method: string, path: string, body?: unknown, keepalive = false): Promise<T> {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (method !== "GET") headers["X-CSRFToken"] = cookie(this.place.csrf_cookie);
    if (body !== undefined) headers["Content-Type"] = "application/json";
    let response: Response;
    try {
      response = await fetch(this.place.api + path, {
        method,
        headers,
        keepalive,
        credentials: "same-origin",
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
    } catch {
      throw new Unreachable("No answer.");
    }
    const answer: unknown = response.status === 204 ? {} : await response.json().catch(() => null);
    if (HINDERED.includes(response.status) && answer !== null) throw new Hindered(refusal(response.status, answer));
    if (response.status >= 500) throw new Unreachable("The server could not answer.");
    if (!response.ok) throw refusal(response.status, answer);
    if (answer === null) throw new Unreachable("The answer was cut short.");
    return answer as T;
  }
}

function refusal(status: number, answer: unknown): ApiError {
  const said = (answer ?? {}) as { what?: unknown; safe?: unknown; do?: unknown; current?: unknown; by?: unknown };
  const word = (value: unknown, otherwise: string) => (typeof value === "string" ? value : otherwise);
  return new ApiError(
    status,
    word(said.what, "This could not be done."),
    word(said.safe, "Nothing was changed."),
    word(said.do, ""),
    said.current,
    word(said.by, ""),
  );
}

/** The value of a cookie, empty where there is none. */
export function cookie(name: string): string {
  for (const part of document.cookie.split("; ")) {
    if (part.startsWith(`${name}=`)) return decodeURIComponent(part.slice(name.length + 1));
  }
  return "";
}
