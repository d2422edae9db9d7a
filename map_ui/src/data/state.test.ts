import { expect, test } from "vitest";
import { filterQuery, isFiltered, readAddress, START, toggled, type ViewState, writeAddress } from "./state";

test("a whole view goes into the address and comes back", () => {
  const state: ViewState = {
    ...START,
    view: "place",
    colour: "f:Sector & more",
    size: "m:betweenness",
    q: "brügge",
    kind: ["Group", "Public body"],
    topic: ["Housing"],
    value: ["a,b"],
    rung: 3,
    actor: 83,
    to: 9,
    on: "2026-03-01",
    since: "2025-03-01",
    clock: "recorded",
    projection: 2,
    without: [3, 4],
    sharing: 5,
    camera: [5000, 4200, 2.5],
  };
  expect(readAddress(`?${writeAddress(state)}`)).toEqual(state);
});

test("a plain view has a plain address", () => {
  expect(writeAddress(START).toString()).toBe("");
  expect(isFiltered(START)).toBe(false);
});

test("what cannot be read is taken as not given", () => {
  const state = readAddress("?view=moon&on=2026-99-99&since=soon&rung=lots&actor=-3&at=1,2&kind=");
  expect(state).toEqual(START);
});

test("the table gets the filters and nothing else", () => {
  const state = { ...START, kind: ["Group"], rung: 2, actor: 5, colour: "cluster", value: ["x"] };
  expect(filterQuery(state).toString()).toBe("kind=Group&rung=2");
});

test("a value is added and taken away", () => {
  expect(toggled(["a"], "b")).toEqual(["a", "b"]);
  expect(toggled(["a", "b"], "a")).toEqual(["b"]);
});
