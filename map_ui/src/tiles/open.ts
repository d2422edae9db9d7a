// The first picture of a large net: its overview and the tile that comes with it.
import type { Config } from "../config";
import type { Net } from "../data/net";
import type { ViewState } from "../data/state";
import type { WeftMap } from "../map";
import { assemble } from "./assemble";
import { fetchJson, Source } from "./source";
import { Tiled } from "./tiled";
import type { WireOverview } from "./wire";

export interface Opened {
  net: Net;
  /** Begins to bring tiles to a map of this net. */
  follow?: (map: WeftMap) => Tiled;
}

export async function firstOfTiles(config: Config, state: ViewState): Promise<Opened> {
  const source = new Source(config.urls, await fetchJson<WireOverview>(config.urls.overview));
  const view = state.view === "place" ? "place" : "network";
  const tile = await source.fetch(view, { level: 0, column: 0, row: 0 }, new Set());
  const net = assemble(source.overview, { view, level: 0, tiles: [tile], standIns: [], guests: [] });
  return { net, follow: (map) => new Tiled(map, source) };
}
