// The outlines of actors: the shape is the second channel beside colour for their kind.

type Draw = (path: CanvasRenderingContext2D | Path2D, x: number, y: number, r: number) => void;

const circle: Draw = (path, x, y, r) => {
  path.moveTo(x + r, y);
  path.arc(x, y, r, 0, 2 * Math.PI);
};

function polygon(corners: number, turn: number, inner = 1): Draw {
  const unit = Array.from({ length: corners }, (_, corner) => {
    const angle = turn + (2 * Math.PI * corner) / corners;
    const reach = 1.18 * (corner % 2 ? inner : 1);
    return [reach * Math.cos(angle), reach * Math.sin(angle)] as const;
  });
  return (path, x, y, r) => {
    unit.forEach(([dx, dy], corner) => {
      if (corner) path.lineTo(x + r * dx, y + r * dy);
      else path.moveTo(x + r * dx, y + r * dy);
    });
    path.closePath();
  };
}

const SHAPES: Record<string, Draw> = {
  circle,
  square: polygon(4, Math.PI / 4),
  diamond: polygon(4, 0),
  triangle: polygon(3, -Math.PI / 2),
  hexagon: polygon(6, 0),
  star: polygon(10, -Math.PI / 2, 0.5),
};

export function shapeOf(name: string): Draw {
  return SHAPES[name] ?? circle;
}

/** The same outline for a legend, as the path of an SVG drawing around 8, 8. */
export function shapePath(name: string, radius = 6): string {
  const steps: string[] = [];
  const recorder = {
    moveTo: (x: number, y: number) => steps.push(`M${x.toFixed(2)} ${y.toFixed(2)}`),
    lineTo: (x: number, y: number) => steps.push(`L${x.toFixed(2)} ${y.toFixed(2)}`),
    arc: (x: number, y: number, r: number) =>
      steps.push(`A${r} ${r} 0 1 1 ${x - r} ${y}A${r} ${r} 0 1 1 ${x + r} ${y}`),
    closePath: () => steps.push("Z"),
  };
  shapeOf(name)(recorder as unknown as Path2D, 8, 8, radius);
  return steps.join("");
}
