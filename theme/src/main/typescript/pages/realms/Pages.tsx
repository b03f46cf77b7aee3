import { Button } from "../../shared/Button";
import { number } from "../../shared/format";
import { t } from "../../texts/texts";

interface Props {
  first: number;
  size: number;
  total: number;
  onTurn(first: number): void;
}

/** Turns the pages of a list that is longer than one. */
export function Pages({ first, size, total, onTurn }: Props) {
  if (total <= size && first === 0) return null;
  const last = Math.min(total, first + size);
  return (
    <nav className="mr-buttons" aria-label={t("pages")}>
      <Button disabled={first === 0} onClick={() => onTurn(Math.max(0, first - size))}>
        {t("pages.back")}
      </Button>
      <span aria-live="polite">
        {t("pages.now", { from: number(Math.min(first + 1, total)), to: number(last), total: number(total) })}
      </span>
      <Button disabled={last >= total} onClick={() => onTurn(first + size)}>
        {t("pages.on")}
      </Button>
    </nav>
  );
}
