export interface Box {
  readonly width: number;
  readonly height: number;
}

export interface Packed extends Box {
  /** Upper left corners, in the order of the boxes. */
  readonly places: readonly { readonly x: number; readonly y: number }[];
}

/**
 * Boxes beside and below each other without overlap, `gap` apart: of several widths the one that wastes least and comes
 * nearest to `shape` (width to height). Each box goes as high up as it can (the skyline method), the tall ones first.
 */
export function packBoxes(boxes: readonly Box[], gap: number, shape = 1.6): Packed {
  const area = boxes.reduce((sum, { width, height }) => sum + (width + gap) * (height + gap), 0);
  const widest = Math.max(0, ...boxes.map(({ width }) => width + gap));
  const order = boxes.map((_, at) => at).sort((a, b) => (boxes[b]?.height ?? 0) - (boxes[a]?.height ?? 0) || a - b);
  const tries = [0.75, 0.9, 1, 1.1, 1.25, 1.45, 1.7, 2.1, 2.6, 3.2].map((factor) =>
    packWithin(boxes, order, gap, Math.max(widest, Math.sqrt(area * shape) * factor)),
  );
  const cost = ({ width, height }: Box) => width * height * (1 + 0.6 * Math.abs(Math.log(width / height / shape)));
  return tries.reduce((best, one) => (cost(one) < cost(best) - 1 ? one : best));
}

interface Step {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

function packWithin(boxes: readonly Box[], order: readonly number[], gap: number, room: number): Packed {
  let skyline: readonly Step[] = [{ x: 0, y: 0, width: room }];
  const places = boxes.map(() => ({ x: 0, y: 0 }));
  let [right, bottom] = [0, 0];
  for (const at of order) {
    const box = boxes[at] ?? { width: 0, height: 0 };
    const [width, height] = [box.width + gap, box.height + gap];
    const place = skyline
      .filter(({ x }) => x + width <= room + 0.5)
      .map(({ x }) => ({ x, y: highest(skyline, x, width) }))
      .reduce((best, one) => (one.y < best.y - 0.5 ? one : best), { x: 0, y: highest(skyline, 0, width) });
    places[at] = place;
    skyline = raised(skyline, place.x, width, place.y + height);
    right = Math.max(right, place.x + box.width);
    bottom = Math.max(bottom, place.y + box.height);
  }
  return { width: right, height: bottom, places };
}

function highest(skyline: readonly Step[], x: number, width: number): number {
  return Math.max(
    0,
    ...skyline.filter((step) => step.x < x + width - 0.5 && step.x + step.width > x + 0.5).map(({ y }) => y),
  );
}

function raised(skyline: readonly Step[], x: number, width: number, y: number): readonly Step[] {
  const rest = skyline.flatMap((step): readonly Step[] => {
    const before = { ...step, width: Math.min(step.width, x - step.x) };
    const start = Math.max(step.x, x + width);
    const after = { ...step, x: start, width: step.x + step.width - start };
    return [before, after].filter((part) => part.width > 0);
  });
  return [...rest, { x, y, width }].toSorted((a, b) => a.x - b.x);
}
