// How close the actors of a picture stand to each other: decides how large marks can be.
import { median } from "./hulls";

const SAMPLE = 400;

/** The median distance to the nearest neighbour, from a sample spread evenly over all. */
export function spacingOf(x: Float32Array, y: Float32Array, visible: Uint8Array): number {
  const shown: number[] = [];
  for (let i = 0; i < x.length; i++) if (visible[i]) shown.push(i);
  if (shown.length < 3) return Infinity;
  const cell = 10_000 / Math.max(4, Math.sqrt(shown.length));
  const grid = new Map<number, number[]>();
  const key = (column: number, row: number) => column * 65_536 + row;
  for (const i of shown) {
    const at = key(Math.floor(x[i]! / cell), Math.floor(y[i]! / cell));
    const found = grid.get(at);
    if (found) found.push(i);
    else grid.set(at, [i]);
  }
  const step = Math.max(1, Math.floor(shown.length / SAMPLE));
  const distances: number[] = [];
  for (let place = 0; place < shown.length; place += step) {
    distances.push(nearest(shown[place]!, x, y, cell, grid, key));
  }
  return median(distances);
}

function nearest(
  i: number,
  x: Float32Array,
  y: Float32Array,
  cell: number,
  grid: Map<number, number[]>,
  key: (column: number, row: number) => number,
): number {
  let best = cell;
  const column = Math.floor(x[i]! / cell);
  const row = Math.floor(y[i]! / cell);
  for (let dc = -1; dc <= 1; dc++) {
    for (let dr = -1; dr <= 1; dr++) {
      for (const other of grid.get(key(column + dc, row + dr)) ?? []) {
        if (other !== i) best = Math.min(best, Math.hypot(x[other]! - x[i]!, y[other]! - y[i]!));
      }
    }
  }
  return best;
}
