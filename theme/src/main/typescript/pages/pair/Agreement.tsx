import { useState } from "react";
import type { Identity, PairedRegion } from "../../console/pairing";
import { useMasterApi } from "../../console/useMasterApi";
import { Button } from "../../shared/Button";
import { CheckBox } from "../../shared/CheckBox";
import { Failure } from "../../shared/Failure";
import { Field } from "../../shared/Field";
import { t } from "../../texts/texts";

interface Props {
  theirs: Identity;
  onPaired(region: PairedRegion): void;
}

/** What somebody agrees to who pairs: that the fingerprints are the same in both regions, and what the other one may do here. */
export function Agreement({ theirs, onPaired }: Props) {
  const api = useMasterApi();
  const [compared, setCompared] = useState(false);
  const [realms, setRealms] = useState("");
  const [leads, setLeads] = useState(false);
  const [error, setError] = useState<Error>();
  const { region } = theirs;
  const pair = async () => {
    const allowed = new URLSearchParams();
    if (realms.trim()) allowed.set("realms", realms.trim());
    if (leads) allowed.set("mayBecomePrimary", "true");
    try {
      setError(undefined);
      onPaired(await api.post<PairedRegion>(`regions?${allowed}`, theirs));
    } catch (e) {
      setError(e as Error);
    }
  };
  return (
    <>
      <CheckBox checked={compared} onChange={setCompared}>
        {t("pair.compared", { region })}
      </CheckBox>
      <Field label={t("pair.realms", { region })} value={realms} onChange={setRealms} help={t("pair.realms.help")} />
      <CheckBox checked={leads} onChange={setLeads}>
        {t("pair.leads", { region })}
      </CheckBox>
      {error && <Failure error={error} />}
      <div>
        <Button kind="primary" disabled={!compared} onClick={pair}>
          {t("pair.do", { region })}
        </Button>
      </div>
    </>
  );
}
