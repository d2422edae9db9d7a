// Rules of appearance: actors that meet a condition get a colour or grow. The server's pictures
// follow the same rules (weft/mapping/rules.py); of several that an actor meets the first counts.
import type { Column } from "./columns";
import { fold } from "./fold";
import type { Net } from "./net";

export interface Rule {
  field: string;
  test: "is" | "has" | "least" | "most" | "none";
  value: string;
  colour: string;
  grow: number;
}

type Value = string | number | null | undefined;

/** For each actor the number of the first rule that it meets, or −1. */
export function firstRules(net: Net, rules: readonly Rule[], columns: Map<string, Column | null>): Int8Array {
  const found = new Int8Array(net.count).fill(-1);
  rules.forEach((rule, number) => {
    const passes = testOf(rule);
    const valuesOf = reader(net, rule, columns);
    for (let i = 0; i < net.count; i++) {
      if (found[i]! < 0 && passes(valuesOf(i))) found[i] = number;
    }
  });
  return found;
}

function reader(net: Net, rule: Rule, columns: Map<string, Column | null>): (i: number) => Value[] {
  if (rule.field.includes(":")) {
    const values = columns.get(rule.field)?.values ?? [];
    return (i) => [values[i]];
  }
  const readers: Record<string, (i: number) => Value[]> = {
    kind: (i) => [net.kinds[net.kind[i]!]?.name],
    region: (i) => [net.regions[net.region[i]!]],
    cluster: (i) => [net.clusters[net.cluster[i]!]?.name],
    topic: (i) => net.topics[i]!.map((n) => net.topicNames[n]),
    name: (i) => [net.names[i]],
    degree: (i) => [net.degree[i]],
  };
  return readers[rule.field] ?? (() => []);
}

function testOf(rule: Rule): (values: Value[]) => boolean {
  const known = (values: Value[]) => values.filter((value) => value !== null && value !== undefined && value !== "");
  if (rule.test === "none") return (values) => !known(values).length;
  if (rule.test === "least" || rule.test === "most") {
    const limit = Number(rule.value);
    const isNear = rule.test === "least" ? (n: number) => n >= limit : (n: number) => n <= limit;
    return (values) => known(values).some((value) => isNear(Number(value)));
  }
  const wanted = fold(rule.value);
  const compare = rule.test === "is" ? (text: string) => text === wanted : (text: string) => text.includes(wanted);
  return (values) => known(values).some((value) => compare(fold(String(value))));
}

/** A rule as the legend says it. */
export function ruleInWords(rule: Rule, labels: (key: string) => string, tests: Record<string, string>): string {
  return [labels(rule.field), tests[rule.test], rule.test === "none" ? "" : rule.value].filter(Boolean).join(" ");
}
