// Taking the view along: its address, pictures of it, and the code for another website.
import { say } from "../config";
import { START, writeAddress } from "../data/state";
import type { WeftMap } from "../map";
import { byId, onClick } from "./dom";

export function addShare(map: WeftMap): void {
  const dialog = byId<HTMLDialogElement>("map-share");
  const link = byId<HTMLInputElement>("map-link");
  const embed = document.getElementById("map-embed") as HTMLTextAreaElement | null;
  const part = byId<HTMLInputElement>("map-picture-part");
  // Only there where the map is open to everyone and one sees more than everyone does.
  const open = document.getElementById("map-picture-public") as HTMLInputElement | null;
  const refresh = () => {
    byId("map-copied").textContent = "";
    const query = writeAddress(map.state, map.start).toString();
    link.value = location.origin + location.pathname + (query ? `?${query}` : "");
    const isPublic = map.config.isPublic || open?.checked === true;
    for (const picture of dialog.querySelectorAll<HTMLAnchorElement>("[data-picture]")) {
      picture.href = pictureUrl(map, picture.dataset.picture!, part.checked, isPublic);
    }
    for (const poster of dialog.querySelectorAll<HTMLAnchorElement>("[data-poster]")) {
      poster.href = posterUrl(map, poster.href, poster.dataset.poster!, isPublic);
    }
    if (embed) embed.value = embedCode(embed, query);
  };
  byId("map-share-button").addEventListener("click", () => {
    refresh();
    dialog.showModal();
  });
  for (const box of [part, open]) box?.addEventListener("change", refresh);
  onClick(dialog, "close-dialog", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  onClick(dialog, "copy", (id) => void copy(byId<HTMLInputElement>(id)));
}

function embedCode(embed: HTMLTextAreaElement, query: string): string {
  const title = (embed.dataset.title ?? "").replace(/[&"<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const url = `${embed.dataset.embed}${query ? `?${query.replaceAll("&", "&amp;")}` : ""}`;
  return `<iframe src="${url}" title="${title}" width="100%" height="600" loading="lazy" allowfullscreen style="border:0"></iframe>`;
}

export function pictureUrl(map: WeftMap, ending: string, onlyPart: boolean, isPublic: boolean): string {
  const { state, scene } = map;
  const query = writeAddress(state);
  for (const name of ["actor", "to", "show", "at"]) query.delete(name);
  query.set("view", scene.view);
  query.set("colour", state.colour);
  query.set("size", state.size);
  if (scene.theme.isDark) query.set("theme", "dark");
  if (isPublic) query.set("public", "");
  if (map.config.lens) query.set("lens", String(map.config.lens.id));
  if (onlyPart) query.set("part", partInView(map).map((value) => Number(value.toFixed(4))).join(","));
  query.set("download", "");
  return `${map.config.urls.picture.replace(/svg$/, ending)}?${query}`;
}

function posterUrl(map: WeftMap, href: string, paper: string, isPublic: boolean): string {
  const query = writeAddress(map.state, START);
  query.set("paper", paper);
  if (map.config.lens) query.set("lens", String(map.config.lens.id));
  if (isPublic) query.set("public", "");
  return `${href.split("?")[0]}?${query}`;
}

/** Left, top, right and bottom of what is in view, in the server's units for this view. */
function partInView(map: WeftMap): number[] {
  const { camera, width, height, view } = map.scene;
  const corners = [-camera.x / camera.k, -camera.y / camera.k, (width - camera.x) / camera.k, (height - camera.y) / camera.k];
  if (view !== "place") return corners;
  const { earth } = map.stand;
  return corners.map((value, at) => value / earth.scale + (at % 2 ? earth.top : earth.left)).map((unit, at) =>
    at % 2 ? (Math.atan(Math.sinh(Math.PI * (1 - 2 * unit))) * 180) / Math.PI : (unit - 0.5) * 360);
}

async function copy(field: HTMLInputElement | HTMLTextAreaElement): Promise<void> {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    byId("map-copied").textContent = say("copied");
  } catch {
    byId("map-copied").textContent = say("notCopied");
  }
}
