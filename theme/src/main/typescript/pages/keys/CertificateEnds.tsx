import type { Overview } from "../../console/overview";
import { Ago } from "../../shared/Ago";
import { Facts } from "../../shared/Facts";
import { t } from "../../texts/texts";

/** For the realm's own administrators: when the certificates end. The rest is for whoever runs the servers. */
export function CertificateEnds({ facts }: { facts: Overview }) {
  const regions = facts.regions ?? [];
  return (
    <section className="mr-part" aria-label={t("keys.pairing")}>
      <h3 className="pf-v5-c-title pf-m-lg">{t("keys.pairing")}</h3>
      <p data-operators>{t("keys.pairing.operators")}</p>
      {regions.length > 0 && (
        <Facts
          facts={regions.map(({ region, certificateEndsAt }) => [
            `${region}: ${t("fact.certificate")}`,
            certificateEndsAt && <Ago at={certificateEndsAt} />,
          ])}
        />
      )}
    </section>
  );
}
