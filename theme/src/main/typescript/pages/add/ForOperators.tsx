import { useConsole } from "../../console/Console";
import { TextBox } from "../../shared/TextBox";
import { t } from "../../texts/texts";
import { pairPage } from "../pair/pairPage";

interface Props {
  here: string;
  there: string;
  realm: string;
}

/** What only operators of the master realms can do, and the line to send to them. */
export function ForOperators({ here, there, realm }: Props) {
  const { environment } = useConsole();
  const region = there || "…";
  return (
    <>
      <p>{t("add.operators")}</p>
      <TextBox
        label={t("add.operators.line")}
        value={`${t("add.operators.text", { here, region, realm })} ${pairPage(environment.adminBaseUrl)}`}
      />
    </>
  );
}
