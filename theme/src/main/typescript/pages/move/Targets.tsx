import { useId } from "react";
import { t } from "../../texts/texts";

interface Props {
  regions: string[];
  chosen: string;
  onChoose(region: string): void;
}

/** Which region is to be the primary. Nothing to choose if there is one. */
export function Targets({ regions, chosen, onChoose }: Props) {
  const name = useId();
  if (regions.length < 2) return null;
  return (
    <fieldset>
      <legend className="pf-v5-c-form__label-text">{t("move.to")}</legend>
      {regions.map((region) => (
        <div key={region} className="pf-v5-c-radio">
          <input
            id={`${name}-${region}`}
            className="pf-v5-c-radio__input"
            type="radio"
            name={name}
            checked={region === chosen}
            onChange={() => onChoose(region)}
          />
          <label className="pf-v5-c-radio__label" htmlFor={`${name}-${region}`}>
            {region}
          </label>
        </div>
      ))}
    </fieldset>
  );
}
