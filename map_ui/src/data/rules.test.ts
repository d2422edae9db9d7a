import { expect, test } from "vitest";
import { readFileSync } from "node:fs";
import { decode } from "./net";
import { firstRules, type Rule } from "./rules";
import type { WireNet } from "./wire";

const wire = JSON.parse(readFileSync(new URL("../../fixtures/net.json", import.meta.url), "utf8")) as WireNet;
const net = decode(wire);
const rule = (field: string, test: Rule["test"], value = ""): Rule => ({ field, test, value, colour: "#123456", grow: 1 });
const met = (...rules: Rule[]) => [...firstRules(net, rules, new Map())];

test("a kind, a name, a number of ties", () => {
  const kind = net.kinds[net.kind[0]!]!.name;
  expect(met(rule("kind", "is", kind.toUpperCase()))[0]).toBe(0);
  expect(met(rule("name", "has", net.names[1]!.slice(1, 4)))[1]).toBe(0);
  expect(met(rule("degree", "least", "0"))).toEqual(new Array(net.count).fill(0));
  expect(met(rule("degree", "most", "-1"))).toEqual(new Array(net.count).fill(-1));
});

test("the first rule that is met counts", () => {
  expect(met(rule("degree", "least", "9999"), rule("degree", "least", "0"), rule("name", "has", ""))[0]).toBe(1);
});

test("what is empty is found, and passes nothing else", () => {
  const empty = met(rule("region", "none"));
  const filled = met(rule("region", "has", ""));
  empty.forEach((number, i) => expect(number === 0).toBe(net.region[i]! < 0));
  filled.forEach((number, i) => expect(number === 0).toBe(net.region[i]! >= 0));
});

test("columns of fields and measures", () => {
  const values = net.names.map((_, i) => (i % 2 ? i : null));
  const columns = new Map([["f:Staff", { numeric: true, values }]]);
  expect([...firstRules(net, [rule("f:Staff", "least", "1")], columns)]).toEqual(values.map((v) => (v ? 0 : -1)));
});
