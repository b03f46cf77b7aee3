import { useEffect, useState } from "react";
import { useApi } from "../../console/api";
import type { Region } from "../../console/overview";
import type { Kinds } from "../../console/region";
import { Button } from "../../shared/Button";
import { Failure } from "../../shared/Failure";
import { number, relative } from "../../shared/format";
import { Loading } from "../../shared/Loading";
import { Table } from "../../shared/Table";
import { useNow } from "../../shared/useNow";
import { t } from "../../texts/texts";

type Kind = Kinds["kinds"][number];

/** What is here, kind by kind, and whether it was the same there when both were compared. Counted when somebody looks, not again and again. */
export function KindsTable({ region, round }: { region: Region; round: number }) {
  const api = useApi();
  const [again, setAgain] = useState(0);
  const [kinds, setKinds] = useState<Kinds>();
  const [error, setError] = useState<Error>();
  const { region: name, self } = region;
  useEffect(() => {
    let over = false;
    api
      .get<Kinds>(self ? "kinds" : `kinds?region=${encodeURIComponent(name)}`)
      .then((data) => over || (setKinds(data), setError(undefined)))
      .catch((e) => over || setError(e));
    return () => {
      over = true;
    };
  }, [api, name, self, round, again]);
  const compared = !self && kinds?.comparedAt !== undefined;
  return (
    <section>
      <h3 className="pf-v5-c-title pf-m-lg">{t("region.kinds")}</h3>
      {error && <Failure error={error} />}
      {!kinds && !error && <Loading />}
      {kinds && !self && <Compared kinds={kinds} />}
      {kinds && (
        <Table
          label={t("region.kinds")}
          head={[
            t("region.kinds.kind"),
            t("region.kinds.here"),
            ...(compared ? [t("region.kinds.compared"), t("region.kinds.there", { region: name })] : []),
          ]}
          rows={kinds.kinds.map((kind) => ({
            key: kind.kind,
            cells: [kind.kind, number(kind.resources), ...(compared ? there(kind) : [])],
          }))}
        />
      )}
      {kinds && (
        <Button kind="link" onClick={() => setAgain(again + 1)}>
          {t("region.kinds.again")}
        </Button>
      )}
    </section>
  );
}

function there({ comparedRows, equal }: Kind): string[] {
  if (comparedRows === undefined || equal === undefined) return [t("unknown"), t("unknown")];
  return [number(comparedRows), t(equal ? "region.kinds.same" : "region.kinds.differs")];
}

function Compared({ kinds: { comparedAt, comparedPosition, differences } }: { kinds: Kinds }) {
  const now = useNow();
  if (!comparedAt) return <p>{t("region.kinds.never")}</p>;
  return (
    <p>
      {t("region.kinds.at", {
        position: comparedPosition ?? t("unknown"),
        ago: relative(Date.parse(comparedAt), now),
        count: number(differences ?? 0),
      })}
    </p>
  );
}
