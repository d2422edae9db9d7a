// While the layout is being worked out the map stands as well as it can; this looks from
// time to time whether it is ready, and then brings the new positions and sentences.
import type { Net } from "../data/net";
import type { WeftMap } from "../map";
import { byId } from "./dom";

const FIRST = 1_500;
const LONGEST = 15_000;

export function waitForLayout(map: WeftMap, fetchNet: () => Promise<Net>): void {
  const note = byId("map").querySelector<HTMLElement>('[data-note="working"]')!;
  note.hidden = false;
  let pause = FIRST;
  const look = async () => {
    try {
      const answer = await fetch(map.config.urls.said, { credentials: "same-origin" });
      if (answer.ok && answer.headers.get("X-Weft-Current") === "yes") {
        byId("map-said").innerHTML = await answer.text();
        const isComplete = map.tiled ? await map.tiled.refresh() : await fetched(map, fetchNet);
        if (isComplete) {
          note.hidden = true;
          if (!map.state.camera) void map.fly();
          return;
        }
      }
    } catch {
      // The next look will show whether the connection is back.
    }
    pause = Math.min(LONGEST, pause * 1.4);
    setTimeout(() => void look(), pause);
  };
  setTimeout(() => void look(), pause);
}

async function fetched(map: WeftMap, fetchNet: () => Promise<Net>): Promise<boolean> {
  const net = await fetchNet();
  map.replaceNet(net);
  return net.complete;
}
