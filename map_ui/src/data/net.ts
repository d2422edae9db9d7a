// The net as the map works with it: typed arrays, and for each actor its neighbours.
import type { Earth } from "../layout/positions";
import type { Whole } from "../tiles/assemble";
import type { Times } from "./times";
import type { WireKind, WireNet } from "./wire";

export interface Ties {
  count: number;
  source: Int32Array;
  target: Int32Array;
  type: Int16Array;
  rung: Int8Array;
  /** 0 undirected, 1 from source to target, 2 both ways. */
  direction: Uint8Array;
  /** 1 where the evidence is old. */
  fading: Uint8Array;
  /** How far the line bows out, so that several ties of one pair can be told apart. */
  bend: Float32Array;
}

export interface Net {
  version: number;
  complete: boolean;
  count: number;
  ids: Int32Array;
  names: string[];
  kind: Int16Array;
  x: Float32Array;
  y: Float32Array;
  cluster: Int16Array;
  region: Int16Array;
  layer: Int16Array;
  topics: number[][];
  lat: Float64Array | null;
  lng: Float64Array | null;
  fileX: Float64Array | null;
  fileY: Float64Array | null;
  fileColour: (string | null)[] | null;
  fileSize: (number | null)[] | null;
  /** 1 for those who are not confirmed yet; null where all are. */
  guest: Uint8Array | null;
  ties: Ties;
  kinds: WireKind[];
  types: { name: string; colour: string }[];
  regions: string[];
  layers: string[];
  topicNames: string[];
  clusters: { name: string; size: number }[];
  measures: string[];
  fields: { key: string; label: string; numeric: boolean }[];
  palette: string[];
  /** When each was there, where the net was fetched with its past. */
  times: Times | null;
  /** The place of an actor in the columns, by its id. */
  at: Map<number, number>;
  /** Neighbours of actor i are around[starts[i] .. starts[i + 1]], along ties tieAt[…]. */
  starts: Int32Array;
  around: Int32Array;
  tieAt: Int32Array;
  /** How many different others each actor is tied to. */
  degree: Int32Array;
  /** Where the earth lies beneath, if not just around these actors. */
  earth: Earth | null;
  /** What is known of the whole net, where this is only what of it is in view. */
  whole: Whole | null;
}

type Linked = "starts" | "around" | "tieAt" | "degree";

export function decode(wire: WireNet): Net {
  const { actors } = wire;
  const count = actors.id.length;
  const ids = summed(actors.id);
  const ties = decodeTies(wire.ties);
  const at = new Map<number, number>();
  ids.forEach((id, i) => at.set(id, i));
  return linked({
    version: wire.version,
    complete: wire.complete,
    count,
    ids,
    names: actors.name,
    kind: Int16Array.from(actors.kind),
    x: Float32Array.from(actors.x),
    y: Float32Array.from(actors.y),
    cluster: Int16Array.from(actors.cluster),
    region: Int16Array.from(actors.region),
    layer: actors.layer ? Int16Array.from(actors.layer) : new Int16Array(count).fill(-1),
    topics: actors.topics,
    lat: withGaps(actors.lat),
    lng: withGaps(actors.lng),
    fileX: withGaps(actors.fileX),
    fileY: withGaps(actors.fileY),
    fileColour: actors.colour ?? null,
    fileSize: actors.size ?? null,
    guest: actors.guest ? Uint8Array.from(actors.guest) : null,
    ties,
    kinds: wire.kinds,
    types: wire.types,
    regions: wire.regions,
    layers: wire.layers,
    topicNames: wire.topics,
    clusters: wire.clusters,
    measures: wire.measures,
    fields: wire.fields,
    palette: wire.palette,
    times: wire.time ?? null,
    at,
    earth: null,
    whole: null,
  });
}

/** The net with the neighbours of each actor. */
export function linked(net: Omit<Net, Linked>): Net {
  return { ...net, ...neighbours(net.count, net.ties) };
}

/** Running sums: the wire holds differences. */
export function summed(steps: number[]): Int32Array {
  const values = new Int32Array(steps.length);
  let sum = 0;
  steps.forEach((step, i) => (values[i] = sum += step));
  return values;
}

function withGaps(values: (number | null)[] | undefined): Float64Array | null {
  return values ? Float64Array.from(values, (value) => value ?? NaN) : null;
}

function decodeTies(wire: WireNet["ties"]): Ties {
  const count = wire.source.length;
  const column = (values: number[] | number) =>
    typeof values === "number" ? new Array<number>(count).fill(values) : values;
  const source = summed(wire.source);
  const target = Int32Array.from(wire.target);
  return {
    count,
    source,
    target,
    type: Int16Array.from(column(wire.type)),
    rung: Int8Array.from(column(wire.rung)),
    direction: Uint8Array.from(column(wire.direction)),
    fading: wire.fading ? Uint8Array.from(column(wire.fading)) : new Uint8Array(count),
    bend: bends(source, target),
  };
}

/** A single tie is straight; the ties of a pair with several fan out on both sides. */
function bends(source: Int32Array, target: Int32Array): Float32Array {
  const bend = new Float32Array(source.length);
  const pairs = new Map<number, number[]>();
  const wide = 1 << 24;
  for (let t = 0; t < source.length; t++) {
    const a = source[t]!;
    const b = target[t]!;
    if (a === b) continue;
    const pair = Math.min(a, b) * wide + Math.max(a, b);
    const found = pairs.get(pair);
    if (found) found.push(t);
    else pairs.set(pair, [t]);
  }
  for (const members of pairs.values()) {
    if (members.length < 2) continue;
    members.forEach((t, place) => {
      const side = place - (members.length - 1) / 2;
      // The bend is measured seen from the tie's own source, so a tie back turns the sign.
      bend[t] = side * 0.22 * (source[t]! < target[t]! ? 1 : -1);
    });
  }
  return bend;
}

/** How many of these ties each actor has. */
export function degreeOf(net: Net, shown: Uint8Array): number[] {
  const degree = new Array<number>(net.count).fill(0);
  for (let t = 0; t < net.ties.count; t++) {
    if (!shown[t]) continue;
    degree[net.ties.source[t]!]!++;
    degree[net.ties.target[t]!]!++;
  }
  return degree;
}

function neighbours(count: number, ties: Ties) {
  const starts = new Int32Array(count + 1);
  const each = (visit: (one: number, other: number, tie: number) => void) => {
    for (let t = 0; t < ties.count; t++) {
      const a = ties.source[t]!;
      const b = ties.target[t]!;
      visit(a, b, t);
      if (a !== b) visit(b, a, t);
    }
  };
  each((one) => starts[one + 1]!++);
  for (let i = 0; i < count; i++) starts[i + 1]! += starts[i]!;
  const next = starts.slice();
  const around = new Int32Array(starts[count]!);
  const tieAt = new Int32Array(starts[count]!);
  each((one, other, tie) => {
    const slot = next[one]!++;
    around[slot] = other;
    tieAt[slot] = tie;
  });
  const degree = new Int32Array(count);
  const seen = new Int32Array(count).fill(-1);
  for (let i = 0; i < count; i++) {
    for (let slot = starts[i]!; slot < starts[i + 1]!; slot++) {
      const other = around[slot]!;
      if (other !== i && seen[other] !== i) {
        seen[other] = i;
        degree[i]!++;
      }
    }
  }
  return { starts, around, tieAt, degree };
}
