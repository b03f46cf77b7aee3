import type { OwnIdentity } from "../../console/keys";
import { Ago } from "../../shared/Ago";
import { Button } from "../../shared/Button";
import { download } from "../../shared/download";
import { Facts } from "../../shared/Facts";
import { t } from "../../texts/texts";
import { Fingerprints } from "./Fingerprints";

/** This region's certificates: others pair with it by them, and check what it has signed. */
export function OwnCertificate({ own }: { own: OwnIdentity }) {
  const save = () => {
    const pem = new Blob([own.certificates.join("\n")], { type: "application/x-pem-file" });
    download(pem, `${own.region}.pem`);
  };
  return (
    <article className="pf-v5-c-card mr-card" data-own={own.region}>
      <div className="pf-v5-c-card__title">
        <h4>
          {own.region} <small>{t("self")}</small>
        </h4>
      </div>
      <div className="pf-v5-c-card__body">
        <Facts
          facts={[
            [t("fact.certificate"), <Ago at={own.expiresAt} />],
            [t("keys.fingerprints"), <Fingerprints all={own.fingerprints} />],
            [t("fact.keys"), own.keys.join(", ")],
          ]}
        />
        <Button onClick={save}>{t("keys.pem")}</Button>
      </div>
    </article>
  );
}
