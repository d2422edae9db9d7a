// What the server says of a lens: a saved view with its rules, places given by hand, and notes.
import type { Rule } from "./rules";

export interface Note {
  text: string;
  /** The id of an actor, or a point of the network view. */
  actor?: number;
  x?: number;
  y?: number;
}

export interface Lens {
  id: number;
  title: string;
  query: string;
  rules: Rule[];
  positions: Record<string, [number, number]>;
  notes: Note[];
}

export interface Story {
  title: string;
  words: string;
  steps: (Lens & { words: string })[];
}
