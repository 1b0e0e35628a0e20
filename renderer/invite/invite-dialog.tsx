import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { fingerprintOf } from "../../protocol/host-key.ts";
import { invitationTo } from "../../protocol/invitation.ts";
import { useCopy } from "../chat/use-copy.ts";
import { Button } from "../look/button.tsx";
import { Dialog } from "../look/dialog.tsx";
import { addWords } from "../words/index.ts";
import { nearby } from "../words/nearby.ts";
import "./invite-dialog.css";
import { QrCode } from "./qr-code.tsx";
import { type Invitation, useAddresses } from "./use-addresses.ts";

addWords("nearby", nearby);

interface InviteDialogProps {
  /** The host that others are invited to. */
  url: string;
  id: string;
  onClose(): void;
}

/** How others get to this host: a code for a camera, and the addresses. */
export function InviteDialog({ url, id, onClose }: InviteDialogProps) {
  const { t } = useTranslation();
  const addresses = useAddresses(url);
  return (
    <Dialog open onClose={onClose} title={t("nearby.invite.title")}>
      {addresses === null && <p className="invite-about">{t("nearby.invite.asking")}</p>}
      {addresses?.length === 0 && <p className="invite-about">{t("nearby.invite.alone")}</p>}
      {addresses && <Ways addresses={addresses} id={id} onClose={onClose} />}
    </Dialog>
  );
}

interface WaysProps extends Pick<InviteDialogProps, "id" | "onClose"> {
  addresses: readonly Invitation[];
}

function Ways({ addresses, id, onClose }: WaysProps) {
  const { t } = useTranslation();
  const [chosen, choose] = useState(addresses[0]?.url);
  const { isCopied, copy } = useCopy();
  return (
    <>
      {chosen !== undefined && (
        <>
          <p className="invite-about">{t("nearby.invite.about")}</p>
          <QrCode text={invitationTo(chosen, id)} label={t("nearby.invite.code", { url: chosen })} />
          <AddressList addresses={addresses} chosen={chosen} onChoose={choose} />
          <dl className="invite-key">
            <dt>{t("nearby.invite.key")}</dt>
            <dd className="mono">{fingerprintOf(id)}</dd>
          </dl>
          <p className="invite-about">{t("nearby.invite.keyAbout")}</p>
        </>
      )}
      <div className="dialog-buttons">
        <Button onClick={onClose}>{t("common.close")}</Button>
        {chosen !== undefined && (
          <Button
            kind="primary"
            icon={isCopied ? "check" : "copy"}
            onClick={() => copy(invitationTo(chosen, id))}
          >
            {isCopied ? t("chat.copied") : t("nearby.invite.copy")}
          </Button>
        )}
      </div>
    </>
  );
}

interface AddressListProps {
  addresses: readonly Invitation[];
  chosen: string;
  onChoose(url: string): void;
}

function AddressList({ addresses, chosen, onChoose }: AddressListProps) {
  const { t } = useTranslation();
  const name = useId();
  return (
    <fieldset className="invite-addresses">
      <legend className="spoken">{t("nearby.invite.addresses")}</legend>
      {addresses.map(({ url, kind }) => (
        <label key={url}>
          <input type="radio" name={name} checked={url === chosen} onChange={() => onChoose(url)} />
          <span className="invite-url">{url}</span>
          <span className="invite-kind">{t(`nearby.invite.${kind ?? "yours"}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
