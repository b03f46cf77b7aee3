import { t } from "../../texts/texts";

interface Props {
  here: { region: string; fingerprints: string[] };
  /** None as long as nobody has said it. */
  there?: { region: string; fingerprints: string[] };
}

/** What both regions are known by, side by side: somebody compares it with what the other region's page shows. */
export function Fingerprints({ here, there }: Props) {
  return (
    <div className="mr-pair">
      <Side name={t("pair.here", { region: here.region })} {...here} />
      {there && <Side name={t("pair.there", { region: there.region })} {...there} />}
    </div>
  );
}

function Side({ name, region, fingerprints }: { name: string; region: string; fingerprints: string[] }) {
  return (
    <section aria-label={name} data-fingerprints={region}>
      <h3 className="pf-v5-c-title pf-m-md">{name}</h3>
      {fingerprints.map((fingerprint) => (
        <code key={fingerprint}>{fingerprint}</code>
      ))}
    </section>
  );
}
