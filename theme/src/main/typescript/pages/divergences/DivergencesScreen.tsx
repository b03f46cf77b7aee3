import { useRef, useState } from "react";
import { useApi } from "../../console/api";
import type { Divergence } from "../../console/divergences";
import { Alert } from "../../shared/Alert";
import { Failure } from "../../shared/Failure";
import { Loading } from "../../shared/Loading";
import { OnPrimary } from "../../shared/OnPrimary";
import { Screen } from "../../shared/Screen";
import { usePolling } from "../../shared/usePolling";
import { t } from "../../texts/texts";
import type { ScreenProps } from "../screens";
import { DivergenceList } from "./DivergenceList";

const EVERY_MILLIS = 15_000;

/** What a former primary had and this region never got: to apply, to let go, to keep. */
export default function DivergencesScreen({ overview }: ScreenProps) {
  const api = useApi();
  const [round, setRound] = useState(0);
  const found = usePolling(() => api.get<Divergence[]>("divergences"), round, EVERY_MILLIS);
  const known = useRef<Divergence[]>();
  // what was known stays while it is asked for anew
  known.current = found.data ?? known.current;
  const { current: data } = known;
  const { error } = found;
  if (!data && !error) return <Loading />;
  const elsewhere = overview.data?.role === "SECONDARY";
  return (
    <Screen title={t("menu.divergences")} intro={t("divergences.intro")}>
      {error && <Failure error={error} />}
      <OnPrimary facts={overview.data} why="divergences.elsewhere" />
      {data?.length === 0 && !elsewhere && (
        <Alert tone="success" title={t("divergences.none")}>
          {t("divergences.none.body")}
        </Alert>
      )}
      {!!data?.length && <DivergenceList all={data} onDone={() => setRound((was) => was + 1)} />}
    </Screen>
  );
}
