// The rules of the lens that is open, applied to colours and sizes.
import type { Column, Columns } from "./data/columns";
import { fitted } from "./data/columns";
import type { Net } from "./data/net";
import { firstRules, type Rule, ruleInWords } from "./data/rules";
import { say } from "./config";
import type { Colouring, Sizing } from "./render/colours";

/** The columns that rules ask for, by their keys. */
export type Asked = Map<string, Column | null>;

export async function columnsOf(rules: readonly Rule[], columns: Columns): Promise<Asked> {
  const wanted = [...new Set(rules.map((rule) => rule.field))].filter((key) => key.includes(":"));
  return new Map(await Promise.all(wanted.map(async (key) => [key, await columns.get(key)] as const)));
}

/** Those that meet a rule take its colour and grow; the others stay as they are. */
export function ruled(
  net: Net,
  today: Net,
  rules: readonly Rule[],
  columns: Asked,
  looks: { colours: Colouring; sizes: Sizing },
  measures: Record<string, [string, string]>,
): { colours: Colouring; sizes: Sizing } {
  if (!rules.length) return looks;
  const here = new Map([...columns].map(([key, column]) => [key, fitted(column, today, net)]));
  const first = firstRules(net, rules, here);
  const fill = looks.colours.fill.slice();
  const radius = looks.sizes.radius.slice();
  const counts = rules.map(() => 0);
  first.forEach((number, i) => {
    const rule = rules[number];
    if (!rule) return;
    counts[number]!++;
    if (rule.colour) fill[i] = rule.colour;
    radius[i]! *= rule.grow;
  });
  const tests = { is: say("ruleIs"), has: say("ruleHas"), least: say("ruleLeast"), most: say("ruleMost"), none: say("ruleNone") };
  const labels = (key: string) =>
    net.fields.find((field) => `f:${field.key}` === key)?.label ?? (measures[key.slice(2)]?.[0] || say(key));
  const entries = rules.flatMap((rule, number) =>
    rule.colour ? [{ name: ruleInWords(rule, labels, tests), colour: rule.colour, shape: "circle", count: counts[number]!, isRule: true }] : [],
  );
  const ranked = Int32Array.from(looks.sizes.ranked).sort((a, b) => radius[b]! - radius[a]! || a - b);
  return {
    colours: { ...looks.colours, fill, entries: [...entries, ...looks.colours.entries] },
    sizes: { ...looks.sizes, radius, ranked },
  };
}
