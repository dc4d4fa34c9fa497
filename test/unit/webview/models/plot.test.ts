import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { placeLabels } from "../../../../src/webview/models/placeLabels";
import { plotAxes } from "../../../../src/webview/models/plotAxes";
import { plotPoints } from "../../../../src/webview/models/plotPoints";
import { cost, row } from "./samples";

const rows = [
  row("free", { contextLength: 1024, cost: cost({ expectedUsd: 0 }) }),
  row("cent", { contextLength: 2048, cost: cost({ expectedUsd: 0.01 }) }),
  row("no context", { cost: cost({ expectedUsd: 0.01 }) }),
  row("no price", { contextLength: 2048, cost: cost() }),
  row("nothing"),
];

describe("plotPoints", () => {
  it("draws what is known, free ones without a height, and counts the others", () => {
    const { points, undrawn } = plotPoints(rows);
    assert.deepEqual(points, [
      { id: "free", name: "free", x: 10 },
      { id: "cent", name: "cent", x: 11, y: -2 },
    ]);
    assert.equal(undrawn, 3);
  });

  it("keeps an absurd price on the page", () => {
    const [point] = plotPoints([row("a", { contextLength: 1, cost: cost({ expectedUsd: 1e-30 }) })]).points;
    assert.equal(point?.y, -9);
  });
});

describe("plotAxes", () => {
  it("has a line for free models only where there are some, below all prices", () => {
    const { points } = plotPoints(rows);
    const { freeLine, y } = plotAxes(points, 10);
    assert.deepEqual(y.ticks, [-3, -2, -1]);
    assert.equal(freeLine, -3);
    assert.equal(plotAxes(points.slice(1), 10).freeLine, undefined);
  });

  it("holds all points, with no more marks than there is room for", () => {
    const point = fc.record({
      id: fc.constant("a"),
      name: fc.constant("a"),
      x: fc.double({ min: 0, max: 40, noNaN: true }),
      y: fc.double({ min: -9, max: 4, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(point), fc.integer({ min: 1, max: 20 }), (points, maxTicks) => {
        const { x, y } = plotAxes(points, maxTicks);
        for (const one of points) assert.ok(one.x > x.min && one.x < x.max && one.y > y.min && one.y < y.max);
        assert.ok(x.ticks.length > 0 && x.ticks.length <= maxTicks);
        for (const tick of x.ticks) assert.ok(tick >= x.min && tick <= x.max);
      }),
    );
  });
});

describe("placeLabels", () => {
  const at = (x: number, y: number) => ({ x, y, width: 40 });

  it("stands right of its point, or left of it at the right edge", () => {
    assert.deepEqual(placeLabels([at(50, 50)], [{ x: 50, y: 50 }], 200, 100), [{ x: 58, y: 50 }]);
    assert.deepEqual(placeLabels([at(190, 50)], [{ x: 190, y: 50 }], 200, 100), [{ x: 142, y: 50 }]);
  });

  it("leaves out a name that would cover a point, unless it must be shown", () => {
    const crowd = [20, 40, 60, 80, 100].flatMap((x) => [20, 34, 48, 62, 76].map((y) => ({ x, y })));
    assert.deepEqual(placeLabels([at(60, 48)], crowd, 120, 100), [undefined]);
    assert.notEqual(placeLabels([{ ...at(60, 48), mustShow: true }], crowd, 120, 100)[0], undefined);
  });

  it("never lets two names cover each other", () => {
    const spot = fc.record({ x: fc.nat({ max: 400 }), y: fc.nat({ max: 200 }) });
    fc.assert(
      fc.property(fc.array(spot, { maxLength: 60 }), (spots) => {
        const places = placeLabels(
          spots.map(({ x, y }) => at(x, y)),
          spots,
          400,
          200,
        ).filter((place) => place !== undefined);
        for (const [index, one] of places.entries())
          for (const other of places.slice(index + 1))
            assert.ok(Math.abs(one.x - other.x) >= 40 || Math.abs(one.y - other.y) >= 14);
      }),
    );
  });
});
