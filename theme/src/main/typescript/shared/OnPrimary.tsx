import { useConsole } from "../console/Console";
import type { Overview } from "../console/overview";
import { samePageAt } from "../hook/notice";
import { t, type Text } from "../texts/texts";
import { Alert } from "./Alert";

/** What can be done only where the primary is, and the same page there. Shows nothing on a primary. */
export function OnPrimary({ facts, why }: { facts?: Overview; why: Text }) {
  const { environment } = useConsole();
  if (facts?.role !== "SECONDARY") return null;
  const { region, url, publicUrl } = facts.primary ?? {};
  const base = publicUrl ?? url;
  return (
    <Alert tone="info" title={t(why)}>
      {base && region && <a href={samePageAt(base, environment)}>{t("takeOver.there", { primary: region })}</a>}
    </Alert>
  );
}
