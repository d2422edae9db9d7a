// What a room says appears over the map as it is said.
import { say } from "../config";
import { decode } from "../data/net";
import { type Overlay, overlaid, type Seats } from "../data/overlay";
import type { WireNet } from "../data/wire";
import type { WeftMap } from "../map";

export async function addOverlay(map: WeftMap): Promise<void> {
  const urls = map.config.overlay;
  if (!urls) return;
  const seats: Seats = new Map();
  const get = async <T>(url: string): Promise<T> => {
    const answer = await fetch(url, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()) as T;
  };
  let wire = await get<WireNet>(map.config.urls.data);
  let isBusy = false;
  let isAsked = false;
  let isFirst = true;
  const renew = async () => {
    isAsked = true;
    if (isBusy) return;
    isBusy = true;
    try {
      while (isAsked) {
        isAsked = false;
        if (map.today.version !== wire.version) wire = await get<WireNet>(map.config.urls.data);
        const room = await get<Overlay>(urls.room);
        const people = document.getElementById("wall-people");
        if (people) people.textContent = String(room.people);
        await map.changeNet(decode(overlaid(wire, room, seats, say("saidHere"))));
        if (isFirst && !map.state.camera) await map.fly();
        isFirst = false;
      }
    } catch {
      // The stream tells again when the connection is back.
    } finally {
      isBusy = false;
    }
  };
  const source = new EventSource(urls.live);
  source.addEventListener("message", () => void renew());
  addEventListener("pagehide", () => source.close());
  map.on((change) => {
    if (change === "data" && map.today.version !== wire.version) void renew();
  });
  await renew();
}
