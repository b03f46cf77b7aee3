import { useState } from "react";
import { RefusedError, useApi } from "../../console/api";
import { useIsOperator } from "../../console/Console";
import type { Overview } from "../../console/overview";
import type { Preflight } from "../../console/pairing";
import { useAddress } from "../../console/place";
import { Button } from "../../shared/Button";
import { Failure } from "../../shared/Failure";
import { Field } from "../../shared/Field";
import { Link } from "../../shared/Link";
import { Loading } from "../../shared/Loading";
import { useAnswer } from "../../shared/useAnswer";
import { t } from "../../texts/texts";
import { Findings } from "./Findings";
import { ForOperators } from "./ForOperators";
import { Start } from "./Start";
import { WayThrough } from "./WayThrough";

/** What both regions say before the copy begins, and its beginning. */
export function Prepare({ region, facts }: { region: string; facts: Overview }) {
  const api = useApi();
  const operator = useIsOperator();
  const address = useAddress();
  const [typed, setTyped] = useState("");
  const [url, setUrl] = useState<string>();
  const check = useAnswer(() => api.post<Preflight>("preflight", { region, url }), `${region} ${url}`);
  const needsUrl = check.error instanceof RefusedError && check.error.body.error === "invalid_url";
  const invited = check.data?.findings.every((finding) => finding.rule !== "invited" || finding.holds) ?? false;
  // an answer that is believed here proves that each region trusts the other
  const trusted = check.data?.findings.some((finding) => finding.rule === "reachable" && finding.holds);
  return (
    <div className="mr-screen mr-narrow">
      <WayThrough step={trusted ? 1 : 0} />
      {!check.data && !check.error && <Loading />}
      {check.error && <Failure error={check.error} />}
      {operator && (needsUrl || url !== undefined) && (
        <Field label={t("add.url", { region })} value={typed} onChange={setTyped} help={t("add.url.help")} />
      )}
      {check.data && <Findings found={check.data} />}
      {!operator && !check.data?.passed && !invited && (check.error || check.data) && (
        <ForOperators here={facts.region} there={region} realm={facts.realm} />
      )}
      <div className="mr-buttons">
        <Button onClick={() => (typed.trim() && typed.trim() !== url ? setUrl(typed.trim()) : check.again())}>
          {t("add.again")}
        </Button>
        <Link to={address("add")}>{t("add.other")}</Link>
      </div>
      {check.data && <Start region={region} url={url} found={check.data} />}
    </div>
  );
}
