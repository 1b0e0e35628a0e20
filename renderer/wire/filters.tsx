import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { TRANSPORTS, type TransportName } from "../../protocol/transport-names.ts";
import { useLayout } from "../app/layout.ts";
import { Icon } from "../look/icon.tsx";
import { Segmented } from "../look/segmented.tsx";
import { Switch } from "../look/switch.tsx";
import { TransportMark } from "../transport/transport-mark.tsx";
import { KINDS, type Kind } from "./filter.ts";
import "./filters.css";
import { FILTER_ID } from "./use-wire-keys.ts";
import { changeFilter, useWire } from "./wire-state.ts";

interface FiltersProps {
  all: number;
  kinds: Record<Kind, number>;
  transports: ReadonlyMap<TransportName, number>;
}

/** Which rows are shown: by kind, by transport, by text. */
export function Filters({ all, kinds, transports }: FiltersProps) {
  const { t } = useTranslation();
  const filter = useWire((wire) => wire.filter);
  const hasTabs = useLayout() !== "wide";
  // One that is chosen stays, although there may be none of it left.
  const used = TRANSPORTS.filter((name) => transports.has(name) || filter.transport === name);
  return (
    <div className="wire-filters" role="toolbar" aria-label={t("wire.filters")} data-column>
      {hasTabs && <Tabs />}
      <Chip isOn={filter.kind === null} count={all} onPress={() => changeFilter({ kind: null })}>
        {t("wire.all")}
      </Chip>
      {KINDS.map((kind) => (
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
        <Chip
          key={name}
          isOn={filter.transport === name}
          count={transports.get(name) ?? 0}
          onPress={() => changeFilter({ transport: filter.transport === name ? null : name })}
        >
          <TransportMark transport={name} />
          {t(`transport.name.${name}`)}
        </Chip>
      ))}
      <span className="wire-filters-line" aria-hidden="true" />
      <Switch checked={filter.hidesIdle} onChange={(hidesIdle) => changeFilter({ hidesIdle })}>
        {t("wire.hideIdle")}
      </Switch>
      <TextFilter />
    </div>
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

interface ChipProps {
  isOn: boolean;
  count: number;
  onPress(): void;
  children: ReactNode;
}

function Chip({ isOn, count, onPress, children }: ChipProps) {
  return (
    <button type="button" className="wire-chip" aria-pressed={isOn} onClick={onPress}>
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
        onChange={({ target }) => changeFilter({ text: target.value.toLowerCase() })}
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
