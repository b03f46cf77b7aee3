import { t } from "../texts/texts";

export function Loading() {
  return (
    <div className="pf-v5-l-bullseye">
      <svg
        className="pf-v5-c-spinner pf-m-xl"
        role="progressbar"
        viewBox="0 0 100 100"
        aria-valuetext={t("loading")}
        aria-label={t("loading")}
      >
        <circle className="pf-v5-c-spinner__path" cx="50" cy="50" r="45" fill="none" />
      </svg>
    </div>
  );
}
