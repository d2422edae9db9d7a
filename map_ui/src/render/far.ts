// Those who are too many to be drawn one by one: a dot where some of them stand, and one band for
// all ties between two clusters.
import { levelOf } from "../tiles/cover";
import type { Far } from "../tiles/far";
import type { Scene } from "./scene";
import { NEUTRAL } from "./theme";

/** Bands fade out between these levels: further in the ties themselves are there. */
const FULL_UP_TO = 1;
const GONE_AT = 3.5;
const BEND = 0.12;

export function drawFar(ctx: CanvasRenderingContext2D, scene: Scene, far: Far): void {
  drawDots(ctx, scene, far);
  const strength = Math.min(1, (GONE_AT - levelOf(scene.camera.k, 99)) / (GONE_AT - FULL_UP_TO));
  if (strength > 0 && scene.view === "network") drawBundles(ctx, scene, far, strength);
  ctx.globalAlpha = 1;
}

const groups = new Map<string, number[]>();

function drawDots(ctx: CanvasRenderingContext2D, scene: Scene, far: Far): void {
  const { camera, width, height, net, clusterColours } = scene;
  const colourOf = scene.coloursClusters
    ? (i: number) => clusterColours[far.dotCluster[i]!] ?? NEUTRAL
    : scene.coloursKinds
      ? (i: number) => net.kinds[far.dotKind[i]!]?.colour ?? NEUTRAL
      : () => NEUTRAL;
  for (const group of groups.values()) group.length = 0;
  const size = scene.width < 500 ? 1.2 : 1.8;
  for (let i = 0; i < far.dotX.length; i++) {
    const x = far.dotX[i]! * camera.k + camera.x;
    const y = far.dotY[i]! * camera.k + camera.y;
    if (x < 0 || y < 0 || x > width || y > height) continue;
    const colour = colourOf(i);
    const group = groups.get(colour);
    if (group) group.push(x, y);
    else groups.set(colour, [x, y]);
  }
  ctx.globalAlpha = scene.theme.isDark ? 0.6 : 0.5;
  for (const [colour, group] of groups) {
    ctx.fillStyle = colour;
    for (let at = 0; at < group.length; at += 2) ctx.fillRect(group[at]! - size / 2, group[at + 1]! - size / 2, size, size);
  }
}

function drawBundles(ctx: CanvasRenderingContext2D, scene: Scene, far: Far, strength: number): void {
  const { camera } = scene;
  const { bundles, mostTies } = far;
  ctx.strokeStyle = scene.theme.line;
  ctx.lineCap = "round";
  for (let at = 0; at < bundles.length; at += 5) {
    const x1 = bundles[at]! * camera.k + camera.x;
    const y1 = bundles[at + 1]! * camera.k + camera.y;
    const x2 = bundles[at + 2]! * camera.k + camera.x;
    const y2 = bundles[at + 3]! * camera.k + camera.y;
    const share = Math.sqrt(bundles[at + 4]! / mostTies);
    ctx.globalAlpha = (0.07 + 0.2 * share) * strength;
    ctx.lineWidth = 1 + 6 * share;
    ctx.beginPath();
    ctx.moveTo(x1, y1);
    ctx.quadraticCurveTo((x1 + x2) / 2 - (y2 - y1) * BEND, (y1 + y2) / 2 + (x2 - x1) * BEND, x2, y2);
    ctx.stroke();
  }
}
