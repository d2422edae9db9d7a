// The filter panel: the same filters as the table's, with several values of each at once.
import { say } from "../config";
import { isFiltered, LISTS, OWN_LAYER, type ListFilter, toggled, type ViewState } from "../data/state";
import type { WeftMap } from "../map";
import { byId, make, onClick } from "./dom";

const OFFERED: readonly ListFilter[] = ["kind", "layer", "cluster", "region", "topic", "type"];

export function addFilters(map: WeftMap): void {
  const panel = byId("map-filters");
  const button = byId("map-filter-button");
  const q = byId<HTMLInputElement>("map-q");
  const rung = byId<HTMLSelectElement>("map-rung");
  const open = (isOpen: boolean) => {
    panel.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
    document.documentElement.classList.toggle("map-filtering", isOpen);
    if (isOpen) q.focus();
    else button.focus();
  };
  button.addEventListener("click", () => open(panel.hidden === true));
  onClick(panel, "close-filters", () => open(false));
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    open(false);
  });
  byId("map-filter-form").addEventListener("submit", (event) => {
    event.preventDefault();
    open(false);
  });
  onClick(byId("map"), "reset", () => void map.set(nothing()));
  let typing = 0;
  q.addEventListener("input", () => {
    clearTimeout(typing);
    typing = window.setTimeout(() => void map.set({ q: q.value.trim(), show: "" }), 180);
  });
  rung.append(make("option", { value: "" }, say("anyRung")));
  for (const [value, name] of map.config.rungs) rung.append(make("option", { value: String(value) }, name));
  rung.addEventListener("change", () => void map.set({ rung: Number(rung.value), show: "" }));
  byId("map-filter-lists").addEventListener("change", (event) => {
    const box = event.target as HTMLInputElement;
    const name = box.name as ListFilter;
    void map.set({ [name]: toggled(map.state[name], box.value), show: "" });
  });
  const refresh = () => {
    fillLists(map);
    if (document.activeElement !== q) q.value = map.state.q;
    rung.value = map.state.rung ? String(map.state.rung) : "";
    showCount(map);
  };
  byId("map-rung-field").hidden = !(map.net.whole?.hasRungs ?? map.net.ties.rung.some((value) => value >= 0));
  map.on((change) => {
    if (change === "data") byId("map-filter-lists").replaceChildren();
    if (change === "state" || change === "data") refresh();
  });
  refresh();
}

function nothing(): Partial<ViewState> {
  const empty = Object.fromEntries(LISTS.map((name) => [name, []]));
  return { ...empty, q: "", rung: 0 };
}

function showCount(map: WeftMap): void {
  const { state } = map;
  const count = LISTS.reduce((sum, name) => sum + state[name].length, 0) + (state.q ? 1 : 0) + (state.rung ? 1 : 0);
  const badge = byId("map-filter-count");
  badge.textContent = String(count);
  badge.hidden = !isFiltered(state);
  for (const element of document.querySelectorAll<HTMLElement>('[data-note="nobody"]')) {
    element.hidden = map.shown.actorCount > 0;
  }
}

function fillLists(map: WeftMap): void {
  const lists = byId("map-filter-lists");
  if (lists.children.length) {
    for (const box of lists.querySelectorAll<HTMLInputElement>("input")) {
      box.checked = map.state[box.name as ListFilter].includes(box.value);
    }
    return;
  }
  const { net } = map;
  const names: Record<string, string[]> = {
    kind: net.kinds.map((kind) => kind.name),
    cluster: net.clusters.map((cluster) => cluster.name),
    region: [...net.regions].sort((a, b) => a.localeCompare(b)),
    topic: [...net.topicNames].sort((a, b) => a.localeCompare(b)),
    type: net.types.map((type) => type.name),
    layer: net.layers.length ? [OWN_LAYER, ...net.layers] : [],
  };
  for (const filter of OFFERED) {
    const values = names[filter]!;
    if (values.length > 1) lists.append(listOf(map, filter, values));
  }
}

function listOf(map: WeftMap, filter: ListFilter, values: string[]): HTMLElement {
  const chosen = map.state[filter];
  const boxes = values.map((value) => {
    const box = make("input", { type: "checkbox", name: filter, value });
    box.checked = chosen.includes(value);
    return make("label", {}, box, make("span", {}, value === OWN_LAYER ? say("ownLayer") : value));
  });
  const fold = make("details", { class: "map-filter-list" }, make("summary", {}, say(filter)),
    make("div", { role: "group", "aria-label": say(filter) }, ...boxes));
  fold.open = chosen.length > 0 || (filter === "kind" && values.length <= 8);
  return fold;
}
