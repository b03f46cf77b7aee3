import type { Region } from "../../console/overview";
import { Ago } from "../../shared/Ago";
import { t } from "../../texts/texts";

/** Why the region is as it is, in a sentence or two. */
export function Why({ region }: { region: Region }) {
  const state = region.state ?? "UNKNOWN";
  return (
    <p className="mr-sentence" aria-live="polite" data-why={state}>
      <strong>
        {region.region}: {t(`state.${state}`)}
      </strong>
      {region.stateSince && (
        <>
          {" "}
          (<Ago at={region.stateSince} />)
        </>
      )}
      . {t(`state.${state}.is`)}
    </p>
  );
}
