// Moving the camera: by hand through d3-zoom, or by the script in one smooth flight.
import { select } from "d3-selection";
import { zoom, type ZoomBehavior, zoomIdentity, type ZoomTransform } from "d3-zoom";
import { between, type Camera, easeInOut } from "./layout/camera";

export const isStill = matchMedia("(prefers-reduced-motion: reduce)");

export class Motion {
  camera: Camera = { k: 1, x: 0, y: 0 };
  isFlying = false;
  private readonly behaviour: ZoomBehavior<HTMLElement, unknown>;
  private flight = 0;

  constructor(
    private readonly stage: HTMLElement,
    private readonly onMove: (byHand: boolean) => void,
  ) {
    this.behaviour = zoom<HTMLElement, unknown>()
      .clickDistance(4)
      .filter((event: MouseEvent) => (!event.ctrlKey || event.type === "wheel") && !event.button)
      .on("zoom", (event: { transform: ZoomTransform; sourceEvent: Event | null }) => {
        this.camera = { k: event.transform.k, x: event.transform.x, y: event.transform.y };
        if (event.sourceEvent) this.stop();
        this.onMove(event.sourceEvent !== null);
      });
    select(stage).call(this.behaviour);
  }

  /** How far one may zoom out and in, relative to everything in view. */
  limit(fitScale: number, most: number): void {
    this.behaviour.scaleExtent([fitScale * 0.4, fitScale * most]);
  }

  set(camera: Camera): void {
    const transform = zoomIdentity.translate(camera.x, camera.y).scale(camera.k);
    select(this.stage).call(this.behaviour.transform, transform);
  }

  stop(): void {
    this.flight++;
    this.isFlying = false;
  }

  /** Fly there; `onStep` hears how far along the flight is, for what changes with it. */
  fly(to: Camera, milliseconds: number, onStep?: (t: number) => void): Promise<void> {
    this.stop();
    if (isStill.matches || milliseconds <= 0 || document.hidden) {
      onStep?.(1);
      this.set(to);
      return Promise.resolve();
    }
    const flight = ++this.flight;
    const from = this.camera;
    const begun = performance.now();
    this.isFlying = true;
    return new Promise((done) => {
      const step = (now: number) => {
        if (flight !== this.flight) {
          onStep?.(1);
          return done();
        }
        const t = Math.min(1, Math.max(0, (now - begun) / milliseconds));
        const eased = easeInOut(t);
        onStep?.(t === 1 ? 1 : eased);
        if (t === 1) this.isFlying = false;
        const { clientWidth, clientHeight } = this.stage;
        this.set(t === 1 ? to : between(from, to, eased, clientWidth, clientHeight));
        if (t < 1) requestAnimationFrame(step);
        else done();
      };
      requestAnimationFrame(step);
    });
  }
}
