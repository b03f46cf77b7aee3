import { useState } from "react";
import { useMayManage } from "../../console/Console";
import { useAddress } from "../../console/place";
import { Alert } from "../../shared/Alert";
import { Failure } from "../../shared/Failure";
import { Link } from "../../shared/Link";
import { Loading } from "../../shared/Loading";
import { OnPrimary } from "../../shared/OnPrimary";
import { Screen } from "../../shared/Screen";
import { t } from "../../texts/texts";
import { believed } from "../overview/believed";
import { RegionCard } from "../overview/RegionCard";
import type { ScreenProps } from "../screens";
import { Acts } from "./Acts";
import { KindsTable } from "./KindsTable";
import { Mend } from "./Mend";
import { Past } from "./Past";
import { Why } from "./Why";

/** One region: why it is as it is, what mends it, what it has, and what has happened to it. */
export default function RegionScreen({ overview, rest }: ScreenProps) {
  const address = useAddress();
  const manage = useMayManage();
  const [round, setRound] = useState(0);
  const [name = ""] = rest;
  const facts = believed(overview);
  if (!facts) return overview.error ? <Failure error={overview.error} /> : <Loading />;
  const region = facts.regions?.find((known) => known.region === name);
  return (
    <Screen title={name}>
      <Link to={address()}>{t("back")}</Link>
      {!region && <Alert tone="warning" title={t("region.none", { region: name })} />}
      {region && (
        <>
          <Why region={region} />
          {facts.silentSince && overview.error && <Failure error={overview.error} />}
          <Mend region={region} facts={facts} />
          <RegionCard region={region} told={(fact) => region[fact] !== undefined} alone />
          <OnPrimary facts={facts} why="region.elsewhere" />
          {facts.role === "PRIMARY" && !region.self && manage && (
            <Acts region={region} onDone={() => setRound((was) => was + 1)} />
          )}
          <KindsTable region={region} round={round} />
        </>
      )}
      <Past region={name} />
    </Screen>
  );
}
