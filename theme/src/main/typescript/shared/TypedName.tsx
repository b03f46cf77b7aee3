import { t } from "../texts/texts";
import { Field } from "./Field";

interface Props {
  name: string;
  typed: string;
  onType(typed: string): void;
}

/** Asks for a name before what can't be undone: whoever types it knows which one it is. */
export function TypedName({ name, typed, onType }: Props) {
  return <Field label={t("typeName", { name })} value={typed} onChange={onType} />;
}
