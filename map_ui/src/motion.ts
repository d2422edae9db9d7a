// Where the camera is: moved by hand, or by the script in one smooth flight.
import { addHand, scaled } from "./hand";
import { between, type Camera, easeInOut } from "./layout/camera";

export const isStill = matchMedia("(prefers-reduced-motion: reduce)");

export class Motion {
  camera: Camera = { k: 1, x: 0, y: 0 };
  isFlying = false;
  private least = 0;
  private most = Infinity;
  private flight = 0;

  constructor(
    private readonly stage: HTMLElement,
    private readonly onMove: (byHand: boolean) => void,
    leap: (to: Camera) => void,
  ) {
    const motion = this;
    addHand(stage, {
      get camera() {
        return motion.camera;
      },
      take: (camera) => {
        this.stop();
        this.put(camera, true);
      },
      leap: (x, y, factor) => leap(this.held(scaled(this.camera, { x, y }, factor))),
    });
  }

  /** How far one may zoom out and in, relative to everything in view. */
  limit(fitScale: number, most: number): void {
    this.least = fitScale * 0.4;
    this.most = fitScale * most;
  }

  set(camera: Camera): void {
    this.put(camera, false);
  }

  private put(camera: Camera, byHand: boolean): void {
    this.camera = this.held(camera);
    this.onMove(byHand);
  }

  /** Within the limits of the zoom, with the middle of the stage where it would have been. */
  private held(camera: Camera): Camera {
    const k = Math.max(this.least, Math.min(this.most, camera.k));
    if (k === camera.k) return camera;
    const middle = { x: this.stage.clientWidth / 2, y: this.stage.clientHeight / 2 };
    return scaled(camera, middle, k / camera.k);
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
