// A host's own raster tiles, drawn beneath as ordinary images. The newest few hundred are kept.
import type { Scene } from "./scene";

const SIZE = 256;
const MOST_KEPT = 300;
const DEEPEST = 19;

export class Tiles {
  private readonly kept = new Map<string, HTMLImageElement>();

  constructor(
    private readonly url: string,
    private readonly onLoad: () => void,
  ) {}

  /** `scale` is the width of the whole world in pixels, `left` and `top` where it begins. */
  draw(ctx: CanvasRenderingContext2D, scene: Scene, scale: number, left: number, top: number): void {
    const zoom = Math.max(0, Math.min(DEEPEST, Math.round(Math.log2(scale / SIZE))));
    const count = 2 ** zoom;
    const size = scale / count;
    const first = (from: number) => Math.max(0, Math.floor(-from / size));
    const last = (from: number, room: number) => Math.min(count - 1, Math.floor((room - from) / size));
    // On dark paper bright tiles would dazzle.
    ctx.globalAlpha = scene.theme.isDark ? 0.35 : 0.8;
    for (let x = first(left); x <= last(left, scene.width); x++) {
      for (let y = first(top); y <= last(top, scene.height); y++) {
        const image = this.tile(zoom, x, y);
        if (image.complete && image.naturalWidth) {
          // Edges are rounded one by one, so that neighbours neither gape nor overlap.
          const at = [left + x * size, top + y * size, left + (x + 1) * size, top + (y + 1) * size].map(Math.round);
          ctx.drawImage(image, at[0]!, at[1]!, at[2]! - at[0]!, at[3]! - at[1]!);
        }
      }
    }
    ctx.globalAlpha = 1;
  }

  private tile(zoom: number, x: number, y: number): HTMLImageElement {
    const key = `${zoom}/${x}/${y}`;
    let image = this.kept.get(key);
    if (image) this.kept.delete(key);
    else {
      image = new Image();
      image.onload = () => this.onLoad();
      image.src = this.url.replace("{z}", String(zoom)).replace("{x}", String(x)).replace("{y}", String(y)).replace("{r}", "");
    }
    this.kept.set(key, image);
    if (this.kept.size > MOST_KEPT) this.kept.delete(this.kept.keys().next().value!);
    return image;
  }
}
