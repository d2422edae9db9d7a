// The column beside the map: what the map says, the selected actor, or those without a place.
import { say } from "../config";
import type { WeftMap } from "../map";
import { tiesAmong } from "../tiles/carry";
import { byId, isSheet, onClick } from "./dom";
import { Search } from "./search";
import { showWay } from "./way";

interface Options {
  moveFocus?: boolean;
  fly?: boolean;
  keepWay?: boolean;
}

export class Side {
  private readonly body = byId("map-side-body");
  private readonly grip = byId("map-grip");
  private readonly way: Search;
  /** Where the search for the shortest way waits while no panel has a place for it. */
  private readonly wayHome = byId("map-way-home");
  private current = "said";

  constructor(private readonly map: WeftMap) {
    this.grip.hidden = false;
    this.grip.addEventListener("click", () => this.open(this.grip.getAttribute("aria-expanded") !== "true"));
    onClick(this.body, "close-side", () => this.close());
    onClick(byId("map-panel"), "actor", (id, event) => this.follow(id, event));
    onClick(byId("map-way-result"), "actor", (id, event) => this.follow(id, event));
    onClick(byId("map-said"), "actors", (ids, event) => this.showSentence(ids, event));
    this.way = new Search(map, "map-way", "map-way-found", (id) => {
      void map.set({ to: id }).then(() => this.showWay());
    });
  }

  /** On a phone the column is a sheet that is pulled up. */
  open(isOpen: boolean): void {
    this.grip.setAttribute("aria-expanded", String(isOpen));
    byId("map-side").classList.toggle("is-open", isOpen);
  }

  show(name: "said" | "actor" | "unplaced" | "gone" | "sharing", title = say("said")): void {
    this.current = name;
    for (const section of this.body.querySelectorAll<HTMLElement>("[data-side]")) {
      section.hidden = section.dataset.side !== name;
    }
    byId("map-grip-text").textContent = title;
    this.body.scrollTop = 0;
  }

  close(): void {
    if (this.current === "said" && !this.map.scene.focus) return;
    this.show("said");
    if (isSheet()) this.open(false);
    this.map.setFocus(null);
    void this.map.set({ actor: 0, to: 0, show: "" });
    this.map.stage.focus({ preventScroll: true });
  }

  get isOpen(): boolean {
    return this.current !== "said" || this.map.scene.focus !== null;
  }

  /** Select an actor by its id, also one that is not in view of a large net. */
  async selectId(id: number, options: Options = {}): Promise<void> {
    const { map } = this;
    if (!map.net.at.has(id)) await map.tiled?.bring([id]);
    const actor = map.net.at.get(id);
    if (actor !== undefined) await this.select(actor, options);
  }

  /** Select an actor: light it up with its neighbours, and open what we know of it. */
  select(actor: number, options: Options = {}): Promise<void> {
    return this.map.loop.during(this.lightUp(actor, options));
  }

  private async lightUp(actor: number, options: Options): Promise<void> {
    const { map } = this;
    const id = map.net.ids[actor]!;
    map.setHover(null);
    map.setFocus(map.around(actor));
    if (!options.keepWay) byId("map-way-result").replaceChildren();
    if (!options.keepWay) this.way.clear();
    await map.set({ actor: id, show: "", ...(options.keepWay ? {} : { to: 0 }) });
    const fetched = map.loop.during(this.fetchPanel(id));
    await map.tiled?.bring([id]);
    actor = map.net.at.get(id) ?? actor;
    map.setFocus(map.around(actor));
    this.show("actor", map.net.names[actor]!);
    this.explainAbsence(actor);
    if (!isSheet() || options.moveFocus) this.open(true);
    if (options.fly && !this.isInSight(actor)) {
      await (map.net.whole && map.tiled ? map.tiled.flyTo(actor) : map.flyTo(map.around(actor).actors));
    }
    await fetched;
    if (map.state.actor !== id) return;
    if (options.moveFocus) byId("panel-name")?.focus({ preventScroll: true });
    if (map.state.to) await this.showWay();
  }

  /** Say why a selected actor is not to be seen. */
  private explainAbsence(actor: number): void {
    const { map } = this;
    const note = byId("map-panel-note");
    const why = map.shown.actors[actor] ? "noPlaceFor" : "hidden";
    note.hidden = map.scene.visible[actor] === 1;
    note.textContent = note.hidden ? "" : say(why, { name: map.net.names[actor]! });
  }

  private isInSight(actor: number): boolean {
    const { scene } = this.map;
    const x = scene.x[actor]! * scene.camera.k + scene.camera.x;
    const y = scene.y[actor]! * scene.camera.k + scene.camera.y;
    return x > 40 && y > 40 && x < scene.width - 40 && y < scene.height - 40 && scene.zoom > 1.5;
  }

  private async fetchPanel(id: number): Promise<void> {
    const panel = byId("map-panel");
    panel.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(this.map.config.urls.panel.replace("/0/", `/${id}/`), { credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      const html = await answer.text();
      if (this.map.state.actor !== id) return;
      const way = byId("map-way-box");
      this.wayHome.append(way);
      panel.innerHTML = html;
      panel.querySelector("[data-way]")?.append(way);
      if (this.map.config.isEmbedded) this.openOutside(panel);
    } catch {
      panel.textContent = say("panelFailed");
    } finally {
      panel.removeAttribute("aria-busy");
    }
  }

  /** Inside another website a link opens a window of its own. */
  private openOutside(panel: HTMLElement): void {
    for (const link of panel.querySelectorAll("a")) {
      link.target = "_blank";
      link.rel = "noopener";
    }
  }

  private follow(id: string, event: MouseEvent): void {
    // With a key held, a link opens its page in a new tab as everywhere else.
    if (!(this.map.tiled || this.map.net.at.has(Number(id))) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void this.selectId(Number(id), { moveFocus: true, fly: true });
  }

  private async showWay(): Promise<void> {
    const { map } = this;
    await map.loop.during(showWay(map, map.state.actor, map.state.to));
  }

  private showSentence(ids: string, event: MouseEvent): void {
    event.preventDefault();
    const kind = (event.target as Element).closest<HTMLElement>("[data-kind]")?.dataset.kind ?? "";
    void this.light(ids, kind);
  }

  /** Light up the actors of a sentence and bring them all into view. */
  async light(ids: string, kind: string): Promise<void> {
    const { map } = this;
    const wanted = ids.split(",").map(Number);
    await map.tiled?.bring(wanted);
    const actors = wanted.flatMap((id) => map.net.at.get(id) ?? []);
    if (!actors.length) return;
    const among = new Set(actors);
    const between = tiesAmong(map.net, among, map.shown.ties);
    const focus = actors.length === 1 ? map.around(actors[0]!) : { actors: among, ties: between, main: -1, isWay: false };
    map.setFocus(focus);
    if (isSheet()) this.open(false);
    for (const item of byId("map-said").querySelectorAll<HTMLElement>("[data-kind]")) {
      const isShown = item.dataset.kind === kind;
      item.classList.toggle("is-shown", isShown);
      if (isShown) item.scrollIntoView({ block: "nearest" });
    }
    await map.set({ show: kind, actor: 0, to: 0 });
    await map.flyTo(focus.actors);
  }

  async lightKind(kind: string): Promise<void> {
    const link = byId("map-said").querySelector<HTMLElement>(`[data-kind="${CSS.escape(kind)}"] [data-actors]`);
    if (link) await this.light(link.dataset.actors ?? "", kind);
  }
}
