import type { Context } from "react";

/** What is used of React's inner tree: it has no public door, and this is the only file that goes through. */
interface Fiber {
  type: { _context?: unknown } | null | string;
  memoizedProps: { router?: unknown; value?: unknown } | null;
  child: Fiber | null;
  sibling: Fiber | null;
  stateNode: { current?: Fiber } | null;
}

export interface Router {
  routes: { id: string }[];
  state: { location: { pathname: string } };
  patchRoutes(parent: string | null, routes: object[]): void;
  navigate(to: string, options?: { replace?: boolean }): void;
  subscribe(listener: () => void): () => void;
}

export interface Keycloak {
  token?: string;
  updateToken(seconds: number): Promise<boolean>;
  login(): Promise<void>;
}

export interface Environment {
  adminBaseUrl: string;
  realm: string;
  masterRealm: string;
}

export type AccessCheck = { hasAny(...roles: string[]): boolean };

/** A provider in the console's tree: the value that it gives now, and the context that hooks read it by. */
export interface Provider<T> {
  value: T;
  context: Context<T>;
}

export interface Parts {
  router?: Router;
  environment?: Provider<{ keycloak: Keycloak; environment: Environment }>;
  realm?: Provider<{ realm: string }>;
  access?: Provider<{ hasSomeAccess(...roles: string[]): boolean }>;
  whoAmI?: Provider<{ whoAmI: { locale?: string } }>;
}

const ENOUGH = 6000;

/** The console's parts, as far as it has them now. They lie near the root, in front of its pages. */
export function findParts(): Parts {
  const parts: Parts = {};
  const waiting: Fiber[] = [];
  const root = rootFiber();
  if (root) waiting.push(root);
  for (let seen = 0; waiting.length > 0 && seen < ENOUGH && !complete(parts); seen++) {
    const fiber = waiting.pop()!;
    look(fiber, parts);
    if (fiber.sibling) waiting.push(fiber.sibling);
    if (fiber.child) waiting.push(fiber.child);
  }
  return parts;
}

function complete(parts: Parts): boolean {
  return !!(parts.router && parts.environment && parts.realm && parts.access && parts.whoAmI);
}

function rootFiber(): Fiber | null {
  const container = document.getElementById("app") as (HTMLElement & Record<string, Fiber>) | null;
  const key = container && Object.keys(container).find((name) => name.startsWith("__reactContainer$"));
  return (key && container[key]?.stateNode?.current) || null;
}

function look(fiber: Fiber, parts: Parts): void {
  const props = fiber.memoizedProps;
  if (typeof props !== "object" || props === null) return;
  if (!parts.router && has(props.router, "patchRoutes") && has(props.router, "navigate")) {
    parts.router = props.router as unknown as Router;
  }
  if (!parts.environment && has(props.value, "keycloak") && has(props.value, "environment")) {
    parts.environment = provider(fiber);
  }
  if (!parts.realm && has(props.value, "realmRepresentation")) parts.realm = provider(fiber);
  if (!parts.access && has(props.value, "hasSomeAccess")) parts.access = provider(fiber);
  if (!parts.whoAmI && has(props.value, "whoAmI")) parts.whoAmI = provider(fiber);
}

/** React 18 has the context behind the provider's type, React 19 has it as the type. */
function provider<T>(fiber: Fiber): Provider<T> {
  const type = fiber.type as { _context?: unknown };
  return { value: fiber.memoizedProps!.value as T, context: (type._context ?? type) as Context<T> };
}

function has(value: unknown, name: string): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && name in value;
}
