import { lazy, Suspense, useContext } from "react";
import { ConsoleContext, type Console } from "../console/Console";
import { Boundary } from "../shared/Boundary";
import { PATH, ROLES } from "./address";
import type { AccessCheck, Parts, Router } from "./parts";

const App = lazy(() => import("../pages/App"));

/** Gives the console's router our pages. It has matched the address before it knew them: it looks again. */
export function addRoute(router: Router, parts: Parts, title: () => string): void {
  const access = Object.assign((check: AccessCheck) => check.hasAny(...ROLES), {
    toString: () => ROLES[0],
  });
  router.patchRoutes(router.routes[0].id, [
    {
      path: `/:realm/${PATH}/*`,
      element: <Bridge parts={parts} router={router} />,
      handle: { access, breadcrumb: title },
    },
  ]);
  if (location.hash.includes(`/${PATH}`)) {
    router.navigate(location.hash.slice(1), { replace: true });
  }
}

/** Reads the console's contexts, as its own pages do. */
function Bridge({ parts, router }: { parts: Parts; router: Router }) {
  const { keycloak, environment } = useContext(parts.environment!.context);
  const { realm } = useContext(parts.realm!.context);
  const { hasSomeAccess } = useContext(parts.access!.context);
  const { whoAmI } = useContext(parts.whoAmI!.context);
  const console: Console = {
    realm,
    keycloak,
    environment,
    language: whoAmI.locale || "en",
    may: hasSomeAccess,
    go: (to) => router.navigate(to),
  };
  return (
    <ConsoleContext.Provider value={console}>
      <Boundary>
        <Suspense fallback={null}>
          <App />
        </Suspense>
      </Boundary>
    </ConsoleContext.Provider>
  );
}
