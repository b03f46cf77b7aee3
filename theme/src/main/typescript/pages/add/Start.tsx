import { useState } from "react";
import { useApi } from "../../console/api";
import type { Preflight } from "../../console/pairing";
import { Button } from "../../shared/Button";
import { CheckBox } from "../../shared/CheckBox";
import { Failure } from "../../shared/Failure";
import { t } from "../../texts/texts";

interface Props {
  region: string;
  url?: string;
  found: Preflight;
}

/** Begins the copy. What did not hold may be mended while it waits: whoever wants that says so. */
export function Start({ region, url, found }: Props) {
  const api = useApi();
  const [serves, setServes] = useState(true);
  const [anyway, setAnyway] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const start = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await api.post("replicas", { region, url, activate: serves });
    } catch (e) {
      setError(e as Error);
      setBusy(false);
    }
  };
  return (
    <>
      <CheckBox checked={serves} onChange={setServes}>
        {t("add.activate", { region })}
      </CheckBox>
      {!found.passed && (
        <CheckBox checked={anyway} onChange={setAnyway}>
          {t("add.anyway")}
        </CheckBox>
      )}
      {error && <Failure error={error} />}
      <div>
        <Button kind="primary" disabled={busy || !(found.passed || anyway)} onClick={start}>
          {t("add.start", { region })}
        </Button>
      </div>
    </>
  );
}
