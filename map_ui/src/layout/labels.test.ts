import { expect, test } from "vitest";
import { Boxes, overlaps, placeLabels, type Wanted, wrapName } from "./labels";

const size = { width: 400, height: 300 };
const label = (id: number, x: number, y: number, width = 80): Wanted => ({ id, x, y, radius: 5, width, height: 14 });

test("names never overlap, whatever stands where", () => {
  const wanted = Array.from({ length: 300 }, (_, id) => label(id, (id * 37) % 400, (id * 53) % 300, 40 + (id % 5) * 20));
  const placed = placeLabels(wanted, size, 300);
  const boxes = placed.map(({ id, left, top }) => ({
    left, top, right: left + wanted[id]!.width, bottom: top + wanted[id]!.height,
  }));
  expect(placed.length).toBeGreaterThan(20);
  boxes.forEach((box, at) => boxes.slice(at + 1).forEach((other) => expect(overlaps(box, other)).toBe(false)));
});

test("the higher ranked keeps its place, the other moves to the next side", () => {
  const [first, second] = placeLabels([label(1, 100, 100), label(2, 104, 100)], size, 9);
  expect(first!.left).toBeGreaterThan(100);
  expect(second!.left).toBeLessThan(100);
});

test("a name that fits nowhere is left out", () => {
  const taken = new Boxes();
  taken.add({ left: 0, top: 0, right: 400, bottom: 300 });
  expect(placeLabels([label(1, 100, 100)], size, 9, taken)).toEqual([]);
});

test("names stay inside the picture and below the limit", () => {
  const placed = placeLabels([label(1, 395, 150), label(2, 20, 20), label(3, 200, 200)], size, 2);
  expect(placed.map((p) => p.id)).toEqual([1, 2]);
  expect(placed[0]!.left).toBeLessThan(320);
});

test("long names wrap to two lines and are cut", () => {
  expect(wrapName("Short")).toEqual(["Short"]);
  expect(wrapName("Edinburgh Deliberation Laboratory")).toEqual(["Edinburgh Deliberation", "Laboratory"]);
  const lines = wrapName("The very long name of an association for the study of long names");
  expect(lines).toHaveLength(2);
  expect(lines[1]!.endsWith("…")).toBe(true);
});
