/** How big a run of a scenario is, where nothing else is asked for. */
export interface UsualScale {
  readonly clients: number;
  /** Messages per second, all senders together. */
  readonly rate: number;
  /** Whether another rate may be asked for. */
  readonly hasRate: boolean;
  /** Whether it sends but one message in all, whatever its rate and its time. */
  readonly isSingle?: boolean;
  /** Bytes of each text. */
  readonly size: number;
}

/** The scenarios that the transports are raced in; what each one sends is in lab/race/scenarios.ts. */
export const USUAL_SCALES = {
  "order-status": { clients: 20, rate: 1, hasRate: false, isSingle: true, size: 60 },
  clock: { clients: 20, rate: 1, hasRate: false, size: 20 },
  sports: { clients: 20, rate: 2, hasRate: true, size: 80 },
  stocks: { clients: 20, rate: 50, hasRate: true, size: 40 },
  chat: { clients: 20, rate: 20, hasRate: true, size: 40 },
  "big-room": { clients: 100, rate: 5, hasRate: true, size: 40 },
} as const satisfies Record<string, UsualScale>;

export type ScenarioName = keyof typeof USUAL_SCALES;

export const SCENARIO_NAMES = Object.keys(USUAL_SCALES) as ScenarioName[];

/** Whether another rate than the scenario's own may be asked for. */
export const takesRate = (name: ScenarioName): boolean => USUAL_SCALES[name].hasRate;

/** Whether a scenario sends but one message in all. */
export function isSingle(name: ScenarioName): boolean {
  const { isSingle = false }: UsualScale = USUAL_SCALES[name];
  return isSingle;
}

export function isScenarioName(name: string): name is ScenarioName {
  return Object.hasOwn(USUAL_SCALES, name);
}

/** What may be asked for; what is left out is the scenario's own. */
export interface AskedScale {
  clients?: number | undefined;
  rate?: number | undefined;
  size?: number | undefined;
  seconds: number;
}

/** What is asked for, and the scenario's usual scale for the rest. */
export function scaleOf(name: ScenarioName, asked: AskedScale) {
  const usual: UsualScale = USUAL_SCALES[name];
  return {
    clients: asked.clients ?? usual.clients,
    rate: (usual.hasRate ? asked.rate : undefined) ?? usual.rate,
    size: asked.size ?? usual.size,
    seconds: asked.seconds,
  };
}
