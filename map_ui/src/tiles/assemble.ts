// Makes a net of the tiles in view, so that everything that draws and lists a whole net can
// draw and list this one.
import { linked, type Net } from "../data/net";
import type { Bounds } from "../layout/camera";
import type { Hull } from "../layout/hulls";
import { type Far, farOf, outlinesOf } from "./far";
import type { Tile } from "./source";
import type { WireAround, WireOverview } from "./wire";

/** What is known of the whole net while only a part of it is here. */
export interface Whole {
  count: number;
  /** The first so many of the net are actors; after them come ends of ties in other tiles. */
  actors: number;
  placed: Uint8Array;
  placedCount: number;
  mostDegree: number;
  hasRungs: boolean;
  hasPlaces: boolean;
  counts: { kind: number[]; cluster: number[]; region: number[] };
  bounds: Bounds;
  deepest: number;
  hulls: Hull[];
  far: Far;
}

export interface Shot {
  level: number;
  view: string;
  tiles: Tile[];
  /** Tiles that only stand in, each with the one that it stands in for. */
  standIns: [Tile, Bounds][];
  guests: WireAround[];
}

class Gathered {
  readonly ids: number[] = [];
  readonly names: string[] = [];
  readonly kind: number[] = [];
  readonly cluster: number[] = [];
  readonly region: number[] = [];
  readonly degree: number[] = [];
  readonly x: number[] = [];
  readonly y: number[] = [];
  readonly placed: number[] = [];
  readonly at = new Map<number, number>();

  add(id: number, name: string, x: number | null, y: number | null, values: [number, number, number, number]): void {
    if (this.at.has(id)) return;
    this.at.set(id, this.ids.length);
    this.ids.push(id);
    this.names.push(name);
    this.x.push(x ?? 0);
    this.y.push(y ?? 0);
    this.placed.push(x === null ? 0 : 1);
    this.kind.push(Math.max(0, values[0]));
    this.cluster.push(values[1]);
    this.region.push(values[2]);
    this.degree.push(values[3]);
  }
}

/** Ties between actors, or between an actor and an end; the same pair only once. */
class GatheredTies {
  readonly source: number[] = [];
  readonly target: number[] = [];
  readonly rung: number[] = [];
  readonly way: number[] = [];
  private readonly seen = new Set<number>();

  add(a: number, b: number, rung: number, way: number): void {
    const pair = Math.min(a, b) * 2 ** 26 + Math.max(a, b);
    if (a === b || this.seen.has(pair)) return;
    this.seen.add(pair);
    this.source.push(a);
    this.target.push(b);
    this.rung.push(rung);
    this.way.push(way);
  }
}

export function assemble(overview: WireOverview, shot: Shot): Net {
  const found = new Gathered();
  const tiles = [...shot.tiles, ...shot.standIns.map(([tile]) => tile)];
  for (const tile of tiles) addActors(found, tile, shot.level);
  for (const guest of shot.guests) addGuests(found, guest);
  const actors = found.ids.length;
  for (const tile of tiles) addEnds(found, tile);
  const ties = tiesOf(found, tiles, shot);
  const whole: Whole = {
    count: overview.count,
    actors,
    placed: Uint8Array.from(found.placed),
    placedCount: overview.placed,
    mostDegree: overview.mostDegree,
    hasRungs: overview.hasRungs,
    hasPlaces: overview.placed > 0,
    counts: {
      kind: overview.kinds.map((kind) => kind.count),
      cluster: overview.clusters.map((cluster) => cluster.size),
      region: overview.regions.map((region) => region.size),
    },
    bounds: boundsOf(overview),
    deepest: overview.deepest[shot.view] ?? 0,
    hulls: outlinesOf(tiles, shot.level),
    far: farOf(shot),
  };
  return netOf(overview, found, ties, whole);
}

function addActors(found: Gathered, { wire, left, top, step }: Tile, level: number): void {
  wire.id.forEach((id, i) => {
    if (wire.from[i]! > level) return;
    const values: [number, number, number, number] = [wire.kind[i]!, wire.cluster[i]!, wire.region[i]!, wire.degree[i]!];
    found.add(id, wire.name[i]!, left + wire.x[i]! * step, top + wire.y[i]! * step, values);
  });
}

function addGuests(found: Gathered, { actors }: WireAround): void {
  actors.id.forEach((id, i) => {
    const values: [number, number, number, number] = [actors.kind[i]!, actors.cluster[i]!, actors.region[i]!, actors.degree[i]!];
    found.add(id, actors.name[i]!, actors.x[i]!, actors.y[i]!, values);
  });
}

function addEnds(found: Gathered, { wire, left, top, step }: Tile): void {
  wire.e_id.forEach((id, i) => found.add(id, "", left + wire.e_x[i]! * step, top + wire.e_y[i]! * step, [0, -1, -1, 0]));
}

function tiesOf(found: Gathered, tiles: Tile[], shot: Shot): GatheredTies {
  const ties = new GatheredTies();
  for (const { wire } of tiles) {
    const own = wire.id.length;
    const idOf = (place: number) => (place < own ? wire.id[place]! : wire.e_id[place - own]!);
    wire.a.forEach((a, t) => {
      const source = found.at.get(idOf(a));
      const target = found.at.get(idOf(wire.b[t]!));
      if (source !== undefined && target !== undefined) ties.add(source, target, wire.rung[t]!, wire.way[t]!);
    });
  }
  for (const { actors, a, b, rung, way } of shot.guests) {
    a.forEach((one, t) => ties.add(found.at.get(actors.id[one]!)!, found.at.get(actors.id[b[t]!]!)!, rung[t]!, way[t]!));
  }
  return ties;
}

/** Both views have the same bounds, so that changing the view leaves the camera where it is. */
export function boundsOf(overview: WireOverview): Bounds {
  const all = Object.values(overview.bounds);
  const edge = (at: number, pick: (...values: number[]) => number) => pick(...all.map((bounds) => bounds[at]!));
  return { left: edge(0, Math.min), top: edge(1, Math.min), right: edge(2, Math.max), bottom: edge(3, Math.max) };
}

function netOf(overview: WireOverview, found: Gathered, ties: GatheredTies, whole: Whole): Net {
  const count = found.ids.length;
  const net = linked({
    version: overview.version,
    complete: overview.complete,
    count,
    ids: Int32Array.from(found.ids),
    names: found.names,
    kind: Int16Array.from(found.kind),
    x: Float32Array.from(found.x),
    y: Float32Array.from(found.y),
    cluster: Int16Array.from(found.cluster),
    region: Int16Array.from(found.region),
    layer: new Int16Array(count).fill(-1),
    topics: [],
    lat: null,
    lng: null,
    fileX: null,
    fileY: null,
    fileColour: null,
    fileSize: null,
    guest: null,
    times: null,
    ties: {
      count: ties.source.length,
      source: Int32Array.from(ties.source),
      target: Int32Array.from(ties.target),
      type: new Int16Array(ties.source.length),
      rung: Int8Array.from(ties.rung),
      direction: Uint8Array.from(ties.way),
      fading: new Uint8Array(ties.source.length),
      bend: new Float32Array(ties.source.length),
    },
    kinds: overview.kinds,
    types: overview.types,
    regions: overview.regions.map((region) => region.name),
    layers: overview.layers,
    topicNames: overview.topics,
    clusters: overview.clusters,
    measures: [],
    fields: [],
    palette: overview.palette,
    at: found.at,
    earth: overview.earth,
    whole,
  });
  return { ...net, degree: Int32Array.from(found.degree) };
}
