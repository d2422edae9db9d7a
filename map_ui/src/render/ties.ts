// Ties: muted, the fainter the more of them are in view, wider the higher their rung. Long
// ties are fainter than short ones, which is what lets the groups of a dense net appear.
import { growth, type Scene } from "./scene";

/** While the picture moves no more ties than this are drawn; they return when it rests. */
const MOST_MOVING = 9_000;
const MOST_RESTING = 60_000;
const WIDTHS = [0.8, 0.8, 1, 1.3, 1.7, 2.2];
const ARROWS_BELOW = 260;
const FINE_FROM = 1_500;
const FINE_MOVING = 250;
/** Of a large net lines stay fine: there is always another tie underneath. */
const FINE_OF_WHOLE = 300;

/** Short, long and fading ties of one rung: how faint each sort is drawn. */
const FAINTNESS = [1, 0.42, 0.6];
const FADING = 2;

const lines: number[][] = Array.from({ length: WIDTHS.length * FAINTNESS.length }, () => []);
const curves: number[] = [];
const heads: number[] = [];

export function drawTies(ctx: CanvasRenderingContext2D, scene: Scene): number {
  const drawn = collect(scene);
  const base = Math.max(0.05, Math.min(0.5, 6.5 / Math.sqrt(Math.max(drawn, 1))));
  ctx.strokeStyle = scene.theme.line;
  ctx.lineCap = "butt";
  // Lines of one pixel are drawn several times faster than wider ones: in a crowd the rung is
  // shown by strength instead of width.
  const isCrowd = drawn > (scene.isMoving ? FINE_MOVING : scene.net.whole ? FINE_OF_WHOLE : FINE_FROM);
  const widest = isCrowd ? 1 / ctx.getTransform().a : Infinity;
  lines.forEach((points, bucket) => {
    if (!points.length) return;
    const sort = bucket % FAINTNESS.length;
    const width = WIDTHS[Math.floor(bucket / FAINTNESS.length)]! * Math.min(1.6, Math.max(0.8, scene.zoom ** 0.25));
    ctx.lineWidth = Math.min(width, widest);
    ctx.globalAlpha = Math.min(1, base * FAINTNESS[sort]! * (width / ctx.lineWidth));
    // Dashes cost time in a crowd, where nobody could tell them apart.
    ctx.setLineDash(sort === FADING && !isCrowd ? [5, 4] : []);
    ctx.beginPath();
    for (let at = 0; at < points.length; at += 4) {
      ctx.moveTo(points[at]!, points[at + 1]!);
      ctx.lineTo(points[at + 2]!, points[at + 3]!);
    }
    ctx.stroke();
  });
  ctx.setLineDash([]);
  drawCurves(ctx, base);
  if (drawn < ARROWS_BELOW && !scene.isMoving) drawHeads(ctx, scene, base);
  ctx.globalAlpha = 1;
  return drawn;
}

function collect(scene: Scene): number {
  const { net, camera, width, height, x, y, visible, tieShown } = scene;
  const { source, target, rung, bend, direction } = net.ties;
  for (const points of lines) points.length = 0;
  curves.length = heads.length = 0;
  const most = scene.isMoving ? MOST_MOVING : MOST_RESTING;
  const stride = Math.max(1, Math.ceil(scene.tieCount / most));
  // In tiles a tie that runs across much of the stage says less than one between neighbours.
  const far = (net.whole ? Math.min(1400, 380 / camera.k) : 1400) ** 2;
  let drawn = 0;
  for (let t = 0; t < net.ties.count; t += stride) {
    if (!tieShown[t]) continue;
    const a = source[t]!;
    const b = target[t]!;
    if (!visible[a] || !visible[b]) continue;
    const ax = x[a]! * camera.k + camera.x;
    const ay = y[a]! * camera.k + camera.y;
    const bx = x[b]! * camera.k + camera.x;
    const by = y[b]! * camera.k + camera.y;
    if ((ax < 0 && bx < 0) || (ay < 0 && by < 0)) continue;
    if ((ax > width && bx > width) || (ay > height && by > height)) continue;
    drawn++;
    const dx = x[b]! - x[a]!;
    const dy = y[b]! - y[a]!;
    if (bend[t] && (dx * dx + dy * dy) * camera.k * camera.k > 1600) {
      const reach = bend[t]!;
      curves.push(ax, ay, (ax + bx) / 2 - (by - ay) * reach, (ay + by) / 2 + (bx - ax) * reach, bx, by, t);
    } else {
      const sort = scene.tieFading[t] ? FADING : dx * dx + dy * dy > far ? 1 : 0;
      const bucket = Math.max(0, rung[t]!) * FAINTNESS.length + sort;
      lines[bucket]!.push(ax, ay, bx, by);
    }
    if (direction[t]) heads.push(t);
  }
  return drawn;
}

