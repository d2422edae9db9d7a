// Keeps the map of a large net in step with what is looked at: asks for tiles, takes them in, and
// brings actors that someone asks for by name.
import { decode } from "../data/net";
import { filterQuery, type View, type ViewState } from "../data/state";
import type { WireNet } from "../data/wire";
import { type Bounds, type Camera, lookAt } from "../layout/camera";
import { limit } from "../framing";
import type { WeftMap } from "../map";
import { assemble, type Shot } from "./assemble";
import { cover, FRAME, keyOf, levelOf, type Place, scaleOf, standIn } from "./cover";
import { fetchJson, OutOfDate, type Source, type Tile } from "./source";
import type { WireAround, WireOverview } from "./wire";

/** Tiles are asked for when the picture has stood still for so long, or moved for so long. */
const STILL = 60;
const MOVING = 220;
/** A selected actor is looked at from at least this near. */
const NEAR = 2;

interface Part {
  count: number;
  net?: WireNet;
}

export class Tiled {
  /** How many match the filters, where they are too many to be shown by themselves. */
  tooMany = 0;
  private guests: WireAround[] = [];
  private shown = "";
  private settle = 0;
  private movingSince = 0;
  private query = "";
  private isAsked = false;

  constructor(
    private readonly map: WeftMap,
    private readonly source: Source,
  ) {
    map.tiled = this;
    map.on((change) => {
      if (change === "focus" && !map.scene.focus && this.guests.length) this.dismiss();
    });
  }

  /** The first look, at what the address names. */
  async begin(): Promise<void> {
    if (filterQuery(this.map.state).size) await this.map.update();
    else this.show();
    if (this.map.net.whole) void this.load(this.map.motion.camera);
  }

  /** The camera has moved: show what is here, and ask for the rest when it rests. */
  look(): void {
    if (!this.map.net.whole || this.map.state.view !== this.map.scene.view) return;
    this.show();
    const missing = this.needed(this.map.motion.camera).some((place) => !this.source.has(this.map.state.view, place));
    clearTimeout(this.settle);
    if (!missing) {
      this.movingSince = 0;
      return;
    }
    this.movingSince ||= performance.now();
    const isOverdue = performance.now() - this.movingSince > MOVING;
    this.settle = window.setTimeout(() => void this.load(this.map.motion.camera), isOverdue ? 0 : STILL);
    if (isOverdue) this.movingSince = performance.now();
  }

  /** The camera is about to fly there. */
  expect(camera: Camera): void {
    if (this.map.net.whole) void this.load(camera);
  }

  /** Whether all tiles in view are here and shown. */
  get isSettled(): boolean {
    const { view } = this.map.state;
    return !this.isAsked && this.needed(this.map.motion.camera).every((place) => this.source.has(view, place));
  }

  /** Whether this actor's ties have been brought. */
  hasBrought(id: number): boolean {
    return this.guests.some(({ actors, asked }) => actors.id.slice(0, asked).includes(id));
  }

  private needed(camera: Camera): Place[] {
    const { width, height } = this.map.scene;
    return cover(camera, width, height, this.levelAt(camera));
  }

  private levelAt(camera: Camera): number {
    return levelOf(camera.k, this.source.overview.deepest[this.map.state.view] ?? 0);
  }

  /** Fetch what this camera needs; each tile is shown as it comes. */
  async load(camera: Camera, isShown = true): Promise<void> {
    const { view } = this.map.state;
    const places = this.needed(camera);
    const keys = new Set(places.map((place) => keyOf(view, place)));
    const missing = places.filter((place) => !this.source.has(view, place));
    if (!missing.length) return;
    const each = missing.map((place) => this.source.fetch(view, place, keys).then(() => isShown && this.showSoon()));
    try {
      await this.map.loop.during(Promise.all(each));
    } catch (error) {
      if (error instanceof OutOfDate) await this.refresh().catch(console.error);
      else console.error(error);
    }
  }

  /** Several tiles that come at once are taken in at once. */
  private showSoon(): void {
    if (this.isAsked) return;
    this.isAsked = true;
    const next = new Promise<void>((done) => requestAnimationFrame(() => done()));
    void this.map.loop.during(next.then(() => {
      this.isAsked = false;
      if (this.map.net.whole && this.map.state.view === this.map.scene.view) this.show();
      // The list and the line that says what is in view follow.
      if (!this.map.scene.isMoving) this.map.tell("rest");
    }));
  }

  /** Take in the tiles that are here, where they are others than those shown. */
  show(isSure = false): void {
    const { map, source } = this;
    const shot = this.shotOf(map.motion.camera);
    if (!shot.tiles.length && !shot.standIns.length) return;
    const keys = [...shot.tiles, ...shot.standIns.map(([tile]) => tile)].map((tile) => keyOf(shot.view, tile.place));
    const told = `${source.overview.stamp} ${shot.level} ${keys.join()} ${shot.standIns.length}`;
    if (!isSure && told === this.shown) return;
    this.shown = told;
    map.takeNet(assemble(source.overview, shot));
    map.dress();
  }

