// Names on the map: measured in the page's own font, placed without touching each other, and
// drawn from small ready-made pictures, because text with a halo is slow to draw anew.
import { bare, Boxes, placeLabels, type Placed, type Wanted, wrapName } from "../layout/labels";
import { clusterNames } from "./clusters";
import { mix } from "./theme";
import { growth, inView, type Scene } from "./scene";

interface Sprite {
  image: HTMLCanvasElement;
  width: number;
  height: number;
}

const HALO = 3;
/** So many names are placed before those of clusters. */
const FIRST = 2;

export class Names {
  private sprites = new Map<string, Sprite>();
  private readonly widths = new Map<string, number>();
  private readonly ruler = document.createElement("canvas").getContext("2d")!;
  private ratio = 1;

  /** Forget the pictures of names when paper, ink or the sharpness of the screen change. */
  reset(ratio: number): void {
    this.sprites.clear();
    this.ratio = ratio;
  }

  draw(ctx: CanvasRenderingContext2D, scene: Scene): Placed[] {
    const taken = new Boxes();
    for (const box of scene.blocked) taken.add(box);
    // The very first names come before everything else, even before those of clusters.
    const placed = placeLabels(this.firstNames(scene), scene, FIRST, taken);
    if (!scene.focus) this.drawClusterNames(ctx, scene, taken);
    this.blockLarge(scene, taken);
    const first = new Set(placed.map((label) => label.id));
    placed.push(...placeLabels(this.wanted(scene, first), scene, this.mostNames(scene), taken));
    for (const label of placed) {
      const isMain = scene.focus?.main === label.id || scene.hover?.main === label.id;
      const sprite = this.sprite(this.linesOf(scene, label.id), this.sizeOf(scene, label.id), isMain, scene);
      ctx.drawImage(sprite.image, Math.round(label.left) - HALO, Math.round(label.top) - HALO, sprite.width, sprite.height);
    }
    return placed;
  }

  private mostNames(scene: Scene): number {
    const room = (scene.width * scene.height) / ((scene.zoom < 1.5 ? 10_500 : 8_000) * scene.textScale ** 2);
    const most = scene.zoom < 1.5 ? 60 : 140;
    return Math.round(Math.min(most, room) * (scene.isMoving ? 0.6 : 1));
  }

  /** Larger actors are not covered by the names of others. */
  private blockLarge(scene: Scene, taken: Boxes): void {
    const grown = growth(scene);
    let blocked = 0;
    for (const i of scene.ranked) {
      const r = scene.radius[i]! * grown;
      if (r < 8 || blocked > 120) break;
      if (!scene.visible[i] || !inView(scene, i)) continue;
      if (scene.focus && !scene.focus.actors.has(i)) continue;
      const x = scene.x[i]! * scene.camera.k + scene.camera.x;
      const y = scene.y[i]! * scene.camera.k + scene.camera.y;
      taken.add({ left: x - r * 0.8, top: y - r * 0.8, right: x + r * 0.8, bottom: y + r * 0.8 });
      blocked++;
    }
  }

  private firstNames(scene: Scene): Wanted[] {
    const isIn = (i: number) => scene.visible[i] === 1 && inView(scene, i);
    const main = scene.focus?.main ?? -1;
    const first = main >= 0 ? [main] : scene.focus ? [] : Array.from(scene.ranked.subarray(0, 2));
    return first.filter(isIn).map((i) => this.label(scene, i, growth(scene)));
  }

  private *wanted(scene: Scene, done: Set<number>): Generator<Wanted> {
    const grown = growth(scene);
    let tried = 0;
    for (const i of scene.ranked) {
      if (done.has(i) || !scene.visible[i] || !inView(scene, i)) continue;
      if (scene.focus && !scene.focus.actors.has(i)) continue;
      if (tried++ > (scene.isMoving ? 150 : 600)) return;
      yield this.label(scene, i, grown);
    }
  }

  private label(scene: Scene, i: number, grown: number): Wanted {
    const isMain = scene.focus?.main === i || scene.hover?.main === i;
    const lines = this.linesOf(scene, i);
    const size = this.sizeOf(scene, i);
    return {
      id: i,
      x: scene.x[i]! * scene.camera.k + scene.camera.x,
      y: scene.y[i]! * scene.camera.k + scene.camera.y,
      radius: scene.radius[i]! * grown,
      width: this.widthOf(lines, fontOf(size, isMain, scene)),
      height: lineHeight(size) * lines.length,
    };
  }

