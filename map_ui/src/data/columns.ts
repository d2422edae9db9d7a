// Measures and custom fields are fetched when someone chooses them, and then kept.

import type { Net } from "./net";

export interface Column {
  numeric: boolean;
  values: (number | string | null)[];
}

/** A column of those who are here today, for a net that also has others. */
export function fitted(column: Column | null, today: Net, net: Net): Column | null {
  if (!column || net === today) return column;
  const values = Array.from(net.ids, (id) => column.values[today.at.get(id) ?? -1] ?? null);
  return { ...column, values };
}

export class Columns {
  private readonly known = new Map<string, Promise<Column | null>>();

  constructor(private readonly urlOf: (key: string) => string) {}

  /** Keys with a colon name a column; the others are in the net's data already. */
  get(key: string): Promise<Column | null> {
    if (!key.includes(":")) return Promise.resolve(null);
    let column = this.known.get(key);
    if (!column) {
      column = fetch(this.urlOf(key), { credentials: "same-origin" })
        .then((answer) => (answer.ok ? (answer.json() as Promise<Column>) : null))
        .catch(() => null);
      this.known.set(key, column);
    }
    return column;
  }

  forget(): void {
    this.known.clear();
  }
}
