import { useState } from "react";
import { useApi } from "../../console/api";
import { useConsole, useMayManage } from "../../console/Console";
import type { Overview } from "../../console/overview";
import { samePageAt } from "../../hook/notice";
import { Alert } from "../../shared/Alert";
import { Button } from "../../shared/Button";
import { Failure } from "../../shared/Failure";
import { duration } from "../../shared/format";
import { Loading } from "../../shared/Loading";
import { usePolling } from "../../shared/usePolling";
import { t } from "../../texts/texts";
import { Confirm } from "./Confirm";
import { refuses, type Moved, type Preview } from "./moved";
import { RuleList } from "./RuleList";
import { useMove } from "./useMove";

/** On a secondary: takes the role without the primary, and says first what would be lost. */
export function TakeOver({ facts, onMoved }: { facts: Overview; onMoved(result: Moved, millis: number): void }) {
  const { realm, environment } = useConsole();
  const api = useApi();
  const manages = useMayManage();
  const preview = usePolling(() => api.get<Preview>("failover/preview"), realm);
  const [asking, setAsking] = useState(false);
  const [skipped, skip] = useState<string[]>([]);
  const [reason, setReason] = useState("");
  const { busy, error, ask } = useMove("failover", onMoved);
  const seen = preview.data;
  if (busy || !seen) return preview.error && !busy ? <Failure error={preview.error} /> : <Loading />;
  const { region } = facts;
  const primary = facts.primary?.region ?? t("unknown");
  const needed = skipped.filter((name) => seen.refusedBy.includes(name));
  const refused = refuses(seen.rules, skipped) || (needed.length > 0 && !reason.trim());
  return (
    <>
      <Lost preview={seen} primary={primary} />
      {facts.primary?.url && (
        <p>
          <a href={samePageAt(facts.primary.url, environment)}>{t("takeOver.there", { primary })}</a>
        </p>
      )}
      <RuleList rules={seen.rules} skipped={skipped} reason={reason} onSkip={skip} onReason={setReason} />
      {error && <Failure error={error} />}
      {manages && (
        <Button kind="danger" disabled={refused} onClick={() => setAsking(true)}>
          {t("takeOver.do", { region })}
        </Button>
      )}
      {asking && (
        <Confirm
          danger
          title={t("takeOver.question", { region, realm, primary })}
          verb={t("takeOver.do", { region })}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            void ask(needed.length > 0 ? { override: needed, reason } : {});
          }}
        >
          <Lost preview={seen} primary={primary} />
        </Confirm>
      )}
    </>
  );
}

function Lost({ preview, primary }: { preview: Preview; primary: string }) {
  const { region, appliedPosition: applied, heardPosition: heard } = preview;
  const all = applied === heard;
  return (
    <Alert
      tone={all ? "info" : "warning"}
      title={t(all ? "takeOver.lost.none" : "takeOver.lost", { region, primary, applied, heard })}
    >
      <p>{t("takeOver.age", { duration: duration(preview.ageMillis) })}</p>
      <p>{t("takeOver.silent", { duration: duration(preview.silentMillis) })}</p>
    </Alert>
  );
}
