// The legend says what colours, shapes and sizes mean; its entries filter.
import { asNumber, say } from "../config";
import { type ListFilter, toggled } from "../data/state";
import { bare } from "../layout/labels";
import type { WeftMap } from "../map";
import type { LegendEntry } from "../render/colours";
import { shapePath } from "../render/shapes";
import { byId, make, onClick, svg } from "./dom";

const SHOWN_AT_FIRST = 8;
const OPEN_WIDTH = 250;
let showsAll = false;

export function addLegend(map: WeftMap): void {
  const legend = byId("map-legend");
  const colour = byId<HTMLSelectElement>("map-colour");
  const size = byId<HTMLSelectElement>("map-size");
  legend.hidden = false;
  const fold = byId<HTMLDetailsElement>("map-legend-fold");
  if (map.scene.width < 640 || map.scene.height < 420) fold.open = false;
  fold.addEventListener("toggle", () => {
    const width = fold.open ? OPEN_WIDTH : 0;
    // Browsers also tell of the state that the page began with.
    if (width === map.legendWidth) return;
    map.legendWidth = width;
    map.resized(true);
  });
  const over = ["map-legend", "map-zoom", "map-status", "map-unplaced", "map-credit"].map((id) => byId(id));
  const watch = new ResizeObserver(() => block(map, over));
  for (const element of [...over, map.stage]) watch.observe(element);
  colour.addEventListener("change", () => void map.set({ colour: colour.value }));
  size.addEventListener("change", () => void map.set({ size: size.value }));
  onClick(legend, "value", (value) => {
    const filter = filterOf(map);
    void map.set({ [filter]: toggled(map.state[filter], value), show: "" });
  });
  onClick(legend, "more", () => {
    showsAll = !showsAll;
    fill(map);
  });
  const refresh = () => {
    fillChoices(map, colour, size);
    fill(map);
  };
  map.on((change) => {
    if (change === "state" || change === "data" || change === "theme") refresh();
  });
  refresh();
}

/** Tell the picture what floats over it, so that no name hides there. */
function block(map: WeftMap, over: HTMLElement[]): void {
  const stage = map.stage.getBoundingClientRect();
  map.scene.blocked = over.map((element) => {
    const box = element.getBoundingClientRect();
    return { left: box.left - stage.left, top: box.top - stage.top, right: box.right - stage.left, bottom: box.bottom - stage.top };
  });
  map.loop.ask(true);
}

export function filterOf(map: WeftMap): ListFilter {
  const { colour } = map.state;
  if (colour.startsWith("f:")) return "value";
  if (colour === "cluster" || colour === "region" || colour === "layer") return colour;
  return "kind";
}

type Group = [string, [string, string][]];

function fillChoices(map: WeftMap, colour: HTMLSelectElement, size: HTMLSelectElement): void {
  const { net, config, state } = map;
  const measures = net.measures.map((key): [string, string] => [`m:${key}`, config.measures[key]?.[0] ?? key]);
  const field = (numericOnly: boolean) =>
    net.fields.filter((f) => f.numeric || !numericOnly).map((f): [string, string] => [`f:${f.key}`, f.label]);
  const plain: [string, string][] = [["kind", say("colourKind")]];
  if (net.clusters.length) plain.push(["cluster", say("cluster")]);
  if (net.regions.length) plain.push(["region", say("region")]);
  if (net.layers.length && !net.whole) plain.push(["layer", say("layer")]);
  if (net.fileColour) plain.push(["file", say("fileColour")]);
  const sizes: [string, string][] = [["degree", say("degree")], ["equal", say("equal")]];
  if (net.fileSize) sizes.push(["file", say("fileSize")]);
  options(colour, [["", plain], [say("fields"), field(false)], [say("measures"), measures]], state.colour);
  const otherMeasures = measures.filter(([key]) => key !== "m:degree");
  options(size, [["", sizes], [say("fields"), field(true)], [say("measures"), otherMeasures]], state.size);
}

