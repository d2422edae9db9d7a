// What stands out is told by places in a net; when another net takes over, they are others.
import type { Net } from "../data/net";
import type { WeftMap } from "../map";
import type { Focus } from "../render/scene";

export interface Carried {
  ids: number[];
  main: number;
  isWay: boolean;
}

export function carried(focus: Focus | null, net: Net): Carried | null {
  if (!focus) return null;
  const idOf = (actor: number) => net.ids[actor]!;
  return { ids: [...focus.actors].map(idOf), main: focus.main < 0 ? 0 : idOf(focus.main), isWay: focus.isWay };
}

/** The same in the net of now, as far as they are in it. */
export function found(map: WeftMap, { ids, main, isWay }: Carried): Focus | null {
  const { net } = map;
  const at = net.at.get(main);
  if (at !== undefined && !isWay) return map.around(at);
  const actors = new Set(ids.flatMap((id) => net.at.get(id) ?? []));
  if (!actors.size) return null;
  return { actors, ties: tiesAmong(net, actors, map.shown.ties), main: at ?? -1, isWay };
}

export function tiesAmong(net: Net, actors: ReadonlySet<number>, shown: Uint8Array): number[] {
  const between: number[] = [];
  for (let t = 0; t < net.ties.count; t++) {
    if (shown[t] && actors.has(net.ties.source[t]!) && actors.has(net.ties.target[t]!)) between.push(t);
  }
  return between;
}
