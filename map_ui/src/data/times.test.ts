import { expect, test } from "vitest";
import { aliveOn, dayOf, isoOf, type Times } from "./times";

const clock = {
  first: 100,
  actors: { since: [0, 10, -1], until: [-1, 30, -1], gaps: [[0, 20, 25]] as [number, number, number][] },
  ties: { since: [10, 0], until: [-1, -1], gaps: [] },
  seen: { tie: [0, 0], day: [10, 40], known: [10, 40] },
};
const times: Times = { happened: clock, recorded: clock, tieIds: [7, 8], fading: 15, faded: 25 };
const on = (day: number) => aliveOn(times, "happened", day);

test("actors are there from their first day until before their last", () => {
  expect([...on(105).actors]).toEqual([1, 0, 0]);
  expect([...on(110).actors]).toEqual([1, 1, 0]);
  expect([...on(130).actors]).toEqual([1, 0, 0]);
});

test("whoever was away is not there in between", () => {
  expect([119, 120, 124, 125].map((day) => on(day).actors[0])).toEqual([1, 0, 0, 1]);
});

test("a tie fades with the evidence of its day, and comes back with new one", () => {
  expect([124, 125, 134, 135, 140].map((day) => on(day).fading[0])).toEqual([0, 1, 1, 0, 0]);
  expect([109, 110, 134, 135, 140].map((day) => on(day).ties[0])).toEqual([0, 1, 1, 0, 1]);
  // Without any dated evidence it is taken as it was found.
  expect(on(400).ties[1]).toBe(1);
});

test("days and dates go round", () => {
  expect(isoOf(dayOf("2026-03-01"))).toBe("2026-03-01");
  expect(dayOf("1970-01-02")).toBe(1);
});
