import { expect } from "chai";
import { readNodeClass } from "../../../capacity/model/nodeClass.ts";

const GI = 2 ** 30;
const read = (spec: object) => readNodeClass({ metadata: { name: "default" }, spec }, "EC2NodeClass default");
const al2023 = { amiSelectorTerms: [{ alias: "al2023@v20260714" }] };
const bottlerocket = { amiSelectorTerms: [{ alias: "bottlerocket@v1.40.0" }] };
const volume = (deviceName: string, volumeSize: string, more = {}) => ({ deviceName, ebs: { volumeSize }, ...more });

describe("what a node class changes of its nodes", () => {
  it("is the volume pods write to: the root volume, of Bottlerocket the second", () => {
    const blockDeviceMappings = [volume("/dev/xvda", "30Gi"), volume("/dev/xvdb", "100Gi")];
    expect(read({ ...al2023, blockDeviceMappings }).settings.storageBytes).to.equal(30 * GI);
    expect(read({ ...bottlerocket, blockDeviceMappings }).settings.storageBytes).to.equal(100 * GI);
    const marked = [volume("/dev/xvda", "30Gi"), volume("/dev/sdf", "50Gi", { rootVolume: true })];
    expect(read({ ...al2023, blockDeviceMappings: marked }).settings.storageBytes).to.equal(50 * GI);
    expect(read(al2023).settings).not.to.have.property("storageBytes");
  });

  it("is the kubelet's pods a node, reservations and eviction thresholds", () => {
    const kubelet = {
      maxPods: 110,
      podsPerCore: 4,
      kubeReserved: { cpu: "200m", memory: "1Gi" },
      systemReserved: { cpu: "100m" },
      evictionHard: { "memory.available": "5%", "nodefs.available": "2Gi" },
    };
    expect(read({ ...al2023, kubelet }).settings).to.deep.include({
      maxPods: 110,
      podsPerCore: 4,
      kubeReserved: { cpu: 200, memory: GI },
      systemReserved: { cpu: 100 },
      evictionHard: { memory: { share: 0.05 }, "ephemeral-storage": { amount: 2 * GI } },
    });
  });

  it("is, for Bottlerocket, memory reserved for every pod and no podsPerCore", () => {
    const { settings } = read({ ...bottlerocket, kubelet: { podsPerCore: 4 } });
    expect(settings.reservesForEniPods).to.equal(false);
    expect(settings).not.to.have.property("podsPerCore");
  });

  it("is no threshold at all where one of 100 % switches it off", () => {
    const { settings } = read({ ...al2023, kubelet: { evictionHard: { "memory.available": "100%" } } });
    expect(settings.evictionHard?.memory).to.deep.equal({ share: 0 });
  });

  it("is not guessed from expressions, Windows images or images without an alias, and that is said", () => {
    const said = (spec: object): string => read(spec).notModelled.join("\n");
    expect(said(al2023)).to.equal("");
    expect(
      said({ ...al2023, kubelet: { maxPods: "vcpus * 4", kubeReserved: { memory: "max_pods * 11" } } }),
    ).to.include("not evaluated: maxPods, reserved memory");
    expect(said({ amiSelectorTerms: [{ alias: "windows2022@latest" }] })).to.include("Windows");
    expect(said({ amiFamily: "AL2023", amiSelectorTerms: [{ id: "ami-1" }] })).to.include("not chosen by alias");
  });
});
