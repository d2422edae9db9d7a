import { expect, test } from "vitest";
import fixture from "../../fixtures/net.json";
import { applyFilters } from "./filter";
import { fold } from "./fold";
import { decode } from "./net";
import { START, type ViewState } from "./state";
import type { WireNet } from "./wire";

const net = decode(fixture as unknown as WireNet);
const names = net.names.map(fold);
const shown = (change: Partial<ViewState>, field: string[] | null = null) => {
  const result = applyFilters(net, { ...START, ...change }, field, () => names);
  return { actors: [...result.actors].join(""), ties: [...result.ties].join("") };
};

test("without a filter everyone is shown, those without ties too", () => {
  expect(shown({})).toEqual({ actors: "1111", ties: "111" });
});

test("a kind leaves only ties between actors of that kind", () => {
  expect(shown({ kind: ["Group"] })).toEqual({ actors: "1011", ties: "000" });
});

test("several values of one filter add up, several filters cut down", () => {
  expect(shown({ region: ["Wales", "London"] }).actors).toBe("1110");
  expect(shown({ region: ["Wales", "London"], topic: ["Housing"] }).actors).toBe("1100");
});

test("a filter on ties leaves the actors that have such a tie, as in the table", () => {
  expect(shown({ type: ["funds"] })).toEqual({ actors: "1100", ties: "100" });
  expect(shown({ rung: 4 })).toEqual({ actors: "1100", ties: "010" });
});

test("text finds names without accents", () => {
  expect(shown({ q: "ase" }).actors).toBe("1000");
});

test("the values of a custom field filter", () => {
  expect(shown({ value: ["red"] }, ["red", "", "blue", "red"]).actors).toBe("1001");
});

test("a layer alone, the map without it, and both", () => {
  const layered = decode({ ...fixture, layers: ["Sub"], actors: { ...fixture.actors, layer: [-1, 0, 0, -1] } } as unknown as WireNet);
  const actors = (layer: string[]) => [...applyFilters(layered, { ...START, layer }, null, () => names).actors].join("");
  expect(actors(["Sub"])).toBe("0110");
  expect(actors(["-"])).toBe("1001");
  expect(actors(["-", "Sub"])).toBe("1111");
  expect(shown({ layer: ["Sub"] }).actors).toBe("0000");
});

test("a name that is not there shows nobody", () => {
  expect(shown({ cluster: ["gone"] }).actors).toBe("0000");
});
