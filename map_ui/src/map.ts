// The map: holds what is shown, draws it, and tells the panels when something has changed.
import { type Column, Columns, fitted } from "./data/columns";
import type { Config } from "./config";
import { applyFilters, type Shown } from "./data/filter";
import { fold } from "./data/fold";
import { degreeOf, type Net } from "./data/net";
import type { Note } from "./data/lens";
import type { Rule } from "./data/rules";
import { type ViewState, writeAddress } from "./data/state";
import { cameraState, fitBeside, keepMiddle, limit, measureStage } from "./framing";
import { type Bounds, boundsOf, type Camera, lookAt } from "./layout/camera";
import { Loop } from "./loop";
import { Motion } from "./motion";
import { type Colouring, colouring, type Sizing, sizing } from "./render/colours";
import { Picking } from "./picking";
import { Painter } from "./render/painter";
import { actorsSeen, firstScene, type Focus, focusAround, type Scene } from "./render/scene";
import { onThemeChange, readTheme } from "./render/theme";
import { refreshScene } from "./refreshing";
import { type Asked, columnsOf, ruled } from "./ruling";
import { Stand } from "./stand";
import { type Carried, carried, found } from "./tiles/carry";
import type { Tiled } from "./tiles/tiled";
import { wear } from "./wearing";

export type Change = "state" | "data" | "rest" | "hover" | "focus" | "theme";

/** What changes neither colours nor sizes nor who is shown. */
const LIGHT = new Set(["actor", "to", "show", "camera", "view"]);

export class WeftMap {
  scene: Scene;
  shown: Shown;
  colours: Colouring;
  sizes: Sizing;
  state: ViewState;
  readonly loop: Loop;
  readonly motion: Motion;
  readonly painter: Painter;
  readonly columns: Columns;
  readonly stand: Stand;
  fitScale = 1;
  /** What the legend takes from the left of a wide stage. */
  legendWidth = 250;
  /** Brings the tiles of a large net. */
  tiled: Tiled | null = null;
  private carried: Carried | null = null;
  private listeners: ((change: Change) => void)[] = [];
  private folded: string[] | null = null;
  /** The net as it is now, also while another day or a projection is shown. */
  today: Net;
  rules: Rule[] = [];
  notes: Note[] = [];
  /** Places given by hand in the network view, by the ids of actors. */
  pinned = new Map<number, [number, number]>();
  beforeVisit: () => Promise<void> = async () => undefined;
  settled: Promise<void> = Promise.resolve();
  readonly frames: (() => void)[] = [];
  readonly picking = new Picking();

  constructor(
    public net: Net,
    readonly config: Config,
    readonly stage: HTMLElement,
    readonly start: ViewState,
    state: ViewState,
  ) {
    this.state = state;
    this.today = net;
    if (config.lens) wear(this, config.lens);
    this.painter = new Painter(stage);
    this.columns = new Columns((key) => config.urls.column.replace("KEY", encodeURIComponent(key)));
    this.stand = new Stand(net);
    this.loop = new Loop((onlyTop) => {
      this.painter.draw(this.scene, onlyTop);
      for (const frame of this.frames) frame();
    }, () => this.rest());
    this.motion = new Motion(stage, (byHand) => this.moved(byHand), (to) => void this.fly(to, 250));
    this.shown = applyFilters(net, state, null, () => this.foldedNames());
    const theme = readTheme(stage);
    this.colours = colouring(net, state.colour, null, theme.ramp);
    this.sizes = sizing(net, state.size, null);
    this.scene = firstScene(net, theme, this.shown, this.colours.fill, this.sizes);
    measureStage(this);
    this.stand.go(this, state.view);
    this.refresh();
    this.fitScale = this.fitCamera().k;
    limit(this);
    const camera = state.camera;
    this.motion.set(camera ? lookAt(camera[0], camera[1], camera[2] * this.fitScale, this.scene.width, this.scene.height) : this.fitCamera());
    new ResizeObserver(() => this.resized()).observe(stage);
    onThemeChange(() => this.themeChanged());
  }

  on(listener: (change: Change) => void): void {
    this.listeners.push(listener);
  }
  tell(change: Change): void {
    for (const listener of this.listeners) listener(change);
  }

  /** Change what is shown; columns that are not here yet are fetched first. */
  async set(change: Partial<ViewState>): Promise<void> {
    const before = this.state;
    const isRecoloured = change.colour !== undefined && change.colour !== before.colour;
    this.state = { ...before, ...(isRecoloured ? { value: [] } : {}), ...change };
    if (Object.keys(change).some((name) => !LIGHT.has(name))) await this.loop.during(this.update());
    if (this.state.view !== this.scene.view) await this.loop.during(this.stand.travel(this, this.state.view));
    this.writeAddress();
    this.tell("state");
  }

