// The soft outline of a cluster: around those who stand together, leaving out the few who
// were pulled far away by ties to others.

export type Point = [number, number];

export interface Hull {
  cluster: number;
  size: number;
  points: Point[];
  /** Where the name may stand: the middle, in the picture's own units. */
  x: number;
  y: number;
}

/** How much further out than the typical member one may stand and still shape the outline. */
const REACH = 1.75;
/** Hundreds of outlines would say nothing. */
const MOST = 24;

export function hullsOf(
  cluster: Int16Array,
  clusterCount: number,
  x: Float32Array,
  y: Float32Array,
  shown: Uint8Array,
): Hull[] {
  const members: number[][] = Array.from({ length: clusterCount }, () => []);
  for (let i = 0; i < cluster.length; i++) {
    if (shown[i] && cluster[i]! >= 0) members[cluster[i]!]?.push(i);
  }
  const hulls: Hull[] = [];
  const order = members.map((_, number) => number).sort((a, b) => members[b]!.length - members[a]!.length);
  order.slice(0, MOST).forEach((number) => {
    const group = members[number]!;
    if (group.length < 3) return;
    const middleX = median(group.map((i) => x[i]!));
    const middleY = median(group.map((i) => y[i]!));
    const away = group.map((i) => Math.hypot(x[i]! - middleX, y[i]! - middleY));
    const limit = REACH * median(away) + 1;
    const near = group.filter((_, place) => away[place]! <= limit);
    const points = convexHull(near.map((i): Point => [x[i]!, y[i]!]));
    if (points.length < 3) return;
    hulls.push({ cluster: number, size: group.length, points, x: middleX, y: middleY });
  });
  return hulls;
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

/** Andrew's monotone chain. */
export function convexHull(points: Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  if (sorted.length < 3) return sorted;
  const half = (order: Point[]) => {
    const chain: Point[] = [];
    for (const point of order) {
      while (chain.length > 1 && turn(chain.at(-2)!, chain.at(-1)!, point) <= 0) chain.pop();
      chain.push(point);
    }
    chain.pop();
    return chain;
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

function turn(a: Point, b: Point, c: Point): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/** The outline moved out by some distance, with enough corners to be drawn round. */
export function padded(points: Point[], distance: number): Point[] {
  const ring: Point[] = [];
  for (const [x, y] of points) {
    for (let corner = 0; corner < 8; corner++) {
      const angle = (corner * Math.PI) / 4;
      ring.push([x + distance * Math.cos(angle), y + distance * Math.sin(angle)]);
    }
  }
  return convexHull(ring);
}
