// Searching as one types: a text field with a list that the keyboard walks through.
import { say } from "../config";
import type { WeftMap } from "../map";
import { find, type Hit } from "./finding";
import { byId, make } from "./dom";

export class Search {
  private readonly input: HTMLInputElement;
  private readonly list: HTMLElement;
  private found: Hit[] = [];
  private at = -1;

  constructor(
    private readonly map: WeftMap,
    id: string,
    listId: string,
    private readonly choose: (id: number) => void,
  ) {
    this.input = byId<HTMLInputElement>(id);
    this.list = byId(listId);
    this.input.addEventListener("input", () => void this.search());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("focus", () => this.input.value && void this.search());
    this.input.addEventListener("blur", () => this.close());
    // A press on the list must not take the focus away before the click arrives.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = (event.target as Element).closest<HTMLElement>("[role=option]");
      if (option) this.take(Number(option.dataset.at));
    });
  }

  focus(): void {
    this.input.focus();
    this.input.select();
  }

  clear(): void {
    this.input.value = "";
    this.close();
  }

  private async search(): Promise<void> {
    const typed = this.input.value;
    const found = await find(this.map, typed);
    // An answer that comes after more was typed is out of date.
    if (!found || typed !== this.input.value) return;
    this.found = found;
    this.at = found.length ? 0 : -1;
    this.list.replaceChildren(...found.map((hit, place) => this.option(hit, place)));
    if (!found.length && typed.trim()) {
      this.list.append(make("li", { class: "muted", role: "option", "aria-disabled": "true", "aria-selected": "false" }, say("noMatch")));
    }
    this.list.hidden = !this.list.children.length || document.activeElement !== this.input;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.mark();
  }

  private option(hit: Hit, place: number): HTMLElement {
    const id = `${this.list.id}-${place}`;
    return make("li", { id, role: "option", "data-at": String(place), "aria-selected": "false" },
      make("span", {}, hit.name), make("span", { class: "muted small" }, hit.detail));
  }

  private mark(): void {
    this.list.querySelectorAll("[data-at]").forEach((option, place) => {
      option.setAttribute("aria-selected", String(place === this.at));
      if (place === this.at) option.scrollIntoView({ block: "nearest" });
    });
    if (this.at >= 0) this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.at}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  private key(event: KeyboardEvent): void {
    const count = this.found.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) void this.search();
      else if (count) this.at = (this.at + (event.key === "ArrowDown" ? 1 : count - 1)) % count;
      this.mark();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!this.list.hidden && this.at >= 0) this.take(this.at);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.stopPropagation();
      this.close();
    }
  }

  private take(place: number): void {
    const hit = this.found[place];
    if (hit === undefined) return;
    this.input.value = hit.name;
    this.close();
    this.choose(hit.id);
  }

  private close(): void {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}
