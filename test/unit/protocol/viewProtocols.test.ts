import assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as fc from "fast-check";
import {
  type FromModelsView,
  parseFromModelsView,
  parseTableSettings,
} from "../../../src/protocol/modelsProtocol";
import { defaultSettings as settings } from "../../../src/webview/models/tableSettings";
import { type FromCompareView, parseFromCompareView } from "../../../src/protocol/compareProtocol";
import { type FromUsageView, parseFromUsageView } from "../../../src/protocol/usageProtocol";

const ofModels: readonly FromModelsView[] = [
  { type: "ready" },
  { type: "provider-choose", provider: "openrouter" },
  { type: "list-refresh" },
  { type: "model-open", modelId: "acme/large-2" },
  { type: "model-use", modelId: "acme/large-2" },
  { type: "spec-run", modelId: "acme/large-2" },
  { type: "model-mark", modelId: "acme/large-2", mark: "favourite", isOn: true },
  { type: "id-copy", modelId: "acme/large-2" },
  { type: "settings-changed", settings },
  { type: "settings-changed", settings: { ...settings, mostPromptPrice: 3 } },
];
const ofUsage: readonly FromUsageView[] = [
  { type: "ready" },
  { type: "query-changed", query: { period: "week", grouping: "spec", onlyThisWorkspace: true } },
  {
    type: "query-changed",
    query: { period: "day", grouping: "model", provider: "kilocode", onlyThisWorkspace: false },
  },
  { type: "export", format: "csv" },
  { type: "balance-refresh" },
  { type: "budgets-edit" },
  { type: "account-open", provider: "kilocode" },
];

const ofCompare: readonly FromCompareView[] = [
  { type: "ready" },
  { type: "start" },
  { type: "start", overBudget: "allow" },
  { type: "cancel" },
  { type: "budgets-edit" },
  { type: "stop" },
  { type: "stop", columnId: "2" },
  { type: "column-action", columnId: "1", action: "write-winner" },
  { type: "column-action", columnId: "1", action: "diff", against: "2" },
  { type: "blind", isOn: true },
  { type: "reveal" },
  { type: "code-action", action: "copy", code: "a" },
  { type: "link-open", href: "https://example.org" },
];

const views = [
  ["comparison", parseFromCompareView, ofCompare],
  ["model view", parseFromModelsView, ofModels],
  ["usage view", parseFromUsageView, ofUsage],
] as const;
for (const [name, parse, messages] of views)
  describe(`what the ${name} sends`, () => {
    it("is taken as it is, and without what is not known", () => {
      for (const message of messages)
        assert.deepEqual(parse({ ...message, more: "x" }), message, JSON.stringify(message));
    });

    it("is refused when a field is missing or of another kind", () => {
      for (const { type, ...fields } of messages)
        for (const field of Object.keys(fields)) {
          assert.equal(parse({ type, ...fields, [field]: undefined }), undefined, `${type} without ${field}`);
          assert.equal(parse({ type, ...fields, [field]: 7 }), undefined, `${type} with a wrong ${field}`);
        }
      assert.equal(parse({ type: "command-run", command: "workbench.action.quit" }), undefined);
    });

    it("never throws, whatever arrives", () => {
      fc.assert(
        fc.property(fc.anything({ withNullPrototype: true, withBigInt: true }), (data) => void parse(data)),
        { seed: 3, numRuns: 300 },
      );
    });
  });

describe("table settings that were stored", () => {
  it("come back as they were; those of another version do not", () => {
    assert.deepEqual(parseTableSettings(JSON.parse(JSON.stringify(settings))), settings);
    const { showsPlot: _gone, ...older } = settings;
    for (const data of [undefined, null, {}, older, { ...settings, sort: { column: "beauty" } }])
      assert.equal(parseTableSettings(data), undefined);
  });
});
