// How the camera stands so that everything wanted is in view beside the legend.
import { type Bounds, boundsOf, type Camera, fit } from "./camera";
import type { Positions } from "./positions";

export function everything({ x, y, placed }: Positions): Bounds {
  return boundsOf(x, y, (i) => placed[i] === 1) ?? { left: 0, top: 0, right: 10_000, bottom: 10_000 };
}

export function fitBeside(
  stage: { width: number; height: number },
  bounds: Bounds,
  legendWidth: number,
  most: number,
): Camera {
  const { width, height } = stage;
  const margin = Math.max(26, Math.min(60, Math.min(width, height) * 0.075));
  const legend = width > 720 ? legendWidth : 0;
  // On a phone the buttons along the lower edge keep clear of what one looks at.
  const camera = fit(bounds, width - legend, width > 720 ? height : height - 44, margin, most);
  return { ...camera, x: camera.x + legend };
}
