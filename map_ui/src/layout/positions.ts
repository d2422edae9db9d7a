// Where each actor stands in each view. All views share one frame of about 10,000 units, so
// that an actor can travel from one to the other.
import type { Net } from "../data/net";
import type { View } from "../data/state";

export interface Positions {
  x: Float32Array;
  y: Float32Array;
  /** 0 for actors that have no position in this view. */
  placed: Uint8Array;
  placedCount: number;
}

/** How Mercator's unit square is laid into the frame of the place view. */
export interface Earth {
  scale: number;
  left: number;
  top: number;
}

const GRID = 10_000;

export function mercatorX(longitude: number): number {
  return longitude / 360 + 0.5;
}

export function mercatorY(latitude: number): number {
  const clipped = Math.max(-85, Math.min(85, latitude));
  const angle = (clipped * Math.PI) / 180;
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + angle / 2)) / (2 * Math.PI);
}

/** The frame around all places; a single place gets the surroundings of a country. */
export function earthOf(net: Net): Earth {
  if (net.earth) return net.earth;
  const bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < net.count; i++) {
    const longitude = net.lng?.[i] ?? NaN;
    const latitude = net.lat?.[i] ?? NaN;
    if (Number.isNaN(longitude) || Number.isNaN(latitude)) continue;
    const x = mercatorX(longitude);
    const y = mercatorY(latitude);
    bounds[0] = Math.min(bounds[0]!, x);
    bounds[1] = Math.min(bounds[1]!, y);
    bounds[2] = Math.max(bounds[2]!, x);
    bounds[3] = Math.max(bounds[3]!, y);
  }
  if (bounds[0] === Infinity) return { scale: GRID, left: 0, top: 0 };
  const width = bounds[2]! - bounds[0]!;
  const height = bounds[3]! - bounds[1]!;
  const span = Math.max(width, height, 0.004);
  return {
    scale: GRID / span,
    left: bounds[0]! - (span - width) / 2,
    top: bounds[1]! - (span - height) / 2,
  };
}

export function positionsOf(net: Net, view: View, earth: Earth): Positions {
  if (net.whole) return { x: net.x, y: net.y, placed: net.whole.placed, placedCount: net.whole.placedCount };
  if (view === "place" && net.lat && net.lng) return onEarth(net, earth);
  if (view === "file" && net.fileX && net.fileY) return asInFile(net.fileX, net.fileY);
  return {
    x: net.x,
    y: net.y,
    placed: new Uint8Array(net.count).fill(1),
    placedCount: net.count,
  };
}

function onEarth(net: Net, earth: Earth): Positions {
  const found = empty(net.count);
  for (let i = 0; i < net.count; i++) {
    const longitude = net.lng![i]!;
    const latitude = net.lat![i]!;
    if (Number.isNaN(longitude) || Number.isNaN(latitude)) continue;
    found.x[i] = (mercatorX(longitude) - earth.left) * earth.scale;
    found.y[i] = (mercatorY(latitude) - earth.top) * earth.scale;
    found.placed[i] = 1;
    found.placedCount++;
  }
  return found;
}

/** A file's positions point up as on graph paper; the map's frame points down. */
function asInFile(fileX: Float64Array, fileY: Float64Array): Positions {
  const found = empty(fileX.length);
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (let i = 0; i < fileX.length; i++) {
    const x = fileX[i]!;
    const y = fileY[i]!;
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    found.placed[i] = 1;
    found.placedCount++;
    low[0] = Math.min(low[0]!, x);
    low[1] = Math.min(low[1]!, y);
    high[0] = Math.max(high[0]!, x);
    high[1] = Math.max(high[1]!, y);
  }
  const span = Math.max(high[0]! - low[0]!, high[1]! - low[1]!) || 1;
  for (let i = 0; i < fileX.length; i++) {
    if (!found.placed[i]) continue;
    found.x[i] = GRID / 2 + ((fileX[i]! - (low[0]! + high[0]!) / 2) / span) * GRID;
    found.y[i] = GRID / 2 - ((fileY[i]! - (low[1]! + high[1]!) / 2) / span) * GRID;
  }
  return found;
}

function empty(count: number): Positions {
  return {
    x: new Float32Array(count).fill(GRID / 2),
    y: new Float32Array(count).fill(GRID / 2),
    placed: new Uint8Array(count),
    placedCount: 0,
  };
}
