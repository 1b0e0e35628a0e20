import { type ComponentProps, useState } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { TRANSPORTS, type TransportName } from "../../protocol/transport-names.ts";
import { useLayout } from "../app/layout.ts";
import { Icon } from "../look/icon.tsx";
import { Segmented } from "../look/segmented.tsx";
import { Switch } from "../look/switch.tsx";
import { Tip } from "../look/tip.tsx";
import { TransportMark } from "../transport/transport-mark.tsx";
import { KINDS, type Kind } from "./filter.ts";
import "./filters.css";
import { FILTER_ID } from "./use-wire-keys.ts";
import { changeFilter, useWire } from "./wire-state.ts";

interface FiltersProps {
  all: number;
  kinds: Record<Kind, number>;
  transports: ReadonlyMap<TransportName, number>;
  /** What the one message is called whose rows are shown; null when they are not chosen by message. */
  message: string | null;
}

/** Of more transports only the marks are shown where there is not space for all their names. */
const NAMED = 3;

const CHOICES = "wire-choices";

/** Which rows are shown: by kind, by transport, by message, by text. On a phone the choices fold away. */
export function Filters({ all, kinds, transports, message }: FiltersProps) {
  const { t } = useTranslation();
  const filter = useWire((wire) => wire.filter);
  const layout = useLayout();
  const isPhone = layout === "phone";
  const [isUnfolded, setUnfolded] = useState(false);
  const isChosen =
    filter.kind !== null || filter.transport !== null || filter.hidesIdle || filter.text !== "";
  // One that is chosen stays, although there may be none of it left.
  const used = TRANSPORTS.filter((name) => transports.has(name) || filter.transport === name);
  return (
    <div className="wire-filters" role="toolbar" aria-label={t("wire.filters")} data-column>
      {layout !== "wide" && <Tabs />}
      {isPhone && (
        <button
          type="button"
          className={`wire-chip wire-unfold ${isChosen ? "chosen" : ""}`}
          aria-expanded={isUnfolded}
          aria-controls={isUnfolded ? CHOICES : undefined}
          onClick={() => setUnfolded(!isUnfolded)}
        >
          {t("wire.filters")}
          <Icon name={isUnfolded ? "chevron-up" : "chevron-down"} />
        </button>
      )}
      {message !== null && <MessageChip message={message} />}
      {(!isPhone || isUnfolded) && (
        <div className="wire-choices" id={CHOICES}>
          <Chip isOn={filter.kind === null} count={all} onPress={() => changeFilter({ kind: null })}>
            {t("wire.all")}
          </Chip>
          {KINDS.filter((kind) => kind !== "note" || kinds.note > 0 || filter.kind === "note").map((kind) => (
            <Chip
              key={kind}
              isOn={filter.kind === kind}
              count={kinds[kind]}
              onPress={() => changeFilter({ kind: filter.kind === kind ? null : kind })}
            >
              {t(`wire.kind.${kind}`)}
            </Chip>
          ))}
          {used.length > 0 && <span className="wire-filters-line" aria-hidden="true" />}
          {used.map((name) => (
            <Tip key={name} text={t("wire.onlyBy", { transport: t(`transport.name.${name}`) })}>
              <Chip
                isOn={filter.transport === name}
                count={transports.get(name) ?? 0}
                onPress={() => changeFilter({ transport: filter.transport === name ? null : name })}
              >
                <TransportMark transport={name} />
                <span className={used.length > NAMED ? "wire-chip-name" : ""}>
                  {t(`transport.name.${name}`)}
                </span>
              </Chip>
            </Tip>
          ))}
          <span className="wire-filters-line" aria-hidden="true" />
          <Switch checked={filter.hidesIdle} onChange={(hidesIdle) => changeFilter({ hidesIdle })}>
            {t("wire.hideIdle")}
          </Switch>
        </div>
      )}
      {(!isPhone || isUnfolded) && <TextFilter />}
    </div>
  );
}

/** Takes the filter by message away. It goes by that, so the table gets the focus. */
function MessageChip({ message }: { message: string }) {
  const { t } = useTranslation();
  function takeAway(): void {
    flushSync(() => changeFilter({ message: null }));
    document.querySelector<HTMLElement>(".wire-grid")?.focus();
  }
  return (
    <Tip text={t("wire.showAllAgain")}>
      <button type="button" className="wire-chip wire-message-chip" aria-pressed="true" onClick={takeAway}>
        <span className="ellipsis">{t("wire.only", { message })}</span>
        <Icon name="close" size={12} />
      </button>
    </Tip>
  );
}

function Tabs() {
  const { t } = useTranslation();
  const tab = useWire((wire) => wire.tab);
  return (
    <Segmented
      label={t("wire.view")}
      options={[
        { value: "table", label: t("wire.tableTab") },
        { value: "sequence", label: t("wire.sequence") },
      ]}
      value={tab}
      onChange={(next) => useWire.setState({ tab: next })}
    />
  );
}

interface ChipProps extends ComponentProps<"button"> {
  isOn: boolean;
  count: number;
  onPress(): void;
}

function Chip({ isOn, count, onPress, children, ...rest }: ChipProps) {
  return (
    <button type="button" {...rest} className="wire-chip" aria-pressed={isOn} onClick={onPress}>
      {children} <span className="num">{count}</span>
    </button>
  );
}

function TextFilter() {
  const { t } = useTranslation();
  const text = useWire((wire) => wire.filter.text);
  return (
    <label className="wire-search">
      <Icon name="search" />
      <input
        id={FILTER_ID}
        type="search"
        aria-label={t("wire.filterText")}
        placeholder={t("wire.filterText")}
        autoComplete="off"
        value={text}
        onChange={({ target }) => changeFilter({ text: target.value })}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || text === "") return;
          event.preventDefault();
          changeFilter({ text: "" });
        }}
      />
      <kbd>/</kbd>
    </label>
  );
}
