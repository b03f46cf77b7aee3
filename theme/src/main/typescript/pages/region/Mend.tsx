import type { Overview, Region } from "../../console/overview";
import { useApi } from "../../console/api";
import { useConsole, useMayManage } from "../../console/Console";
import { Command, quoted } from "../../shared/Command";
import { TroubleNote } from "../../shared/TroubleNote";
import { t } from "../../texts/texts";
import { Act } from "./Act";

/** The last error: whether it passes by itself and when it is tried next, and what mends it. */
export function Mend({ region, facts }: { region: Region; facts: Overview }) {
  const api = useApi();
  const { realm } = useConsole();
  const manage = useMayManage();
  const trouble = region.lastError;
  if (!trouble) return null;
  const leads = facts.role === "PRIMARY" && !region.self;
  const path = `/realms/${encodeURIComponent(realm)}/multi-region/health/active`;
  const tryNow = async () => {
    await api.post(`replicas/${encodeURIComponent(region.region)}/retry`);
    return "region.tried" as const;
  };
  const repair = async () => {
    await api.post("verify?repair=true");
    return "region.asked" as const;
  };
  return (
    <section aria-label={t("region.mend")} data-mend={trouble.class}>
      <h3 className="pf-v5-c-title pf-m-lg">{t("region.mend")}</h3>
      <TroubleNote trouble={trouble} />
      <p>{t("region.tries")}</p>
      {leads && manage && <Act verb="region.tryNow" region={region.region} perform={tryNow} />}
      {leads && manage && /verify\?repair=true/.test(`${trouble.message} ${trouble.whatToDo}`) && (
        <Act verb="region.repair" region={region.region} is="region.repair.is" asks="sure" perform={repair} />
      )}
      {leads && region.url && trouble.class === "PASSES" && (
        <>
          <p>{t("region.look", { region: facts.region })}</p>
          <Command>{`curl -si ${quoted(region.url.replace(/\/+$/, "") + path)}`}</Command>
        </>
      )}
    </section>
  );
}
