// Activities as they are, or those who shared them tied to each other.
import { say } from "../config";
import type { Net } from "../data/net";
import type { WeftMap } from "../map";
import { byId, make } from "./dom";

const OFFERED = [1, 2, 3, 4, 5];

export function addProjection(map: WeftMap, fetchNet: (url?: string) => Promise<Net>): void {
  const choice = byId<HTMLSelectElement>("map-projection");
  const field = byId("map-projection-field");
  field.hidden = !map.net.kinds.some((kind) => kind.activity);
  choice.append(make("option", { value: "0" }, say("asTheyAre")));
  for (const n of OFFERED) choice.append(make("option", { value: String(n) }, say("sharedAtLeast", { n })));
  let current = 0;
  /** Fetch the net that the state asks for; the timeline has one of its own. */
  const follow = async () => {
    const wanted = map.state.on ? 0 : map.state.projection;
    choice.value = String(map.state.projection);
    if (wanted === current) return;
    current = wanted;
    const { data } = map.config.urls;
    const url = `${data}${data.includes("?") ? "&" : "?"}projection=${wanted}`;
    const net = wanted ? await map.loop.during(fetchNet(url)).catch(() => null) : map.today;
    if (net && wanted === current && !map.net.times) await map.changeNet(net);
  };
  map.beforeVisit = follow;
  choice.addEventListener("change", () => void map.set({ projection: Number(choice.value) }).then(follow));
  if (map.state.projection) void map.loop.during(follow());
}
