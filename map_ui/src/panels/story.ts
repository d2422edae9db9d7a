// Telling a story: the map walks from step to step, with words beside it.
import { say } from "../config";
import type { Story } from "../data/lens";
import { readAddress, START } from "../data/state";
import type { WeftMap } from "../map";
import { isStill } from "../motion";
import { visit, wear } from "../wearing";
import { byId } from "./dom";
import type { Timeline } from "./timeline";

export async function addStory(map: WeftMap, story: Story, timeline: Timeline | null): Promise<void> {
  const panel = byId("map-story");
  const back = byId<HTMLButtonElement>("map-story-back");
  const next = byId<HTMLButtonElement>("map-story-next");
  panel.hidden = false;
  byId<HTMLDetailsElement>("map-legend-fold").open = false;
  let at = Math.min(Math.max(Number(location.hash.slice(1)) - 1 || 0, 0), story.steps.length - 1);
  const show = async (to: number) => {
    at = Math.max(0, Math.min(story.steps.length - 1, to));
    const step = story.steps[at]!;
    byId("map-story-title").textContent = step.title;
    byId("map-story-words").innerHTML = step.words;
    byId("map-story-count").textContent = say("stepOf", { n: at + 1, all: story.steps.length });
    back.disabled = at === 0;
    next.disabled = at === story.steps.length - 1;
    history.replaceState(history.state, "", `${location.pathname}#${at + 1}`);
    wear(map, step);
    const state = readAddress(`?${step.query}`, START);
    if (state.on && timeline) await timeline.open(state.on, state);
    else {
      if (timeline?.isOpen) await timeline.close();
      await visit(map, state, isStill.matches ? 0 : 900);
    }
  };
  back.addEventListener("click", () => void show(at - 1));
  next.addEventListener("click", () => void show(at + 1));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "PageDown" && event.key !== "PageUp") return;
    event.preventDefault();
    void show(at + (event.key === "PageDown" ? 1 : -1));
  });
  await show(at);
}
