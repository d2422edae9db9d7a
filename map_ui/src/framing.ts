// What the camera has to show, and how near it may come.
import type { ViewState } from "./data/state";
import { type Bounds, boundsOf, type Camera, fit, lookAt } from "./layout/camera";
import type { WeftMap } from "./map";
import type { Scene } from "./render/scene";
import { scaleOf } from "./tiles/cover";

const NEAREST_FIT = 5;
const EVERYTHING: Bounds = { left: 0, top: 0, right: 10_000, bottom: 10_000 };

/** The camera that shows these bounds, or everything, beside the legend. */
export function fitBeside(map: WeftMap, bounds: Bounds | null, most: number): Camera {
  const { x, y, placed } = map.stand.positions;
  const all = bounds ?? map.net.whole?.bounds ?? boundsOf(x, y, (i) => placed[i] === 1) ?? EVERYTHING;
  const { width, height } = map.scene;
  const margin = Math.max(26, Math.min(60, Math.min(width, height) * 0.075));
  const legend = width > 720 ? map.legendWidth : 0;
  // What filters leave of a large net may stand on one spot, which says nothing from nearby.
  if (map.tiled && !bounds) most = Math.min(most, scaleOf(NEAREST_FIT));
  // On a phone the buttons along the lower edge keep clear of what one looks at.
  const camera = fit(all, width - legend, width > 720 ? height : height - 44, margin, most);
  return { ...camera, x: camera.x + legend };
}

/** How far in one may zoom, relative to everything in view. */
function closestOf(map: WeftMap): number {
  const { whole } = map.net;
  if (whole) return Math.max(24, (2 * scaleOf(whole.deepest)) / map.fitScale);
  return Math.max(24, Math.min(120, map.net.count / 60)) * (map.stand.isEarth ? 12 : 1);
}

export function limit(map: WeftMap): void {
  map.motion.limit(map.fitScale, closestOf(map));
}

/** The camera as the address tells it: nothing where everything is in view. */
export function cameraState({ camera, width, height, zoom }: Scene): ViewState["camera"] {
  if (Math.abs(zoom - 1) < 0.001) return null;
  return [(width / 2 - camera.x) / camera.k, (height / 2 - camera.y) / camera.k, zoom];
}

export function measureStage({ scene, stage, painter }: WeftMap): void {
  scene.width = Math.max(1, stage.clientWidth);
  scene.height = Math.max(1, stage.clientHeight);
  painter.resize(scene.width, scene.height);
}

/** Measure the stage anew, and keep what was in the middle there. */
export function keepMiddle(map: WeftMap, isSure: boolean): void {
  const { width, height, zoom, camera } = map.scene;
  if (!isSure && width === map.stage.clientWidth && height === map.stage.clientHeight) return;
  const x = (width / 2 - camera.x) / camera.k;
  const y = (height / 2 - camera.y) / camera.k;
  const wasFit = map.state.camera === null;
  measureStage(map);
  map.fitScale = map.fitCamera().k;
  limit(map);
  map.motion.set(wasFit ? map.fitCamera() : lookAt(x, y, zoom * map.fitScale, map.scene.width, map.scene.height));
}
