// Actors at one point are fanned out around it, the highest ranked in the middle. Distances
// are on the screen, so the fan closes a little when one looks from far away.
import type { Positions } from "./positions";

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

export interface Fan {
  /** For each fanned actor: its number, and its offset in steps. */
  actors: Int32Array;
  stepX: Float32Array;
  stepY: Float32Array;
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
  const actors: number[] = [];
  const stepX: number[] = [];
  const stepY: number[] = [];
  for (const group of groups.values()) {
    group.forEach((i, place) => {
      if (!place) return;
      actors.push(i);
      stepX.push(Math.sqrt(place) * Math.cos(place * GOLDEN_ANGLE));
      stepY.push(Math.sqrt(place) * Math.sin(place * GOLDEN_ANGLE));
    });
  }
  return {
    actors: Int32Array.from(actors),
    stepX: Float32Array.from(stepX),
    stepY: Float32Array.from(stepY),
  };
}

/** The length of one step in pixels, from how far one has zoomed in. */
export function fanStep(zoom: number): number {
  return Math.max(3, Math.min(13, 5 * zoom ** 0.5));
}
