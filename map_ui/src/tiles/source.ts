// Fetches tiles, and keeps those that were looked at last, up to some thousand actors.
import { FRAME, keyOf, type Place } from "./cover";
import type { WireAround, WireOverview, WireTile } from "./wire";

/** More actors than these are not held, unless all of them are in view. */
export const MOST_HELD = 5_000;

export interface Tile {
  place: Place;
  wire: WireTile;
  /** The corner of the tile in the frame's units, and the length of one step. */
  left: number;
  top: number;
  step: number;
}

export interface Urls {
  overview: string;
  tile: string;
  around: string;
}

export class OutOfDate extends Error {}

export class Source {
  private readonly held = new Map<string, Tile>();
  private readonly asked = new Map<string, Promise<Tile>>();
  heldActors = 0;

  constructor(
    private readonly urls: Urls,
    public overview: WireOverview,
  ) {
    this.keepFirst();
  }

  /** Begin anew with another version of the net. */
  renew(overview: WireOverview): void {
    this.overview = overview;
    this.held.clear();
    this.asked.clear();
    this.heldActors = 0;
    this.keepFirst();
  }

  private keepFirst(): void {
    const place = { level: 0, column: 0, row: 0 };
    this.keep(keyOf("network", place), tileOf(place, this.overview.first), new Set());
  }

  /** A tile that is here; it counts as looked at. */
  get(view: string, place: Place): Tile | undefined {
    const key = keyOf(view, place);
    const tile = this.held.get(key);
    if (tile) {
      this.held.delete(key);
      this.held.set(key, tile);
    }
    return tile;
  }

  has(view: string, place: Place): boolean {
    return this.held.has(keyOf(view, place));
  }

  /** Fetch a tile; `needed` are those that must not go to make room for it. */
  fetch(view: string, place: Place, needed: ReadonlySet<string>): Promise<Tile> {
    const key = keyOf(view, place);
    const here = this.get(view, place);
    if (here) return Promise.resolve(here);
    let tile = this.asked.get(key);
    if (!tile) {
      const { stamp } = this.overview;
      tile = fetchJson<WireTile>(this.urls.tile.replace("/STAMP/VIEW/0-0-0", `/${stamp}/${key}`))
        .then((wire) => {
          const made = tileOf(place, wire);
          if (stamp === this.overview.stamp) this.keep(key, made, needed);
          return made;
        })
        .finally(() => this.asked.delete(key));
      this.asked.set(key, tile);
    }
    return tile;
  }

  private keep(key: string, tile: Tile, needed: ReadonlySet<string>): void {
    this.held.set(key, tile);
    this.heldActors += tile.wire.id.length;
    for (const [other, old] of this.held) {
      if (this.heldActors <= MOST_HELD) break;
      // The first tile stands in for all others, so it stays.
      if (other === key || needed.has(other) || old.place.level === 0) continue;
      this.held.delete(other);
      this.heldActors -= old.wire.id.length;
    }
  }

  around(ids: number[], view: string): Promise<WireAround> {
    const { around } = this.urls;
    return fetchJson<WireAround>(`${around}${around.includes("?") ? "&" : "?"}view=${view}&ids=${ids.join(",")}`);
  }
}

function tileOf(place: Place, wire: WireTile): Tile {
  const size = FRAME / 2 ** place.level;
  return { place, wire, left: place.column * size, top: place.row * size, step: size / 2048 };
}

export async function fetchJson<T>(url: string): Promise<T> {
  const answer = await fetch(url, { credentials: "same-origin" });
  if (answer.status === 404) throw new OutOfDate(url);
  if (!answer.ok) throw new Error(`${url} could not be fetched (${answer.status}).`);
  return (await answer.json()) as T;
}
