import type { ReactNode } from "react";
import { useApi } from "../../console/api";
import type { Happening } from "../../console/region";
import { Ago } from "../../shared/Ago";
import { English } from "../../shared/English";
import { Facts } from "../../shared/Facts";
import { Failure } from "../../shared/Failure";
import { absolute, duration, number } from "../../shared/format";
import { Table } from "../../shared/Table";
import { usePolling } from "../../shared/usePolling";
import { maybe, t } from "../../texts/texts";

const EVERY_MILLIS = 10_000;
const MOST = 100;

/** What has happened to a region: what its stream did, how it was compared, drills. */
export function Past({ region }: { region: string }) {
  const api = useApi();
  const past = usePolling(
    () => api.get<Happening[]>(`timeline?max=${MOST}&region=${encodeURIComponent(region)}`),
    region,
    EVERY_MILLIS,
  );
  return (
    <section data-past={region}>
      <h3 className="pf-v5-c-title pf-m-lg">{t("region.past")}</h3>
      {past.error && <Failure error={past.error} />}
      {past.data?.length === 0 && <p>{t("region.past.none")}</p>}
      {!!past.data?.length && (
        <>
          <Facts facts={[[t("region.differed"), differed(past.data)]]} />
          <Table
            label={t("region.past")}
            head={[t("region.past.when"), t("region.past.what"), t("region.past.duration"), t("region.past.why")]}
            rows={past.data.map((happening, i) => ({
              key: `${happening.what}-${i}`,
              cells: [<When key="at" at={happening.at} />, word(happening), lasted(happening), <English key="text">{happening.text}</English>],
            }))}
          />
        </>
      )}
    </section>
  );
}

/** Both: last night is easier to find by the clock. */
function When({ at }: { at: string }) {
  return (
    <>
      {absolute(Date.parse(at))} <small>(<Ago at={at} />)</small>
    </>
  );
}

function word({ what }: Happening): string {
  return maybe(`state.${what}`) ?? maybe(`happening.${what}`) ?? what;
}

function lasted({ what, millis }: Happening): string {
  if (millis === undefined) return "";
  const isState = maybe(`state.${what}`) !== undefined;
  return t(isState ? "region.past.after" : "region.past.took", { duration: duration(millis) });
}

/** The newest comparison that found something. */
function differed(past: Happening[]): ReactNode {
  const last = past.find(({ what, text }) => what === "VERIFIED" && Number.parseInt(text ?? "", 10) > 0);
  if (!last) return t("region.differed.never");
  return (
    <>
      {number(Number.parseInt(last.text ?? "", 10))} (<Ago at={last.at} />)
    </>
  );
}
