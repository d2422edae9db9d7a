// Clusters as soft shapes behind the net, with the names of what their members share.
import { type Hull, padded } from "../layout/hulls";
import { bare, wrapName } from "../layout/labels";
import type { Scene } from "./scene";

/** From this zoom on the shapes have faded away, unless colours stand for clusters. */
const FADES_FROM = 1.6;
const GONE_AT = 3;
const PADDING = 18;


export function clusterStrength(scene: Scene): number {
  if (scene.view === "place") return 0;
  if (scene.coloursClusters) return 1;
  // Each level of tiles brings outlines that fit it.
  if (scene.net.whole) return 0.75;
  return Math.max(0, Math.min(1, (GONE_AT - scene.zoom) / (GONE_AT - FADES_FROM))) * 0.75;
}

export function drawHulls(ctx: CanvasRenderingContext2D, scene: Scene): void {
  const strength = clusterStrength(scene);
  if (!strength) return;
  const { camera, theme } = scene;
  for (const hull of scene.hulls) {
    const ring = padded(hull.points, PADDING / camera.k).map(
      ([x, y]) => [x * camera.k + camera.x, y * camera.k + camera.y] as const,
    );
    const colour = scene.coloursClusters ? scene.clusterColours[hull.cluster]! : theme.muted;
    smooth(ctx, ring);
    ctx.fillStyle = ctx.strokeStyle = colour;
    ctx.globalAlpha = (scene.coloursClusters ? (theme.isDark ? 0.14 : 0.11) : 0.055) * strength;
    ctx.fill();
    if (!scene.coloursClusters) continue;
    ctx.globalAlpha = 0.28 * strength;
    ctx.lineWidth = 1;
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}

function smooth(ctx: CanvasRenderingContext2D, ring: (readonly [number, number])[]): void {
  ctx.beginPath();
  ring.forEach((point, at) => {
    const next = ring[(at + 1) % ring.length]!;
    const middle = [(point[0] + next[0]) / 2, (point[1] + next[1]) / 2] as const;
    if (at === 0) {
      const last = ring.at(-1)!;
      ctx.moveTo((last[0] + point[0]) / 2, (last[1] + point[1]) / 2);
    }
    ctx.quadraticCurveTo(point[0], point[1], middle[0], middle[1]);
  });
  ctx.closePath();
}

export interface ClusterName {
  lines: string[];
  /** Where the name may stand, best first: above the shape, below it, in its middle. */
  spots: [number, number][];
  colour: string;
}

export function clusterNames(scene: Scene): ClusterName[] {
  if (clusterStrength(scene) < 0.3) return [];
  const most = Math.max(4, Math.min(24, Math.round((scene.width * scene.height) / 26_000)));
  const hasName = (hull: Hull) => scene.net.clusters[hull.cluster]?.name;
  const named = scene.hulls.filter(hasName).sort((a, b) => b.size - a.size).slice(0, most);
  return named.map((hull) => ({
    lines: wrapName(bare(scene.net.clusters[hull.cluster]?.name ?? ""), 24),
    spots: spotsOf(hull, scene),
    colour: scene.coloursClusters ? scene.clusterColours[hull.cluster]! : scene.theme.muted,
  }));
}

function spotsOf(hull: Hull, scene: Scene): [number, number][] {
  const { camera } = scene;
  const xs = hull.points.map(([x]) => x * camera.k + camera.x);
  const ys = hull.points.map(([, y]) => y * camera.k + camera.y);
  const top = Math.min(...ys) - PADDING;
  const bottom = Math.max(...ys) + PADDING;
  const topX = xs[ys.indexOf(Math.min(...ys))]!;
  const bottomX = xs[ys.indexOf(Math.max(...ys))]!;
  const middleX = hull.x * camera.k + camera.x;
  const middleY = hull.y * camera.k + camera.y;
  const above: [number, number] = [topX, top - 10];
  const below: [number, number] = [bottomX, bottom + 10];
  // Outwards there is more room than towards the middle of the net.
  const isUpper = hull.y < 5_000;
  return [
    ...(isUpper ? [above, below] : [below, above]),
    [middleX, top + 10],
    [middleX, bottom - 10],
    [middleX, middleY],
  ];
}
