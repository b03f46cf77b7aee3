import type { ComponentProps } from "react";
import { useConsole } from "../../console/Console";
import { Confirm as Named } from "../../shared/Confirm";

/** The last question before the primary moves: the realm's name is typed. */
export function Confirm(props: Omit<ComponentProps<typeof Named>, "name">) {
  const { realm } = useConsole();
  return <Named name={realm} {...props} />;
}
