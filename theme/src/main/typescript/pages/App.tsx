import { Suspense, useEffect, useMemo, useState } from "react";
import { Api } from "../console/api";
import { useConsole, useIsMaster } from "../console/Console";
import type { Overview } from "../console/overview";
import { useAddress, usePlace } from "../console/place";
import { Boundary } from "../shared/Boundary";
import { Link } from "../shared/Link";
import { Loading } from "../shared/Loading";
import { EVERY_MILLIS, usePolling } from "../shared/usePolling";
import { speak, t } from "../texts/texts";
import { SCREENS } from "./screens";
import sheet from "../styles.css";

/** The master realm is in no other region: nothing of it changes while one looks. */
const EVERY_MILLIS_IN_MASTER = 30_000;

const styles = new CSSStyleSheet();
styles.replaceSync(sheet);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, styles];

/** All of our pages, once the texts are there. */
export default function App() {
  const { language } = useConsole();
  const [spoken, setSpoken] = useState<string>();
  useEffect(() => {
    let over = false;
    speak(language).finally(() => over || setSpoken(language));
    return () => {
      over = true;
    };
  }, [language]);
  return spoken === language ? <Pages /> : <Loading />;
}

function Pages() {
  const { realm, keycloak, environment } = useConsole();
  const [name, ...rest] = usePlace();
  const master = useIsMaster();
  const api = useMemo(() => new Api({ keycloak, environment }, realm), [keycloak, environment, realm]);
  const overview = usePolling(() => api.get<Overview>("overview"), realm, master ? EVERY_MILLIS_IN_MASTER : EVERY_MILLIS);
  const screen = SCREENS[name] ?? SCREENS[""];
  const Shown = screen.show;
  return (
    <div className="mr-pages">
      <section className="pf-v5-c-page__main-section pf-m-light">
        <h1 className="pf-v5-c-title pf-m-2xl">{t("title")}</h1>
        <Menu current={name} master={master} />
      </section>
      <Boundary key={name}>
        <Suspense fallback={<Loading />}>
          <Shown overview={overview} rest={rest} />
        </Suspense>
      </Boundary>
    </div>
  );
}

function Menu({ current, master }: { current: string; master: boolean }) {
  const address = useAddress();
  const here = master ? "master" : "realm";
  const shown = Object.entries(SCREENS).filter(
    ([, screen]) => screen.menu && (screen.where === "both" || screen.where === here),
  );
  if (shown.length < 2) return null;
  return (
    <nav className="mr-menu" aria-label={t("menu")}>
      <ul>
        {shown.map(([name, screen]) => (
          <li key={name}>
            <Link to={name ? address(name) : address()} className={name === current ? "mr-current" : undefined}>
              {t(screen.menu!)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
