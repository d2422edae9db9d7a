// Moving actors by hand while a view is arranged: dragged, or the selected one with Alt and arrows.
import type { WeftMap } from "../map";
import { pin } from "../wearing";

const STEP = 120;

export function moveByHand(map: WeftMap, isOn: () => boolean): void {
  const { stage } = map;
  let held = -1;
  const point = (event: PointerEvent): [number, number] => {
    const box = stage.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const take = (event: Event) => {
    event.stopImmediatePropagation();
    event.preventDefault();
  };
  stage.addEventListener("pointerdown", (event) => {
    if (!isOn() || map.scene.view !== "network") return;
    held = map.at(...point(event), event.pointerType === "touch" ? 16 : 5);
    if (held < 0) return;
    take(event);
    stage.setPointerCapture(event.pointerId);
  }, { capture: true });
  stage.addEventListener("pointermove", (event) => {
    if (held < 0) return;
    take(event);
    const [px, py] = point(event);
    const { camera } = map.scene;
    pin(map, held, (px - camera.x) / camera.k, (py - camera.y) / camera.k);
  }, { capture: true });
  const drop = (event: PointerEvent) => {
    if (held < 0) return;
    take(event);
    held = -1;
    map.refresh();
  };
  stage.addEventListener("pointerup", drop, { capture: true });
  stage.addEventListener("pointercancel", drop, { capture: true });
  document.addEventListener("keydown", (event) => {
    const at = map.net.at.get(map.state.actor);
    if (!isOn() || !event.altKey || at === undefined) return;
    const steps: Record<string, [number, number]> = {
      ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP],
    };
    const step = steps[event.key];
    if (!step) return;
    take(event);
    pin(map, at, map.scene.x[at]! + step[0], map.scene.y[at]! + step[1]);
    map.refresh();
  }, { capture: true });
}
