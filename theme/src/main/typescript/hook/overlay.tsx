import { StrictMode } from "react";
import { createRoot, type Root } from "react-dom";
import { ConsoleContext, type Console } from "../console/Console";
import App from "../pages/App";
import { Alert } from "../shared/Alert";
import { Boundary } from "../shared/Boundary";
import { Button } from "../shared/Button";
import { t } from "../texts/texts";
import { realmOfAddress } from "./address";
import type { Parts } from "./parts";

let root: Root | undefined;

/** Shows our pages above a console whose router does not take them, or takes them away. */
export function showOverlay(parts: Parts | undefined): void {
  const there = document.getElementById("multi-region-overlay");
  if (!parts) {
    root?.unmount();
    root = undefined;
    there?.remove();
    return;
  }
  if (there) return;
  const place = document.createElement("main");
  place.id = "multi-region-overlay";
  place.className = "mr-overlay";
  document.body.append(place);
  root = createRoot(place);
  root.render(
    <StrictMode>
      <Overlay parts={parts} />
    </StrictMode>,
  );
}

function Overlay({ parts }: { parts: Parts }) {
  const { keycloak, environment } = parts.environment!.value;
  const console: Console = {
    realm: realmOfAddress() ?? environment.realm,
    keycloak,
    environment,
    language: parts.whoAmI!.value.whoAmI.locale || "en",
    may: parts.access!.value.hasSomeAccess,
    go: (to) => {
      location.hash = to;
    },
  };
  return (
    <ConsoleContext.Provider value={console}>
      <Alert tone="info" title={t("fallback")}>
        <Button kind="link" onClick={() => console.go(`/${encodeURIComponent(console.realm)}`)}>
          {t("fallback.close")}
        </Button>
      </Alert>
      <Boundary>
        <App />
      </Boundary>
    </ConsoleContext.Provider>
  );
}
