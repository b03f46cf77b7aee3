import { useMemo, useState } from "react";
import { Api, RefusedError } from "../../console/api";
import { useConsole } from "../../console/Console";
import type { OwnIdentity, TrustedRegion } from "../../console/keys";
import type { Overview } from "../../console/overview";
import { Failure } from "../../shared/Failure";
import { Loading } from "../../shared/Loading";
import { usePolling } from "../../shared/usePolling";
import { t } from "../../texts/texts";
import { CertificateEnds } from "./CertificateEnds";
import { OwnCertificate } from "./OwnCertificate";
import { TrustedCard } from "./TrustedCard";

const EVERY_MILLIS = 15_000;
const FORBIDDEN = 403;

interface Trust {
  own: OwnIdentity;
  others: TrustedRegion[];
}

/** By which certificates this region is known, and by which it knows others. It is asked in the master realm, from whichever realm. */
export function Pairing({ facts }: { facts: Overview }) {
  const { keycloak, environment } = useConsole();
  const api = useMemo(() => new Api({ keycloak, environment }, environment.masterRealm), [keycloak, environment]);
  const [round, setRound] = useState(0);
  const trust = usePolling<Trust>(
    async () => ({
      own: await api.get<OwnIdentity>("identity"),
      others: (await api.get<{ regions: TrustedRegion[] }>("regions")).regions,
    }),
    round,
    EVERY_MILLIS,
  );
  if (!trust.data) {
    const error = trust.error;
    if (!error) return <Loading />;
    // an operator of this realm only, who has no say in the region
    return error instanceof RefusedError && error.status === FORBIDDEN ? (
      <CertificateEnds facts={facts} />
    ) : (
      <Failure error={error} />
    );
  }
  const { own, others } = trust.data;
  return (
    <section className="mr-part" aria-label={t("keys.pairing")}>
      <h3 className="pf-v5-c-title pf-m-lg">{t("keys.pairing")}</h3>
      {trust.error && <Failure error={trust.error} />}
      <div className="mr-cards">
        <OwnCertificate own={own} />
        {others.map((one) => (
          <TrustedCard key={one.region} region={one} api={api} onChanged={() => setRound((was) => was + 1)} />
        ))}
      </div>
    </section>
  );
}
