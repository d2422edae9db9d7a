import { expect, test } from "vitest";
import { readFileSync } from "node:fs";
import { decode } from "./net";
import { type Overlay, overlaid, type Seats } from "./overlay";
import type { WireNet } from "./wire";

const wire = JSON.parse(readFileSync(new URL("../../fixtures/net.json", import.meta.url), "utf8")) as WireNet;
const plain = decode(wire);
const known = plain.ids[0]!;
const overlay: Overlay = {
  people: 2,
  actors: [
    { id: -4, name: "Amy", kind: "Person", isGuest: true },
    { id: -5, name: "New Group", kind: "Organisation", isGuest: false },
    { id: -9, name: "Alone", kind: "Visitor", isGuest: true },
  ],
  ties: [
    { source: -4, target: -5, rung: 5, isGuest: true },
    { source: -5, target: known, rung: 2, isGuest: false },
    { source: -5, target: 999_999, rung: 2, isGuest: false },
  ],
};

test("newcomers and their ties are added to what is there", () => {
  const net = decode(overlaid(wire, overlay, new Map(), "said"));
  expect(net.count).toBe(plain.count + 3);
  expect([...net.ids].slice(0, plain.count)).toEqual([...plain.ids]);
  expect(net.names[net.at.get(-9)!]).toBe("Alone");
  expect(net.kinds[net.kind[net.at.get(-9)!]!]!.name).toBe("Visitor");
  expect(net.ties.count).toBe(plain.ties.count + 2);
  expect(net.degree[net.at.get(-5)!]).toBe(2);
  expect([-4, -5, -9].map((id) => net.guest![net.at.get(id)!])).toEqual([1, 0, 1]);
});

test("everyone keeps their seat when others come", () => {
  const seats: Seats = new Map();
  const first = decode(overlaid(wire, { ...overlay, actors: overlay.actors.slice(0, 2) }, seats, "said"));
  const second = decode(overlaid(wire, overlay, seats, "said"));
  for (const id of [-4, -5]) expect(second.x[second.at.get(id)!]).toBe(first.x[first.at.get(id)!]);
  const distance = Math.hypot(first.x[first.at.get(-5)!]! - first.x[0]!, first.y[first.at.get(-5)!]! - first.y[0]!);
  expect(distance).toBeLessThan(900);
});
