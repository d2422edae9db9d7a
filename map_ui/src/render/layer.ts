// A layer over the picture: actors that have something, and pairs that could share it.
import { growth, type Scene } from "./scene";

export interface Layer {
  ringed: number[];
  pairs: [number, number][];
}

export function drawLayer(ctx: CanvasRenderingContext2D, scene: Scene, layer: Layer): void {
  const { camera, x, y, theme, visible } = scene;
  const grown = growth(scene);
  ctx.strokeStyle = theme.accent;
  ctx.lineWidth = 1.6;
  ctx.setLineDash([2, 4]);
  ctx.beginPath();
  for (const [a, b] of layer.pairs) {
    if (!visible[a] || !visible[b]) continue;
    ctx.moveTo(x[a]! * camera.k + camera.x, y[a]! * camera.k + camera.y);
    ctx.lineTo(x[b]! * camera.k + camera.x, y[b]! * camera.k + camera.y);
  }
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.lineWidth = 2.5;
  for (const i of layer.ringed) {
    if (!visible[i]) continue;
    ctx.beginPath();
    ctx.arc(x[i]! * camera.k + camera.x, y[i]! * camera.k + camera.y, Math.max(1.6, scene.radius[i]! * grown) + 3, 0, 2 * Math.PI);
    ctx.stroke();
  }
}
