// Which tiles a camera looks at, and which of those that are there stand in for one that is not.
import type { Camera } from "../layout/camera";

export interface Place {
  level: number;
  column: number;
  row: number;
}

/** Units of the frame, which one tile of level 0 covers, and its width in pixels there. */
export const FRAME = 10_000;
const TILE = 512;
const LOWEST = -2;

/** The level whose cells are nearest to 32 pixels; below 0 only the first of tile 0 are shown. */
export function levelOf(k: number, deepest: number): number {
  return Math.max(LOWEST, Math.min(deepest, Math.round(Math.log2((k * FRAME) / TILE))));
}

export function scaleOf(level: number): number {
  return (TILE * 2 ** level) / FRAME;
}

export function keyOf(view: string, { level, column, row }: Place): string {
  return `${view}/${level}-${column}-${row}`;
}

/** The tiles in view, those in the middle first, because they are looked at first. */
export function cover(camera: Camera, width: number, height: number, level: number): Place[] {
  const depth = Math.max(0, level);
  const size = (FRAME / 2 ** depth) * camera.k;
  const last = 2 ** depth - 1;
  const hold = (at: number) => Math.max(0, Math.min(last, at));
  const first = (from: number) => hold(Math.floor(-from / size));
  const end = (from: number, room: number) => hold(Math.ceil((room - from) / size) - 1);
  const places: Place[] = [];
  for (let row = first(camera.y); row <= end(camera.y, height); row++) {
    for (let column = first(camera.x); column <= end(camera.x, width); column++) places.push({ level: depth, column, row });
  }
  const away = ({ column, row }: Place) =>
    Math.hypot(camera.x + (column + 0.5) * size - width / 2, camera.y + (row + 0.5) * size - height / 2);
  return places.sort((a, b) => away(a) - away(b));
}

/** The nearest tile above that is there. */
export function standIn(place: Place, isThere: (place: Place) => boolean): Place | null {
  for (let up = 1; up <= place.level; up++) {
    const above = { level: place.level - up, column: place.column >> up, row: place.row >> up };
    if (isThere(above)) return above;
  }
  return null;
}
