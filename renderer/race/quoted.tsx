import { useTranslation } from "react-i18next";
import { withoutQuote } from "../../protocol/report.ts";

/** A sentence of the host. The words of a program with which it ends are marked as English for whoever reads in another language. */
export function Quoted({ sentence, quotes }: { sentence: string; quotes: readonly string[] }) {
  const { i18n } = useTranslation();
  const [said, quote] = withoutQuote(sentence, quotes);
  if (quote === "" || i18n.language === "en") return sentence;
  return (
    <>
      {said}
      <span lang="en">{quote}</span>
    </>
  );
}
