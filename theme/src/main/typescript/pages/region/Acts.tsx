import { useApi } from "../../console/api";
import { useIsOperator } from "../../console/Console";
import type { Region } from "../../console/overview";
import { number } from "../../shared/format";
import { t } from "../../texts/texts";
import { Act } from "./Act";

interface Replica {
  status: string;
  wanted: string;
}

/** What the primary can do with a region's copy. */
export function Acts({ region, onDone }: { region: Region; onDone(): void }) {
  const api = useApi();
  const operator = useIsOperator();
  const { verification } = region;
  const path = `replicas/${encodeURIComponent(region.region)}`;
  const serves = (region.wanted ?? region.status) === "ACTIVE";
  const compare = async (repair: boolean) => {
    const { done } = await api.post<{ done: boolean }>(`verify?repair=${repair}`);
    onDone();
    return done ? "region.done" : "region.asked";
  };
  const set = async (status: string) => {
    const replica = await api.put<Replica>(path, { status });
    return replica.status === replica.wanted ? "region.done" : "region.asked";
  };
  return (
    <section className="mr-acts" aria-label={t("region.acts")}>
      <h3 className="pf-v5-c-title pf-m-lg">{t("region.acts")}</h3>
      {verification && (
        <p aria-live="polite">
          {t("region.verify.now", {
            kind: verification.kind ?? "",
            count: number(verification.compared ?? 0),
            differences: number(verification.differences ?? 0),
          })}
        </p>
      )}
      <Act verb="region.verify" region={region.region} is="region.verify.is" perform={() => compare(false)} />
      {verification && (
        <Act
          verb="region.verify.stop"
          region={region.region}
          perform={async () => {
            await api.delete("verify");
            return "region.done";
          }}
        />
      )}
      <Act verb="region.repair" region={region.region} is="region.repair.is" asks="sure" perform={() => compare(true)} />
      {serves ? (
        <Act verb="region.pause" region={region.region} is="region.pause.is" asks="name" perform={() => set("INACTIVE")} />
      ) : (
        <Act verb="region.resume" region={region.region} is="region.resume.is" perform={() => set("ACTIVE")} />
      )}
      <Act
        verb="region.remove"
        region={region.region}
        is="region.remove.is"
        asks="name"
        not={serves ? "region.remove.first" : undefined}
        option={operator && !serves ? "region.forget" : undefined}
        perform={async (forget) => {
          await api.delete(forget ? `${path}?force=true` : path);
          return forget ? "region.done" : "region.asked";
        }}
      />
    </section>
  );
}
