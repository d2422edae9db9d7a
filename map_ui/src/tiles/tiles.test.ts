import { expect, test, vi } from "vitest";
import fixture from "../../fixtures/tiles.json";
import { assemble, type Shot } from "./assemble";
import { cover, keyOf, levelOf, scaleOf, standIn } from "./cover";
import { MOST_HELD, Source, type Tile } from "./source";
import type { WireAround, WireOverview, WireTile } from "./wire";

// The server's tests make and check this same file, so that neither side drifts.
const overview = { ...fixture.overview, first: fixture.tile } as unknown as WireOverview;
const wire = fixture.tile as unknown as WireTile;
const around = fixture.around as unknown as WireAround;
const top = { level: 0, column: 0, row: 0 };
const tile: Tile = { place: top, wire, left: 0, top: 0, step: 10_000 / 2048 };
const shot = (values: Partial<Shot> = {}): Shot => ({ view: "network", level: 0, tiles: [tile], standIns: [], guests: [], ...values });

test("the level fits the scale, within what there is", () => {
  expect(levelOf(scaleOf(0), 8)).toBe(0);
  expect(levelOf(scaleOf(3) * 1.3, 8)).toBe(3);
  expect(levelOf(scaleOf(3) * 1.5, 8)).toBe(4);
  expect(levelOf(scaleOf(20), 8)).toBe(8);
  expect(levelOf(scaleOf(-1), 8)).toBe(-1);
});

test("tiles cover the stage and no more, those in the middle first", () => {
  const k = scaleOf(3);
  const camera = { k, x: 200 - 5_000 * k, y: 150 - 5_000 * k };
  const places = cover(camera, 400, 300, 3);
  expect(places).toHaveLength(4);
  expect(new Set(places.map((p) => `${p.column},${p.row}`))).toEqual(new Set(["3,3", "4,3", "3,4", "4,4"]));
  expect(cover({ k, x: 0, y: 0 }, 400, 300, -2)).toEqual([top]);
  expect(cover({ k, x: -100, y: 9_000 }, 400, 300, 2).every((p) => p.row === 0)).toBe(true);
});

test("the nearest tile above stands in for one that is missing", () => {
  const there = new Set(["v/0-0-0", "v/1-1-0"]);
  const find = (column: number) => standIn({ level: 3, column, row: 1 }, (place) => there.has(keyOf("v", place)));
  expect(find(6)).toEqual({ level: 1, column: 1, row: 0 });
  expect(find(1)).toEqual(top);
});

test("a net is made of tiles", () => {
  const net = assemble(overview, shot());
  expect(net.count).toBe(9);
  expect(net.ties.count).toBe(10);
  expect(net.whole!.hulls).toHaveLength(2);
  expect(net.whole!.counts.kind.reduce((a, b) => a + b)).toBe(9);
  expect(net.names[net.at.get(3)!]).toBe(wire.name[2]);
  expect(net.degree[net.at.get(1)!]).toBe(wire.degree[0]);
  expect([...net.around.slice(net.starts[0], net.starts[1])]).toHaveLength(3);
});

test("two tiles with the same actor and tie make them once", () => {
  expect(assemble(overview, shot({ tiles: [tile, tile] })).ties.count).toBe(10);
});

test("small screens take fewer of the first tile", () => {
  const later = { ...wire, from: wire.from.map((_, i) => (i < 3 ? -2 : 0)) };
  const net = assemble(overview, shot({ level: -1, tiles: [{ ...tile, wire: later }] }));
  expect(net.count).toBe(3);
  expect(net.ties.count).toBe(3);
});

test("ends in other tiles carry ties but are no actors", () => {
  const far = { ...wire, e_id: [99], e_x: [4000], e_y: [0], a: [0], b: [9], rung: [1], way: [0] };
  const net = assemble(overview, shot({ tiles: [{ ...tile, wire: far }] }));
  expect(net.count).toBe(10);
  expect(net.whole!.actors).toBe(9);
  expect(net.ties.count).toBe(1);
});

test("guests come with their ties, and without a place where they have none", () => {
  const net = assemble(overview, shot({ view: "place", tiles: [], guests: [around] }));
  expect(net.count).toBe(4);
  expect(net.ties.count).toBe(3);
  expect([...net.whole!.placed]).toEqual([0, 1, 1, 1]);
});

test("the source keeps what was looked at last, but never loses what is needed", async () => {
  const many = { ...wire, id: Array.from({ length: 2_000 }, (_, i) => i + 1) };
  const asked: string[] = [];
  vi.stubGlobal("fetch", (url: string) => {
    asked.push(url);
    return Promise.resolve({ ok: true, status: 200, json: () => Promise.resolve(many) });
  });
  const source = new Source({ overview: "", tile: "/t/STAMP/VIEW/0-0-0.json", around: "" }, overview);
  const place = (column: number) => ({ level: 3, column, row: 0 });
  const needed = new Set([0, 1].map((column) => keyOf("network", place(column))));
  for (const column of [0, 1, 2, 3]) await source.fetch("network", place(column), needed);
  expect(asked[0]).toBe(`/t/${overview.stamp}/network/3-0-0.json`);
  expect(source.has("network", place(0))).toBe(true);
  expect(source.has("network", place(2))).toBe(false);
  expect(source.heldActors).toBeLessThanOrEqual(MOST_HELD + 2_000);
  await source.fetch("network", place(0), needed);
  expect(asked).toHaveLength(4);
  expect(source.has("network", top)).toBe(true);
});
