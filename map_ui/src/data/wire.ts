// The contract with weft/mapping/map_data.py. fixtures/net.json holds both sides to it.

import type { Times } from "./times";

export interface WireKind {
  name: string;
  colour: string;
  shape: string;
  /** Whether people take part in it, such as an event. */
  activity?: boolean;
}

export interface WireNet {
  version: number;
  complete: boolean;
  grid: number;
  actors: {
    /** Differences to the number before: ids are sorted, and small numbers pack well. */
    id: number[];
    name: string[];
    kind: number[];
    x: number[];
    y: number[];
    cluster: number[];
    region: number[];
    topics: number[][];
    lat?: (number | null)[];
    lng?: (number | null)[];
    fileX?: (number | null)[];
    fileY?: (number | null)[];
    colour?: (string | null)[];
    size?: (number | null)[];
    /** The layer of each, -1 for the map itself; left out where there is no layer. */
    layer?: number[];
    /** 1 for those who are not confirmed; only where something is laid over the map. */
    guest?: number[];
  };
  ties: {
    /** Differences to the number before: ties are sorted by their first end. */
    source: number[];
    target: number[];
    /** One number instead of a column where every tie has the same. */
    type: number[] | number;
    rung: number[] | number;
    direction: number[] | number;
    /** 1 where the evidence is old; left out where none is. */
    fading?: number[] | number;
    weight?: number[];
  };
  kinds: WireKind[];
  types: { name: string; colour: string }[];
  regions: string[];
  layers: string[];
  topics: string[];
  clusters: { name: string; size: number }[];
  measures: string[];
  fields: { key: string; label: string; numeric: boolean }[];
  palette: string[];
  /** Only where the net was asked for with its past. */
  time?: Times;
}
