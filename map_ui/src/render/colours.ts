// Which colour and which size each actor has, and what the legend says about it.
import type { Column } from "../data/columns";
import type { Net } from "../data/net";
import { NEUTRAL, ramped } from "./theme";

export interface LegendEntry {
  name: string;
  colour: string;
  shape: string;
  count: number;
}

export interface Colouring {
  fill: string[];
  entries: LegendEntry[];
  /** The smallest and largest number, when colour stands for a number. */
  range: [number, number] | null;
  /** How many values share the neutral colour because the palette is used up. */
  restCount: number;
}

export function colouring(net: Net, key: string, column: Column | null, ramp: string[]): Colouring {
  if (key === "file" && net.fileColour) {
    const fill = net.fileColour.map((colour) => colour ?? NEUTRAL);
    return { fill, entries: [], range: null, restCount: 0 };
  }
  if (column?.numeric) return byNumber(net, column.values as (number | null)[], ramp);
  if (column) return byText(net, column.values.map((value) => String(value ?? "")));
  if (key === "cluster" && net.clusters.length) return byIndex(net, net.cluster, net.clusters.map((c) => c.name), net.whole?.counts.cluster);
  if (key === "region" && net.regions.length) return byIndex(net, net.region, net.regions, net.whole?.counts.region);
  if (key === "layer" && net.layers.length) return byIndex(net, net.layer, net.layers);
  return byKind(net);
}

function byKind(net: Net): Colouring {
  const counts = net.whole?.counts.kind ?? countOf(net.kind, net.kinds.length);
  return {
    fill: Array.from(net.kind, (kind) => net.kinds[kind]!.colour),
    entries: net.kinds.map((kind, n) => ({ ...kind, count: counts[n]! })).sort((a, b) => b.count - a.count),
    range: null,
    restCount: 0,
  };
}

function countOf(numbers: Int16Array, most: number): number[] {
  const counts = new Array<number>(most).fill(0);
  for (const number of numbers) if (number >= 0) counts[number]!++;
  return counts;
}

/** The values that most actors have get the colours; the same rule as in pictures. */
function byIndex(net: Net, numbers: Int16Array, names: string[], counted?: number[]): Colouring {
  const counts = counted ?? countOf(numbers, names.length);
  const order = names
    .map((_, n) => n)
    .filter((n) => counts[n] && names[n])
    .sort((a, b) => counts[b]! - counts[a]! || (names[a]! < names[b]! ? -1 : 1));
  const colours = names.map(() => NEUTRAL);
  order.slice(0, net.palette.length).forEach((n, place) => (colours[n] = net.palette[place]!));
  return {
    fill: Array.from(numbers, (n) => (n >= 0 ? colours[n]! : NEUTRAL)),
    entries: order.map((n) => ({
      name: names[n]!,
      colour: colours[n]!,
      shape: "circle",
      count: counts[n]!,
    })),
    range: null,
    restCount: Math.max(0, order.length - net.palette.length),
  };
}

function byText(net: Net, values: string[]): Colouring {
  const names = [...new Set(values)].filter(Boolean);
  const number = new Map(names.map((name, n) => [name, n]));
  return byIndex(net, Int16Array.from(values, (value) => number.get(value) ?? -1), names);
}

/** Numbers of a net are skewed: the square root lets small differences be seen too. */
function byNumber(net: Net, values: (number | null)[], ramp: string[]): Colouring {
  const range = rangeOf(values);
  const steps = Array.from({ length: 32 }, (_, step) => ramped(ramp, step / 31));
  const fill = Array.from({ length: net.count }, (_, i) => {
    const value = values[i];
    if (value === null || value === undefined || !range) return NEUTRAL;
    const share = (value - range[0]) / (range[1] - range[0] || 1);
    return steps[Math.round(31 * Math.sqrt(share))]!;
  });
  return { fill, entries: [], range, restCount: 0 };
}

export function rangeOf(values: Iterable<number | null>): [number, number] | null {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low === Infinity ? null : [low, high];
}

/** Tiles show about so many actors at a time, wherever one looks. */
const DRAWN_OF_WHOLE = 600;

export interface Sizing {
  /** Radius in pixels when everything is in view. */
  radius: Float32Array;
  /** All actors, the highest ranked first: the order in which names are placed. */
  ranked: Int32Array;
  range: [number, number] | null;
}

/** `degree` takes the place of the net's own where another day is shown; the scale stays. */
export function sizing(net: Net, key: string, column: Column | null, degree?: number[]): Sizing {
  const values: (number | null)[] =
    key === "equal"
      ? new Array<number>(net.count).fill(1)
      : key === "file" && net.fileSize
        ? net.fileSize
        : column?.numeric
          ? (column.values as (number | null)[])
          : (degree ?? Array.from(net.degree));
  const inView = rangeOf(values === degree ? net.degree : values);
  const range: [number, number] | null = net.whole && key !== "equal" ? [0, net.whole.mostDegree] : inView;
  const low = Math.min(0, range?.[0] ?? 0);
  const span = (range?.[1] ?? 1) - low || 1;
  // A crowd is drawn with smaller marks, so that it does not become one blot.
  const crowd = 0.3 + 0.7 * Math.min(1, Math.sqrt(160 / Math.max(net.whole ? DRAWN_OF_WHOLE : net.count, 1)));
  const radius = Float32Array.from(values, (value) => {
    const share = key === "equal" || !range || range[0] === range[1] ? 0.12 : value === null ? 0 : Math.sqrt(Math.min(1, (value - low) / span));
    return (3.6 + 15 * share) * crowd;
  });
  // Whoever is new in the room is seen from its back.
  if (net.guest) net.ids.forEach((id, i) => (radius[i] = id < 0 ? Math.max(radius[i]!, 9) : radius[i]!));
  const ranked = Int32Array.from({ length: net.whole?.actors ?? net.count }, (_, i) => i);
  ranked.sort((a, b) => radius[b]! - radius[a]! || net.degree[b]! - net.degree[a]! || a - b);
  return { radius, ranked, range: key === "equal" || range?.[0] === range?.[1] ? null : range };
}