function drawCurves(ctx: CanvasRenderingContext2D, base: number): void {
  if (!curves.length) return;
  ctx.globalAlpha = base;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (let at = 0; at < curves.length; at += 7) {
    ctx.moveTo(curves[at]!, curves[at + 1]!);
    ctx.quadraticCurveTo(curves[at + 2]!, curves[at + 3]!, curves[at + 4]!, curves[at + 5]!);
  }
  ctx.stroke();
}

function drawHeads(ctx: CanvasRenderingContext2D, scene: Scene, base: number): void {
  ctx.fillStyle = scene.theme.line;
  ctx.globalAlpha = Math.min(0.8, base * 1.6);
  ctx.beginPath();
  for (const t of heads) addHeads(ctx, scene, t);
  ctx.fill();
}

/** The arrowheads of one tie: one, or one at each end when it is mutual. */
export function addHeads(ctx: CanvasRenderingContext2D, scene: Scene, t: number, size = 7): void {
  const { source, target, direction } = scene.net.ties;
  if (!direction[t]) return;
  head(ctx, scene, source[t]!, target[t]!, scene.net.ties.bend[t]!, size);
  if (direction[t] === 2) head(ctx, scene, target[t]!, source[t]!, -scene.net.ties.bend[t]!, size);
}

function head(
  ctx: CanvasRenderingContext2D,
  scene: Scene,
  from: number,
  to: number,
  bend: number,
  size: number,
): void {
  const { x, y, camera } = scene;
  const tx = x[to]! * camera.k + camera.x;
  const ty = y[to]! * camera.k + camera.y;
  const fx = x[from]! * camera.k + camera.x;
  const fy = y[from]! * camera.k + camera.y;
  if (Math.hypot(tx - fx, ty - fy) < 34) return;
  const cx = (fx + tx) / 2 - (ty - fy) * bend;
  const cy = (fy + ty) / 2 + (tx - fx) * bend;
  const angle = Math.atan2(ty - cy, tx - cx);
  const gap = scene.radius[to]! * growth(scene) + 1.5;
  const px = tx - Math.cos(angle) * gap;
  const py = ty - Math.sin(angle) * gap;
  ctx.moveTo(px, py);
  ctx.lineTo(px - size * Math.cos(angle - 0.42), py - size * Math.sin(angle - 0.42));
  ctx.lineTo(px - size * Math.cos(angle + 0.42), py - size * Math.sin(angle + 0.42));
  ctx.closePath();
}

/** Chosen ties in the accent, on top of everything. */
export function drawChosenTies(
  ctx: CanvasRenderingContext2D,
  scene: Scene,
  ties: readonly number[],
  colour: string,
  width: number,
  alsoHidden = false,
): void {
  const { net, x, y, camera, visible } = scene;
  ctx.strokeStyle = ctx.fillStyle = colour;
  const many = ties.length > 400;
  for (let rung = 0; rung < (many ? 1 : 6); rung++) {
    ctx.lineWidth = width * (many ? 0.7 : 0.8 + 0.28 * rung);
    ctx.beginPath();
    for (const t of ties) {
      if (!many && Math.max(0, net.ties.rung[t]!) !== rung) continue;
      const a = net.ties.source[t]!;
      const b = net.ties.target[t]!;
      if (!alsoHidden && (!visible[a] || !visible[b])) continue;
      const ax = x[a]! * camera.k + camera.x;
      const ay = y[a]! * camera.k + camera.y;
      const bx = x[b]! * camera.k + camera.x;
      const by = y[b]! * camera.k + camera.y;
      const bend = net.ties.bend[t]!;
      ctx.moveTo(ax, ay);
      if (bend) ctx.quadraticCurveTo((ax + bx) / 2 - (by - ay) * bend, (ay + by) / 2 + (bx - ax) * bend, bx, by);
      else ctx.lineTo(bx, by);
    }
    ctx.stroke();
  }
  if (many) return;
  ctx.beginPath();
  for (const t of ties) addHeads(ctx, scene, t, 8);
  ctx.fill();
}
