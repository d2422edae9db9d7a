// What those who do not see the picture have of it: the highest ranked actors in view as
// buttons, and a line that says how much is in view.
import { say } from "../config";
import type { WeftMap } from "../map";
import { byId, make } from "./dom";
import { showTip } from "./hands";
import type { Side } from "./side";

const MOST = 30;

export function addList(map: WeftMap, side: Side): void {
  const list = byId("map-list");
  const tip = byId("map-tip");
  list.hidden = false;
  const actorOf = (event: Event) => {
    const button = (event.target as Element).closest<HTMLElement>("button");
    return button ? (map.net.at.get(Number(button.dataset.id)) ?? -1) : -1;
  };
  list.addEventListener("focusin", (event) => {
    const actor = actorOf(event);
    if (actor < 0) return;
    map.setHover(map.around(actor));
    showTip(map, tip, actor);
  });
  list.addEventListener("focusout", () => map.setHover(null));
  list.addEventListener("click", (event) => {
    const actor = actorOf(event);
    if (actor >= 0) void side.select(actor, { moveFocus: true });
  });
  list.addEventListener("keydown", (event) => {
    const buttons = [...list.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const next = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    buttons[Math.max(0, Math.min(buttons.length - 1, next))]?.focus();
  });
  const refresh = () => {
    // The list stays as it is while someone walks through it.
    if (!list.contains(document.activeElement)) fill(map, list);
    sayStatus(map);
  };
  map.on((change) => {
    if (change === "rest" || change === "state" || change === "data") refresh();
  });
  refresh();
}

function fill(map: WeftMap, list: HTMLElement): void {
  const { net } = map;
  list.replaceChildren(...map.actorsInView(MOST).map((i) =>
    make("button", { type: "button", "data-id": String(net.ids[i]) },
      `${net.names[i]!}, ${say("ties", { n: net.degree[i]! })}`)));
}

function sayStatus(map: WeftMap): void {
  const seen = map.actorsInView();
  const clusters = new Set(seen.map((i) => map.net.cluster[i]!).filter((cluster) => cluster >= 0));
  const { whole } = map.net;
  const parts = [say(whole ? "actorsShown" : "actorsInView", { n: seen.length })];
  const all = whole?.count ?? map.net.count;
  if (seen.length < all) parts[0] += ` ${say("ofAll", { n: all })}`;
  if (clusters.size > 1 || (clusters.size && seen.length)) parts.push(say("clustersInView", { n: clusters.size }));
  byId("map-status").textContent = parts.join(", ");
}