  async update(): Promise<void> {
    const wanted = this.state;
    await this.tiled?.prepare(wanted);
    const keys = [wanted.colour, wanted.size].map((key) => (this.tiled ? null : this.columns.get(key)));
    const [columns, asked] = await Promise.all([Promise.all(keys), columnsOf(this.tiled ? [] : this.rules, this.columns)]);
    if (wanted !== this.state) return;
    const [colour, size] = columns.map((column) => fitted(column, this.today, this.net));
    this.dress(colour, size, asked);
  }

  /** Colours, sizes and who is shown, of the net as it is here. */
  dress(colour: Column | null = null, size: Column | null = null, asked: Asked = new Map()): void {
    const { net, today, state } = this;
    this.shown = applyFilters(net, state, colour?.values ?? null, () => this.foldedNames());
    const colours = colouring(net, state.colour, colour, this.scene.theme.ramp);
    const sizes = sizing(net, state.size, size, net.times ? degreeOf(net, this.shown.ties) : undefined);
    Object.assign(this, ruled(net, today, this.rules, asked, { colours, sizes }, this.config.measures));
    this.refresh();
    if (this.carried) this.scene.focus = found(this, this.carried);
    this.carried = null;
  }

  refresh(): void {
    refreshScene(this);
  }

  foldedNames(): string[] {
    return (this.folded ??= this.net.names.map(fold));
  }

  /** Take another net in, standing as in the view of now. */
  takeNet(net: Net): void {
    this.carried ??= carried(this.scene.focus, this.net);
    this.scene.focus = this.scene.hover = null;
    this.net = net;
    this.folded = null;
    this.setFocus(null);
    this.stand.replace(net);
    this.stand.go(this, this.state.view);
  }

  /** A newer state of the net: what was fetched of the old one is of no use any more. */
  replaceNet(net: Net): void {
    this.columns.forget();
    this.today = net;
    this.settled = this.changeNet(net);
  }

  /** Another selection of actors and ties, such as the net with its past. */
  async changeNet(net: Net): Promise<void> {
    this.takeNet(net);
    await this.update();
    this.tell("data");
  }

  setFocus(focus: Focus | null): void {
    this.scene.focus = focus;
    this.loop.ask(true);
    this.tell("focus");
  }

  setHover(hover: Focus | null): void {
    if (hover?.main === this.scene.hover?.main && !hover === !this.scene.hover) return;
    this.scene.hover = hover;
    this.loop.ask(true);
    this.tell("hover");
  }

  /** An actor with everyone around it, along the ties that are shown. */
  around(main: number): Focus {
    return focusAround(this.net, main, this.shown.ties, this.scene.visible);
  }

  at(px: number, py: number, slack = 5): number {
    return this.picking.at(this.scene, px, py, slack);
  }

  actorsInView(most = Infinity): number[] {
    return actorsSeen(this.scene, most);
  }

  fitCamera(bounds: Bounds | null = null, most = Infinity): Camera {
    return fitBeside(this, bounds, most);
  }

  /** Fly so that these actors are all in view, but never closer than makes sense. */
  flyTo(actors: Iterable<number>, closest = 4): Promise<void> {
    const wanted = new Set(actors);
    const bounds = boundsOf(this.scene.x, this.scene.y, (i) => wanted.has(i) && this.scene.visible[i] === 1);
    return bounds ? this.fly(this.fitCamera(bounds, this.fitScale * closest)) : Promise.resolve();
  }

  fly(to = this.fitCamera(), time = 550): Promise<void> {
    this.tiled?.expect(to);
    return this.loop.during(this.motion.fly(to, time));
  }

  private moved(byHand: boolean): void {
    const { scene, motion } = this;
    scene.camera = motion.camera;
    scene.zoom = motion.camera.k / this.fitScale;
    scene.isMoving = true;
    if (this.stand.refan(this)) this.picking.forget();
    this.tiled?.look();
    if (byHand) this.setHover(null);
    this.loop.ask();
  }

  private rest(): void {
    const { scene } = this;
    this.picking.prepare(scene);
    if (scene.isMoving && !this.motion.isFlying) {
      scene.isMoving = false;
      this.state.camera = cameraState(scene);
      this.writeAddress();
      this.loop.ask();
      this.tell("rest");
    }
  }

  writeAddress(): void {
    const query = writeAddress(this.state, this.start);
    history.replaceState(history.state, "", query.size ? `?${query}` : location.pathname);
  }

  /** The stage has another size, or what floats over it has. */
  resized(isSure = false): void {
    keepMiddle(this, isSure);
  }

  private themeChanged(): void {
    this.scene.theme = readTheme(this.stage);
    this.painter.resetNames();
    void this.loop.during(this.update()).then(() => this.tell("theme"));
  }
}
