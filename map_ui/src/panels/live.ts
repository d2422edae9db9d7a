// Changes by others appear as they are made: the server says when, the map fetches what.
import { say } from "../config";
import type { Net } from "../data/net";
import type { WeftMap } from "../map";
import { byId } from "./dom";
import type { Side } from "./side";

interface Told {
  version: number;
  workedOut: number | null;
}

export function addLive(map: WeftMap, side: Side, fetchNet: () => Promise<Net>): void {
  if (!map.config.urls.live) return;
  let source: EventSource | null = null;
  let isBusy = false;
  let wanted: Told | null = null;
  let cutFor: number | null = null;
  const follow = async (told: Told) => {
    wanted = told;
    if (isBusy) return;
    if (map.tiled) {
      // Tiles are cut anew once a version has been worked out, not for every change.
      const isNew = cutFor !== null && told.workedOut !== null && told.workedOut !== cutFor;
      cutFor = told.workedOut ?? cutFor;
      if (isNew) await map.tiled.refresh().then(() => renewSentences(map)).catch(console.error);
      return;
    }
    isBusy = true;
    try {
      while (wanted && needs(map, wanted)) {
        const asked: Told = wanted;
        const isNews = asked.version !== map.today.version;
        await take(map, side, await fetchNet(), isNews);
        if (asked.workedOut === asked.version) await renewSentences(map);
        if (wanted === asked) break;
      }
    } catch {
      // The stream connects again, and tells the newest state when it does.
    } finally {
      isBusy = false;
    }
  };
  const open = () => {
    if (source || document.hidden) return;
    source = new EventSource(map.config.urls.live);
    source.addEventListener("message", (event) => void follow(JSON.parse(event.data as string) as Told));
  };
  const close = () => {
    source?.close();
    source = null;
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();
}

/** Whether the net, or what was worked out of it, is newer than what is shown. */
function needs(map: WeftMap, told: Told): boolean {
  const { today } = map;
  return told.version !== today.version || (!today.complete && told.workedOut === told.version);
}

async function take(map: WeftMap, side: Side, net: Net, isNews: boolean): Promise<void> {
  const { actor } = map.state;
  // The past and projections are fetched anew when one goes back to them.
  if (map.net !== map.today) {
    map.today = net;
    if (map.config.overlay) map.tell("data");
    return;
  }
  map.replaceNet(net);
  await map.settled;
  const at = map.net.at.get(actor);
  if (at !== undefined && actor) await side.select(at, { keepWay: true });
  if (isNews) byId("map-status").dataset.news = say("changedByOthers");
}

async function renewSentences(map: WeftMap): Promise<void> {
  const answer = await fetch(map.config.urls.said, { credentials: "same-origin" });
  if (answer.ok) byId("map-said").innerHTML = await answer.text();
  for (const note of document.querySelectorAll<HTMLElement>('[data-note="working"]')) note.hidden = true;
}
