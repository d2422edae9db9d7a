// What the server wrote into the page: addresses, what is offered, and all words.

import type { Lens, Story } from "./data/lens";

export interface Plural {
  [form: string]: string;
}

export interface Texts {
  [key: string]: string | Plural;
}

export interface Config {
  urls: {
    data: string;
    column: string;
    panel: string;
    said: string;
    /** Empty where the map does not follow changes. */
    live: string;
    time: string;
    timePage: string;
    compare: string;
    whatIf: string;
    sharing: string;
    table: string;
    together: string;
    path: string;
    picture: string;
    static: string;
    overview: string;
    tile: string;
    around: string;
    part: string;
    find: string;
  };
  /** Addresses of a net that is laid over the map as it grows, and of news of it. */
  overlay: { room: string; live: string } | null;
  lens: Lens | null;
  story: Story | null;
  /** Whether the net is too large to be sent as a whole. */
  isTiled: boolean;
  isPublic: boolean;
  isEmbedded: boolean;
  tileUrl: string;
  tileCredit: string;
  measures: Record<string, [string, string]>;
  rungs: [number, string][];
  texts: Texts;
}

export function readConfig(): Config {
  return JSON.parse(document.getElementById("map-config")!.textContent) as Config;
}

let texts: Texts = {};
let rules = new Intl.PluralRules("en");
let numbers = new Intl.NumberFormat("en");

export function useTexts(given: Texts): void {
  texts = given;
  const language = document.documentElement.lang || "en";
  rules = new Intl.PluralRules(language);
  numbers = new Intl.NumberFormat(language, { maximumSignificantDigits: 4 });
}

/** A text with its named places filled; with a count, in the form that the count needs. */
export function say(key: string, values: Record<string, string | number> = {}): string {
  const found = texts[key] ?? "";
  let text = typeof found === "string" ? found : (found[rules.select(Number(values.n))] ?? found.other ?? "");
  for (const [name, value] of Object.entries(values)) {
    text = text.replaceAll(`{${name}}`, typeof value === "number" ? asNumber(value) : value);
  }
  return text;
}

export function asNumber(value: number): string {
  return numbers.format(value);
}
