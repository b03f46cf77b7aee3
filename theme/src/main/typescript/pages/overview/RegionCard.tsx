import type { ReactNode } from "react";
import type { Region } from "../../console/overview";
import { Ago } from "../../shared/Ago";
import { Facts } from "../../shared/Facts";
import { bytes, duration, number, percent } from "../../shared/format";
import { Progress } from "../../shared/Progress";
import { Sparkline } from "../../shared/Sparkline";
import { StateLabel } from "../../shared/StateLabel";
import { TroubleNote } from "../../shared/TroubleNote";
import { t } from "../../texts/texts";
import { LastVerify } from "./LastVerify";

/** One region: what it is, how it is, and how far it is. */
export function RegionCard({ region }: { region: Region }) {
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
        {region.lastError && <TroubleNote trouble={region.lastError} />}
        {minutes && (
          <Sparkline
            values={minutes}
            label={t("spark", {
              max: duration(Math.max(...minutes.map((value) => value ?? 0))),
              now: region.lagMillis === undefined ? t("unknown") : duration(region.lagMillis),
            })}
          />
        )}
        <Facts facts={facts(region)} />
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

function facts(region: Region): [string, ReactNode][] {
  const primary = region.role === "PRIMARY";
  const known = <T,>(value: T | undefined | null, show: (value: T) => ReactNode): ReactNode =>
    value === undefined || value === null ? undefined : show(value);
  const shown: [string, ReactNode][] = primary
    ? [[t("fact.position"), known(region.appliedPosition, String)]]
    : [
        [t("fact.lag"), known(region.lagMillis, duration)],
        [t("fact.p99"), known(region.lagP99MillisOfHour, duration)],
        [t("fact.behind"), known(region.behindResources, number)],
        ...busy(region),
      ];
  if (!region.self) {
    shown.push([t("fact.heard"), known(region.heardMillisAgo, (ago) => t("ago", { duration: duration(ago) }))]);
    shown.push([t("fact.skew"), known(region.clockSkewMillis, duration)]);
  }
  return [
    ...shown,
    [t("fact.epoch"), known(region.epoch, String)],
    [
      t("fact.versions"),
      known(region.keycloakVersion, (version) => `${version} / ${region.extensionVersion ?? t("unknown")}`),
    ],
    [t("fact.nodes"), known(region.nodes, number)],
    ...(primary ? [] : [[t("fact.verify"), <LastVerify key="verify" verify={region.lastVerify} />] as [string, ReactNode]]),
    [t("fact.certificate"), known(region.certificateEndsAt, (at) => <Ago at={at} />)],
    [t("fact.keys"), known(region.keysUsable, (usable) => t(usable ? "fact.keys.ok" : "fact.keys.not"))],
    [t("fact.url"), known(region.publicUrl ?? region.url, String)],
  ];
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
