// What belongs to the place view: the map of the world beneath it, and those without a place.
import { say } from "../config";
import type { WeftMap } from "../map";
import { byId, make, onClick } from "./dom";
import type { Side } from "./side";

export function addPlaces(map: WeftMap, side: Side): void {
  const chip = byId("map-unplaced");
  let world: Promise<void> | null = null;
  const loadWorld = () => {
    world ??= import("../render/world").then(async ({ World }) => {
      const drawn = new World(map);
      await drawn.load();
      map.painter.underlay = (ctx, scene) => drawn.draw(ctx, scene);
      map.loop.ask();
    });
    return world;
  };
  const refresh = () => {
    const isPlace = map.scene.view === "place";
    const without = isPlace ? unplaced(map) : [];
    const { whole } = map.net;
    const count = whole && isPlace ? whole.count - whole.placedCount : without.length;
    chip.hidden = !count;
    chip.textContent = say("unplaced", { n: count });
    const credit = byId("map-credit");
    credit.hidden = !isPlace;
    credit.textContent = map.config.tileUrl ? map.config.tileCredit : say("worldCredit");
    if (isPlace) void map.loop.during(loadWorld());
  };
  chip.addEventListener("click", () => {
    const without = unplaced(map);
    const names = without.slice(0, 500).map((i) =>
      make("li", {}, make("button", { type: "button", "data-actor": String(map.net.ids[i]) }, map.net.names[i]!)));
    byId("map-unplaced-names").replaceChildren(...names);
    byId("map-unplaced-title").textContent = chip.textContent;
    side.show("unplaced", chip.textContent ?? "");
    side.open(true);
    byId("map-unplaced-title").focus();
  });
  onClick(byId("map-unplaced-names"), "actor", (id) => {
    const actor = map.net.at.get(Number(id));
    if (actor !== undefined) void side.select(actor, { moveFocus: true });
  });
  map.on((change) => {
    if (change === "state" || change === "data") refresh();
  });
  refresh();
}

function unplaced(map: WeftMap): number[] {
  // Of a large net only those in view are here: they are counted, and listed in the table.
  if (map.net.whole) return [];
  const found: number[] = [];
  for (const i of map.scene.ranked) {
    if (map.shown.actors[i] && !map.stand.positions.placed[i]) found.push(i);
  }
  return found;
}
