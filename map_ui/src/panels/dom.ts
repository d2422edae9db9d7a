// Small helpers for building the page. Words go in as text, never as markup.

export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export function svg(tag: string, attributes: Record<string, string>, ...children: Node[]): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Clicks on anything inside that carries this data attribute. */
export function onClick(root: HTMLElement, attribute: string, act: (value: string, event: MouseEvent) => void): void {
  root.addEventListener("click", (event) => {
    const found = (event.target as Element).closest<HTMLElement>(`[data-${attribute}]`);
    if (found && root.contains(found)) act(found.getAttribute(`data-${attribute}`) ?? "", event);
  });
}

/** Whether the column beside the map is a sheet that is pulled up, as on a phone. */
export function isSheet(): boolean {
  return getComputedStyle(byId("map-grip")).display !== "none";
}
