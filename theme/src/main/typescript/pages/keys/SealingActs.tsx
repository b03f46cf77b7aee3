import { useState } from "react";
import { useApi } from "../../console/api";
import { useConsole, useIsOperator } from "../../console/Console";
import type { Sealing } from "../../console/keys";
import { Button } from "../../shared/Button";
import { Confirm } from "../../shared/Confirm";
import { t } from "../../texts/texts";

interface Props {
  facts: Sealing;
  onAct(done: Promise<unknown>): void;
}

type Question = "off" | "destroy";

/** What can be done. Weaker protection, and its end, are for operators of the master realm: others are told so. */
export function SealingActs({ facts, onAct }: Props) {
  const api = useApi();
  const { realm } = useConsole();
  const operator = useIsOperator();
  const [question, ask] = useState<Question>();
  const { state, dataKeys } = facts;
  const sealed = state === "SEALED" || state === "SEALING";
  if (state === "DESTROYED") return null;
  const confirm = () => {
    ask(undefined);
    onAct(question === "off" ? api.put("sealing", { enabled: false }) : api.post("sealing/destroy", { realm }));
  };
  return (
    <>
      <div className="mr-buttons">
        {!sealed && (
          <Button kind="primary" onClick={() => onAct(api.put("sealing", { enabled: true }))}>
            {t("keys.sealing.on")}
          </Button>
        )}
        {sealed && <Button onClick={() => onAct(api.post("sealing/rotate"))}>{t("keys.rotate")}</Button>}
        {sealed && (
          <Button disabled={!operator} onClick={() => ask("off")}>
            {t("keys.sealing.off")}
          </Button>
        )}
        {dataKeys.length > 0 && (
          <Button kind="danger" disabled={!operator} onClick={() => ask("destroy")}>
            {t("keys.destroy")}
          </Button>
        )}
      </div>
      {!operator && dataKeys.length > 0 && <p data-operators>{t("keys.operators")}</p>}
      {question && (
        <Confirm
          name={realm}
          title={t(question === "off" ? "keys.sealing.off.question" : "keys.destroy.question", { realm })}
          verb={t(question === "off" ? "keys.sealing.off" : "keys.destroy")}
          danger={question === "destroy"}
          onClose={() => ask(undefined)}
          onConfirm={confirm}
        >
          <p>{t(question === "off" ? "keys.sealing.off.what" : "keys.destroy.what")}</p>
        </Confirm>
      )}
    </>
  );
}