  /** Most names that are tried find no place: measuring is cheap, drawing comes after. */
  private widthOf(lines: string[], font: string): number {
    let widest = 0;
    for (const line of lines) {
      const key = `${font}|${line}`;
      let width = this.widths.get(key);
      if (width === undefined) {
        if (this.ruler.font !== font) this.ruler.font = font;
        width = Math.ceil(this.ruler.measureText(line).width);
        if (this.widths.size > 20_000) this.widths.clear();
        this.widths.set(key, width);
      }
      widest = Math.max(widest, width);
    }
    return widest;
  }

  private linesOf(scene: Scene, i: number): string[] {
    return wrapName(bare(scene.net.names[i]!), scene.width < 500 ? 18 : 24);
  }

  /** The highest ranked stand out a little; nothing is smaller than one can read. */
  private sizeOf(scene: Scene, i: number): number {
    const size = 11.5 + Math.min(3.5, Math.max(0, (scene.radius[i]! - 4) * 0.35));
    const paper = scene.width < 500 ? 0.95 : 1;
    return Math.round(size * scene.textScale * paper * 2) / 2;
  }

  private drawClusterNames(ctx: CanvasRenderingContext2D, scene: Scene, taken: Boxes): void {
    for (const name of clusterNames(scene)) {
      const size = (scene.width < 500 ? 12 : 14) * scene.textScale;
      const width = this.widthOf(name.lines, fontOf(size, true, scene));
      const height = lineHeight(size) * name.lines.length;
      for (const [x, y] of name.spots) {
        const left = x - width / 2;
        const top = y - height / 2;
        const box = { left, top, right: left + width, bottom: top + height };
        const isInside = left > 4 && top > 4 && box.right < scene.width - 4 && box.bottom < scene.height - 4;
        if (!isInside || !taken.isFree(box)) continue;
        taken.add(box);
        const sprite = this.sprite(name.lines, size, true, scene, name.colour);
        ctx.drawImage(sprite.image, Math.round(left) - HALO, Math.round(top) - HALO, sprite.width, sprite.height);
        break;
      }
    }
  }

  private sprite(lines: string[], size: number, isStrong: boolean, scene: Scene, colour = ""): Sprite {
    const key = `${size}${isStrong ? "b" : ""}${colour}|${lines.join("\n")}`;
    const known = this.sprites.get(key);
    if (known) return known;
    if (this.sprites.size > 3_000) this.sprites.clear();
    const made = this.make(lines, size, isStrong, scene, colour);
    this.sprites.set(key, made);
    return made;
  }

  private make(lines: string[], size: number, isStrong: boolean, scene: Scene, colour: string): Sprite {
    const image = document.createElement("canvas");
    const ctx = image.getContext("2d")!;
    const font = fontOf(size, isStrong, scene);
    const line = lineHeight(size);
    const width = this.widthOf(lines, font) + 2 * HALO;
    const height = line * lines.length + 2 * HALO;
    image.width = Math.ceil(width * this.ratio);
    image.height = Math.ceil(height * this.ratio);
    ctx.scale(this.ratio, this.ratio);
    ctx.font = font;
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.lineWidth = 2 * HALO - 1;
    ctx.strokeStyle = scene.theme.paper;
    ctx.fillStyle = colour ? onPaper(colour, scene.theme.isDark) : scene.theme.ink;
    ctx.textAlign = colour ? "center" : "left";
    const x = colour ? width / 2 : HALO;
    ctx.globalAlpha = 0.85;
    lines.forEach((text, row) => ctx.strokeText(text, x, HALO + line * (row + 0.5)));
    ctx.globalAlpha = 1;
    lines.forEach((text, row) => ctx.fillText(text, x, HALO + line * (row + 0.5)));
    return { image, width, height };
  }
}

function fontOf(size: number, isStrong: boolean, scene: Scene): string {
  return `${isStrong ? "600" : "400"} ${size}px ${scene.theme.font}`;
}

function lineHeight(size: number): number {
  return Math.round(size * 1.16);
}

/** A palette colour as ink: darker on light paper and lighter on dark, so that it reads. */
function onPaper(colour: string, isDark: boolean): string {
  return /^#[0-9a-f]{6}$/i.test(colour) ? mix(colour, isDark ? "#ffffff" : "#000000", 0.38) : colour;
}
