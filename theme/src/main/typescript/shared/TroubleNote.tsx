import type { Trouble } from "../console/overview";
import { t } from "../texts/texts";
import { Ago } from "./Ago";
import { Alert } from "./Alert";
import { English } from "./English";
import { Facts } from "./Facts";

/** Why something does not go on, whether it passes by itself, and what to do. */
export function TroubleNote({ trouble }: { trouble: Trouble }) {
  const passes = trouble.class === "PASSES";
  const { since, nextTryAt, whatToDo, resource, table } = trouble;
  return (
    <Alert tone={passes ? "warning" : "danger"} title={t(`trouble.${trouble.class}`)}>
      <p lang="en">{trouble.message}</p>
      <Facts
        facts={[
          ...(since ? [[t("trouble.since"), <Ago key="since" at={since} />] as [string, JSX.Element]] : []),
          ...(nextTryAt && Date.parse(nextTryAt) > Date.now()
            ? [[t("trouble.next"), <Ago key="next" at={nextTryAt} />] as [string, JSX.Element]]
            : []),
          ...(whatToDo ? [[t("trouble.todo"), <English key="todo">{whatToDo}</English>] as [string, JSX.Element]] : []),
          ...(resource ? [[t("trouble.resource"), `${resource.kind} ${resource.id}`] as [string, string]] : []),
          ...(table ? [[t("trouble.table"), table] as [string, string]] : []),
        ]}
      />
    </Alert>
  );
}
