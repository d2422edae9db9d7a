// Which actor is under the pointer: asked many times a second, so answered from a tree.
import Flatbush from "flatbush";
import { growth, type Scene } from "./render/scene";

/** No mark is larger than this, in pixels. */
const LARGEST = 34;

export class Picking {
  private tree: Flatbush | null = null;
  private actors: number[] = [];

  /** The tree is built anew at the next question. */
  forget(): void {
    this.tree = null;
  }

  /** Build the tree while nobody waits, so that the first hover is as quick as the others. */
  prepare(scene: Scene): void {
    this.tree ??= this.build(scene);
  }

  /** The actor nearest to the point whose edge is at most `slack` pixels away, or −1. */
  at(scene: Scene, px: number, py: number, slack: number): number {
    this.prepare(scene);
    if (!this.actors.length || !this.tree) return -1;
    const { camera, radius, x, y } = scene;
    const reach = LARGEST / camera.k;
    const wx = (px - camera.x) / camera.k;
    const wy = (py - camera.y) / camera.k;
    const grown = growth(scene);
    let best = -1;
    let least = slack;
    for (const slot of this.tree.search(wx - reach, wy - reach, wx + reach, wy + reach)) {
      const i = this.actors[slot]!;
      const gap = Math.hypot(x[i]! - wx, y[i]! - wy) * camera.k - Math.max(1.6, radius[i]! * grown);
      if (gap < least) {
        least = gap;
        best = i;
      }
    }
    return best;
  }

  private build(scene: Scene): Flatbush {
    const { visible, x, y } = scene;
    this.actors = [];
    for (let i = 0; i < visible.length; i++) if (visible[i]) this.actors.push(i);
    const tree = new Flatbush(Math.max(1, this.actors.length), 16, Float32Array);
    if (!this.actors.length) tree.add(0, 0);
    for (const i of this.actors) tree.add(x[i]!, y[i]!);
    tree.finish();
    return tree;
  }
}
