// The part of the frame that is in view: screen = world × k + (x, y).

export interface Camera {
  k: number;
  x: number;
  y: number;
}

export interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export function boundsOf(
  x: Float32Array,
  y: Float32Array,
  isIn: (i: number) => boolean,
): Bounds | null {
  const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (let i = 0; i < x.length; i++) {
    if (!isIn(i)) continue;
    bounds.left = Math.min(bounds.left, x[i]!);
    bounds.right = Math.max(bounds.right, x[i]!);
    bounds.top = Math.min(bounds.top, y[i]!);
    bounds.bottom = Math.max(bounds.bottom, y[i]!);
  }
  return bounds.left === Infinity ? null : bounds;
}

/** The camera that shows these bounds with a margin for names. */
export function fit(bounds: Bounds, width: number, height: number, margin: number, most = Infinity): Camera {
  const wide = Math.max(bounds.right - bounds.left, 1);
  const high = Math.max(bounds.bottom - bounds.top, 1);
  const room = { width: Math.max(width - 2 * margin, 40), height: Math.max(height - 2 * margin, 40) };
  const k = Math.min(room.width / wide, room.height / high, most);
  return {
    k,
    x: width / 2 - (k * (bounds.left + bounds.right)) / 2,
    y: height / 2 - (k * (bounds.top + bounds.bottom)) / 2,
  };
}

/** The camera that looks at a point in the middle of the screen. */
export function lookAt(x: number, y: number, k: number, width: number, height: number): Camera {
  return { k, x: width / 2 - k * x, y: height / 2 - k * y };
}

/** In between two cameras: the middle travels straight, the zoom evenly by factors. */
export function between(a: Camera, b: Camera, t: number, width: number, height: number): Camera {
  const middle = (camera: Camera) => ({
    x: (width / 2 - camera.x) / camera.k,
    y: (height / 2 - camera.y) / camera.k,
  });
  const from = middle(a);
  const to = middle(b);
  const k = a.k * (b.k / a.k) ** t;
  // The middle moves by what is seen of it, so that it does not run off while zoomed in.
  const share = Math.abs(b.k - a.k) < 1e-9 * a.k ? t : (1 / a.k - 1 / k) / (1 / a.k - 1 / b.k);
  return lookAt(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share, k, width, height);
}

export function easeInOut(t: number): number {
  return t < 0.5 ? 4 * t ** 3 : 1 - (-2 * t + 2) ** 3 / 2;
}
