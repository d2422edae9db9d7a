// Everything around the picture: added once the picture is there.
import { isStill } from "../motion";
import type { Net } from "../data/net";
import { filterQuery, type View } from "../data/state";
import type { WeftMap } from "../map";
import { byId, onClick } from "./dom";
import { addFilters } from "./filters";
import { addHands, zoomBy } from "./hands";
import { addLegend } from "./legend";
import { addList } from "./list";
import { addMany } from "./many";
import { addPlaces } from "./places";
import { Search } from "./search";
import { addShare } from "./share";
import { Side } from "./side";
import { addWall } from "./wall";
import { waitForLayout } from "./working";

export async function addPanels(map: WeftMap, fetchNet: () => Promise<Net>): Promise<void> {
  byId("map-bar").hidden = false;
  byId("map-zoom").hidden = false;
  const side = new Side(map);
  const search = new Search(map, "map-find", "map-found", (id) => void side.selectId(id, { fly: true, moveFocus: true }));
  addLegend(map);
  addFilters(map);
  addHands(map, side, () => search.focus());
  addList(map, side);
  addPlaces(map, side);
  addShare(map);
  addWall(map);
  addMany(map);
  addViews(map);
  onClick(byId("map-zoom"), "zoom", (which) => {
    if (which === "all") void map.fly(map.fitCamera(), isStill.matches ? 0 : 500);
    else zoomBy(map, which === "in" ? 1.6 : 1 / 1.6);
  });
  const link = byId<HTMLAnchorElement>("map-table-link");
  const refresh = () => {
    const query = filterQuery(map.state).toString();
    link.href = map.config.urls.table + (query ? `?${query}` : "");
  };
  map.on((change) => {
    if (change === "state") refresh();
  });
  refresh();
  await openAsAddressed(map, side);
  if (!map.net.complete) waitForLayout(map, fetchNet);
}

function addViews(map: WeftMap): void {
  const views = byId("map-views");
  const refresh = () => {
    let offered = 0;
    for (const button of views.querySelectorAll<HTMLElement>("[data-view]")) {
      const view = button.dataset.view as View;
      button.hidden = !map.stand.canShow(view);
      button.setAttribute("aria-pressed", String(map.scene.view === view));
      offered += button.hidden ? 0 : 1;
    }
    views.hidden = offered < 2;
  };
  onClick(views, "view", (view) => void map.set({ view: view as View, camera: null }).then(refresh));
  map.on((change) => {
    if (change === "state" || change === "data") refresh();
  });
  refresh();
}

/** The actor, the way or the sentence that the address names. */
async function openAsAddressed(map: WeftMap, side: Side): Promise<void> {
  const { actor: id, to, show, camera } = map.state;
  if (map.state.colour.includes(":") || map.state.size.includes(":")) {
    await map.update();
    map.tell("state");
  }
  if (id && (map.tiled || map.net.at.has(id))) await side.selectId(id, { fly: !camera, keepWay: to > 0 });
  else if (show) await side.lightKind(show);
}
