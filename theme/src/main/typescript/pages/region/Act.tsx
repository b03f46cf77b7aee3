import { useId, useState } from "react";
import { useConsole } from "../../console/Console";
import { Alert } from "../../shared/Alert";
import { Button } from "../../shared/Button";
import { Dialog } from "../../shared/Dialog";
import { Failure } from "../../shared/Failure";
import { TypedName } from "../../shared/TypedName";
import { t, type Text } from "../../texts/texts";

interface Props {
  verb: Text;
  /** The region that it is done to. */
  region: string;
  /** What it does. */
  is?: Text;
  /** What is asked before it: for the realm's name, where it takes something away. */
  asks?: "sure" | "name";
  /** Why it can't be done now. */
  not?: Text;
  /** Something that may be wanted besides. */
  option?: Text;
  perform(option: boolean): Promise<Text>;
}

/** One thing that can be done: what it does, the question before it, and what came of it. */
export function Act({ verb, region, is, asks, not, option, perform }: Props) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<Text>();
  const [error, setError] = useState<Error>();
  const begin = async (chosen: boolean) => {
    setAsking(false);
    setBusy(true);
    setError(undefined);
    setSaid(undefined);
    try {
      setSaid(await perform(chosen));
    } catch (e) {
      setError(e as Error);
    }
    setBusy(false);
  };
  return (
    <div className="mr-act" data-act={verb}>
      <Button
        kind={asks === "name" ? "danger" : "secondary"}
        disabled={busy || not !== undefined}
        onClick={() => (asks ? setAsking(true) : void begin(false))}
      >
        {t(verb)}
      </Button>
      {is && <span>{t(is)}</span>}
      {not && <span>{t(not)}</span>}
      {said && <Alert tone="info" title={t(said)} />}
      {error && <Failure error={error} />}
      {asking && (
        <Question
          title={`${t(verb)}: ${region}`}
          verb={verb}
          is={is}
          named={asks === "name"}
          option={option}
          onClose={() => setAsking(false)}
          onSure={begin}
        />
      )}
    </div>
  );
}

interface QuestionProps extends Pick<Props, "verb" | "is" | "option"> {
  title: string;
  named: boolean;
  onClose(): void;
  onSure(option: boolean): void;
}

function Question({ title, verb, is, named, option, onClose, onSure }: QuestionProps) {
  const { realm } = useConsole();
  const [typed, setTyped] = useState("");
  const [chosen, choose] = useState(false);
  const id = useId();
  const sure = !named || typed === realm;
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={() => sure && onSure(chosen)}
      actions={
        <Button kind={named ? "danger" : "primary"} submit disabled={!sure}>
          {t(verb)}
        </Button>
      }
    >
      {is && <p>{t(is)}</p>}
      {option && (
        <div className="pf-v5-c-check">
          <input
            id={id}
            className="pf-v5-c-check__input"
            type="checkbox"
            checked={chosen}
            onChange={(event) => choose(event.target.checked)}
          />
          <label className="pf-v5-c-check__label" htmlFor={id}>
            {t(option)}
          </label>
        </div>
      )}
      {named && <TypedName name={realm} typed={typed} onType={setTyped} />}
    </Dialog>
  );
}
