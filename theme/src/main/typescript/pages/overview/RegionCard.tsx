import type { ReactNode } from "react";
import type { Region } from "../../console/overview";
import { useAddress } from "../../console/place";
import { Ago } from "../../shared/Ago";
import { Facts } from "../../shared/Facts";
import { bytes, duration, number, percent } from "../../shared/format";
import { Link } from "../../shared/Link";
import { Progress } from "../../shared/Progress";
import { Sparkline } from "../../shared/Sparkline";
import { StateLabel } from "../../shared/StateLabel";
import { TroubleNote } from "../../shared/TroubleNote";
import { t } from "../../texts/texts";
import { LastVerify } from "./LastVerify";

const OLD_MILLIS = 15_000;

interface Props {
  region: Region;
  /** Which facts the server tells of any region: one that it tells of none has no place on a card. */
  told: (fact: keyof Region) => boolean;
  /** Whether it stands on the page about this region, which says the rest itself. */
  alone?: boolean;
}

/** One region: what it is, how it is, and how far it is. */
export function RegionCard({ region, told, alone = false }: Props) {
  const address = useAddress();
  const state = region.state ?? "UNKNOWN";
  const minutes = region.lagMillisOfMinutes?.some((value) => value !== null) ? region.lagMillisOfMinutes : undefined;
  return (
    <article className="pf-v5-c-card mr-card" data-region={region.region} aria-label={region.region}>
      <div className="pf-v5-c-card__title">
        <h3 className="pf-v5-c-card__title-text">
          {region.region} <Role region={region} />
        </h3>
        <StateLabel state={state} more={more(region)} />
      </div>
      <div className="pf-v5-c-card__body">
        {state === "COPYING" && region.totalResources !== undefined && (
          <Progress done={region.copiedResources ?? 0} total={region.totalResources} label={t("state.COPYING")} />
        )}
        {region.lastError && !alone && <TroubleNote trouble={region.lastError} />}
        {minutes && (
          <Sparkline
            values={minutes}
            label={t("spark", {
              max: duration(Math.max(...minutes.map((value) => value ?? 0))),
              now: region.lagMillis === undefined ? t("unknown") : duration(region.lagMillis),
            })}
          />
        )}
        <Facts facts={facts(region, told)} />
        {!alone && <Link to={address("regions", region.region)}>{t("fact.more", { region: region.region })}</Link>}
      </div>
    </article>
  );
}

function Role({ region }: { region: Region }) {
  return (
    <small>
      {region.role && t(`role.${region.role}`)}
      {region.self && ` · ${t("self")}`}
    </small>
  );
}

function more(region: Region): string | undefined {
  if (region.state === "COPYING" && region.totalResources) {
    return percent((region.copiedResources ?? 0) / region.totalResources);
  }
  if (region.state === "CATCHING_UP" && region.secondsLeft !== undefined) {
    return `· ${t("fact.left")} ${duration(region.secondsLeft * 1000)}`;
  }
  return undefined;
}

type Entry = [string, ReactNode];

function facts(region: Region, told: Props["told"]): Entry[] {
  const primary = region.role === "PRIMARY";
  const shown: Entry[] = [];
  const add = <K extends keyof Region>(key: K, name: string, show: (value: NonNullable<Region[K]>) => ReactNode) => {
    const value = region[key];
    if (told(key)) shown.push([name, value === undefined || value === null ? undefined : show(value)]);
  };
  const addTold: typeof add = (key, name, show) => add(key, name, (value) => asTold(region, show(value)));
  if (!primary) {
    add("lagMillis", t("fact.lag"), duration);
    add("lagP99MillisOfHour", t("fact.p99"), duration);
    add("behindResources", t("fact.behind"), number);
    shown.push(...busy(region));
  }
  if (!region.self) {
    add("heardMillisAgo", t("fact.heard"), (ago) => t("ago", { duration: duration(ago) }));
    addTold("clockSkewMillis", t("fact.skew"), duration);
  }
  add("appliedPosition", t("fact.position"), String);
  add("epoch", t("fact.epoch"), String);
  addTold("keycloakVersion", t("fact.versions"), (version) => `${version} / ${region.extensionVersion ?? t("unknown")}`);
  addTold("nodes", t("fact.nodes"), number);
  if (!primary) shown.push([t("fact.verify"), <LastVerify key="verify" verify={region.lastVerify} />]);
  addTold("certificateEndsAt", t("fact.certificate"), (at) => <Ago at={at} />);
  addTold("keysUsable", t("fact.keys"), (usable) => t(usable ? "fact.keys.ok" : "fact.keys.not"));
  shown.push([t("fact.url"), region.publicUrl ?? region.url]);
  return shown;
}

/** What a region says of itself every five seconds is pale once it has not for three times as long. */
function asTold({ toldMillisAgo }: Region, value: ReactNode): ReactNode {
  if (toldMillisAgo === undefined || toldMillisAgo <= OLD_MILLIS) return value;
  return (
    <span className="mr-unknown">
      {value} ({t("region.told", { ago: t("ago", { duration: duration(toldMillisAgo) }) })})
    </span>
  );
}

function busy(region: Region): [string, ReactNode][] {
  const shown: [string, ReactNode][] = [];
  if (region.state === "COPYING" && region.copiedBytes !== undefined) {
    shown.push([t("fact.copied"), bytes(region.copiedBytes)]);
  }
  if (region.state === "COPYING" || region.state === "CATCHING_UP") {
    if (region.resourcesPerSecond !== undefined) {
      shown.push([t("fact.rate"), t("fact.rate.value", { rate: number(region.resourcesPerSecond) })]);
    }
    if (region.secondsLeft !== undefined) shown.push([t("fact.left"), duration(region.secondsLeft * 1000)]);
  }
  return shown;
}
