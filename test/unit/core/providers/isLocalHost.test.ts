import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { isLocalHost } from "../../../../src/core/providers/isLocalHost";
import { isLoopback } from "../../../../src/core/providers/isLoopback";

const hostOf = (authority: string): string => new URL(`http://${authority}/v1`).hostname;

describe("isLocalHost", () => {
  for (const authority of [
    "localhost:11434",
    "LOCALHOST",
    "gateway.localhost",
    "127.0.0.1:8000",
    "127.1",
    "127.255.255.254",
    "[::1]:8000",
    "[::ffff:127.0.0.1]",
    "0.0.0.0:8000",
    "10.0.0.1",
    "10.255.255.255",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.20:1234",
    "[::ffff:192.168.1.20]",
    "169.254.10.1",
    "[fe80::1]",
    "[febf::1]",
    "[fd12:3456::1]",
    "[fc00::1]",
    "gpu-box.local:8080",
    "gpu-box.local.",
    "host.docker.internal:11434",
    "nas.home.arpa",
    "gpu-box",
    "ollama:11434",
  ]) {
    it(`is ${authority}`, () => assert.ok(isLocalHost(hostOf(authority))));
  }

  for (const authority of [
    "api.kilo.ai",
    "openrouter.ai",
    "localhost.example.com",
    "mylocalhost.com",
    "1.1.1.1",
    "9.255.255.255",
    "11.0.0.1",
    "172.15.255.255",
    "172.32.0.1",
    "192.167.1.1",
    "192.169.1.1",
    "169.253.1.1",
    "10.example.com",
    "127.0.0.1.example.com",
    "[2606:4700::1111]",
    "[fec0::1]",
    "[::ffff:8.8.8.8]",
    "example.internal.com",
    "thelocal.com",
  ]) {
    it(`is not ${authority}`, () => assert.ok(!isLocalHost(hostOf(authority))));
  }
});

describe("isLoopback", () => {
  it("is this computer, and not its neighbours", () => {
    for (const authority of ["localhost", "a.localhost", "127.0.0.1:1", "[::1]", "[::ffff:127.0.0.1]"]) {
      assert.ok(isLoopback(hostOf(authority)), authority);
    }
    for (const authority of ["192.168.0.1", "0.0.0.0", "gpu-box", "[::2]", "127.0.0.1.example.com"]) {
      assert.ok(!isLoopback(hostOf(authority)), authority);
    }
  });
});
