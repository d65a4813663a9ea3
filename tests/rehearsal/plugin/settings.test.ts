import { expect } from "chai";
import grpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { overheardSettings } from "../../../rehearsal/plugin/settings.ts";

describe("what a plugin overhears of its configuration", () => {
  const service = grpc.ResourceProviderService;
  const { configure } = service;
  afterEach(() => {
    service.configure = configure;
  });

  /** What a server of the SDK makes of the engine's request. */
  const receive = (inputs: Record<string, string>) => {
    const request = new proto.ConfigureRequest();
    request.setArgs(struct.Struct.fromJavaScript(inputs));
    return service.configure.requestDeserialize(Buffer.from(request.serializeBinary()));
  };

  it("is nothing before the engine said anything", () => {
    expect(overheardSettings()()).to.deep.equal({});
  });

  it("is where the provider works, and none of its credentials", () => {
    const settings = overheardSettings();
    const where = { region: "eu-west-1", allowedAccountIds: '["200000000002"]', assumeRoles: "[]" };
    receive({ ...where, secretKey: "hunter2", kubeconfig: "{}" });
    expect(settings()).to.deep.equal(where);
  });

  it("leaves the request to the server as it was", () => {
    overheardSettings();
    const inputs = { region: "eu-west-1", secretKey: "hunter2" };
    expect(receive(inputs).getArgs()?.toJavaScript()).to.deep.equal(inputs);
  });
});
