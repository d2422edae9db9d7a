// The map of the place view: outlines of countries in two sharpnesses, or a host's own tiles.
import { feature, mesh } from "topojson-client";
import type { MultiLineString, MultiPolygon, Polygon } from "geojson";
import type { GeometryCollection, Topology } from "topojson-specification";
import { mercatorX, mercatorY } from "../layout/positions";
import type { WeftMap } from "../map";
import type { Scene } from "./scene";
import { Tiles } from "./tiles";

/** One ring or line in Mercator's unit square, with its bounds. */
interface Line {
  xy: Float64Array;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

interface Sheet {
  land: Line[];
  borders: Line[];
}

/** From this many pixels for the whole world on, the sharper outlines are worth their size. */
const SHARP_FROM = 2_400;

export class World {
  private coarse: Sheet | null = null;
  private sharp: Sheet | null = null;
  private nations: Line[] = [];
  private isFetchingSharp = false;
  private readonly tiles: Tiles | null;

  constructor(private readonly map: WeftMap) {
    const { tileUrl } = map.config;
    this.tiles = tileUrl ? new Tiles(tileUrl, () => map.loop.ask()) : null;
  }

  async load(): Promise<void> {
    if (this.tiles) return;
    const isSharp = this.map.scene.camera.k * this.map.stand.earth.scale > SHARP_FROM;
    if (isSharp) this.sharp = await this.sharpSheet();
    else this.coarse = await this.sheet("countries-110m.json");
  }

  private async sheet(name: string): Promise<Sheet> {
    const answer = await fetch(this.map.config.urls.static + name);
    const topology = (await answer.json()) as Topology;
    const countries = topology.objects.countries as GeometryCollection;
    const land = feature(topology, topology.objects.land as GeometryCollection);
    const shapes = "features" in land ? land.features.map((f) => f.geometry) : [(land as { geometry: unknown }).geometry];
    const borders: MultiLineString = mesh(topology, countries, (a, b) => a !== b);
    return {
      land: (shapes as (Polygon | MultiPolygon)[]).flatMap((shape) =>
        shape.type === "Polygon" ? rings(shape.coordinates) : shape.coordinates.flatMap(rings)),
      borders: rings(borders.coordinates),
    };
  }

  /** The sharper outlines, with the borders of the UK's nations, which are no countries there. */
  private async sharpSheet(): Promise<Sheet> {
    const nations = fetch(`${this.map.config.urls.static}uk-nations.json`);
    const sheet = await this.sheet("countries-50m.json");
    const { lines } = (await (await nations).json()) as { lines: number[][][] };
    this.nations = lines.map(lineOf);
    return sheet;
  }

  draw(ctx: CanvasRenderingContext2D, scene: Scene): void {
    ctx.fillStyle = scene.theme.sea;
    ctx.fillRect(0, 0, scene.width, scene.height);
    const { earth } = this.map.stand;
    const scale = scene.camera.k * earth.scale;
    const left = scene.camera.x - earth.left * scale;
    const top = scene.camera.y - earth.top * scale;
    if (this.tiles) return this.tiles.draw(ctx, scene, scale, left, top);
    if (scale > SHARP_FROM && !this.sharp) this.fetchSharp();
    const sheet = scale > SHARP_FROM ? (this.sharp ?? this.coarse) : (this.coarse ?? this.sharp);
    if (!sheet) return;
    const trace = (lines: Line[]) => {
      ctx.beginPath();
      for (const line of lines) {
        const isOut =
          line.right * scale + left < 0 || line.bottom * scale + top < 0 ||
          line.left * scale + left > scene.width || line.top * scale + top > scene.height;
        if (!isOut && (line.right - line.left + line.bottom - line.top) * scale > 1.5) traceLine(ctx, line, scale, left, top);
      }
    };
    trace(sheet.land);
    ctx.fillStyle = scene.theme.land;
    ctx.fill("evenodd");
    ctx.strokeStyle = scene.theme.border;
    ctx.lineWidth = 0.8;
    ctx.lineJoin = "round";
    ctx.stroke();
    trace(sheet.borders);
    ctx.lineWidth = 1;
    ctx.stroke();
    if (sheet !== this.sharp) return;
    trace(this.nations);
    ctx.setLineDash([3, 3]);
    ctx.stroke();
    ctx.setLineDash([]);
  }

  private fetchSharp(): void {
    if (this.isFetchingSharp) return;
    this.isFetchingSharp = true;
    void this.map.loop.during(this.sharpSheet()).then((sheet) => {
      this.sharp = sheet;
      this.map.loop.ask();
    });
  }
}

const rings = (parts: number[][][]): Line[] => parts.flatMap((part) => twice(lineOf(part)));

/** Points closer than half a pixel to the last one are left out. */
function traceLine(ctx: CanvasRenderingContext2D, line: Line, scale: number, left: number, top: number): void {
  const { xy } = line;
  let lastX = xy[0]! * scale + left;
  let lastY = xy[1]! * scale + top;
  ctx.moveTo(lastX, lastY);
  for (let at = 2; at < xy.length; at += 2) {
    const x = xy[at]! * scale + left;
    const y = xy[at + 1]! * scale + top;
    if (Math.abs(x - lastX) + Math.abs(y - lastY) < 0.7 && at < xy.length - 2) continue;
    ctx.lineTo(x, y);
    lastX = x;
    lastY = y;
  }
}

/**
 * A ring or line as one unbroken run: where it crosses the date line it goes on beyond the
 * edge of the world instead of jumping back over all of it.
 */
function lineOf(points: number[][]): Line {
  const xy: number[] = [];
  let turns = 0;
  points.forEach(([longitude, latitude], at) => {
    const step = at ? longitude! - points[at - 1]![0]! : 0;
    if (step > 180) turns--;
    else if (step < -180) turns++;
    xy.push(mercatorX(longitude! + 360 * turns), mercatorY(latitude!));
  });
  // A ring around the pole does not meet its own start: it is closed along the lower edge.
  if (turns) xy.push(xy.at(-2)!, 1.2, xy[0]!, 1.2);
  const line: Line = { xy: Float64Array.from(xy), left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (let at = 0; at < xy.length; at += 2) {
    line.left = Math.min(line.left, xy[at]!);
    line.right = Math.max(line.right, xy[at]!);
    line.top = Math.min(line.top, xy[at + 1]!);
    line.bottom = Math.max(line.bottom, xy[at + 1]!);
  }
  return line;
}

/** What reaches over the edge of the world appears at the other edge too. */
function twice(line: Line): Line[] {
  if (line.left >= 0 && line.right <= 1) return [line];
  const shift = line.right > 1 ? -1 : 1;
  const moved = line.xy.map((value, at) => (at % 2 ? value : value + shift));
  return [line, { ...line, xy: moved, left: line.left + shift, right: line.right + shift }];
}
