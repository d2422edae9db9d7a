// One frame at a time: asks for a frame when something changed, keeps the times of the last
// frames, and says when the picture rests.

export class Loop {
  /** Milliseconds that drawing took, newest last. */
  readonly times: number[] = [];
  private asked = false;
  private onlyTop = true;
  private waiting: (() => void)[] = [];
  private busy = 0;
  private restTimer = 0;

  constructor(
    private readonly draw: (onlyTop: boolean) => void,
    private readonly onRest: () => void,
  ) {}

  ask(onlyTop = false): void {
    this.onlyTop &&= onlyTop;
    if (this.asked) return;
    this.asked = true;
    requestAnimationFrame(() => {
      this.asked = false;
      const wasOnlyTop = this.onlyTop;
      this.onlyTop = true;
      const begun = performance.now();
      this.draw(wasOnlyTop);
      this.times.push(performance.now() - begun);
      if (this.times.length > 600) this.times.splice(0, 300);
      if (!wasOnlyTop) this.restSoon();
      this.settle();
    });
  }

  private restSoon(): void {
    clearTimeout(this.restTimer);
    this.restTimer = window.setTimeout(() => {
      this.restTimer = 0;
      this.onRest();
      this.settle();
    }, 140);
  }

  /** Work that the picture waits for, such as a fetch or a flight of the camera. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.busy++;
    try {
      return await work;
    } finally {
      this.busy--;
      this.settle();
    }
  }

  idle(): Promise<void> {
    return new Promise((done) => {
      this.waiting.push(done);
      this.settle();
    });
  }

  private settle(): void {
    if (this.busy || this.asked || this.restTimer) return;
    for (const done of this.waiting.splice(0)) done();
  }
}
