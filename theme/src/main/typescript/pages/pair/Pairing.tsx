import { useState } from "react";
import { readIdentity, type Identity, type PairedRegion } from "../../console/pairing";
import { useMasterApi } from "../../console/useMasterApi";
import { Failure } from "../../shared/Failure";
import { Loading } from "../../shared/Loading";
import { TextBox } from "../../shared/TextBox";
import { useAnswer } from "../../shared/useAnswer";
import { t } from "../../texts/texts";
import { Agreement } from "./Agreement";
import { Fingerprints } from "./Fingerprints";
import { PairedNote } from "./PairedNote";

interface Props {
  /** Told once another region is trusted here. */
  onPaired?: (region: PairedRegion) => void;
}

/** Has this region trust another one: its identity is pasted, and the fingerprints are compared before anything is believed. */
export function Pairing({ onPaired }: Props) {
  const api = useMasterApi();
  const own = useAnswer(() => api.get<Identity>("identity"), api);
  const [pasted, setPasted] = useState("");
  const [paired, setPaired] = useState<PairedRegion>();
  if (own.error) return <Failure error={own.error} />;
  if (!own.data) return <Loading />;
  const theirs = readIdentity(pasted);
  return (
    <div className="pf-v5-c-form mr-narrow">
      <TextBox label={t("pair.give", { region: own.data.region })} value={written(own.data)} />
      <Fingerprints here={own.data} there={paired ?? theirs} />
      {paired ? (
        <PairedNote own={own.data} paired={paired} />
      ) : (
        <>
          <TextBox label={t("pair.take")} value={pasted} onChange={setPasted} />
          {pasted && !theirs && <p role="status">{t("pair.none")}</p>}
          {theirs && (
            <Agreement
              key={theirs.region}
              theirs={theirs}
              onPaired={(region) => {
                setPaired(region);
                onPaired?.(region);
              }}
            />
          )}
        </>
      )}
    </div>
  );
}

/** What another region needs, and no more: where the keys are is nobody's business there. */
function written({ region, url, certificates, fingerprints, expiresAt }: Identity): string {
  return JSON.stringify({ region, url, certificates, fingerprints, expiresAt });
}
