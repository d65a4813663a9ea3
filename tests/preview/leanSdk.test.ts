import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import fc from "fast-check";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { makeSdkLean } from "../../preview/leanSdk.ts";

type Value = string | number | boolean | null | Value[] | { [key: string]: Value };

describe("the SDK in a preview", () => {
  before(() => {
    makeSdkLean({});
  });

  // A protobuf map would take this one for an object's prototype.
  const key = fc.string().filter((text) => text !== "__proto__");
  const properties = fc.dictionary(
    key,
    fc.letrec<{ value: Value }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.string(),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(key, tie("value"), { maxKeys: 4 }),
      ),
    })).value,
    { minKeys: 1 },
  );

  it("reads back properties as they were written, in the order of their keys, without encoding them", () => {
    fc.assert(
      fc.property(properties, (written) => {
        const read = struct.Struct.fromJavaScript(written).toJavaScript();
        expect(read).to.deep.equal({ ...written });
        expect(Object.keys(read)).to.deep.equal(Object.keys({ ...sortedCopy(written) }));
      }),
    );
  });

  it("still encodes properties that are sent", () => {
    fc.assert(
      fc.property(properties, (written) => {
        const sent = struct.Struct.fromJavaScript(written).serializeBinary();
        expect(struct.Struct.deserializeBinary(sent).toJavaScript()).to.deep.equal({ ...written });
      }),
    );
  });

  it("keeps no stack traces of resources", () => {
    const { callsites } = pulumi.Resource as unknown as { callsites: () => readonly object[] };
    expect(callsites()).to.deep.equal([]);
  });

  function sortedCopy(written: Record<string, Value>): Record<string, Value> {
    return Object.fromEntries(Object.entries(written).sort(([a], [b]) => (a < b ? -1 : 1)));
  }
});
