// All that one frame is drawn from. The parts that draw only read it.
import type { Shown } from "../data/filter";
import type { Net } from "../data/net";
import type { View } from "../data/state";
import type { Camera } from "../layout/camera";
import type { Hull } from "../layout/hulls";
import type { Box } from "../layout/labels";
import type { Sizing } from "./colours";
import type { Layer } from "./layer";
import type { Marks } from "./marks";
import type { Theme } from "./theme";

/** Actors and ties that stand out: a selection, a way between two, or a sentence's actors. */
export interface Focus {
  actors: Set<number>;
  ties: number[];
  /** The selected actor, or −1. */
  main: number;
  /** Whether the ties are the point, as on a way, or only the surroundings. */
  isWay: boolean;
}

export interface Scene {
  net: Net;
  view: View;
  x: Float32Array;
  y: Float32Array;
  /** 1 for actors that pass the filters and have a position. */
  visible: Uint8Array;
  tieShown: Uint8Array;
  tieFading: Uint8Array;
  tieCount: number;
  /** What is different from another day, where that is shown. */
  marks: Marks | null;
  /** What people have and could share, where that is shown. */
  layer: Layer | null;
  radius: Float32Array;
  ranked: Int32Array;
  fill: string[];
  camera: Camera;
  /** How far one has zoomed in; 1 when everything is in view. */
  zoom: number;
  width: number;
  height: number;
  theme: Theme;
  hulls: Hull[];
  clusterColours: string[];
  coloursClusters: boolean;
  coloursKinds: boolean;
  focus: Focus | null;
  /** Actors and ties lit up by the pointer or the keyboard. */
  hover: Focus | null;
  isMoving: boolean;
  /** On the wall everything is read from the back of the room. */
  textScale: number;
  /** How far apart neighbours typically stand, in units of the frame. */
  spacing: number;
  medianRadius: number;
  /** What floats over the picture, so that no name hides under it. */
  blocked: Box[];
}

/** A scene before anything has been measured or placed. */
export function firstScene(net: Net, theme: Theme, shown: Shown, fill: string[], sizes: Sizing): Scene {
  return {
    net,
    theme,
    fill,
    view: "network",
    x: net.x,
    y: net.y,
    visible: shown.actors,
    tieShown: shown.ties,
    tieFading: shown.fading,
    tieCount: shown.tieCount,
    marks: null,
    layer: null,
    radius: sizes.radius,
    ranked: sizes.ranked,
    camera: { k: 1, x: 0, y: 0 },
    zoom: 1,
    width: 1,
    height: 1,
    hulls: [],
    clusterColours: [],
    coloursClusters: false,
    coloursKinds: false,
    focus: null,
    hover: null,
    isMoving: false,
    textScale: 1,
    spacing: Infinity,
    medianRadius: 4,
    blocked: [],
  };
}

export function growth(scene: Scene): number {
  // Tiles are as crowded however near one comes.
  const grown = Math.max(0.85, Math.min(scene.net.whole ? 1.35 : 2.3, scene.zoom ** 0.38));
  // Where actors stand closer than their marks are wide, the marks shrink until one comes near.
  const room = (0.5 * scene.spacing * scene.camera.k) / (scene.medianRadius * grown);
  const packed = Math.max(0.42, Math.min(1, room));
  // A phone is small: marks shrink a little with it, and grow on a wall.
  const paper = Math.max(0.72, Math.min(1.25, Math.min(scene.width, scene.height) / 640));
  // Places are crowded until one comes closer.
  const town = scene.view === "place" ? Math.max(0.66, Math.min(1, 0.66 * scene.zoom ** 0.35)) : 1;
  return grown * packed * paper * town * (scene.textScale > 1 ? 1.15 : 1);
}

export function inView(scene: Scene, i: number, margin = 0): boolean {
  const { camera } = scene;
  const x = scene.x[i]! * camera.k + camera.x;
  const y = scene.y[i]! * camera.k + camera.y;
  return x >= -margin && y >= -margin && x <= scene.width + margin && y <= scene.height + margin;
}

/** The highest ranked in view. */
export function actorsSeen(scene: Scene, most: number): number[] {
  const seen: number[] = [];
  for (const i of scene.ranked) {
    if (seen.length >= most) break;
    if (scene.visible[i] && inView(scene, i)) seen.push(i);
  }
  return seen;
}

/** An actor with everyone around it, along the ties that are shown. */
export function focusAround(net: Net, main: number, tieShown: Uint8Array, visible: Uint8Array): Focus {
  const focus: Focus = { actors: new Set([main]), ties: [], main, isWay: false };
  for (let slot = net.starts[main]!; slot < net.starts[main + 1]!; slot++) {
    const tie = net.tieAt[slot]!;
    const other = net.around[slot]!;
    if (!tieShown[tie] || !visible[other]) continue;
    focus.ties.push(tie);
    focus.actors.add(other);
  }
  return focus;
}
