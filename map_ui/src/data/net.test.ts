import { expect, test } from "vitest";
import fixture from "../../fixtures/net.json";
import { decode, summed } from "./net";
import type { WireNet } from "./wire";

// The server's tests make and check this same file, so that neither side drifts.
const wire = fixture as unknown as WireNet;

test("decodes the contract's fixture", () => {
  const net = decode(wire);
  expect(net.count).toBe(4);
  expect([...net.ids]).toEqual([1, 2, 3, 4]);
  expect(net.at.get(3)).toBe(2);
  expect([...net.ties.source]).toEqual([0, 1, 1]);
  expect([...net.ties.target]).toEqual([1, 0, 2]);
  expect([...net.ties.rung]).toEqual([3, 5, -1]);
  expect(net.kinds[net.kind[1]!]!.name).toBe("Funder");
  expect(net.lat![1]).toBeNaN();
});

test("knows neighbours, counting each only once", () => {
  const net = decode(wire);
  expect([...net.degree]).toEqual([1, 2, 1, 0]);
  expect([...net.around.slice(net.starts[1], net.starts[2])]).toEqual([0, 0, 2]);
});

test("ties of one pair bow to different sides, a single tie is straight", () => {
  const { bend } = decode(wire).ties;
  expect(bend[2]).toBe(0);
  // One runs there and one back, so the same sign means opposite sides of the line.
  expect(bend[0]).not.toBe(0);
  expect(Math.sign(bend[0]!)).toBe(Math.sign(bend[1]!));
});

test("a column of equal numbers arrives as one number", () => {
  const net = decode({ ...wire, ties: { ...wire.ties, direction: 2 } });
  expect([...net.ties.direction]).toEqual([2, 2, 2]);
});

test("sums steps", () => {
  expect([...summed([3, 1, 0, 5])]).toEqual([3, 4, 4, 9]);
});
