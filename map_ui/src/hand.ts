// Moving the picture by hand: drag, wheel, pinch, double click and double tap. Written here
// because the usual library weighs more than the rest of the map together.
import type { Camera } from "./layout/camera";

export interface Movable {
  camera: Camera;
  /** Put the camera there because a hand did it. */
  take(camera: Camera): void;
  /** Fly closer (or back) towards a point of the stage. */
  leap(x: number, y: number, factor: number): void;
}

/** A press that moves less than this is a click. */
const CLICK_REACH = 4;
const DOUBLE_TAP = 320;

interface Touch {
  x: number;
  y: number;
}

export function addHand(stage: HTMLElement, movable: Movable): void {
  const down = new Map<number, Touch>();
  let begunAt: Touch | null = null;
  let hasMoved = false;
  let lastTap = { at: 0, x: 0, y: 0 };
  const point = (event: PointerEvent | WheelEvent | MouseEvent): Touch => {
    const box = stage.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  stage.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" && event.button !== 0) return;
    down.set(event.pointerId, point(event));
    if (down.size === 1) {
      begunAt = point(event);
      hasMoved = false;
    } else hasMoved = true;
  });

  stage.addEventListener("pointermove", (event) => {
    const before = down.get(event.pointerId);
    if (!before) return;
    const now = point(event);
    if (!hasMoved && begunAt && Math.hypot(now.x - begunAt.x, now.y - begunAt.y) < CLICK_REACH) return;
    if (!hasMoved) stage.setPointerCapture(event.pointerId);
    hasMoved = true;
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    movable.take(other ? pinched(movable.camera, before, now, other) : dragged(movable.camera, before, now));
    down.set(event.pointerId, now);
  });

  const up = (event: PointerEvent) => {
    if (!down.delete(event.pointerId) || event.type === "pointercancel") return;
    if (event.pointerType !== "touch" || hasMoved) return;
    const now = point(event);
    const isDouble = event.timeStamp - lastTap.at < DOUBLE_TAP && Math.hypot(now.x - lastTap.x, now.y - lastTap.y) < 30;
    if (isDouble) movable.leap(now.x, now.y, 2);
    lastTap = { at: isDouble ? 0 : event.timeStamp, ...now };
  };
  stage.addEventListener("pointerup", up);
  stage.addEventListener("pointercancel", up);

  // A drag that ends on an actor does not select it.
  stage.addEventListener("click", (event) => hasMoved && event.stopImmediatePropagation(), true);

  stage.addEventListener("dblclick", (event) => {
    const now = point(event);
    if ((event as PointerEvent).pointerType !== "touch") movable.leap(now.x, now.y, event.shiftKey ? 0.5 : 2);
  });

  stage.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 0.05 : event.deltaMode ? 1 : 0.002;
      const now = point(event);
      // A pinch on a touchpad arrives as a wheel with the control key and small steps.
      movable.take(scaled(movable.camera, now, 2 ** (-event.deltaY * unit * (event.ctrlKey ? 10 : 1))));
    },
    { passive: false },
  );
}

function dragged(camera: Camera, before: Touch, now: Touch): Camera {
  return { k: camera.k, x: camera.x + now.x - before.x, y: camera.y + now.y - before.y };
}

/** Zoom by a factor so that the point under the finger stays under it. */
export function scaled(camera: Camera, at: Touch, factor: number): Camera {
  return {
    k: camera.k * factor,
    x: at.x - (at.x - camera.x) * factor,
    y: at.y - (at.y - camera.y) * factor,
  };
}

function pinched(camera: Camera, before: Touch, now: Touch, other: Touch): Camera {
  const was = Math.hypot(before.x - other.x, before.y - other.y) || 1;
  const is = Math.hypot(now.x - other.x, now.y - other.y) || 1;
  const middle = { x: (before.x + other.x) / 2, y: (before.y + other.y) / 2 };
  const moved = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
  return dragged(scaled(camera, middle, is / was), middle, moved);
}
