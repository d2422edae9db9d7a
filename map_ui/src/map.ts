// The map: holds what is shown, draws it, and tells the panels when something has changed.
import { Columns, fitted } from "./data/columns";
import type { Config } from "./config";
import { applyFilters, type Shown } from "./data/filter";
import { fold } from "./data/fold";
import { degreeOf, type Net } from "./data/net";
import type { Note } from "./data/lens";
import type { Rule } from "./data/rules";
import { type ViewState, writeAddress } from "./data/state";
import { type Bounds, boundsOf, type Camera, lookAt } from "./layout/camera";
import { everything, fitBeside } from "./layout/fitting";
import { Loop } from "./loop";
import { Motion } from "./motion";
import { type Colouring, colouring, type Sizing, sizing } from "./render/colours";
import { Picking } from "./picking";
import { Painter } from "./render/painter";
import { firstScene, type Focus, focusAround, inView, type Scene } from "./render/scene";
import { onThemeChange, readTheme } from "./render/theme";
import { refreshScene } from "./refreshing";
import { columnsOf, ruled } from "./ruling";
import { Stand } from "./stand";
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
    this.measureStage();
    this.stand.go(this, state.view);
    this.refresh();
    this.fitScale = this.fitCamera().k;
    this.applyLimits();
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
    const recoloured = change.colour !== undefined && change.colour !== before.colour;
    this.state = { ...before, ...(recoloured ? { value: [] } : {}), ...change };
    if (Object.keys(change).some((name) => !LIGHT.has(name))) await this.loop.during(this.update());
    if (this.state.view !== this.scene.view) await this.loop.during(this.stand.travel(this, this.state.view));
    this.writeAddress();
    this.tell("state");
  }

  async update(): Promise<void> {
    const wanted = this.state;
    const keys = [wanted.colour, wanted.size].map((key) => this.columns.get(key));
    const [columns, asked] = await Promise.all([Promise.all(keys), columnsOf(this.rules, this.columns)]);
    if (wanted !== this.state) return;
    const { net, today } = this;
    const [colour, size] = columns.map((column) => fitted(column, today, net));
    this.shown = applyFilters(net, wanted, colour?.values ?? null, () => this.foldedNames());
    const colours = colouring(net, wanted.colour, colour!, this.scene.theme.ramp);
    const sizes = sizing(net, wanted.size, size!, net.times ? degreeOf(net, this.shown.ties) : undefined);
    Object.assign(this, ruled(net, today, this.rules, asked, { colours, sizes }, this.config.measures));
    this.refresh();
  }

  refresh(): void {
    refreshScene(this);
  }

  foldedNames(): string[] {
    return (this.folded ??= this.net.names.map(fold));
  }

  /** A newer state of the net: what was fetched of the old one is of no use any more. */
  replaceNet(net: Net): void {
    this.columns.forget();
    this.today = net;
    this.settled = this.changeNet(net);
  }

  /** Another selection of actors and ties, such as the net with its past. */
  async changeNet(net: Net): Promise<void> {
    this.net = net;
    this.folded = null;
    this.setFocus(null);
    this.stand.replace(net);
    this.stand.go(this, this.state.view);
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
    const found: number[] = [];
    for (const i of this.scene.ranked) {
      if (found.length >= most) break;
      if (this.scene.visible[i] && inView(this.scene, i)) found.push(i);
    }
    return found;
  }

  /** The camera that shows these bounds, or everything, beside the legend. */
  fitCamera(bounds: Bounds | null = null, most = Infinity): Camera {
    return fitBeside(this.scene, bounds ?? everything(this.stand.positions), this.legendWidth, most);
  }

  /** Fly so that these actors are all in view, but never closer than makes sense. */
  flyTo(actors: Iterable<number>, closest = 4): Promise<void> {
    const wanted = new Set(actors);
    const bounds = boundsOf(this.scene.x, this.scene.y, (i) => wanted.has(i) && this.scene.visible[i] === 1);
    return bounds ? this.fly(this.fitCamera(bounds, this.fitScale * closest)) : Promise.resolve();
  }

  fly(to = this.fitCamera(), time = 550): Promise<void> {
    return this.loop.during(this.motion.fly(to, time));
  }

  applyLimits(): void {
    this.motion.limit(this.fitScale, Math.max(24, Math.min(120, this.net.count / 60)) * (this.stand.isEarth ? 12 : 1));
  }

  private moved(byHand: boolean): void {
    const { scene, motion } = this;
    scene.camera = motion.camera;
    scene.zoom = motion.camera.k / this.fitScale;
    scene.isMoving = true;
    if (this.stand.refan(this)) this.picking.forget();
    if (byHand) this.setHover(null);
    this.loop.ask();
  }

  private rest(): void {
    const { scene } = this;
    this.picking.prepare(scene);
    if (scene.isMoving && !this.motion.isFlying) {
      scene.isMoving = false;
      const { camera, width, height } = scene;
      const isFit = Math.abs(scene.zoom - 1) < 0.001;
      this.state.camera = isFit ? null : [(width / 2 - camera.x) / camera.k, (height / 2 - camera.y) / camera.k, scene.zoom];
      this.writeAddress();
      this.loop.ask();
      this.tell("rest");
    }
  }

  writeAddress(): void {
    const query = writeAddress(this.state, this.start);
    history.replaceState(history.state, "", query.size ? `?${query}` : location.pathname);
  }

  measureStage(): void {
    this.scene.width = Math.max(1, this.stage.clientWidth);
    this.scene.height = Math.max(1, this.stage.clientHeight);
    this.painter.resize(this.scene.width, this.scene.height);
  }

  resized(isSure = false): void {
    const { width, height, zoom, camera } = this.scene;
    if (!isSure && width === this.stage.clientWidth && height === this.stage.clientHeight) return;
    const [x, y] = [(width / 2 - camera.x) / camera.k, (height / 2 - camera.y) / camera.k];
    const wasFit = this.state.camera === null;
    this.measureStage();
    this.fitScale = this.fitCamera().k;
    this.applyLimits();
    this.motion.set(wasFit ? this.fitCamera() : lookAt(x, y, zoom * this.fitScale, this.scene.width, this.scene.height));
  }

  private themeChanged(): void {
    this.scene.theme = readTheme(this.stage);
    this.painter.resetNames();
    void this.loop.during(this.update()).then(() => this.tell("theme"));
  }
}
