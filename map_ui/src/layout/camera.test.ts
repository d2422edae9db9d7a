import { expect, test } from "vitest";
import { between, fit, lookAt } from "./camera";
import { fanOf, reachOf } from "./fan";
import { convexHull, hullsOf } from "./hulls";
import { mercatorX, mercatorY } from "./positions";

test("everything fits, in the middle, inside the margin", () => {
  const camera = fit({ left: 0, top: 0, right: 1000, bottom: 500 }, 600, 400, 50);
  expect(camera.k).toBe(0.5);
  expect([camera.x, camera.y]).toEqual([50, 75]);
});

test("a flight begins and ends where it should", () => {
  const from = lookAt(10, 20, 1, 600, 400);
  const to = lookAt(900, 700, 8, 600, 400);
  for (const [t, camera] of [[0, from], [1, to]] as const) {
    const at = between(from, to, t, 600, 400);
    expect(at.k).toBeCloseTo(camera.k);
    expect(at.x).toBeCloseTo(camera.x);
    expect(at.y).toBeCloseTo(camera.y);
  }
});

test("a hull leaves out the one who was pulled far away", () => {
  const x = Float32Array.from([0, 10, 10, 0, 5, 900]);
  const y = Float32Array.from([0, 0, 10, 10, 5, 900]);
  const [hull] = hullsOf(new Int16Array(6), 1, x, y, new Uint8Array(6).fill(1));
  expect(Math.max(...hull!.points.map(([px]) => px))).toBe(10);
  expect(convexHull([[0, 0], [2, 0], [2, 2], [0, 2], [1, 1]])).toHaveLength(4);
});

test("the earth in the unit square", () => {
  expect(mercatorX(0)).toBe(0.5);
  expect(mercatorY(0)).toBeCloseTo(0.5);
  expect(mercatorY(51.5)).toBeLessThan(mercatorY(50));
});

test("those at one point are fanned out around the first of them", () => {
  const positions = { x: Float32Array.from([5, 5, 9]), y: Float32Array.from([5, 5, 9]), placed: new Uint8Array(3).fill(1), placedCount: 3 };
  const fan = fanOf(positions, new Uint8Array(3).fill(1), Int32Array.from([1, 0, 2]));
  expect([...fan.actors]).toEqual([0]);
  expect([...fan.middle]).toEqual([1]);
  expect(reachOf(4, 10, 5)).toBeGreaterThan(reachOf(1, 10, 5));
});
