import type { Region } from "../../console/overview";
import { absolute, number, relative } from "../../shared/format";
import { useNow } from "../../shared/useNow";
import { t } from "../../texts/texts";

/** When the copy was last compared with the primary, and whether it was the same. */
export function LastVerify({ verify }: { verify: Region["lastVerify"] }) {
  const now = useNow();
  if (!verify?.at) return <>{t("fact.verify.never")}</>;
  const at = Date.parse(verify.at);
  const ago = relative(at, now);
  return (
    <time dateTime={verify.at} title={absolute(at)}>
      {verify.differences
        ? t("fact.verify.differ", { count: number(verify.differences), ago })
        : t("fact.verify.same", { ago })}
    </time>
  );
}
