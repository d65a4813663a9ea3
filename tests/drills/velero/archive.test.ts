import { gunzipSync, gzipSync } from "node:zlib";
import { expect } from "chai";
import { readArchive } from "../../../drills/velero/archive.ts";
import { packed } from "../support/archive.ts";

const items = [
  { resource: "configmaps", namespace: "a", name: "x", object: { metadata: { name: "x" }, data: { k: "v" } } },
  { resource: "deployments.apps", namespace: "a", name: "web", object: { metadata: { name: "web" } } },
  { resource: "namespaces", name: "a", object: { metadata: { name: "a" } } },
];

describe("archive of a backup", () => {
  it("holds every object once, though it is stored for its API version too", async () => {
    const { objects } = await readArchive(await packed(items));
    expect(objects).to.deep.equal(items);
  });

  it("has a digest that changes with what it holds", async () => {
    const one = await readArchive(await packed(items));
    const other = await readArchive(await packed(items.slice(1)));
    expect(one.digest)
      .to.match(/^[0-9a-f]{64}$/)
      .and.not.to.equal(other.digest);
  });

  const damaged: readonly (readonly [string, () => Promise<Uint8Array>])[] = [
    ["is no archive at all", () => Promise.resolve(Buffer.from("hello"))],
    ["ends in its middle", async () => (await packed(items)).slice(0, -30)],
    ["is cut before it was compressed", async () => gzipSync(gunzipSync(await packed(items)).subarray(0, 700))],
    [
      "holds what is no JSON",
      async () =>
        gzipSync(
          Buffer.from(
            gunzipSync(await packed(items))
              .toString("latin1")
              .replace('{"metadata"', "{!metadata!"),
            "latin1",
          ),
        ),
    ],
  ];
  for (const [what, make] of damaged) {
    it(`is refused when it ${what}`, async () => {
      const error: unknown = await readArchive(await make()).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(Error).with.property("message").that.includes("cannot be read");
    });
  }
});
