// What if they were gone? Actors are taken off the map in one's mind: the network parts before
// one's eyes, and figures and sentences say how.
import { say } from "../config";
import type { WeftMap } from "../map";
import { byId, make, onClick } from "./dom";
import type { Side } from "./side";

const AGAIN = 1_000;

export function addWhatIf(map: WeftMap, side: Side): void {
  const answer = byId("map-gone-answer");
  let asked = "";
  onClick(byId("map-panel"), "without", (id) => {
    const without = [...new Set([...map.state.without, Number(id)])];
    void map.set({ without, actor: 0, to: 0, show: "" }).then(open);
  });
  onClick(byId("map-gone-names"), "back", (id) => {
    void map.set({ without: map.state.without.filter((other) => other !== Number(id)) }).then(open);
  });
  onClick(answer, "actor", (id, event) => {
    const at = map.net.at.get(Number(id));
    if (at === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    void side.select(at, { moveFocus: true, fly: true });
  });
  const open = async () => {
    map.setFocus(null);
    const { without } = map.state;
    if (!without.length) {
      side.close();
      side.show("said");
      return;
    }
    side.show("gone", say("goneTitle"));
    side.open(true);
    byId("map-gone-names").replaceChildren(...without.flatMap((id) => {
      const at = map.net.at.get(id);
      if (at === undefined) return [];
      const back = make("button", { type: "button", class: "btn btn-quiet btn-small", "data-back": String(id) }, say("putBack"));
      return [make("li", {}, make("span", {}, map.net.names[at]!), back)];
    }));
    byId("map-gone-title").focus({ preventScroll: true });
    await map.loop.during(ask(without));
  };
  const ask = async (without: number[]): Promise<void> => {
    const query = new URLSearchParams(without.map((id) => ["without", String(id)]));
    const { whatIf } = map.config.urls;
    asked = query.toString();
    const mine = asked;
    answer.setAttribute("aria-busy", "true");
    const found = await fetch(`${whatIf}${whatIf.includes("?") ? "&" : "?"}${query}`, { credentials: "same-origin" }).catch(() => null);
    if (mine !== asked) return;
    answer.removeAttribute("aria-busy");
    if (!found?.ok) {
      answer.textContent = say("panelFailed");
      return;
    }
    answer.innerHTML = await found.text();
    if (found.status === 202) setTimeout(() => mine === asked && void ask(without), AGAIN);
    else light(map, answer.querySelector<HTMLElement>("[data-apart]")?.dataset.apart ?? "");
  };
  if (map.state.without.length) void map.loop.during(open());
}

/** Those who would be cut off are lit up. */
function light(map: WeftMap, ids: string): void {
  const actors = new Set(ids.split(",").flatMap((id) => map.net.at.get(Number(id)) ?? []));
  map.setFocus(actors.size ? { actors, ties: [], main: -1, isWay: false } : null);
}
