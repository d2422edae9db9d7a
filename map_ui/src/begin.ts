// Starts the map: the data first, then the first picture, then the panels around it.
// This is loaded by main.ts under a name with its hash, so that it and the panels always match.
import { readConfig, useTexts } from "./config";
import { decode, type Net } from "./data/net";
import { readAddress, START, type ViewState } from "./data/state";
import type { WireNet } from "./data/wire";
import { WeftMap } from "./map";
import { firstOfTiles, type Opened } from "./tiles/open";

const config = readConfig();
useTexts(config.texts);
const shell = document.getElementById("map")!;
const stage = document.getElementById("map-stage")!;
const asked = config.lens && !location.search ? `?${config.lens.query}` : location.search;

async function open(): Promise<Opened> {
  return config.isTiled ? firstOfTiles(config, readAddress(asked)) : { net: await fetchNet() };
}

async function fetchNet(url = config.urls.data): Promise<Net> {
  const answer = await fetch(url, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`The map's data could not be fetched (${answer.status}).`);
  return decode((await answer.json()) as WireNet);
}

function note(name: "loading" | "failed" | "empty" | "" ): void {
  for (const element of shell.querySelectorAll<HTMLElement>("[data-note]")) {
    element.hidden = element.dataset.note !== name;
  }
}

/** Without ties but with places, a map of places says more than a heap of dots. */
function startFor(net: Net): ViewState {
  const placed = net.whole?.placedCount ?? net.lat?.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0) ?? 0;
  const isPlaces = net.ties.count === 0 && placed > net.count / 2;
  const manyKinds = net.kinds.length > 1;
  const colour = manyKinds ? "kind" : net.clusters.length > 1 && net.ties.count ? "cluster" : "kind";
  return { ...START, view: isPlaces ? "place" : "network", colour };
}

export async function begin(): Promise<void> {
  note("loading");
  let opened: Opened;
  try {
    opened = await open();
  } catch (error) {
    console.error(error);
    note("failed");
    return;
  }
  const { net } = opened;
  if (!net.count) {
    note("empty");
    return;
  }
  note("");
  // A lens's address starts bare; whatever is changed is written into it whole.
  const start = config.lens ? START : startFor(net);
  const map = new WeftMap(net, config, stage, start, readAddress(asked, start));
  const tiled = opened.follow?.(map);
  // The panels come after the first picture; asking for a picture twice draws it once.
  const panels = map.loop.during(import("./panels/panels"));
  map.loop.ask();
  await tiled?.begin();
  await new Promise(requestAnimationFrame);
  performance.mark("weft-first-picture");
  document.documentElement.classList.add("map-drawn");
  await map.loop.during((await panels).addPanels(map, fetchNet));
  // For tests and measurements: the picture's own word on what it shows and when it rests.
  Object.assign(window, {
    weftMap: {
      map,
      idle: () => map.loop.idle(),
      actorsInView: () => map.actorsInView().map((i) => map.net.ids[i]),
      frameTimes: map.loop.times,
      get camera() {
        return map.motion.camera;
      },
    },
  });
}

document.getElementById("map-retry")?.addEventListener("click", () => void begin());
