// The shortest way between two actors: looked up on the server, lit up and written out.
import { say } from "../config";
import type { WeftMap } from "../map";
import type { Focus } from "../render/scene";
import { byId, make } from "./dom";

export async function showWay(map: WeftMap, from: number, to: number): Promise<void> {
  const result = byId("map-way-result");
  const separator = map.config.urls.path.includes("?") ? "&" : "?";
  let ids: number[];
  try {
    const answer = await fetch(`${map.config.urls.path}${separator}from=${from}&to=${to}`, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(String(answer.status));
    ids = ((await answer.json()) as { actors: number[] }).actors;
  } catch {
    result.textContent = say("noWayNow");
    return;
  }
  await map.tiled?.bring(ids);
  if (map.state.actor !== from || map.state.to !== to) return;
  const actors = ids.flatMap((id) => map.net.at.get(id) ?? []);
  if (actors.length < 2) {
    result.textContent = say("noWay");
    return;
  }
  const names = actors.map((actor) =>
    make("li", {}, make("button", { type: "button", "data-actor": String(map.net.ids[actor]!) }, map.net.names[actor]!)));
  result.replaceChildren(make("p", {}, say("way", { n: actors.length - 1 })), make("ol", { class: "map-names" }, ...names));
  map.setFocus(focusOn(map, actors));
  await map.flyTo(actors);
}

function focusOn(map: WeftMap, actors: number[]): Focus {
  const { net } = map;
  const ties: number[] = [];
  for (let step = 1; step < actors.length; step++) {
    const one = actors[step - 1]!;
    for (let slot = net.starts[one]!; slot < net.starts[one + 1]!; slot++) {
      if (net.around[slot] === actors[step]) ties.push(net.tieAt[slot]!);
    }
  }
  return { actors: new Set(actors), ties, main: actors[0]!, isWay: true };
}
