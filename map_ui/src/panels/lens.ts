// Saving a view as a lens, and arranging it: actors are moved by hand and notes are pinned.
import { say } from "../config";
import { START, writeAddress } from "../data/state";
import type { Note } from "../data/lens";
import type { WeftMap } from "../map";
import { byId, make } from "./dom";
import { moveByHand } from "./moving";

export function addLens(map: WeftMap): void {
  const forms = document.querySelectorAll<HTMLFormElement>("[data-lens-form]");
  if (!forms.length) return;
  const fill = () => {
    for (const form of forms) {
      field(form, "query").value = writeAddress(map.state, START).toString();
      field(form, "positions").value = JSON.stringify(Object.fromEntries(map.pinned));
      field(form, "notes").value = JSON.stringify(map.notes);
    }
  };
  for (const form of forms) form.addEventListener("submit", fill);
  const bar = document.getElementById("map-arrange");
  if (!bar) return;
  moveByHand(map, () => !bar.hidden);
  const list = byId("map-notes-list");
  const text = byId<HTMLInputElement>("map-note-text");
  const refresh = () => {
    list.replaceChildren(...map.notes.map((note, at) => {
      const remove = make("button", { type: "button", class: "btn btn-quiet btn-small" }, say("removeNote"));
      remove.addEventListener("click", () => {
        map.notes = map.notes.filter((_, other) => other !== at);
        refresh();
      });
      return make("li", {}, make("span", {}, note.text), remove);
    }));
    map.loop.ask();
  };
  byId("map-arrange-button").addEventListener("click", () => {
    byId<HTMLDialogElement>("map-share").close();
    bar.hidden = false;
    void map.set({ view: "network" }).then(refresh);
    text.focus();
  });
  byId("map-arrange-done").addEventListener("click", () => {
    bar.hidden = true;
    byId("map-share-button").click();
  });
  byId("map-note-form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (!text.value.trim()) return;
    map.notes = [...map.notes, noteHere(map, text.value.trim())];
    text.value = "";
    refresh();
  });
}

function field(form: HTMLFormElement, name: string): HTMLInputElement {
  return form.elements.namedItem(name) as HTMLInputElement;
}

/** At the selected actor, or in the middle of what is in view. */
function noteHere(map: WeftMap, text: string): Note {
  if (map.state.actor) return { text, actor: map.state.actor };
  const { camera, width, height } = map.scene;
  return { text, x: Math.round((width / 2 - camera.x) / camera.k), y: Math.round((height / 2 - camera.y) / camera.k) };
}
