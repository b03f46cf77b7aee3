import { useState } from "react";
import { useConsole } from "../../console/Console";
import type { Overview } from "../../console/overview";
import { useAddress } from "../../console/place";
import { Button } from "../../shared/Button";
import { Field } from "../../shared/Field";
import { t } from "../../texts/texts";
import { ForOperators } from "./ForOperators";

/** For a realm's own administrators: they name a region, and its operators have to be asked for the rest. */
export function ChooseByName({ facts }: { facts: Overview }) {
  const { go } = useConsole();
  const address = useAddress();
  const [name, setName] = useState("");
  const wanted = name.trim();
  return (
    <form
      className="pf-v5-c-form mr-narrow"
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted) go(address("add", wanted));
      }}
    >
      <Field label={t("add.name")} value={name} onChange={setName} help={t("add.name.help")} />
      <div>
        <Button kind="primary" submit disabled={!wanted}>
          {t("add.check")}
        </Button>
      </div>
      <ForOperators here={facts.region} there={wanted} realm={facts.realm} />
    </form>
  );
}
