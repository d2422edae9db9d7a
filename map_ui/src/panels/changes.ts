// What is different since an earlier day: fetched, marked on the map, and counted in words.
import { say } from "../config";
import type { Net } from "../data/net";
import type { WeftMap } from "../map";
import { type Difference, DIFFERENCES, MARK_COLOURS, type Marks } from "../render/marks";
import { byId, make, svg } from "./dom";

interface Found {
  actors: { added: number[]; ended: number[] };
  ties: Record<Difference, number[]>;
}

/** Mark what changed since the day that the state names, or take the marks away. */
export async function showChanges(map: WeftMap): Promise<void> {
  const { since, on, clock } = map.state;
  const field = byId<HTMLInputElement>("map-since");
  field.value = since;
  field.max = on;
  const list = byId("map-changes");
  if (!since || !map.net.times) {
    map.scene.marks = null;
    list.replaceChildren();
    map.loop.ask();
    return;
  }
  const base = map.config.urls.compare;
  const query = new URLSearchParams({ from: since, to: on, clock });
  const answer = await map.loop.during(
    fetch(`${base}${base.includes("?") ? "&" : "?"}${query}`, { credentials: "same-origin" }).catch(() => null),
  );
  if (!answer?.ok) {
    list.textContent = say("compareFailed");
    return;
  }
  const found = (await answer.json()) as Found;
  if (since !== map.state.since) return;
  map.scene.marks = placed(found, map.net);
  list.replaceChildren(...DIFFERENCES.filter((name) => found.ties[name].length || counted(found, name)).map((name) => entry(found, name)));
  if (!list.children.length) list.append(make("li", {}, say("noDifference")));
  map.loop.ask();
}

function placed(found: Found, net: Net): Marks {
  const tieAt = new Map(net.times!.tieIds.map((id, t) => [id, t]));
  const ties = Object.fromEntries(
    DIFFERENCES.map((name) => [name, found.ties[name].flatMap((id) => tieAt.get(id) ?? [])]),
  ) as Marks["ties"];
  const actors = (ids: number[]) => ids.flatMap((id) => net.at.get(id) ?? []);
  return { ties, actors: { added: actors(found.actors.added), ended: actors(found.actors.ended) } };
}

function counted(found: Found, name: Difference): number {
  return name === "added" || name === "ended" ? found.actors[name].length : 0;
}

function entry(found: Found, name: Difference): HTMLElement {
  const line = svg("line", { x1: "1", y1: "6", x2: "23", y2: "6", stroke: MARK_COLOURS[name], "stroke-width": "3" });
  if (name === "ended" || name === "faded") line.setAttribute("stroke-dasharray", "4 3");
  const parts = [say("ties", { n: found.ties[name].length })];
  if (counted(found, name)) parts.unshift(say("actorsThen", { n: counted(found, name) }));
  return make("li", {}, svg("svg", { width: "24", height: "12", "aria-hidden": "true" }, line), make("span", {}, `${say(`diff_${name}`)}: ${parts.join(", ")}`));
}
