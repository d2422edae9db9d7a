// What the map shows, and how that is written in the address. The names of the filters are
// those of the table twin and of the pictures made on the server.

import type { Clock } from "./times";

export type View = "network" | "place" | "file";
export type ListFilter = "kind" | "region" | "topic" | "type" | "cluster" | "value" | "layer";

export interface ViewState {
  view: View;
  colour: string;
  size: string;
  q: string;
  kind: string[];
  region: string[];
  topic: string[];
  type: string[];
  cluster: string[];
  /** Values of the custom field that colours the map. */
  value: string[];
  layer: string[];
  rung: number;
  actor: number;
  to: number;
  show: string;
  /** The day that the map shows, as 2026-03-01; empty for today. */
  on: string;
  /** The day since which differences are marked; empty for none. */
  since: string;
  clock: Clock;
  /** Those who shared at least so many activities are tied; 0 for the map as it is. */
  projection: number;
  /** Actors that are taken off the map in one's mind. */
  without: number[];
  /** Within so many kilometres the place view shows who could share; 0 for not. */
  sharing: number;
  /** Middle of the view in the picture's own units, and the zoom relative to “all in view”. */
  camera: [number, number, number] | null;
}

export const LISTS: readonly ListFilter[] = [
  "kind", "region", "topic", "type", "cluster", "value", "layer",
];

/** Stands for the map itself where layers are chosen; no layer has this name. */
export const OWN_LAYER = "-";

export const START: ViewState = {
  view: "network",
  colour: "kind",
  size: "degree",
  q: "",
  kind: [],
  region: [],
  topic: [],
  type: [],
  cluster: [],
  value: [],
  layer: [],
  rung: 0,
  actor: 0,
  to: 0,
  show: "",
  on: "",
  since: "",
  clock: "happened",
  projection: 0,
  without: [],
  sharing: 0,
  camera: null,
};

/** Anything unreadable in the address is taken as not given. */
export function readAddress(search: string, start: ViewState = START): ViewState {
  const query = new URLSearchParams(search);
  const whole = (name: string) => {
    const text = query.get(name) ?? "";
    return /^\d{1,12}$/.test(text) ? Number(text) : 0;
  };
  const view = query.get("view");
  const state: ViewState = {
    ...start,
    view: view === "network" || view === "place" || view === "file" ? view : start.view,
    colour: query.get("colour") || start.colour,
    size: query.get("size") || start.size,
    q: (query.get("q") ?? "").trim(),
    rung: Math.min(whole("rung"), 5),
    actor: whole("actor"),
    to: whole("to"),
    show: query.get("show") ?? "",
    on: readDay(query.get("on")),
    since: readDay(query.get("since")),
    without: query.getAll("without").filter((id) => /^\d{1,12}$/.test(id)).map(Number).slice(0, 20),
    sharing: Math.min(whole("sharing"), 20_000),
    projection: Math.min(whole("projection"), 20),
    clock: query.get("clock") === "recorded" ? "recorded" : "happened",
    camera: readCamera(query.get("at")),
  };
  for (const name of LISTS) state[name] = query.getAll(name).filter(Boolean);
  return state;
}

function readDay(text: string | null): string {
  return text && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : "";
}

function readCamera(text: string | null): ViewState["camera"] {
  const [x, y, zoom] = (text ?? "").split(",").map(Number);
  const isGood = [x, y, zoom].every((part) => Number.isFinite(part)) && zoom! > 0;
  return isGood ? [x!, y!, zoom!] : null;
}

/** The filters alone, as the table and the pictures understand them. */
export function filterQuery(state: ViewState): URLSearchParams {
  const query = new URLSearchParams();
  if (state.q) query.set("q", state.q);
  for (const name of LISTS) {
    if (name !== "value") for (const value of state[name]) query.append(name, value);
  }
  if (state.rung) query.set("rung", String(state.rung));
  return query;
}

/** The whole view; what is as it starts is left out, so that plain addresses stay plain. */
export function writeAddress(state: ViewState, start: ViewState = START): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of ["view", "colour", "size"] as const) {
    if (state[name] !== start[name]) query.set(name, state[name]);
  }
  for (const [name, value] of filterQuery(state)) query.append(name, value);
  for (const value of state.value) query.append("value", value);
  if (state.actor) query.set("actor", String(state.actor));
  if (state.to) query.set("to", String(state.to));
  if (state.show) query.set("show", state.show);
  for (const id of state.without) query.append("without", String(id));
  if (state.sharing) query.set("sharing", String(state.sharing));
  if (state.projection) query.set("projection", String(state.projection));
  if (state.on) {
    query.set("on", state.on);
    if (state.since) query.set("since", state.since);
    if (state.clock !== START.clock) query.set("clock", state.clock);
  }
  if (state.camera) {
    const [x, y, zoom] = state.camera;
    query.set("at", `${Math.round(x)},${Math.round(y)},${Number(zoom.toPrecision(3))}`);
  }
  return query;
}

export function isFiltered(state: ViewState): boolean {
  return Boolean(state.q || state.rung || LISTS.some((name) => state[name].length));
}

/** One more or one less value of a filter; nothing chosen means everything is shown. */
export function toggled(chosen: string[], value: string): string[] {
  return chosen.includes(value) ? chosen.filter((v) => v !== value) : [...chosen, value];
}
