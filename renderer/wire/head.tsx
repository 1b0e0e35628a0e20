import { useTranslation } from "react-i18next";
import { size } from "./say.ts";

interface HeadProps {
  title: string;
  head: string;
  bytes: number;
  /** It is sent once for all that the exchange carries. */
  once?: boolean;
}

/** The head of a request or a response, as it was sent. */
export function Head({ title, head, bytes, once = false }: HeadProps) {
  const { t, i18n } = useTranslation();
  return (
    <div className="wire-head-text">
      <h3>
        {title}{" "}
        <span>
          {size(bytes, i18n.language)}
          {once && ` · ${t("wire.once")}`}
        </span>
      </h3>
      <pre>{head.trim()}</pre>
    </div>
  );
}
