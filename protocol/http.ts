import { z } from "zod";

/** The host's own HTTP routes, beside the pages and the Engine.IO endpoint. All answer GET, with JSON where nothing else is said. */
export const ROUTES = {
  /**
   * Who this is and which transports it serves: `HostInfo`. The capability endpoint. With `?challenge=` also the proof that
   * it has the key of its id: see host-key.ts.
   */
  host: "/api/host",
  /** The host's time: `Clock`. Apart from the transports, so that none of them skews the measured offset. */
  clock: "/api/clock",
  /** Answers after `?ms=`, at most LONGEST_HOLD, without a byte until then: `Held`. Shows what the way does to what is held. */
  hold: "/api/hold",
  /** What a session has cost so far: `Meter` of meter.ts. Followed by the session's Engine.IO id. */
  meter: "/api/meter/",
  /**
   * What goes over the wire for a session: `WirePage` of wire.ts. Followed by the session's Engine.IO id and
   * `?after=` the last entry that one has. Recording begins with the first question and ends 15 s after the last.
   */
  wire: "/api/wire/",
  /** The hosts found on this network: `HostsPage` of discovery.ts. For the host's own pages and this computer. */
  hosts: "/api/hosts",
  /** The URLs by which others reach this host: `AddressesPage` of discovery.ts. For the same. */
  addresses: "/api/addresses",
  /** For whom the host is open: see hosting.ts. For the pages on its own computer. GET and POST. */
  hosting: "/api/hosting",
  /** Whether neighbours reach the host: see hosting.ts. For the same. POST. */
  reachTest: "/api/reach/test",
  /** Tries to reach the host that asks, at the address that it asks from: see hosting.ts. For hosts. POST. */
  tryBack: "/api/reach",
  /** Networks with faults, in front of the host: see faults.ts. Not every host has them. POST and GET. */
  faults: "/api/faults",
  /** Races of the transports on the host's own computer: see race.ts. Not every host has them. POST and GET. */
  races: "/api/races",
  /**
   * The host's figures in OpenMetrics text (https://prometheus.io/docs/specs/om/open_metrics_spec/): for programs on
   * the same computer, and for those that show the host's token as `Authorization: Bearer TOKEN`.
   */
  metrics: "/metrics",
} as const;

/** In ms. */
export const LONGEST_HOLD = 120_000;

export const clockSchema = z.object({ now: z.number() });

export type Clock = z.infer<typeof clockSchema>;

/** When the host began to hold the request, and when it answered: Unix ms on its clock, which nothing sets between the two. */
export const heldSchema = z.object({ from: z.number(), until: z.number() });

export type Held = z.infer<typeof heldSchema>;
