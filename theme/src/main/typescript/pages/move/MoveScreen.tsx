import { useState } from "react";
import { useMayManage } from "../../console/Console";
import { Failure } from "../../shared/Failure";
import { Loading } from "../../shared/Loading";
import { Screen } from "../../shared/Screen";
import { t } from "../../texts/texts";
import type { ScreenProps } from "../screens";
import { MovedNote } from "./MovedNote";
import type { Moved } from "./moved";
import { Switchover } from "./Switchover";
import { TakeOver } from "./TakeOver";

/** Two verbs, never one: a switchover asks the primary, a take-over does without it. */
export default function MoveScreen({ overview }: ScreenProps) {
  const [moved, setMoved] = useState<{ result: Moved; millis: number }>();
  const manages = useMayManage();
  const facts = overview.data;
  if (moved) {
    return (
      <Screen title={t("menu.move")}>
        <MovedNote {...moved} />
      </Screen>
    );
  }
  if (!facts) {
    return overview.error ? (
      <Screen title={t("menu.move")}>
        <Failure error={overview.error} />
      </Screen>
    ) : (
      <Loading />
    );
  }
  const { role, region, primary } = facts;
  const intro =
    role === "PRIMARY"
      ? t("move.intro.primary", { region })
      : role === "SECONDARY"
        ? t("move.intro.secondary", { region, primary: primary?.region ?? t("unknown") })
        : t("standalone.title");
  const done = (result: Moved, millis: number) => setMoved({ result, millis });
  return (
    <Screen title={t("menu.move")} intro={intro}>
      {!manages && <p>{t("move.only.view")}</p>}
      {role === "PRIMARY" && <Switchover facts={facts} onMoved={done} />}
      {role === "SECONDARY" && <TakeOver facts={facts} onMoved={done} />}
    </Screen>
  );
}
