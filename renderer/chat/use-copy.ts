import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { announce } from "../state/window.ts";
import { copyText } from "./clipboard.ts";
import { useManualCopy } from "./manual-copy.ts";

/** How long a button says that it has copied, in ms. */
const SAID_FOR = 1_500;

/** Copies text, and says for a moment that it has; where the browser does not let it, the text is shown to be copied. */
export function useCopy(): { isCopied: boolean; copy(text: string): void } {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const end = setTimeout(() => setCopied(false), SAID_FOR);
    return () => clearTimeout(end);
  }, [isCopied]);

  async function copy(text: string): Promise<void> {
    const done = await copyText(text);
    setCopied(done);
    if (done) announce(t("chat.copied"));
    else useManualCopy.setState({ text });
  }
  return { isCopied, copy: (text) => void copy(text) };
}
