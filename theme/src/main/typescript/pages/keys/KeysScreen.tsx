import { useIsMaster, useIsOperator } from "../../console/Console";
import { Failure } from "../../shared/Failure";
import { Loading } from "../../shared/Loading";
import { Screen } from "../../shared/Screen";
import { t } from "../../texts/texts";
import type { ScreenProps } from "../screens";
import { CertificateEnds } from "./CertificateEnds";
import { Pairing } from "./Pairing";
import { Sealing } from "./Sealing";

/** The realm's own keys, and those by which regions know each other: these belong to whoever runs the servers. */
export default function KeysScreen({ overview }: ScreenProps) {
  const operator = useIsOperator();
  const master = useIsMaster();
  const facts = overview.data;
  if (!facts) return overview.error ? <Failure error={overview.error} /> : <Loading />;
  return (
    <Screen title={t("menu.keys")} intro={t("keys.intro")}>
      {master ? <p>{t("keys.master")}</p> : <Sealing leads={facts.role !== "SECONDARY"} />}
      {operator ? <Pairing facts={facts} /> : <CertificateEnds facts={facts} />}
    </Screen>
  );
}
