// Pointer and keyboard on the map itself.
import { say } from "../config";
import { isStill } from "../motion";
import type { WeftMap } from "../map";
import { byId } from "./dom";
import type { Side } from "./side";

const STEP = 90;

export function addHands(map: WeftMap, side: Side, focusSearch: () => void): void {
  const { stage } = map;
  const tip = byId("map-tip");
  const point = (event: PointerEvent | MouseEvent): [number, number] => {
    const box = stage.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  stage.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || event.buttons) return;
    const [x, y] = point(event);
    const actor = map.at(x, y);
    stage.classList.toggle("is-over", actor >= 0);
    map.setHover(actor >= 0 ? map.around(actor) : null);
    if (actor >= 0) showTip(map, tip, actor);
    else tip.hidden = true;
  });
  stage.addEventListener("pointerleave", () => {
    tip.hidden = true;
    map.setHover(null);
  });
  stage.addEventListener("click", (event) => {
    const [x, y] = point(event);
    const isTouch = (event as PointerEvent).pointerType === "touch";
    const actor = map.at(x, y, isTouch ? 16 : 5);
    if (actor >= 0) void side.select(actor);
    else if (side.isOpen) side.close();
  });
  map.on((change) => {
    if (change === "hover" && !map.scene.hover) tip.hidden = true;
  });
  stage.addEventListener("keydown", (event) => key(map, event));
  document.addEventListener("keydown", (event) => {
    const isTyping = (event.target as Element).closest("input, textarea, select");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      focusSearch();
    } else if (event.key === "Escape" && !document.querySelector("dialog[open]")) side.close();
  });
}

function key(map: WeftMap, event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const pan: Record<string, [number, number]> = {
    ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP],
  };
  const step = pan[event.key];
  if (step) {
    const { camera } = map.motion;
    map.motion.stop();
    map.motion.set({ k: camera.k, x: camera.x + step[0], y: camera.y + step[1] });
  } else if (event.key === "+" || event.key === "=") zoomBy(map, 1.4);
  else if (event.key === "-" || event.key === "_") zoomBy(map, 1 / 1.4);
  else if (event.key === "0" || event.key === "Home") void map.fly();
  else return;
  event.preventDefault();
}

export function zoomBy(map: WeftMap, factor: number): void {
  const { camera } = map.motion;
  const { width, height } = map.scene;
  const to = {
    k: camera.k * factor,
    x: width / 2 - (width / 2 - camera.x) * factor,
    y: height / 2 - (height / 2 - camera.y) * factor,
  };
  void map.fly(to, isStill.matches ? 0 : 200);
}

export function showTip(map: WeftMap, tip: HTMLElement, actor: number): void {
  const { scene, net } = map;
  const x = scene.x[actor]! * scene.camera.k + scene.camera.x;
  const y = scene.y[actor]! * scene.camera.k + scene.camera.y;
  const name = document.createElement("strong");
  name.textContent = net.names[actor]!;
  const more = document.createElement("span");
  const parts = [net.kinds[net.kind[actor]!]!.name, net.regions[net.region[actor]!], say("ties", { n: net.degree[actor]! })];
  more.textContent = parts.filter(Boolean).join(" · ");
  tip.replaceChildren(name, more);
  tip.hidden = false;
  const gap = scene.radius[actor]! * 1.6 + 10;
  const left = Math.max(6, Math.min(scene.width - tip.offsetWidth - 6, x - tip.offsetWidth / 2));
  const above = y - gap - tip.offsetHeight;
  tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(above > 4 ? above : y + gap)}px)`;
}
