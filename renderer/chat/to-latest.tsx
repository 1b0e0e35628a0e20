import { useTranslation } from "react-i18next";
import { Button } from "../look/button.tsx";

/** Leads back to the end of the room. `count`: messages that have come meanwhile. */
export function ToLatest({ count, onPress }: { count: number; onPress(): void }) {
  const { t } = useTranslation();
  return (
    <Button className="to-latest" icon="down" onClick={onPress}>
      {count > 0 ? t("chat.newMessages", { count }) : t("chat.toLatest")}
    </Button>
  );
}
