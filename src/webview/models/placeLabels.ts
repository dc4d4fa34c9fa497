/** All in CSS pixels, from the plot's upper left corner. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Label extends Spot {
  /** Of the text. */
  readonly width: number;
  /** Is drawn even where it covers something. */
  readonly mustShow?: boolean;
}

/** Left end and middle line of a text. */
export type Place = Spot;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const lineHeight = 14;
const pointRadius = 5;
const gap = 8;

/**
 * Where the names of points go so that none covers another or a point; `undefined` for those that find no room. The first
 * labels choose first. `width` and `height`: of the plot.
 */
export function placeLabels(
  labels: readonly Label[],
  points: readonly Spot[],
  width: number,
  height: number,
): readonly (Place | undefined)[] {
  const taken: Box[] = points.map(({ x, y }) => ({
    left: x - pointRadius,
    right: x + pointRadius,
    top: y - pointRadius,
    bottom: y + pointRadius,
  }));
  return labels.map((label) => {
    const inside = candidates(label).filter((place) => isInside(boxOf(label, place), width, height));
    const free = inside.find((place) => !taken.some((box) => overlaps(box, boxOf(label, place))));
    const place = free ?? (label.mustShow === true ? (inside[0] ?? candidates(label)[0]) : undefined);
    if (place !== undefined) taken.push(boxOf(label, place));
    return place;
  });
}

function candidates({ x, y, width }: Label): readonly Place[] {
  const [right, left, above, below] = [x + gap, x - gap - width, y - lineHeight, y + lineHeight];
  return [
    { x: right, y },
    { x: left, y },
    { x: right - gap / 2, y: above },
    { x: left + gap / 2, y: above },
    { x: right - gap / 2, y: below },
    { x: left + gap / 2, y: below },
  ];
}

function boxOf(label: Label, place: Place): Box {
  return {
    left: place.x,
    right: place.x + label.width,
    top: place.y - lineHeight / 2,
    bottom: place.y + lineHeight / 2,
  };
}

function isInside(box: Box, width: number, height: number): boolean {
  return box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height;
}

function overlaps(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