  private shotOf(camera: Camera): Shot {
    const { view } = this.map.state;
    const tiles: Tile[] = [];
    const standIns: [Tile, Bounds][] = [];
    for (const place of this.needed(camera)) {
      const tile = this.source.get(view, place);
      const other = tile ? null : standIn(place, (above) => this.source.has(view, above));
      if (tile) tiles.push(tile);
      else if (other) standIns.push([this.source.get(view, other)!, boundsOf(place)]);
    }
    return { view, level: this.levelAt(camera), tiles, standIns, guests: this.guests };
  }

  /** Bring these actors and their ties onto the map, wherever they stand. */
  async bring(ids: number[]): Promise<void> {
    if (!this.map.net.whole || !ids.length) return;
    const last = this.guests.at(-1);
    if (last && last.asked === ids.length && ids.every((id, at) => last.actors.id[at] === id)) return;
    try {
      const found = await this.map.loop.during(this.source.around(ids, this.map.state.view));
      this.guests = [...this.guests.slice(-1), found];
      this.show(true);
    } catch (error) {
      // Who is not there for this viewer cannot be brought; the panel says so.
      if (!(error instanceof OutOfDate)) console.error(error);
    }
  }

  private dismiss(): void {
    this.guests = [];
    if (this.map.net.whole) this.show(true);
  }

  /** Fly to an actor, so near that it would be shown there by itself. */
  flyTo(actor: number): Promise<void> {
    const { map } = this;
    const id = map.net.ids[actor]!;
    if (!map.scene.visible[actor]) return Promise.resolve();
    const levels = this.guests.map(({ actors }) => actors.from[actors.id.indexOf(id)] ?? -1);
    const level = Math.max(NEAR, ...levels.filter((from) => from < 100));
    const { width, height } = map.scene;
    return map.fly(lookAt(map.scene.x[actor]!, map.scene.y[actor]!, scaleOf(level), width, height));
  }

  /** Both views share one frame: only the actors change, unless one looks at something selected. */
  async changeView(view: View): Promise<void> {
    const { map } = this;
    const { width, height } = map.scene;
    const selected = map.state.actor;
    const ids = this.guests.map((guest) => guest.actors.id.slice(0, guest.asked));
    const answers = await Promise.allSettled(ids.map((asked) => this.source.around(asked, view)));
    this.guests = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
    const found = this.guests.find((guest) => guest.actors.id.includes(selected));
    const at = found ? found.actors.id.indexOf(selected) : -1;
    const x = found?.actors.x[at];
    const y = found?.actors.y[at];
    const isNear = map.scene.zoom > 1.01 && x != null && y != null;
    const camera = isNear ? lookAt(x, y, map.motion.camera.k, width, height) : map.fitCamera();
    await this.load(camera, false);
    if (map.state.view !== view) return;
    map.motion.camera = camera;
    this.show(true);
    limit(map);
    map.motion.set(camera);
  }

  /** What the filters leave is shown as a whole, where it is small enough. */
  async prepare(state: ViewState): Promise<void> {
    const query = filterQuery(state).toString();
    if (query === this.query) return;
    this.query = query;
    let part: Part | null = null;
    if (query) {
      const { part: url } = this.map.config.urls;
      part = await fetchJson<Part>(`${url}${url.includes("?") ? "&" : "?"}${query}`).catch(() => null);
      if (query !== this.query) return;
      // Not fetched: what is shown stays, and the same filter is asked for again next time.
      if (!part) this.query = "";
    }
    this.tooMany = part && !part.net ? part.count : 0;
    if (part?.net) this.map.takeNet({ ...decode(part.net), earth: this.source.overview.earth });
    else if (!this.map.net.whole) this.backToTiles();
    this.map.fitScale = this.map.fitCamera().k;
    limit(this.map);
  }

  private backToTiles(): void {
    this.shown = "";
    this.show(true);
    void this.load(this.map.motion.camera);
  }

  /** Ask again what there is; true where it is worked out. */
  async refresh(): Promise<boolean> {
    const overview = await fetchJson<WireOverview>(this.map.config.urls.overview);
    if (overview.stamp !== this.source.overview.stamp) {
      this.source.renew(overview);
      this.guests = [];
      if (this.map.net.whole) this.backToTiles();
      this.map.tell("data");
    }
    return overview.complete;
  }
}

function boundsOf({ level, column, row }: Place): Bounds {
  const size = FRAME / 2 ** level;
  return { left: column * size, top: row * size, right: (column + 1) * size, bottom: (row + 1) * size };
}
