// What a lens or a story does to the map: its rules, places and notes, and the way to its view.
import type { Lens } from "./data/lens";
import type { ViewState } from "./data/state";
import { lookAt } from "./layout/camera";
import type { WeftMap } from "./map";

/** Take over a lens's rules, places and notes. */
export function wear(map: WeftMap, lens: Lens): void {
  map.rules = lens.rules;
  map.notes = lens.notes;
  map.pinned = new Map(Object.entries(lens.positions).map(([id, at]) => [Number(id), at]));
}

/** Put an actor where a hand has moved it. */
export function pin(map: WeftMap, actor: number, x: number, y: number): void {
  map.pinned.set(map.net.ids[actor]!, [Math.round(x), Math.round(y)]);
  for (const { x: xs, y: ys } of [map.scene, map.stand.positions]) [xs[actor], ys[actor]] = [x, y];
  map.loop.ask();
}

/** Go to another state of the map, such as a step of a story. */
export async function visit(map: WeftMap, state: ViewState, time: number): Promise<void> {
  map.setFocus(null);
  await map.set({ ...state, camera: map.state.camera });
  await map.beforeVisit();
  map.stand.go(map, map.state.view);
  map.refresh();
  const { width, height } = map.scene;
  const at = state.camera;
  await map.fly(at ? lookAt(at[0], at[1], at[2] * map.fitScale, width, height) : map.fitCamera(), time);
}
