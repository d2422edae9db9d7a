import { expect, test } from "vitest";
import { findNames, fold } from "./fold";

test("folds accents, case and letters that do not come apart", () => {
  expect(fold("  Zażółć Straße Ørsted ")).toBe("zazolc strasse orsted");
});

test("whole beginnings come first, then beginnings of words, then heavier actors", () => {
  const names = ["the bridge", "bridge trust", "cambridge", "bridge end"].map(fold);
  const weights = [1, 1, 9, 5];
  expect(findNames(names, "Bridge", (i) => weights[i]!)).toEqual([3, 1, 0, 2]);
});

test("all words must be there, in any order", () => {
  expect(findNames(["green street", "street party"], "street green", () => 1)).toEqual([0]);
  expect(findNames(["a"], "   ", () => 1)).toEqual([]);
});
