/** Every so many slots, counted from the present one or the first. */
export function labelledSlots(count: number, presentSlot: number, every: number): number[] {
  const step = Math.max(1, every);
  const first = Math.max(0, presentSlot) % step;
  return Array.from({ length: Math.ceil((count - first) / step) }, (_, index) => first + index * step);
}
