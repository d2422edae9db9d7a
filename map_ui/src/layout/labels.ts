// Names are placed in the order of rank, each at the first of four anchors where it covers
// neither another name nor a larger actor. A grid keeps the search for collisions short.

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export class Boxes {
  private readonly cells = new Map<number, Box[]>();

  constructor(private readonly cell = 64) {}

  private *keys(box: Box): Generator<number> {
    const last = Math.floor(box.right / this.cell);
    const bottom = Math.floor(box.bottom / this.cell);
    for (let column = Math.floor(box.left / this.cell); column <= last; column++) {
      for (let row = Math.floor(box.top / this.cell); row <= bottom; row++) {
        yield column * 4096 + row;
      }
    }
  }

  isFree(box: Box): boolean {
    for (const key of this.keys(box)) {
      for (const other of this.cells.get(key) ?? []) if (overlaps(box, other)) return false;
    }
    return true;
  }

  add(box: Box): void {
    for (const key of this.keys(box)) {
      const found = this.cells.get(key);
      if (found) found.push(box);
      else this.cells.set(key, [box]);
    }
  }
}

export function overlaps(one: Box, other: Box): boolean {
  return (
    one.left < other.right &&
    other.left < one.right &&
    one.top < other.bottom &&
    other.top < one.bottom
  );
}

export interface Wanted {
  id: number;
  x: number;
  y: number;
  radius: number;
  width: number;
  height: number;
}

export interface Placed {
  id: number;
  left: number;
  top: number;
}

/** Place as many names as fit, at most `most`, inside a picture of this size. */
export function placeLabels(
  wanted: Iterable<Wanted>,
  size: { width: number; height: number },
  most: number,
  taken = new Boxes(),
): Placed[] {
  const placed: Placed[] = [];
  for (const label of wanted) {
    if (placed.length >= most) break;
    const box = freeAnchor(label, size, taken);
    if (!box) continue;
    taken.add(box);
    placed.push({ id: label.id, left: box.left, top: box.top });
  }
  return placed;
}

function freeAnchor(label: Wanted, size: { width: number; height: number }, taken: Boxes) {
  const { x, y, radius, width, height } = label;
  const gap = radius + 4;
  const anchors: [number, number][] = [
    [x + gap, y - height / 2],
    [x - gap - width, y - height / 2],
    [x - width / 2, y - gap - height + 1],
    [x - width / 2, y + gap - 1],
  ];
  for (const [left, top] of anchors) {
    const box = { left, top, right: left + width, bottom: top + height };
    const isInside =
      box.left >= 2 && box.top >= 2 && box.right <= size.width - 2 && box.bottom <= size.height - 2;
    if (isInside && taken.isFree(box)) return box;
  }
  return null;
}

/** A long name on two lines; a very long one is cut. */
export function wrapName(name: string, most = 24): string[] {
  if (name.length <= most) return [name];
  const words = name.split(/\s+/);
  const lines = [""];
  for (const word of words) {
    const line = lines.at(-1)!;
    if (!line) lines[lines.length - 1] = word;
    else if (line.length + word.length < most) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  const shown = lines.slice(0, 2).map((line) => cut(line, most + 4));
  if (lines.length > 2) shown[1] = cut(`${shown[1]} ${lines[2]}`, most);
  return shown;
}

export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}

/** Of an address that serves as a name, the part that tells it from others. */
export function bare(name: string): string {
  return name.replace(/https?:\/\/(www\.)?/, "");
}
