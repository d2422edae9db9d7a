// What became different between two days, drawn over the picture.
import { growth, type Scene } from "./scene";
import { drawChosenTies } from "./ties";

export type Difference = "added" | "ended" | "faded" | "stronger" | "weaker";

/** Positions of the actors and ties of each difference. */
export interface Marks {
  ties: Record<Difference, number[]>;
  actors: { added: number[]; ended: number[] };
}

/** Told apart by most colour-blind eyes; ended and faded ones are dashed as well. */
export const MARK_COLOURS: Record<Difference, string> = {
  added: "#2a78b5",
  ended: "#c8506a",
  faded: "#8d867c",
  stronger: "#2f9e77",
  weaker: "#d08a1e",
};
export const DIFFERENCES = Object.keys(MARK_COLOURS) as Difference[];

export function drawMarks(ctx: CanvasRenderingContext2D, scene: Scene, marks: Marks): void {
  for (const difference of DIFFERENCES) {
    const isGone = difference === "ended" || difference === "faded";
    ctx.setLineDash(isGone ? [4, 4] : []);
    ctx.globalAlpha = isGone ? 0.75 : 0.85;
    drawChosenTies(ctx, scene, marks.ties[difference], MARK_COLOURS[difference], 1.6, true);
  }
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
  for (const difference of ["added", "ended"] as const) {
    ctx.strokeStyle = MARK_COLOURS[difference];
    ctx.lineWidth = 2;
    for (const i of marks.actors[difference]) ring(ctx, scene, i);
  }
}

function ring(ctx: CanvasRenderingContext2D, scene: Scene, i: number): void {
  const { camera } = scene;
  const r = Math.max(1.6, scene.radius[i]! * growth(scene)) + 3;
  ctx.beginPath();
  ctx.arc(scene.x[i]! * camera.k + camera.x, scene.y[i]! * camera.k + camera.y, r, 0, 2 * Math.PI);
  ctx.stroke();
}
