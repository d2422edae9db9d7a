// The colours of paper, ink and accent, read from the page's own styles, so that the map
// follows the network's colour and the light or dark of the device.

export interface Theme {
  paper: string;
  ink: string;
  muted: string;
  line: string;
  accent: string;
  land: string;
  sea: string;
  border: string;
  neutral: string;
  isDark: boolean;
  font: string;
  serif: string;
  ramp: string[];
}

export const NEUTRAL = "#8d867c";
/** From little to much; told apart by all eyes, on light and on dark paper. */
const RAMP_LIGHT = ["#b9d3c4", "#6fb0b3", "#3d83a8", "#33558f", "#2c2861"];
const RAMP_DARK = ["#37506e", "#3f7f9b", "#5fb3a4", "#b5d88a", "#f6ec9c"];

const dark = matchMedia("(prefers-color-scheme: dark)");

export function readTheme(element: Element): Theme {
  const style = getComputedStyle(element);
  const isDark = dark.matches;
  const read = (name: string, otherwise: string) => style.getPropertyValue(name).trim() || otherwise;
  return {
    isDark,
    paper: read("--map-paper", isDark ? "#191714" : "#fbf9f6"),
    ink: read("--bs-body-color", isDark ? "#ebe6de" : "#26221d"),
    muted: read("--map-muted", isDark ? "#b3aa9d" : "#615a50"),
    line: read("--map-tie", isDark ? "#b9ad9b" : "#6b6155"),
    accent: read("--accent", "#0f6b5c"),
    land: read("--map-land", isDark ? "#26231f" : "#f4efe6"),
    sea: read("--map-sea", isDark ? "#161a1d" : "#e6edf0"),
    border: read("--map-border", isDark ? "#45403a" : "#d2c8b8"),
    neutral: NEUTRAL,
    font: style.fontFamily,
    serif: read("--map-serif", "Georgia, serif"),
    ramp: isDark ? RAMP_DARK : RAMP_LIGHT,
  };
}

export function onThemeChange(listener: () => void): void {
  dark.addEventListener("change", listener);
}

export function ramped(ramp: string[], share: number): string {
  const at = Math.max(0, Math.min(1, share)) * (ramp.length - 1);
  const low = Math.min(Math.floor(at), ramp.length - 2);
  return mix(ramp[low]!, ramp[low + 1]!, at - low);
}

export function mix(one: string, other: string, share: number): string {
  const part = (hex: string, at: number) => parseInt(hex.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) =>
    Math.round(part(one, at) + (part(other, at) - part(one, at)) * share)
      .toString(16)
      .padStart(2, "0"),
  );
  return `#${mixed.join("")}`;
}
