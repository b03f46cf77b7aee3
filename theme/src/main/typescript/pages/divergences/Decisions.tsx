import { useState } from "react";
import { useApi } from "../../console/api";
import { useConsole, useMayManage } from "../../console/Console";
import { nameOf, type Divergence } from "../../console/divergences";
import { Button } from "../../shared/Button";
import { Dialog } from "../../shared/Dialog";
import { download } from "../../shared/download";
import { Failure } from "../../shared/Failure";
import { number } from "../../shared/format";
import { TypedName } from "../../shared/TypedName";
import { t } from "../../texts/texts";

export interface DecisionsProps {
  /** The one that is meant; all of them if absent. */
  one?: Divergence;
  /** Of all of them only these, unless there are none. */
  chosen?: string[];
  /** Whether something still waits for a decision. */
  open: boolean;
  onDone(): void;
}

type Verb = "apply" | "dismiss";

/** So many ids fit into an address. */
const AT_ONCE = 50;

/** Apply, let go, export: of one, of some, or of all. For all of them the realm's name is typed. */
export function Decisions({ one, chosen = [], open, onDone }: DecisionsProps) {
  const api = useApi();
  const { realm } = useConsole();
  const manage = useMayManage();
  const [verb, setVerb] = useState<Verb>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const path = one ? `divergences/${encodeURIComponent(one.id)}` : "divergences";
  const attempt = async (act: () => Promise<unknown>) => {
    setBusy(true);
    setError(undefined);
    try {
      await act();
    } catch (e) {
      setError(e as Error);
    }
    setBusy(false);
  };
  const decide = (wanted: Verb) => {
    setVerb(undefined);
    void attempt(async () => {
      for (let from = 0; from === 0 || from < chosen.length; from += AT_ONCE) {
        const which = chosen.slice(from, from + AT_ONCE).map((id) => `id=${encodeURIComponent(id)}`);
        const query = which.length > 0 ? `?${which.join("&")}` : "";
        await (wanted === "apply" ? api.post(`${path}/reapply${query}`) : api.delete(`${path}${query}`));
      }
      onDone();
    });
  };
  const save = () => {
    const name = one ? `divergence-${one.id}.json` : `divergences-${realm}.json`;
    return attempt(async () => download(await api.file(path), name));
  };
  const word = (wanted: Verb) => {
    if (chosen.length > 0) return `${t(`divergences.${wanted}`)} (${number(chosen.length)})`;
    return one ? t(`divergences.${wanted}`) : t(`divergences.${wanted}.all`);
  };
  return (
    <>
      {error && <Failure error={error} />}
      <div className="mr-buttons">
        {manage && open && (
          <>
            <Button disabled={busy} onClick={() => setVerb("apply")}>{word("apply")}</Button>
            <Button kind="danger" disabled={busy} onClick={() => setVerb("dismiss")}>{word("dismiss")}</Button>
          </>
        )}
        {(manage || !one) && <Button kind="link" disabled={busy} onClick={save}>{t("export")}</Button>}
      </div>
      {verb && (
        <Question
          title={one ? `${word(verb)}: ${nameOf(one)}` : word(verb)}
          verb={verb}
          typedName={one || chosen.length > 0 ? undefined : realm}
          onClose={() => setVerb(undefined)}
          onSure={() => decide(verb)}
        />
      )}
    </>
  );
}

interface QuestionProps {
  title: string;
  verb: Verb;
  typedName?: string;
  onClose(): void;
  onSure(): void;
}

function Question({ title, verb, typedName, onClose, onSure }: QuestionProps) {
  const [typed, setTyped] = useState("");
  const sure = typedName === undefined || typed === typedName;
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={() => sure && onSure()}
      actions={
        <Button kind={verb === "dismiss" ? "danger" : "primary"} submit disabled={!sure}>
          {t(`divergences.${verb}`)}
        </Button>
      }
    >
      <p>{t(`divergences.${verb}.ask`)}</p>
      {typedName !== undefined && <TypedName name={typedName} typed={typed} onType={setTyped} />}
    </Dialog>
  );
}
