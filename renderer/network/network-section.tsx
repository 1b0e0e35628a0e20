import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Disclosure } from "../transport/disclosure.tsx";
import { useNetwork } from "./network.ts";

const NetworkBody = lazy(() =>
  import("./network-body.tsx").then(({ NetworkBody }) => ({ default: NetworkBody })),
);

/** In the transport panel: what lies between oneself and the host. */
export function NetworkSection() {
  const { t } = useTranslation();
  const choice = useNetwork((network) => network.choice);
  return (
    <Disclosure title={t("network.title")} figure={t(`network.choice.${choice}`)}>
      <Suspense fallback={null}>
        <NetworkBody />
      </Suspense>
    </Disclosure>
  );
}
