import type { Identity, PairedRegion } from "../../console/pairing";
import { Alert } from "../../shared/Alert";
import { t } from "../../texts/texts";
import { pairPage } from "./pairPage";

/** One direction is done: the other region has to trust this one, too, and only its own operators can say so. */
export function PairedNote({ own, paired }: { own: Identity; paired: PairedRegion }) {
  const { region, url } = paired;
  return (
    <Alert tone="success" title={t("pair.done", { here: own.region, region })}>
      {t("pair.next", { here: own.region, region })}{" "}
      {url && (
        <a href={pairPage(url)} target="_blank" rel="noreferrer">
          {t("pair.open", { region })}
        </a>
      )}
    </Alert>
  );
}
