// Notes pinned to the picture: real text over it, so that it can be read aloud and copied.
import type { Note } from "../data/lens";
import type { WeftMap } from "../map";
import { byId, make } from "./dom";

export function addNotes(map: WeftMap): void {
  const layer = byId("map-notes");
  let drawn: readonly Note[] = [];
  let sheets: HTMLElement[] = [];
  map.frames.push(() => {
    if (drawn !== map.notes) {
      drawn = map.notes;
      sheets = drawn.map((note) => make("p", { class: "map-sheet", dir: "auto" }, note.text));
      layer.replaceChildren(...sheets);
    }
    drawn.forEach((note, at) => place(map, note, sheets[at]!));
  });
}

function place(map: WeftMap, note: Note, sheet: HTMLElement): void {
  const { scene } = map;
  const i = note.actor === undefined ? -1 : (map.net.at.get(note.actor) ?? -1);
  const isGone = note.actor === undefined ? scene.view !== "network" : i < 0 || !scene.visible[i];
  sheet.hidden = isGone;
  if (isGone) return;
  const x = (i < 0 ? note.x! : scene.x[i]!) * scene.camera.k + scene.camera.x;
  const y = (i < 0 ? note.y! : scene.y[i]!) * scene.camera.k + scene.camera.y;
  sheet.style.transform = `translate(${Math.round(x + 10)}px, ${Math.round(y - 10)}px) translateY(-100%)`;
}
