import type { Environment } from "./parts";

export interface Notice {
  readOnly: boolean;
  /** The base address of the primary. */
  primary?: string;
}

const FRESH_MILLIS = 60_000;

let known: { realm: string; at: number; notice?: Notice } | undefined;

/** Whether a realm is read-only here, as far as it is known. Asked once for each realm that one goes to, and after a minute. */
export function noticeOf(realm: string, environment: Environment, then: () => void): Notice | undefined {
  if (!known || known.realm !== realm || Date.now() - known.at > FRESH_MILLIS) {
    const asked = { realm, at: Date.now(), notice: known?.realm === realm ? known.notice : undefined };
    known = asked;
    void fetch(`${environment.adminBaseUrl}/realms/${encodeURIComponent(realm)}/multi-region/notice`)
      .then((answer) => (answer.ok ? answer.json() : undefined))
      .then((notice) => {
        asked.notice = notice;
        then();
      })
      .catch(() => undefined);
  }
  return known.notice;
}

/** The page that is shown now, in the console of another region: for who has signed in there. */
export function samePageAt(base: string, environment: Environment): string {
  return `${new URL(base).origin}${path(base)}/admin/${encodeURIComponent(environment.realm)}/console/${location.hash}`;
}

function path(base: string): string {
  return new URL(base).pathname.replace(/\/+$/, "");
}
