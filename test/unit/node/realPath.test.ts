import assert from "node:assert/strict";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { leadsOutside, realPath } from "../../../src/node/realPath";

describe("leadsOutside", () => {
  let root: string;
  const at = (...parts: string[]) => path.join(root, ...parts);
  beforeEach(async () => {
    root = await realpath(await mkdtemp(path.join(os.tmpdir(), "smartspec-links-")));
    await mkdir(at("workspace", "docs"), { recursive: true });
    await mkdir(at("workspace-2"));
    await mkdir(at("elsewhere"));
    await writeFile(at("workspace", "docs", "spec.md"), "spec");
    await writeFile(at("workspace-2", "other.md"), "other");
    await writeFile(at("elsewhere", "secret.md"), "secret");
  });
  afterEach(() => rm(root, { recursive: true }));

  const isOut = (file: string, folders = ["workspace"]) =>
    leadsOutside(
      at(file),
      folders.map((folder) => at(folder)),
    );

  it("a plain file, a link inside, and a file that is not there stay", async () => {
    await symlink(at("workspace", "docs", "spec.md"), at("workspace", "link.md"));
    assert.equal(await isOut("workspace/docs/spec.md"), false);
    assert.equal(await isOut("workspace/link.md"), false);
    assert.equal(await isOut("workspace/none.md"), false);
    assert.equal(await realPath(at("workspace", "link.md")), at("workspace", "docs", "spec.md"));
  });

  it("a link out is seen: the file itself, a folder on the way, and a link to a link", async () => {
    await symlink(at("elsewhere", "secret.md"), at("workspace", "file.md"));
    await symlink(at("elsewhere"), at("workspace", "folder"));
    await symlink(at("workspace", "file.md"), at("workspace", "again.md"));
    assert.equal(await isOut("workspace/file.md"), true);
    assert.equal(await isOut("workspace/folder/secret.md"), true);
    assert.equal(await isOut("workspace/again.md"), true);
    assert.equal(await leadsOutside(`${at("workspace")}/../elsewhere/secret.md`, [at("workspace")]), true);
  });

  it("a folder whose name only begins like the workspace's is another one, unless it is open too", async () => {
    await symlink(at("workspace-2", "other.md"), at("workspace", "other.md"));
    assert.equal(await isOut("workspace/other.md"), true);
    assert.equal(await isOut("workspace/other.md", ["workspace", "workspace-2"]), false);
  });

  it("a workspace that is opened through a link holds its own files", async () => {
    await symlink(at("workspace"), at("opened"));
    assert.equal(await isOut("opened/docs/spec.md", ["opened"]), false);
  });
});
