// Actors at one point are fanned out around it, the highest ranked in the middle. Distances
// are on the screen, so the fan closes a little when one looks from far away.
import type { Positions } from "./positions";

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

export interface Fan {
  /** For each fanned actor: its number, and its offset in steps. */
  actors: Int32Array;
  /** The actor in the middle of its fan, whose size the others keep clear of. */
  middle: Int32Array;
  /** Its place in the fan, and the direction in which it stands. */
  place: Int32Array;
  angle: Float32Array;
}

export function fanOf(positions: Positions, shown: Uint8Array, ranked: Int32Array): Fan {
  const groups = new Map<string, number[]>();
  for (const i of ranked) {
    if (!shown[i] || !positions.placed[i]) continue;
    const key = `${Math.round(positions.x[i]! * 4)},${Math.round(positions.y[i]! * 4)}`;
    const group = groups.get(key);
    if (group) group.push(i);
    else groups.set(key, [i]);
  }
  const fanned = [...groups.values()].filter((group) => group.length > 1);
  const each = <T>(take: (i: number, place: number, middle: number) => T): T[] =>
    fanned.flatMap((group) => group.slice(1).map((i, place) => take(i, place + 1, group[0]!)));
  return {
    actors: Int32Array.from(each((i) => i)),
    middle: Int32Array.from(each((_i, _place, middle) => middle)),
    place: Int32Array.from(each((_i, place) => place)),
    angle: Float32Array.from(each((_i, place) => place * GOLDEN_ANGLE)),
  };
}

/** How far out on the screen one stands: beyond the middle one's mark, in a spiral. */
export function reachOf(place: number, middleRadius: number, step: number): number {
  return 0.8 * middleRadius + step * (Math.sqrt(place) - 0.35);
}

/** The length of one step in pixels, from how far one has zoomed in. */
export function fanStep(zoom: number): number {
  return Math.max(3, Math.min(13, 5 * zoom ** 0.5));
}
