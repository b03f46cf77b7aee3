import { Component, type ReactNode } from "react";
import { t } from "../texts/texts";
import { Alert } from "./Alert";
import { Button } from "./Button";
import { English } from "./English";

interface State {
  error?: Error;
}

/** Where a failure of ours ends: what is around it goes on. A part of ours that did not load comes with the next load of the page. */
export class Boundary extends Component<{ children: ReactNode }, State> {
  state: State = {};

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  componentDidCatch(error: Error) {
    console.warn("multi-region:", error);
  }

  render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className="mr-pages" data-broken>
        <Alert tone="danger" title={t("broken")}>
          <p>
            <English>{error.message}</English>
          </p>
          <Button kind="link" onClick={() => location.reload()}>
            {t("broken.again")}
          </Button>
        </Alert>
      </div>
    );
  }
}
