import { RefusedError } from "../console/api";
import { t } from "../texts/texts";
import { Alert } from "./Alert";
import { English } from "./English";

/** Why something was not done, as the server says it. */
export function Failure({ error }: { error: Error }) {
  return (
    <Alert tone="danger" title={error instanceof RefusedError ? t("refused") : t("unreachable")}>
      <English>{error.message}</English>
    </Alert>
  );
}
