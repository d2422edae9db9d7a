// Says when filters leave too many to be shown by themselves, and where they are all listed.
import { say } from "../config";
import { filterQuery } from "../data/state";
import type { WeftMap } from "../map";
import { byId } from "./dom";

export function addMany(map: WeftMap): void {
  if (!map.tiled) return;
  const note = byId("map").querySelector<HTMLElement>('[data-note="many"]')!;
  const refresh = () => {
    const many = map.tiled?.tooMany ?? 0;
    note.hidden = !many;
    byId("map-many").textContent = say("tooMany", { n: many });
    byId<HTMLAnchorElement>("map-many-table").href = `${map.config.urls.table}?${filterQuery(map.state)}`;
  };
  map.on((change) => {
    if (change === "state" || change === "data") refresh();
  });
  refresh();
}
