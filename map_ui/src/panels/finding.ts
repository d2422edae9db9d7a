// Who is called that: looked up here, or on the server where most of a large net is not here.
import { findNames } from "../data/fold";
import type { WeftMap } from "../map";
import type { WireFound } from "../tiles/wire";

export interface Hit {
  id: number;
  name: string;
  detail: string;
}

/** The question on its way: while it is, of all that is typed only the newest waits. */
let running: Promise<unknown> = Promise.resolve();
let newest = 0;

/** The best for what was typed; null where something else has been typed since. */
export async function find(map: WeftMap, typed: string): Promise<Hit[] | null> {
  if (!map.net.whole) return findHere(map, typed);
  const own = ++newest;
  if (!typed.trim()) return [];
  await running;
  if (own !== newest) return null;
  const asked = ask(map.config.urls.find, typed);
  running = asked;
  return asked;
}

async function ask(url: string, typed: string): Promise<Hit[] | null> {
  try {
    const answer = await fetch(`${url}${url.includes("?") ? "&" : "?"}q=${encodeURIComponent(typed)}`, { credentials: "same-origin" });
    const { found } = (await answer.json()) as WireFound;
    return found.map(({ id, name, kind, region }) => ({ id, name, detail: joined(kind, region) }));
  } catch {
    return null;
  }
}

function findHere(map: WeftMap, typed: string): Hit[] {
  const { net, sizes } = map;
  return findNames(map.foldedNames(), typed, (i) => sizes.radius[i]!).map((i) => ({
    id: net.ids[i]!,
    name: net.names[i]!,
    detail: joined(net.kinds[net.kind[i]!]!.name, net.regions[net.region[i]!]),
  }));
}

function joined(kind: string, region = ""): string {
  return [kind, region].filter(Boolean).join(" · ");
}
