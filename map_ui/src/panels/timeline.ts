// The timeline: the map on any day, played or moved by hand, and what changed since another day.
import { say } from "../config";
import type { Net } from "../data/net";
import type { ViewState } from "../data/state";
import { type Clock, dayOf, isoOf, today } from "../data/times";
import type { WeftMap } from "../map";
import { isStill } from "../motion";
import { showChanges } from "./changes";
import { byId } from "./dom";
import type { Side } from "./side";

/** The whole time is played in so many milliseconds; who wants no motion gets it in steps. */
const PLAYED_IN = 24_000;
const STEPS = 36;

export class Timeline {
  private readonly bar = byId("map-timeline");
  private readonly button = byId("map-time-button");
  private readonly slider = byId<HTMLInputElement>("map-day");
  private readonly clock = byId<HTMLSelectElement>("map-clock");
  private readonly play = byId("map-play");
  private timer = 0;
  private last = today();
  private asked = -1;

  constructor(
    private readonly map: WeftMap,
    private readonly side: Side,
    private readonly fetchNet: (url: string) => Promise<Net>,
  ) {
    this.button.hidden = false;
    this.button.addEventListener("click", () => void (this.isOpen ? this.close() : this.open(isoOf(this.last))));
    byId("map-time-close").addEventListener("click", () => void this.close());
    this.play.addEventListener("click", () => (this.timer ? this.pause() : this.start()));
    this.slider.addEventListener("input", () => {
      this.pause();
      void this.show(Number(this.slider.value));
    });
    this.slider.addEventListener("change", () => this.settle());
    this.clock.addEventListener("change", () => void this.rewind());
    byId<HTMLInputElement>("map-since").addEventListener("change", (event) => {
      void map.set({ since: (event.target as HTMLInputElement).value }).then(() => showChanges(map));
    });
  }

  get isOpen(): boolean {
    return !this.bar.hidden;
  }

  /** Fetch what is there no more as well, and show the map of a day. */
  async open(day: string, state: Partial<ViewState> = {}): Promise<void> {
    const { map } = this;
    map.state = { ...map.state, ...state, projection: 0 };
    this.button.setAttribute("aria-busy", "true");
    try {
      await map.loop.during(this.fetchNet(map.config.urls.time).then((net) => map.changeNet(net)));
    } catch {
      byId("map-status").textContent = say("timeFailed");
      return;
    } finally {
      this.button.removeAttribute("aria-busy");
    }
    this.bar.hidden = false;
    byId("map-said-title").textContent = say("saidToday");
    this.button.setAttribute("aria-expanded", "true");
    this.clock.value = map.state.clock;
    byId<HTMLDetailsElement>("map-time-more").open = map.state.since !== "";
    this.measure();
    await this.show(dayOf(day));
    await map.set({ on: map.state.on });
    await this.reselect();
    await showChanges(map);
    if (!map.config.story) this.slider.focus({ preventScroll: true });
  }

  async close(): Promise<void> {
    this.pause();
    const { map } = this;
    this.bar.hidden = true;
    byId("map-said-title").textContent = say("said");
    this.button.setAttribute("aria-expanded", "false");
    map.scene.marks = null;
    map.state = { ...map.state, on: "", since: "" };
    await map.loop.during(map.changeNet(map.today));
    await map.set({ on: "", since: "" });
    await this.reselect();
    this.button.focus({ preventScroll: true });
  }

  /** The selected actor has another position in the other net. */
  private async reselect(): Promise<void> {
    const at = this.map.net.at.get(this.map.state.actor);
    if (at !== undefined) await this.side.select(at, { keepWay: true });
  }

  private async rewind(): Promise<void> {
    this.pause();
    await this.map.set({ clock: this.clock.value as Clock });
    this.measure();
    await this.show(Number(this.slider.value));
    await showChanges(this.map);
  }

  private measure(): void {
    const { times } = this.map.net;
    if (!times) return;
    this.last = today();
    this.slider.min = String(Math.min(times[this.map.state.clock].first, this.last - 1));
    this.slider.max = String(this.last);
  }

  /** Show a day without writing it into the address: that is done when it rests. */
  private async show(day: number): Promise<void> {
    const { map } = this;
    this.asked = Math.max(Number(this.slider.min), Math.min(this.last, day));
    this.slider.value = String(this.asked);
    map.state = { ...map.state, on: isoOf(this.asked) };
    this.label();
    await map.update();
    byId("map-time-count").textContent = [
      say("actorsThen", { n: map.shown.actorCount }), say("ties", { n: map.shown.tieCount }),
    ].join(", ");
  }

  private label(): void {
    const locale = document.documentElement.lang || "en";
    const words = new Date(this.asked * 86_400_000).toLocaleDateString(locale, {
      day: "numeric", month: "long", year: "numeric", timeZone: "UTC",
    });
    byId("map-day-words").textContent = words;
    this.slider.setAttribute("aria-valuetext", words);
    byId<HTMLAnchorElement>("map-time-link").href =
      `${this.map.config.urls.timePage}?on=${this.map.state.on}&clock=${this.map.state.clock}`;
  }

  private start(): void {
    const first = Number(this.slider.min);
    if (this.asked >= this.last) this.asked = first;
    this.play.setAttribute("aria-pressed", "true");
    const span = this.last - first;
    const begun = { at: performance.now(), day: this.asked };
    const wait = isStill.matches ? PLAYED_IN / STEPS : 33;
    const step = async () => {
      const passed = (performance.now() - begun.at) / PLAYED_IN;
      await this.show(Math.round(begun.day + span * passed));
      if (this.asked >= this.last) this.pause();
      else if (this.timer) this.timer = window.setTimeout(() => void step(), wait);
    };
    this.timer = window.setTimeout(() => void step(), wait);
  }

  private pause(): void {
    if (!this.timer) return;
    clearTimeout(this.timer);
    this.timer = 0;
    this.play.setAttribute("aria-pressed", "false");
    this.settle();
  }

  /** The day stands still: write it into the address, and compare anew. */
  private settle(): void {
    void this.map.set({ on: this.map.state.on }).then(() => showChanges(this.map));
  }
}
