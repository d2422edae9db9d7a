// The map: holds what is shown, draws it, and tells the panels when something has changed.
import { type Column, Columns } from "./data/columns";
import type { Config } from "./config";
import { applyFilters, type Shown } from "./data/filter";
import { fold } from "./data/fold";
import type { Net } from "./data/net";
import { type ViewState, writeAddress } from "./data/state";
import { cameraState, closestOf, fitBeside, keepMiddle } from "./framing";
import { type Bounds, boundsOf, type Camera, lookAt } from "./layout/camera";
import { hullsOf, median } from "./layout/hulls";
import { spacingOf } from "./layout/spacing";
import { Loop } from "./loop";
import { Motion } from "./motion";
import { type Colouring, colouring, type Sizing, sizing } from "./render/colours";
import { Picking } from "./picking";
import { Painter } from "./render/painter";
import { actorsSeen, firstScene, type Focus, focusAround, type Scene } from "./render/scene";
import { onThemeChange, readTheme } from "./render/theme";
import { Stand } from "./stand";
import { type Carried, carried, found } from "./tiles/carry";
import type { Tiled } from "./tiles/tiled";

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
  readonly picking = new Picking();

  constructor(
    public net: Net,
    readonly config: Config,
    readonly stage: HTMLElement,
    readonly start: ViewState,
    state: ViewState,
  ) {
    this.state = state;
    this.painter = new Painter(stage);
    this.columns = new Columns((key) => config.urls.column.replace("KEY", encodeURIComponent(key)));
    this.stand = new Stand(net);
    this.loop = new Loop((onlyTop) => this.painter.draw(this.scene, onlyTop), () => this.rest());
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

  /** Colours, sizes and filters anew from the state. */
  async update(): Promise<void> {
    const wanted = this.state;
    await this.tiled?.prepare(wanted);
    const get = (key: string) => (this.tiled ? null : this.columns.get(key));
    const [colour, size] = await Promise.all([get(wanted.colour), get(wanted.size)]);
    if (wanted === this.state) this.dress(colour, size);
  }

  /** Colours, sizes and who is shown, of the net as it is here. */
  dress(colour: Column | null = null, size: Column | null = null): void {
    const wanted = this.state;
    this.colours = colouring(this.net, wanted.colour, colour, this.scene.theme.ramp);
    this.sizes = sizing(this.net, wanted.size, size);
    this.shown = applyFilters(this.net, wanted, colour?.values ?? null, () => this.foldedNames());
    this.refresh();
    if (this.carried) this.scene.focus = found(this, this.carried);
    this.carried = null;
  }

  /** Bring the scene in line with positions, filters, colours and sizes. */
  refresh(): void {
    const { scene, stand, net } = this;
    scene.net = net;
    scene.fill = this.colours.fill;
    scene.radius = this.sizes.radius;
    scene.ranked = this.sizes.ranked;
    scene.tieShown = this.shown.ties;
    scene.tieCount = this.shown.tieCount;
    scene.visible = this.shown.actors.map((isShown, i) => isShown & stand.positions.placed[i]!);
    scene.coloursKinds = this.state.colour === "kind";
    scene.coloursClusters = this.state.colour === "cluster" && net.clusters.length > 0;
    const named = new Map(colouring(net, "cluster", null, scene.theme.ramp).entries.map((e) => [e.name, e.colour]));
    scene.clusterColours = net.clusters.map((cluster) => named.get(cluster.name) ?? scene.theme.neutral);
    scene.medianRadius = median(Array.from(scene.radius));
    stand.refan(this);
    scene.hulls = net.whole ? net.whole.hulls : stand.isEarth ? [] : hullsOf(net.cluster, net.clusters.length, stand.positions.x, stand.positions.y, scene.visible);
    // On the earth those at one point are fanned out, and the fan takes care of the room.
    scene.spacing = stand.isEarth || net.whole ? Infinity : spacingOf(stand.positions.x, stand.positions.y, scene.visible);
    this.picking.forget();
    this.loop.ask();
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
    this.columns.forget();
    this.stand.replace(net);
    this.stand.go(this, this.state.view);
  }

  replaceNet(net: Net): void {
    this.takeNet(net);
    void this.update().then(() => this.tell("data"));
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

  /** The actor under a point of the stage, or −1. */
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

  fly(to = this.fitCamera(), milliseconds = 550): Promise<void> {
    this.tiled?.expect(to);
    return this.loop.during(this.motion.fly(to, milliseconds));
  }

  applyLimits(): void {
    this.motion.limit(this.fitScale, closestOf(this));
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

  measureStage(): void {
    this.scene.width = Math.max(1, this.stage.clientWidth);
    this.scene.height = Math.max(1, this.stage.clientHeight);
    this.painter.resize(this.scene.width, this.scene.height);
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
