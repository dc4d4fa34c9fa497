import assert from "node:assert/strict";
import path from "node:path";
import { workerChecks } from "../../../src/node/workerChecks";

const workerFile = path.resolve("dist/checkWorker.js");
const checks = workerChecks(workerFile, () => ({}));

describe("workerChecks", () => {
  it("finds a pattern, also in Thai", async () => {
    assert.equal(await checks.matchText("^## ปัด", "mu", "# a\n## ปัดเศษ"), true);
    assert.equal(await checks.matchText("^b", "u", "a\nb"), false);
  });

  it("says why a pattern cannot be used", async () => {
    await assert.rejects(checks.matchText("(", "u", "a"), { name: "UserFacingError", code: "invalid-spec" });
  });

  it("ends a pattern that would run for years", async () => {
    const impatient = workerChecks(workerFile, () => ({}), 300);
    await assert.rejects(impatient.matchText("^(a+)+$", "u", `${"a".repeat(60)}b`), /took too long/);
    const schema = { type: "string", pattern: "^(a+)+$" };
    await assert.rejects(impatient.findSchemaProblem(schema, `${"a".repeat(60)}b`), /took too long/);
  });

  it("names where a value does not fit its schema", async () => {
    const schema = { type: "object", properties: { rules: { type: "array", minItems: 3 } } };
    assert.equal(await checks.findSchemaProblem(schema, { rules: [1, 2, 3] }), undefined);
    assert.equal((await checks.findSchemaProblem(schema, { rules: [1] }))?.pointer, "/rules");
    await assert.rejects(checks.findSchemaProblem({ $ref: "#/nowhere" }, 1), { code: "invalid-spec" });
  });
});
