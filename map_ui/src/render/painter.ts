// Two sheets over each other: the net below, and above it what stands out and all names.
// While something stands out the lower sheet is only faded, not drawn anew.
import { drawActors, drawEach } from "./actors";
import { drawHulls } from "./clusters";
import { drawFar } from "./far";
import { drawLayer } from "./layer";
import { drawMarks } from "./marks";
import { Names } from "./names";
import { type Focus, growth, type Scene } from "./scene";
import { shapeOf } from "./shapes";
import { drawChosenTies, drawTies } from "./ties";

/** Draws beneath the net: the map of the place view. Loaded when first needed. */
export type Underlay = (ctx: CanvasRenderingContext2D, scene: Scene) => void;

export class Painter {
  readonly base = document.createElement("canvas");
  readonly top = document.createElement("canvas");
  readonly under = document.createElement("canvas");
  underlay: Underlay | null = null;
  actorsDrawn = 0;
  tiesDrawn = 0;
  private readonly names = new Names();
  private ratio = 0;

  constructor(stage: HTMLElement) {
    for (const sheet of [this.under, this.base, this.top]) {
      sheet.setAttribute("aria-hidden", "true");
      stage.append(sheet);
    }
  }

  resize(width: number, height: number): void {
    this.ratio = Math.min(devicePixelRatio || 1, 2);
    for (const sheet of [this.under, this.base, this.top]) {
      sheet.width = Math.round(width * this.ratio);
      sheet.height = Math.round(height * this.ratio);
      sheet.style.width = `${width}px`;
      sheet.style.height = `${height}px`;
    }
    this.names.reset(this.ratio);
  }

  resetNames(): void {
    this.names.reset(this.ratio);
  }

  /** Draw everything, or only the upper sheet when nothing below has changed. */
  draw(scene: Scene, onlyTop: boolean): void {
    if (!onlyTop) {
      const ctx = this.clear(this.base, scene);
      this.under.hidden = scene.view !== "place" || !this.underlay;
      if (!this.under.hidden) this.underlay!(this.clear(this.under, scene), scene);
      drawHulls(ctx, scene);
      if (scene.net.whole) drawFar(ctx, scene, scene.net.whole.far);
      this.tiesDrawn = drawTies(ctx, scene);
      this.actorsDrawn = drawActors(ctx, scene);
    }
    this.base.classList.toggle("is-faded", scene.focus !== null);
    const ctx = this.clear(this.top, scene);
    if (scene.layer && scene.view === "place") drawLayer(ctx, scene, scene.layer);
    if (scene.marks) drawMarks(ctx, scene, scene.marks);
    if (scene.focus) this.drawFocus(ctx, scene, scene.focus, 1);
    if (scene.hover) this.drawFocus(ctx, scene, scene.hover, 0.8);
    this.names.draw(ctx, scene);
  }

  private clear(sheet: HTMLCanvasElement, scene: Scene): CanvasRenderingContext2D {
    const ctx = sheet.getContext("2d")!;
    ctx.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    ctx.clearRect(0, 0, scene.width, scene.height);
    return ctx;
  }

  private drawFocus(ctx: CanvasRenderingContext2D, scene: Scene, focus: Focus, strength: number): void {
    const { theme, camera } = scene;
    const grown = growth(scene);
    const density = focus.isWay ? 1 : Math.max(0.22, Math.min(0.75, 9 / Math.sqrt(focus.ties.length + 1)));
    ctx.globalAlpha = strength * density;
    drawChosenTies(ctx, scene, focus.ties, theme.accent, focus.isWay ? 3.2 : 1.3);
    ctx.globalAlpha = 1;
    const marked = [...focus.actors].filter((i) => scene.visible[i]);
    marked.sort((a, b) => scene.radius[b]! - scene.radius[a]!);
    drawEach(ctx, scene, marked, grown);
    const ringed = focus.isWay ? marked : focus.main >= 0 && scene.visible[focus.main] ? [focus.main] : [];
    for (const i of ringed) {
      const r = Math.max(1.6, scene.radius[i]! * grown) + 3.5;
      ctx.beginPath();
      shapeOf("circle")(ctx, scene.x[i]! * camera.k + camera.x, scene.y[i]! * camera.k + camera.y, r);
      ctx.strokeStyle = theme.paper;
      ctx.lineWidth = 5;
      ctx.stroke();
      ctx.strokeStyle = theme.accent;
      ctx.lineWidth = 2.5;
      ctx.stroke();
    }
  }
}
