// Actors: large ones first, so that small ones are never hidden; a rim of paper keeps
// neighbours apart. In a crowd all of one colour are drawn at once.
import { growth, type Scene } from "./scene";
import { shapeOf } from "./shapes";

/** More actors than this are drawn colour by colour instead of one by one. */
const ONE_BY_ONE = 1_200;

export function drawActors(ctx: CanvasRenderingContext2D, scene: Scene): number {
  const grown = growth(scene);
  const seen = inViewRanked(scene);
  if (seen.length <= ONE_BY_ONE) drawEach(ctx, scene, seen, grown);
  else drawCrowd(ctx, scene, seen, grown);
  return seen.length;
}

const seenNow: number[] = [];

function inViewRanked(scene: Scene): number[] {
  const { camera, width, height, x, y, visible, ranked } = scene;
  seenNow.length = 0;
  for (let place = 0; place < ranked.length; place++) {
    const i = ranked[place]!;
    if (!visible[i]) continue;
    const px = x[i]! * camera.k + camera.x;
    const py = y[i]! * camera.k + camera.y;
    if (px > -40 && py > -40 && px < width + 40 && py < height + 40) seenNow.push(i);
  }
  return seenNow;
}

export function drawEach(
  ctx: CanvasRenderingContext2D,
  scene: Scene,
  actors: Iterable<number>,
  grown: number,
): void {
  const { net, camera, x, y, radius, fill, theme } = scene;
  const shapes = net.kinds.map((kind) => shapeOf(kind.shape));
  ctx.strokeStyle = theme.paper;
  ctx.lineWidth = 1.3;
  for (const i of actors) {
    const r = Math.max(1.6, radius[i]! * grown);
    ctx.beginPath();
    shapes[net.kind[i]!]!(ctx, x[i]! * camera.k + camera.x, y[i]! * camera.k + camera.y, r);
    if (net.guest?.[i]) hollow(ctx, scene, fill[i]!);
    else {
      ctx.fillStyle = fill[i]!;
      if (r > 2.5) ctx.stroke();
      ctx.fill();
    }
  }
}

/** Who is not confirmed yet: an outline. */
function hollow(ctx: CanvasRenderingContext2D, scene: Scene, colour: string): void {
  ctx.fillStyle = scene.theme.paper;
  ctx.fill();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2;
  ctx.stroke();
  ctx.strokeStyle = scene.theme.paper;
  ctx.lineWidth = 1.3;
}

const bySize = new Map<string, number[]>();

function drawCrowd(ctx: CanvasRenderingContext2D, scene: Scene, seen: number[], grown: number): void {
  const { net, camera, x, y, radius, fill, theme } = scene;
  const shapes = net.kinds.map((kind) => shapeOf(kind.shape));
  const large = seen.findIndex((i) => radius[i]! * grown < 5);
  const first = large < 0 ? seen.length : Math.min(large, 600);
  drawEach(ctx, scene, seen.slice(0, first), grown);
  for (const group of bySize.values()) group.length = 0;
  for (let place = first; place < seen.length; place++) {
    const colour = fill[seen[place]!]!;
    const group = bySize.get(colour);
    if (group) group.push(seen[place]!);
    else bySize.set(colour, [seen[place]!]);
  }
  const rims = !scene.isMoving && seen.length < 8_000;
  ctx.strokeStyle = theme.paper;
  ctx.lineWidth = 1;
  for (const [colour, group] of bySize) {
    if (!group.length) continue;
    ctx.beginPath();
    ctx.fillStyle = colour;
    for (const i of group) {
      const r = Math.max(1.2, radius[i]! * grown);
      const px = x[i]! * camera.k + camera.x;
      const py = y[i]! * camera.k + camera.y;
      // Below two pixels no eye tells a square from a circle, and squares are fast.
      if (r < 2) ctx.rect(px - r * 0.9, py - r * 0.9, r * 1.8, r * 1.8);
      else shapes[net.kind[i]!]!(ctx, px, py, r);
    }
    if (rims) ctx.stroke();
    ctx.fill();
  }
}
