// When each actor and tie was there, by one of two clocks: what the timeline plays.

export type Clock = "happened" | "recorded";

/** Days count from the clock's first one; −1 as an end means “to this day”. */
export interface Lives {
  since: number[];
  until: number[];
  /** Position, first day away, first day back. */
  gaps: [number, number, number][];
}

export interface ClockTimes {
  /** Days since 1970. */
  first: number;
  actors: Lives;
  ties: Lives;
  /** Evidence, sorted by the day on which it is known: of which tie and of which day. */
  seen: { tie: number[]; day: number[]; known: number[] };
}

export interface Times {
  happened: ClockTimes;
  recorded: ClockTimes;
  tieIds: number[];
  /** Days without evidence after which a tie fades, and after which it counts no more. */
  fading: number;
  faded: number;
}

/** 1 for what was there on a day; ties that had faded by then are not. */
export interface Alive {
  actors: Uint8Array;
  ties: Uint8Array;
  fading: Uint8Array;
}

const DAY = 86_400_000;
const NEVER_SEEN = -1_000_000;

export function dayOf(iso: string): number {
  return Math.floor(Date.parse(`${iso}T00:00:00Z`) / DAY);
}

export function isoOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** Today where the reader is, as the server's days count. */
export function today(now = new Date()): number {
  return Math.floor(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY);
}

export function aliveOn(times: Times, clock: Clock, day: number): Alive {
  const { first, actors, ties, seen } = times[clock];
  const at = day - first;
  const tieAlive = thereOn(ties, at);
  const newest = new Int32Array(ties.since.length).fill(NEVER_SEEN);
  for (let e = 0; e < seen.tie.length && seen.known[e]! <= at; e++) {
    const t = seen.tie[e]!;
    if (seen.day[e]! > newest[t]!) newest[t] = seen.day[e]!;
  }
  const fading = new Uint8Array(tieAlive.length);
  for (let t = 0; t < fading.length; t++) {
    if (newest[t] === NEVER_SEEN) continue;
    const age = at - newest[t]!;
    if (age >= times.faded) tieAlive[t] = 0;
    else if (age >= times.fading) fading[t] = 1;
  }
  return { actors: thereOn(actors, at), ties: tieAlive, fading };
}

function thereOn(lives: Lives, at: number): Uint8Array {
  const there = new Uint8Array(lives.since.length);
  for (let i = 0; i < there.length; i++) {
    const since = lives.since[i]!;
    const until = lives.until[i]!;
    there[i] = since >= 0 && since <= at && (until < 0 || until > at) ? 1 : 0;
  }
  for (const [i, away, back] of lives.gaps) if (at >= away && at < back) there[i] = 0;
  return there;
}
