import { useMemo } from "react";
import { useConsole, type Console } from "./Console";

/** Refused, or failed: what the server said about it. */
export class RefusedError extends Error {
  constructor(
    readonly status: number,
    readonly body: { error?: string; error_description?: string; rules?: unknown; step?: string },
  ) {
    super(body.error_description || body.error || `HTTP ${status}`);
  }
}

const PATIENCE_MILLIS = 10_000;
const TOKEN_SECONDS = 5;

/** The administration by REST, below /admin/realms/{realm}/multi-region, with the console's own token. */
export class Api {
  constructor(
    private readonly console: Pick<Console, "keycloak" | "environment">,
    private readonly realm: string,
  ) {}

  get<T>(path: string): Promise<T> {
    return this.call("GET", path, undefined, PATIENCE_MILLIS);
  }

  post<T>(path: string, body?: unknown): Promise<T> {
    return this.call("POST", path, body ?? {});
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return this.call("PUT", path, body);
  }

  delete<T>(path: string): Promise<T> {
    return this.call("DELETE", path);
  }

  /** The bytes of a file to download. */
  async file(path: string): Promise<Blob> {
    const answer = await this.send("GET", path);
    if (!answer.ok) throw new RefusedError(answer.status, await json(answer));
    return answer.blob();
  }

  private async call<T>(method: string, path: string, body?: unknown, patience?: number): Promise<T> {
    const answer = await this.send(method, path, body, patience);
    const said = await json(answer);
    if (!answer.ok) throw new RefusedError(answer.status, said);
    return said as T;
  }

  private async send(method: string, path: string, body?: unknown, patience?: number): Promise<Response> {
    const { keycloak, environment } = this.console;
    await this.signedIn();
    const base = `${environment.adminBaseUrl}/admin/realms/${encodeURIComponent(this.realm)}/multi-region`;
    return fetch(path ? `${base}/${path}` : base, {
      method,
      headers: {
        Accept: "application/json",
        Authorization: `Bearer ${keycloak.token}`,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: patience ? AbortSignal.timeout(patience) : undefined,
    });
  }

  /** Only whose session has ended is sent to sign in: where nobody answers, the page stays, and says so. */
  private async signedIn(): Promise<void> {
    const { keycloak } = this.console;
    try {
      await keycloak.updateToken(TOKEN_SECONDS);
    } catch (e) {
      if (!keycloak.token) await keycloak.login();
      throw e;
    }
  }
}

async function json(answer: Response): Promise<Record<string, never>> {
  try {
    return await answer.json();
  } catch {
    return {};
  }
}

export function useApi(): Api {
  const { keycloak, environment, realm } = useConsole();
  return useMemo(() => new Api({ keycloak, environment }, realm), [keycloak, environment, realm]);
}
