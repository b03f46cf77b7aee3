import { useState } from "react";
import type { Api } from "../../console/api";
import { useMayManage } from "../../console/Console";
import type { TrustedRegion } from "../../console/keys";
import { Ago } from "../../shared/Ago";
import { Button } from "../../shared/Button";
import { Confirm } from "../../shared/Confirm";
import { Facts } from "../../shared/Facts";
import { Failure } from "../../shared/Failure";
import { Icon } from "../../shared/Icon";
import { t } from "../../texts/texts";
import { Fingerprints } from "./Fingerprints";

interface Props {
  region: TrustedRegion;
  api: Api;
  onChanged(): void;
}

/** Another region: by which certificates it is known, what it may do here, and the end of that. */
export function TrustedCard({ region: known, api, onChanged }: Props) {
  const manages = useMayManage();
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<Error>();
  const { region, status, url, fingerprints, expiresAt, realms, mayBecomePrimary, direction, changedAt, changedBy } = known;
  const trusted = status === "TRUSTED";
  const revoke = async () => {
    setAsking(false);
    setError(undefined);
    await api.delete(`regions/${encodeURIComponent(region)}`).catch((e) => setError(e as Error));
    onChanged();
  };
  return (
    <article className="pf-v5-c-card mr-card" data-trusted={region} data-status={status}>
      <div className="pf-v5-c-card__title">
        <h4>{region}</h4>
        <span className={`pf-v5-c-label ${trusted ? "pf-m-green" : "pf-m-red"}`}>
          <span className="pf-v5-c-label__content">
            <span className="pf-v5-c-label__icon">
              <Icon shape={trusted ? "check" : "cross"} />
            </span>
            <span className="pf-v5-c-label__text">{t(`keys.trust.${status}`)}</span>
          </span>
        </span>
      </div>
      <div className="pf-v5-c-card__body">
        <Facts
          facts={[
            [t("fact.url"), url],
            [t("fact.certificate"), expiresAt && <Ago at={expiresAt} />],
            [t("keys.fingerprints"), fingerprints.length > 0 ? <Fingerprints all={fingerprints} /> : undefined],
            [t("keys.realms"), realms.includes("*") ? t("keys.realms.all") : realms.join(", ") || t("keys.realms.none")],
            [t("keys.mayBecomePrimary"), t(mayBecomePrimary ? "yes" : "no")],
            [t("keys.direction"), t(`keys.direction.${direction}`)],
            ...(changedAt ? ([[t("keys.changed"), <Changed at={changedAt} by={changedBy} />]] as [string, JSX.Element][]) : []),
          ]}
        />
        {error && <Failure error={error} />}
        {manages && status !== "REVOKED" && (
          <Button kind="danger" onClick={() => setAsking(true)}>
            {t("keys.revoke", { region })}
          </Button>
        )}
      </div>
      {asking && (
        <Confirm
          name={region}
          title={t("keys.revoke.question", { region })}
          verb={t("keys.revoke", { region })}
          danger
          onClose={() => setAsking(false)}
          onConfirm={() => void revoke()}
        >
          <p>{t("keys.revoke.what", { region })}</p>
        </Confirm>
      )}
    </article>
  );
}

function Changed({ at, by }: { at: string; by?: string }) {
  return (
    <>
      <Ago at={at} /> {by}
    </>
  );
}
