import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../look/button.tsx";

/** Stands in for the app when drawing it threw: says so, and offers the way back, instead of an empty window. */
export class Crash extends Component<{ children: ReactNode }, { isCrashed: boolean }> {
  override state = { isCrashed: false };

  static getDerivedStateFromError() {
    return { isCrashed: true };
  }

  override componentDidCatch(error: unknown): void {
    console.error("Drawing the app failed.", error);
  }

  override render() {
    return this.state.isCrashed ? <CrashNote /> : this.props.children;
  }
}

function CrashNote() {
  const { t } = useTranslation();
  return (
    <section className="empty-room" role="alert">
      <b>{t("chat.crashed")}</b>
      <p>{t("chat.crashedHint")}</p>
      <Button kind="primary" onClick={() => location.reload()}>
        {t("chat.reload")}
      </Button>
    </section>
  );
}
