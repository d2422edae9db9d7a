// A net laid over the map, such as what a room is saying: new actors and ties, not yet confirmed.
import type { WireNet } from "./wire";

export interface Overlay {
  people: number;
  actors: { id: number; name: string; kind: string; isGuest: boolean }[];
  ties: { source: number; target: number; rung: number; isGuest: boolean }[];
}

const GOLDEN = Math.PI * (3 - Math.sqrt(5));

/** Remembers where newcomers were put, so that they stay there when others come. */
export type Seats = Map<number, [number, number]>;

/** The map's data with the overlay's actors and ties; ids below zero are new ones. */
export function overlaid(wire: WireNet, overlay: Overlay, seats: Seats, tieName: string): WireNet {
  const ids = absolute(wire.actors.id);
  const at = new Map(ids.map((id, i) => [id, i]));
  const kinds = wire.kinds.slice();
  const kindOf = (name: string) => {
    const found = kinds.findIndex((kind) => kind.name === name);
    return found >= 0 ? found : kinds.push({ name, colour: wire.palette[kinds.length % wire.palette.length]!, shape: "circle" }) - 1;
  };
  const fresh = overlay.actors.filter((actor) => !at.has(actor.id));
  fresh.forEach((actor, n) => at.set(actor.id, ids.length + n));
  seat(wire, overlay, fresh.map((actor) => actor.id), at, seats);
  const { actors } = wire;
  const column = <T>(values: T[], value: T) => [...values, ...fresh.map(() => value)];
  const optional = Object.fromEntries(
    (["lat", "lng", "fileX", "fileY", "colour", "size"] as const)
      .filter((name) => actors[name])
      .map((name) => [name, column<number | string | null>(actors[name]!, null)]),
  );
  const merged = {
    ...actors,
    ...optional,
    id: steps([...ids, ...fresh.map((actor) => actor.id)]),
    name: [...actors.name, ...fresh.map((actor) => actor.name)],
    kind: [...actors.kind, ...fresh.map((actor) => kindOf(actor.kind))],
    x: [...actors.x, ...fresh.map((actor) => seats.get(actor.id)![0])],
    y: [...actors.y, ...fresh.map((actor) => seats.get(actor.id)![1])],
    cluster: column(actors.cluster, -1),
    region: column(actors.region, -1),
    ...(actors.layer && { layer: column(actors.layer, -1) }),
    topics: column(actors.topics, [] as number[]),
    guest: [...ids.map(() => 0), ...fresh.map((actor) => (actor.isGuest ? 1 : 0))],
  };
  const type = wire.types.length;
  return { ...wire, kinds, types: [...wire.types, { name: tieName, colour: "" }], actors: merged, ties: ties(wire, overlay, at, type) };
}

function absolute(values: number[]): number[] {
  let sum = 0;
  return values.map((step) => (sum += step));
}

function steps(values: number[]): number[] {
  return values.map((value, i) => value - (values[i - 1] ?? 0));
}

function ties(wire: WireNet, overlay: Overlay, at: Map<number, number>, type: number): WireNet["ties"] {
  const source = absolute(wire.ties.source);
  const full = (values: number[] | number) => (typeof values === "number" ? source.map(() => values) : values);
  const rows = source.map((from, t) => ({
    from, to: wire.ties.target[t]!, type: full(wire.ties.type)[t]!, rung: full(wire.ties.rung)[t]!,
    direction: full(wire.ties.direction)[t]!, fading: wire.ties.fading ? full(wire.ties.fading)[t]! : 0, guest: 0,
  }));
  for (const tie of overlay.ties) {
    const from = at.get(tie.source);
    const to = at.get(tie.target);
    if (from === undefined || to === undefined) continue;
    rows.push({ from, to, type, rung: tie.rung, direction: 0, fading: tie.isGuest ? 1 : 0, guest: 1 });
  }
  rows.sort((a, b) => a.from - b.from);
  return {
    source: steps(rows.map((row) => row.from)),
    target: rows.map((row) => row.to),
    type: rows.map((row) => row.type),
    rung: rows.map((row) => row.rung),
    direction: rows.map((row) => row.direction),
    fading: rows.map((row) => row.fading),
  };
}

/** Beside the middle of those one is tied to; else in a ring around the map. */
function seat(wire: WireNet, overlay: Overlay, fresh: number[], at: Map<number, number>, seats: Seats): void {
  const { x, y } = wire.actors;
  const place = (id: number): [number, number] | undefined => {
    const i = at.get(id)!;
    return i < x.length ? [x[i]!, y[i]!] : seats.get(id);
  };
  const around = new Map<number, number[]>();
  for (const { source, target } of overlay.ties) {
    for (const [one, other] of [[source, target], [target, source]] as const) {
      if (!around.has(one)) around.set(one, []);
      around.get(one)!.push(other);
    }
  }
  // Twice, so that a group finds its people once they are seated, and they their group.
  for (const isLast of [false, true]) {
    for (const id of fresh) {
      if (seats.has(id)) continue;
      const known = (around.get(id) ?? []).flatMap((other) => (at.has(other) ? [place(other)] : [])).filter((p) => p !== undefined);
      const angle = Math.abs(id) * GOLDEN;
      if (known.length) {
        const mean = (axis: 0 | 1) => known.reduce((sum, p) => sum + p[axis], 0) / known.length;
        seats.set(id, [mean(0) + 420 * Math.cos(angle), mean(1) + 420 * Math.sin(angle)]);
      } else if (isLast) seats.set(id, [5_000 + 5_900 * Math.cos(angle), 5_000 + 5_900 * Math.sin(angle)]);
    }
  }
}
