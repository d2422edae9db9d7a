// The contract with weft/mapping/tiles. fixtures/tile.json holds both sides to it.
import type { WireKind } from "../data/wire";

export interface WireOverview {
  stamp: string;
  version: number;
  complete: boolean;
  grid: number;
  count: number;
  tieCount: number;
  mostDegree: number;
  hasRungs: boolean;
  kinds: (WireKind & { count: number })[];
  regions: { name: string; size: number }[];
  clusters: { name: string; size: number }[];
  layers: string[];
  topics: string[];
  types: { name: string; colour: string }[];
  palette: string[];
  deepest: Record<string, number>;
  /** Left, top, right and bottom of everyone in each view. */
  bounds: Record<string, [number, number, number, number]>;
  placed: number;
  earth: { scale: number; left: number; top: number };
  /** The first tile of the network view, so that the first picture needs no further question. */
  first: WireTile;
}

/** Positions are in 2048 steps from the tile's corner, those of dots in 512. */
export interface WireTile {
  id: number[];
  name: string[];
  x: number[];
  y: number[];
  kind: number[];
  cluster: number[];
  region: number[];
  degree: number[];
  /** The level at which each appears. */
  from: number[];
  /** Ends of ties that stand in other tiles. */
  e_id: number[];
  e_x: number[];
  e_y: number[];
  /** Ties, as places among the actors and then among the ends. */
  a: number[];
  b: number[];
  rung: number[];
  way: number[];
  d_x: number[];
  d_y: number[];
  d_kind: number[];
  d_cluster: number[];
  /** Clusters, with a fixed number of corners each; only in the network view. */
  c_number?: number[];
  c_from?: number[];
  c_size?: number[];
  c_x?: number[];
  c_y?: number[];
  h_x?: number[];
  h_y?: number[];
  b_x?: number[];
  b_y?: number[];
  b2_x?: number[];
  b2_y?: number[];
  b_ties?: number[];
  b_from?: number[];
}

/** Actors asked for, first those asked for and then those around them, in the map's own units. */
export interface WireAround {
  actors: {
    id: number[];
    name: string[];
    kind: number[];
    cluster: number[];
    region: number[];
    degree: number[];
    from: number[];
    x: (number | null)[];
    y: (number | null)[];
  };
  asked: number;
  a: number[];
  b: number[];
  rung: number[];
  way: number[];
}

export interface WireFound {
  found: { id: number; name: string; kind: string; region: string }[];
}
