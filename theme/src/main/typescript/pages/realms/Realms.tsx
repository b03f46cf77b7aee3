import { useState } from "react";
import { useApi } from "../../console/api";
import { useConsole } from "../../console/Console";
import type { RealmList } from "../../console/realms";
import { Failure } from "../../shared/Failure";
import { Loading } from "../../shared/Loading";
import { Screen } from "../../shared/Screen";
import { usePolling } from "../../shared/usePolling";
import { t } from "../../texts/texts";
import { ALL, Filter, type Wanted } from "./Filter";
import { listed } from "./listed";
import { Pages } from "./Pages";
import { RealmTable } from "./RealmTable";
import { useLast } from "./useLast";

const EVERY_MILLIS = 5000;
const ON_A_PAGE = 100;

/** How all realms of this region do: one call, however many there are. */
export function Realms() {
  const api = useApi();
  const { realm } = useConsole();
  const [wanted, setWanted] = useState<Wanted>(ALL);
  const [first, setFirst] = useState(0);
  const query = new URLSearchParams({ ...wanted, first: `${first}`, max: `${ON_A_PAGE}` }).toString();
  const polled = usePolling(() => api.get<RealmList>(`realms?${query}`), query, EVERY_MILLIS);
  const list = useLast(listed(polled));
  return (
    <Screen title={t("realms.title")} intro={t("now.master", { realm })}>
      <Filter
        wanted={wanted}
        states={list?.states ?? {}}
        onChange={(now) => {
          setWanted(now);
          setFirst(0);
        }}
      />
      {polled.error && <Failure error={polled.error} />}
      {!list && !polled.error && <Loading />}
      {list && (
        <>
          <p aria-live="polite" data-total={list.total}>
            {list.total === 0 ? t("realms.none") : t("realms.count", { count: list.total })}
          </p>
          {list.total > 0 && <RealmTable realms={list.realms} />}
          <Pages first={first} size={ON_A_PAGE} total={list.total} onTurn={setFirst} />
        </>
      )}
    </Screen>
  );
}
