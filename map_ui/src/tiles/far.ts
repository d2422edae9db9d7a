// What tiles say of those who are too many to be drawn one by one: dots, outlines, bundles.
import type { Bounds } from "../layout/camera";
import type { Hull, Point } from "../layout/hulls";
import type { Shot } from "./assemble";
import type { Tile } from "./source";

/** What is drawn of those who are too many to be drawn one by one. */
export interface Far {
  dotX: Float32Array;
  dotY: Float32Array;
  dotKind: Int16Array;
  dotCluster: Int16Array;
  /** Five numbers each: from, to, and how many ties. */
  bundles: number[];
  mostTies: number;
}

const CORNERS = 16;

export function outlinesOf(tiles: Tile[], level: number): Hull[] {
  const hulls = new Map<number, Hull>();
  for (const { wire, left, top, step } of tiles) {
    wire.c_number?.forEach((cluster, n) => {
      if (hulls.has(cluster) || wire.c_from![n]! > Math.max(level, 0)) return;
      const points = Array.from({ length: CORNERS }, (_, corner): Point => {
        const at = n * CORNERS + corner;
        return [left + wire.h_x![at]! * step, top + wire.h_y![at]! * step];
      });
      hulls.set(cluster, { cluster, size: wire.c_size![n]!, points, x: left + wire.c_x![n]! * step, y: top + wire.c_y![n]! * step });
    });
  }
  return [...hulls.values()].sort((a, b) => b.size - a.size);
}

export function farOf({ tiles, standIns, level }: Shot): Far {
  const dots: number[] = [];
  const kinds: number[] = [];
  const clusters: number[] = [];
  const bundles = new Map<string, number[]>();
  const add = ({ wire, left, top, step }: Tile, within: Bounds | null) => {
    wire.d_x.forEach((dx, i) => {
      // The jitter of half a pixel keeps whole steps from lining up.
      const x = left + (dx + ((i * 0.618) % 1)) * 4 * step;
      const y = top + (wire.d_y[i]! + ((i * 0.414) % 1)) * 4 * step;
      if (within && (x < within.left || x >= within.right || y < within.top || y >= within.bottom)) return;
      dots.push(x, y);
      kinds.push(wire.d_kind[i]!);
      clusters.push(wire.d_cluster[i]!);
    });
    wire.b_ties?.forEach((ties, i) => {
      if (wire.b_from![i]! > Math.max(level, 0)) return;
      const line = [left + wire.b_x![i]! * step, top + wire.b_y![i]! * step, left + wire.b2_x![i]! * step, top + wire.b2_y![i]! * step, ties];
      bundles.set(line.map(Math.round).join(), line);
    });
  };
  for (const tile of tiles) add(tile, null);
  for (const [tile, within] of standIns) add(tile, within);
  const lines = [...bundles.values()];
  return {
    dotX: Float32Array.from({ length: kinds.length }, (_, i) => dots[2 * i]!),
    dotY: Float32Array.from({ length: kinds.length }, (_, i) => dots[2 * i + 1]!),
    dotKind: Int16Array.from(kinds),
    dotCluster: Int16Array.from(clusters),
    bundles: lines.flat(),
    mostTies: lines.reduce((most, line) => Math.max(most, line[4]!), 1),
  };
}
