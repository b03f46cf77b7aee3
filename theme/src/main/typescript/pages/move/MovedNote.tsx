import { useAddress } from "../../console/place";
import { Alert } from "../../shared/Alert";
import { duration } from "../../shared/format";
import { Link } from "../../shared/Link";
import { t } from "../../texts/texts";
import type { Moved } from "./moved";

/** What became of a move, and where to look next. */
export function MovedNote({ result, millis }: { result: Moved; millis: number }) {
  const address = useAddress();
  return (
    <>
      <Alert
        tone="success"
        title={t(result.changed ? "moved.title" : "moved.already", { region: result.to })}
      >
        <p>{t("moved.took", { duration: duration(millis) })}</p>
        {result.writePauseMillis !== undefined && (
          <p>{t("moved.pause", { duration: duration(result.writePauseMillis) })}</p>
        )}
        {result.position && <p>{t("moved.epoch", { epoch: result.epoch, position: result.position })}</p>}
        {!!result.overridden?.length && <p>{t("moved.overridden", { rules: result.overridden.join(", ") })}</p>}
        {result.heardPosition && <p>{t("moved.divergences", { region: result.from })}</p>}
      </Alert>
      <Link to={address()}>{t("back")}</Link>
    </>
  );
}
