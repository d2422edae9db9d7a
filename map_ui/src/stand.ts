// Where actors stand now: the positions of a view, the fan of those at one point, and the
// way from one view to the other.
import type { Net } from "./data/net";
import type { View } from "./data/state";
import { type Fan, fanOf, fanStep, reachOf } from "./layout/fan";
import { type Earth, earthOf, type Positions, positionsOf } from "./layout/positions";
import { limit } from "./framing";
import type { WeftMap } from "./map";
import { growth } from "./render/scene";

/** Above this number of actors a view is changed at once, without the actors travelling. */
const MOST_TRAVELLING = 5_000;

export class Stand {
  earth: Earth;
  positions: Positions;
  isEarth = false;
  private fan: Fan | null = null;
  private fanZoom = 0;
  private isTravelling = false;

  constructor(private net: Net) {
    this.earth = earthOf(net);
    this.positions = positionsOf(net, "network", this.earth);
  }

  replace(net: Net): void {
    this.net = net;
    this.earth = earthOf(net);
  }

  canShow(view: View): boolean {
    if (view === "place") return this.net.lat !== null || this.net.whole?.hasPlaces === true;
    return view === "network" || this.net.fileX !== null;
  }

  /** Stand as in this view, at once. */
  go(map: WeftMap, view: View): void {
    const possible = this.canShow(view) ? view : "network";
    this.positions = positionsOf(this.net, possible, this.earth);
    if (possible === "network") this.pin(map.pinned);
    this.isEarth = possible === "place";
    map.scene.view = possible;
    map.scene.x = this.positions.x.slice();
    map.scene.y = this.positions.y.slice();
    this.fan = null;
  }

  private pin(pinned: Map<number, [number, number]>): void {
    if (!pinned.size) return;
    const { x, y } = this.positions;
    this.positions = { ...this.positions, x: x.slice(), y: y.slice() };
    for (const [id, at] of pinned) {
      const i = this.net.at.get(id);
      if (i !== undefined) [this.positions.x[i], this.positions.y[i]] = at;
    }
  }

  /** Walk over to another view, with the camera. */
  async travel(map: WeftMap, view: View): Promise<void> {
    if (map.net.whole) return map.tiled?.changeView(view);
    const from = { x: map.scene.x, y: map.scene.y };
    const wasPlaced = map.scene.visible;
    const before = { camera: map.motion.camera, fitScale: map.fitScale };
    this.go(map, view);
    map.refresh();
    const goal = { x: map.scene.x, y: map.scene.y };
    map.fitScale = map.fitCamera().k;
    limit(map);
    if (this.net.count > MOST_TRAVELLING) {
      map.motion.set(map.fitCamera());
      return;
    }
    this.isTravelling = true;
    const x = new Float32Array(goal.x.length);
    const y = new Float32Array(goal.y.length);
    map.scene.x = x;
    map.scene.y = y;
    // The camera starts where the old view looked the same in the new view's scale.
    map.motion.set(before.camera);
    await map.motion.fly(map.fitCamera(), 900, (t) => {
      for (let i = 0; i < x.length; i++) {
        const isNew = !wasPlaced[i];
        x[i] = isNew ? goal.x[i]! : from.x[i]! + (goal.x[i]! - from.x[i]!) * t;
        y[i] = isNew ? goal.y[i]! : from.y[i]! + (goal.y[i]! - from.y[i]!) * t;
      }
    });
    this.isTravelling = false;
    map.scene.x = goal.x;
    map.scene.y = goal.y;
    this.fanZoom = 0;
    this.refan(map);
    map.picking.forget();
    map.loop.ask();
  }

  /** Spread those at one point anew when filters or the zoom changed. True when any moved. */
  refan(map: WeftMap): boolean {
    // Tiles come with those at one point spread out already.
    if (!this.isEarth || this.isTravelling || this.net.whole) return false;
    const { scene } = map;
    if (!this.fan || this.fanFor !== scene.visible) {
      this.fan = fanOf(this.positions, scene.visible, scene.ranked);
      this.fanFor = scene.visible;
      scene.x.set(this.positions.x);
      scene.y.set(this.positions.y);
      this.fanZoom = 0;
    }
    if (!this.fan.actors.length || this.fanZoom === scene.camera.k) return false;
    this.fanZoom = scene.camera.k;
    const { actors, middle, place, angle } = this.fan;
    const grown = growth(scene);
    const step = Math.max(fanStep(scene.zoom), 1.7 * scene.medianRadius * grown);
    actors.forEach((i, at) => {
      const reach = reachOf(place[at]!, scene.radius[middle[at]!]! * grown, step) / scene.camera.k;
      scene.x[i] = this.positions.x[i]! + reach * Math.cos(angle[at]!);
      scene.y[i] = this.positions.y[i]! + reach * Math.sin(angle[at]!);
    });
    return true;
  }

  private fanFor: Uint8Array | null = null;
}
