// Spaces, equipment and skills as a layer of the place view: who has something, and who nearby
// could share it and has no tie to them yet.
import { say } from "../config";
import type { WeftMap } from "../map";
import { byId, make } from "./dom";
import type { Side } from "./side";

interface Found {
  assets: { actor: number; names: string[] }[];
  near: { actor: number; other: number; what: string; km: number }[];
}

export function addSharing(map: WeftMap, side: Side): void {
  const button = byId("map-sharing-button");
  const refresh = () => {
    button.hidden = map.scene.view !== "place";
    button.setAttribute("aria-pressed", String(map.state.sharing > 0));
  };
  button.addEventListener("click", () => {
    void map.set({ sharing: map.state.sharing ? 0 : 5 }).then(follow);
  });
  const follow = async () => {
    refresh();
    if (!map.state.sharing || map.scene.view !== "place") {
      map.scene.layer = null;
      map.loop.ask();
      return;
    }
    const base = map.config.urls.sharing;
    const url = `${base}${base.includes("?") ? "&" : "?"}km=${map.state.sharing}`;
    const answer = await map.loop.during(fetch(url, { credentials: "same-origin" }).catch(() => null));
    if (!answer?.ok) return;
    const found = (await answer.json()) as Found;
    const at = (id: number) => map.net.at.get(id) ?? -1;
    map.scene.layer = {
      ringed: found.assets.map((one) => at(one.actor)).filter((i) => i >= 0),
      pairs: found.near.map((one): [number, number] => [at(one.actor), at(one.other)]).filter(([a, b]) => a >= 0 && b >= 0),
    };
    map.loop.ask();
    tell(map, side, found);
  };
  map.on((change) => {
    if (change === "state") refresh();
  });
  refresh();
  if (map.state.sharing) void map.loop.during(follow());
}

function tell(map: WeftMap, side: Side, found: Found): void {
  const name = (id: number) => map.net.names[map.net.at.get(id) ?? -1] ?? "";
  const go = (id: number) => {
    const link = make("button", { type: "button" }, name(id));
    link.addEventListener("click", () => {
      const at = map.net.at.get(id);
      if (at !== undefined) void side.select(at, { fly: true, moveFocus: true });
    });
    return link;
  };
  byId("map-sharing-count").textContent = [say("assetsSeen", { n: found.assets.length }), say("couldShare", { n: found.near.length })].join(" ");
  byId("map-sharing-list").replaceChildren(...found.near.slice(0, 100).map((one) =>
    make("li", {}, make("strong", {}, one.what), " ", make("span", { class: "muted small" }, one.km < 0.1 ? say("samePlace") : `${one.km} km`), make("br"), go(one.actor), " – ", go(one.other)),
  ));
  side.show("sharing", say("sharingTitle"));
  side.open(true);
}
