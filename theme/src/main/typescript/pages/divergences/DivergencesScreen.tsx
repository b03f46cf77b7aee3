import { useState } from "react";
import { useApi } from "../../console/api";
import type { Divergence } from "../../console/divergences";
import { Alert } from "../../shared/Alert";
import { Failure } from "../../shared/Failure";
import { Loading } from "../../shared/Loading";
import { Screen } from "../../shared/Screen";
import { usePolling } from "../../shared/usePolling";
import { t } from "../../texts/texts";
import { Decisions } from "./Decisions";
import { DivergenceCard } from "./DivergenceCard";

const EVERY_MILLIS = 15_000;

/** What a former primary had and this region never got: to apply, to let go, to keep. */
export default function DivergencesScreen() {
  const api = useApi();
  const [round, setRound] = useState(0);
  const list = usePolling(() => api.get<Divergence[]>("divergences"), round, EVERY_MILLIS);
  const again = () => setRound((was) => was + 1);
  if (!list.data && !list.error) return <Loading />;
  return (
    <Screen title={t("menu.divergences")} intro={t("divergences.intro")}>
      {list.error && <Failure error={list.error} />}
      {list.data?.length === 0 && (
        <Alert tone="success" title={t("divergences.none")}>
          {t("divergences.none.body")}
        </Alert>
      )}
      {!!list.data?.length && (
        <>
          <Decisions open={list.data.some(({ status }) => status === "OPEN")} onDone={again} />
          {list.data.map((divergence) => (
            <DivergenceCard key={divergence.id} divergence={divergence} onDone={again} />
          ))}
        </>
      )}
    </Screen>
  );
}