function options(select: HTMLSelectElement, groups: Group[], chosen: string): void {
  const made = groups
    .filter(([, entries]) => entries.length)
    .flatMap(([label, entries]) => {
      const inside = entries.map(([value, name]) => make("option", { value }, name));
      return label ? [make("optgroup", { label }, ...inside)] : inside;
    });
  select.replaceChildren(...made);
  select.value = chosen;
  if (select.selectedIndex < 0) select.selectedIndex = 0;
}

function fill(map: WeftMap): void {
  const { colours, sizes } = map;
  const parts: HTMLElement[] = [];
  if (colours.range) parts.push(ramp(map, colours.range));
  else if (colours.entries.length) parts.push(...entries(map, colours.entries));
  if (colours.restCount) parts.push(make("p", { class: "muted small" }, say("others", { n: colours.restCount })));
  if (sizes.range && sizes.range[1] > sizes.range[0]) parts.push(sizeScale(sizes.range));
  byId("map-legend-body").replaceChildren(...parts);
}

function entries(map: WeftMap, all: LegendEntry[]): HTMLElement[] {
  const chosen = new Set(map.state[filterOf(map)]);
  const most = showsAll || all.length <= SHOWN_AT_FIRST + 1 ? all.length : SHOWN_AT_FIRST;
  const shown = all.filter((entry, n) => n < most || chosen.has(entry.name));
  const list = make("ul", { class: "map-entries" });
  for (const entry of shown) {
    const isOn = chosen.has(entry.name);
    const button = make("button", {
      type: "button", "data-value": entry.name, "aria-pressed": String(isOn),
      title: say("onlyValue", { name: entry.name }),
      class: chosen.size && !isOn ? "is-off" : "",
    }, swatch(entry), make("span", { class: "map-entry-name" }, bare(entry.name)), make("span", { class: "map-entry-count" }, asNumber(entry.count)));
    list.append(make("li", {}, button));
  }
  if (all.length <= SHOWN_AT_FIRST + 1) return [list];
  const more = make("button", { type: "button", class: "map-more", "data-more": "" },
    showsAll ? say("showFewer") : `${say("showAll")} (${all.length})`);
  return [list, more];
}

export function swatch(entry: { colour: string; shape: string }): SVGElement {
  return svg("svg", { viewBox: "0 0 16 16", width: "16", height: "16", "aria-hidden": "true" },
    svg("path", { d: shapePath(entry.shape, 5.5), fill: entry.colour }));
}

function ramp(map: WeftMap, range: [number, number]): HTMLElement {
  const stops = map.scene.theme.ramp.map((colour, at, all) =>
    svg("stop", { offset: String((at / (all.length - 1)) ** 2), "stop-color": colour }));
  const bar = svg("svg", { viewBox: "0 0 200 10", height: "10", preserveAspectRatio: "none", "aria-hidden": "true", class: "map-ramp" },
    svg("linearGradient", { id: "map-ramp-colours" }, ...stops),
    svg("rect", { width: "200", height: "10", rx: "3", fill: "url(#map-ramp-colours)" }));
  return make("div", { class: "map-scale" }, bar as unknown as Node,
    make("span", {}, asNumber(range[0])), make("span", {}, asNumber(range[1])));
}

function sizeScale(range: [number, number]): HTMLElement {
  const dot = (r: number, x: number) => svg("circle", { cx: String(x), cy: "11", r: String(r) });
  const dots = svg("svg", { viewBox: "0 0 200 22", height: "22", "aria-hidden": "true", class: "map-dots" },
    dot(2.5, 6), dot(5, 94), dot(9, 188));
  return make("div", { class: "map-scale" }, dots as unknown as Node,
    make("span", {}, asNumber(Math.min(0, range[0]) || range[0])), make("span", {}, asNumber(range[1])));
}
