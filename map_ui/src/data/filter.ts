// Which actors and ties are shown. The rules are those of the table twin: a filter on ties
// leaves the actors that have such a tie; without one, actors without any tie stay in view.
import { fold } from "./fold";
import type { Net } from "./net";
import { OWN_LAYER, type ViewState } from "./state";
import { type Alive, aliveOn, dayOf } from "./times";

export interface Shown {
  actors: Uint8Array;
  ties: Uint8Array;
  /** 1 for ties whose evidence is old on the day that is shown. */
  fading: Uint8Array;
  actorCount: number;
  tieCount: number;
}

/** The custom field that colours the map, when its values filter too. */
export type FieldValues = readonly (string | number | null)[] | null;

export function applyFilters(net: Net, state: ViewState, field: FieldValues, folded: () => string[]): Shown {
  const alive = net.times && state.on ? aliveOn(net.times, state.clock, dayOf(state.on)) : null;
  const actors = alive?.actors ?? new Uint8Array(net.count).fill(1);
  // What is in view of a large net is never filtered here: the server finds who matches.
  if (net.whole) return withTies(net, actors, null, net.ties.fading);
  const keep = (test: (i: number) => boolean) => {
    for (let i = 0; i < net.count; i++) if (actors[i] && !test(i)) actors[i] = 0;
  };
  if (state.without.length) {
    const gone = new Set(state.without);
    keep((i) => !gone.has(net.ids[i]!));
  }
  const kinds = numbers(state.kind, net.kinds.map((kind) => kind.name));
  if (kinds) keep((i) => kinds.has(net.kind[i]!));
  const regions = numbers(state.region, net.regions);
  if (regions) keep((i) => regions.has(net.region[i]!));
  const clusters = numbers(state.cluster, net.clusters.map((cluster) => cluster.name));
  if (clusters) keep((i) => clusters.has(net.cluster[i]!));
  const layers = numbers(state.layer, net.layers);
  if (layers && state.layer.includes(OWN_LAYER)) layers.add(-1);
  if (layers) keep((i) => layers.has(net.layer[i]!));
  const topics = numbers(state.topic, net.topicNames);
  if (topics) keep((i) => net.topics[i]!.some((topic) => topics.has(topic)));
  if (state.value.length && field) {
    const wanted = new Set(state.value);
    keep((i) => wanted.has(String(field[i] ?? "")));
  }
  if (state.q) {
    const names = folded();
    const wanted = fold(state.q);
    keep((i) => names[i]!.includes(wanted));
  }
  const wantedTies = matchingTies(net, state, alive);
  if (wantedTies) {
    const tied = endsOf(net, wantedTies);
    keep((i) => tied[i] === 1);
  }
  return withTies(net, actors, wantedTies ?? alive?.ties ?? null, alive?.fading ?? net.ties.fading);
}

function numbers(wanted: string[], names: string[]): Set<number> | null {
  return wanted.length ? new Set(wanted.map((name) => names.indexOf(name)).filter((n) => n >= 0)) : null;
}

function matchingTies(net: Net, state: ViewState, alive: Alive | null): Uint8Array | null {
  if (!state.type.length && !state.rung) return null;
  const { ties } = net;
  const types = numbers(state.type, net.types.map((type) => type.name));
  const wanted = new Uint8Array(ties.count);
  for (let t = 0; t < ties.count; t++) {
    const isType = !types || types.has(ties.type[t]!);
    wanted[t] = isType && (!alive || alive.ties[t]) && (!state.rung || ties.rung[t]! >= state.rung) ? 1 : 0;
  }
  return wanted;
}

function endsOf(net: Net, wanted: Uint8Array): Uint8Array {
  const ends = new Uint8Array(net.count);
  for (let t = 0; t < net.ties.count; t++) {
    if (wanted[t]) ends[net.ties.source[t]!] = ends[net.ties.target[t]!] = 1;
  }
  return ends;
}

/** A tie is shown when both of its ends are, and it is itself wanted. */
function withTies(net: Net, actors: Uint8Array, wanted: Uint8Array | null, fading: Uint8Array): Shown {
  const ties = new Uint8Array(net.ties.count);
  let tieCount = 0;
  for (let t = 0; t < net.ties.count; t++) {
    const isShown =
      (!wanted || wanted[t]) && actors[net.ties.source[t]!] && actors[net.ties.target[t]!];
    if (isShown) {
      ties[t] = 1;
      tieCount++;
    }
  }
  let actorCount = 0;
  for (let i = 0; i < net.count; i++) actorCount += actors[i]!;
  return { actors, ties, fading, actorCount, tieCount };
}
