// Everything around the picture: added once the picture is there.
import { isStill } from "../motion";
import type { Net } from "../data/net";
import { filterQuery, type View } from "../data/state";
import type { WeftMap } from "../map";
import { byId, onClick } from "./dom";
import { addFilters } from "./filters";
import { addHands, zoomBy } from "./hands";
import { addLegend } from "./legend";
import { addLens } from "./lens";
import { addList } from "./list";
import { addLive } from "./live";
import { addNotes } from "./notes";
import { addOverlay } from "./overlay";
import { addMany } from "./many";
import { addPlaces } from "./places";
import { Search } from "./search";
import { addProjection } from "./projection";
import { addShare } from "./share";
import { addSharing } from "./sharing";
import { Side } from "./side";
import { addStory } from "./story";
import { Timeline } from "./timeline";
import { addWall } from "./wall";
import { addWhatIf } from "./whatif";
import { waitForLayout } from "./working";

export async function addPanels(map: WeftMap, fetchNet: (url?: string) => Promise<Net>): Promise<void> {
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
    const { projection } = map.state;
    link.href = projection
      ? `${map.config.urls.together}?projection=${projection}`
      : map.config.urls.table + (query ? `?${query}` : "");
  };
  map.on((change) => {
    if (change === "state") refresh();
  });
  refresh();
  // Of a large net only a part is here at a time: what needs all of it has pages of its own.
  const timeline = map.tiled ? null : new Timeline(map, side, fetchNet);
  addNotes(map);
  addLens(map);
  if (map.tiled) byId("map-panel").classList.add("is-tiled");
  else addWholeNet(map, side, fetchNet);
  if (map.rules.length) await map.update().then(() => map.tell("state"));
  await openAsAddressed(map, side);
  if (map.config.story?.steps.length) await addStory(map, map.config.story, timeline);
  else if (map.state.on) await timeline?.open(map.state.on);
  if (!map.net.complete) waitForLayout(map, fetchNet);
  addLive(map, side, fetchNet);
  if (map.config.overlay && !map.tiled) await addOverlay(map);
}

/** What works on a net that is here as a whole. */
function addWholeNet(map: WeftMap, side: Side, fetchNet: (url?: string) => Promise<Net>): void {
  addProjection(map, fetchNet);
  addSharing(map, side);
  addWhatIf(map, side);
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
