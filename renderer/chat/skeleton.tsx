import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import "./message-list.css";

/** What loads faster than this shows no skeleton, in ms. */
const DELAY = 300;

/** Still grey shapes where messages are about to be. */
export function Skeleton() {
  const { t } = useTranslation();
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const late = setTimeout(() => setLate(true), DELAY);
    return () => clearTimeout(late);
  }, []);
  if (!isLate) return null;
  return (
    <>
      <span className="spoken" role="status">
        {t("chat.loading")}
      </span>
      {[0, 1].map((row) => (
        <div key={row} className="skeleton" aria-hidden="true">
          <i />
          <i />
          <i />
        </div>
      ))}
    </>
  );
}
