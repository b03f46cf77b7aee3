import { useMayManage } from "../../console/Console";
import { useAddress } from "../../console/place";
import { Link } from "../../shared/Link";
import { Screen } from "../../shared/Screen";
import { t } from "../../texts/texts";

/** A realm that is in no other region: what would be gained, and the three steps. */
export function Standalone() {
  const address = useAddress();
  const manages = useMayManage();
  return (
    <Screen title={t("menu.overview")}>
      <div className="pf-v5-c-empty-state">
        <div className="pf-v5-c-empty-state__content">
          <h3 className="pf-v5-c-empty-state__title-text">{t("standalone.title")}</h3>
          <div className="pf-v5-c-empty-state__body">
            <p>{t("standalone.body")}</p>
            <ol className="pf-v5-c-list mr-steps">
              <li>{t("standalone.pair")}</li>
              <li>{t("standalone.copy")}</li>
              <li>{t("standalone.drill")}</li>
            </ol>
          </div>
          {manages && (
            <div className="pf-v5-c-empty-state__footer">
              <Link to={address("add")} className="pf-v5-c-button pf-m-primary">
                {t("add.title")}
              </Link>
            </div>
          )}
        </div>
      </div>
    </Screen>
  );
}
