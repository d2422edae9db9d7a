// Full screen for the wall: nothing but the map and its legend, with larger names.
import type { WeftMap } from "../map";
import { byId } from "./dom";

export function addWall(map: WeftMap): void {
  const shell = byId("map");
  const set = (isWall: boolean) => {
    document.documentElement.classList.toggle("map-wall", isWall);
    map.scene.textScale = isWall ? 1.45 : 1;
    map.resized();
    map.loop.ask();
    if (isWall) map.stage.focus({ preventScroll: true });
  };
  const leave = () => {
    set(false);
    if (document.fullscreenElement) void document.exitFullscreen();
  };
  byId("map-wall-button").addEventListener("click", () => {
    set(true);
    // Where full screen is refused, the map still fills the window.
    shell.requestFullscreen?.().catch(() => undefined);
  });
  byId("map-leave-wall").addEventListener("click", leave);
  document.addEventListener("fullscreenchange", () => {
    if (!document.fullscreenElement) set(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.documentElement.classList.contains("map-wall")) leave();
  });
}
