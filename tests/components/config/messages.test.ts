import { expect } from "chai";
import type { StackInput } from "../../../components/config.ts";
import { change, good, refusal } from "./support.ts";

const WEB = { name: "web", image: "example.com/web:1.0.0" };

/** The lines of a refusal, without the one that counts them. */
const lines = (input: StackInput): string[] => refusal(input).split("\n").slice(1);
const application = (changes: object): StackInput =>
  change(good("dev"), "platform/applications", [{ ...WEB, ...changes }]);

describe("a refused stack configuration", () => {
  it("never repeats credentials found in a proxy's URL", () => {
    const text = refusal(
      change(good(), "platform/deployAccess", { mode: "proxy", url: "http://user:hunter2@proxy:3128" }),
    );
    expect(text)
      .to.match(/platform\.deployAccess\.url: /)
      .and.not.include("hunter2");
    const malformed = refusal(
      change(good(), "platform/deployAccess", { mode: "proxy", url: "ftp://user:hunter2@proxy" }),
    );
    expect(malformed)
      .to.match(/platform\.deployAccess\.url: /)
      .and.not.include("hunter2");
  });

  it("never repeats what stands in a variable, or under a name that secrets have", () => {
    const wrong: StackInput[] = [
      application({ env: { PIN: 20481024 } }),
      application({ env: ["PIN=20481024"] }),
      change(good("dev"), "platform/applications", { web: { env: { A: "20481024" } } }),
      application({ secretEnv: { A: { secret: 20481024, key: "a" } } }),
      change(good("dev"), "platform/applications", { password: "20481024" }),
    ];
    for (const input of wrong) {
      expect(refusal(input))
        .to.match(/applications/)
        .and.not.include("20481024");
    }
  });

  it("names the key that another tool's spelling stands for, where that key is allowed", () => {
    const spelled: [string, string][] = [
      ["port", "containerPort"],
      ["replicaCount", "replicas"],
      ["readinessProbe", "probes"],
      ["hpa", "autoscaling"],
      ["pod_disruption_budget", "disruptionBudget"],
      ["serviceAccount", "podIdentity"],
    ];
    for (const [theirs, ours] of spelled) {
      expect(refusal(application({ [theirs]: {} })), theirs).to.include(
        `applications[0].${theirs}: is not a known key; did you mean "${ours}"? Allowed here: name, enabled`,
      );
    }
    const network = change(good("dev"), "platform/network/availability_zones", ["a", "b"]);
    expect(refusal(network)).to.include('did you mean "zones"?');
  });

  it("lists the add-ons there are when it names none of them", () => {
    const [line, ...others] = lines(change(good(), "platform/cluster/addonVersions", { foo: "v1.0.0-eksbuild.1" }));
    expect(others).to.deep.equal([]);
    expect(line).to.match(/addonVersions\.foo: is not a known key; allowed here: vpc-cni, kube-proxy, coredns, /);
  });

  it("says of a key that no other resembles, in lower case, what is allowed", () => {
    expect(refusal(change(good(), "platform/network/xyzzy", 1))).to.include(
      "network.xyzzy: is not a known key; allowed here: cidr, existing",
    );
  });

  it("says once of what has the wrong type that it has, and what is allowed", () => {
    const wrong: [string, unknown, string][] = [
      ["velero/schedules", [{ schedule: "0 2 * * *" }], "allowed is a map from names of your own to values"],
      ["velero/schedules", "daily", "allowed is a map from names of your own to values"],
      ["network/zones", 2, "found 2; allowed is a list of two or three letters, such as [a, b]"],
      ["cluster/access/deployers", "arn:aws:iam::210987654321:role/x", "allowed is a list: lines that begin with"],
      ["velero", true, "found true; allowed is a map of keys: enabled, schedules, "],
      ["cluster/version", 1.35, 'allowed: "1.31", '],
    ];
    for (const [path, value, said] of wrong) {
      const [line, ...others] = lines(change(good(), `platform/${path}`, value));
      expect(others, path).to.deep.equal([]);
      expect(line, path).to.include(said);
    }
  });

  it("says that a version wants quotes when YAML read a number", () => {
    expect(refusal(change(good(), "platform/cluster/version", 1.3))).to.match(
      /found 1\.3; .*; text that looks like a number wants quotes/,
    );
  });

  it("lists the platform's keys when the platform is no map", () => {
    for (const platform of ["prod", [], 7]) {
      const [line, ...others] = lines({ ...good(), platform });
      expect(others).to.deep.equal([]);
      expect(line).to.match(/eks-platform:platform: found .*; allowed is a map of keys: tier, clusterName, /);
    }
  });

  it("speaks of no tier's rules while the tier is not known, but of all else", () => {
    let input = change(good(), "platform/tier", "production");
    input = change(input, "platform/network/nat", "single");
    input = change(input, "platform/cluster/deletionProtection", false);
    input = change(input, "platform/velero/objectLock", { mode: "compliance", days: 1 });
    input = change(input, "platform/clusterName", "Atlas");
    const found = lines(input);
    expect(found).to.have.length(2);
    expect(found.join())
      .to.match(/platform\.tier: found "production"/)
      .and.match(/platform\.clusterName: found "Atlas"/);
  });

  it("speaks of empty schedules only where there are backups", () => {
    const empty = (tier: "dev" | "prod"): StackInput => change(good(tier), "platform/velero/schedules", {});
    expect(refusal(empty("prod"))).to.include("nothing would be backed up");
    expect(() => refusal(empty("dev"))).to.throw("was accepted");
  });

  it("names keys beside the platform, so that a misspelled one is found", () => {
    const beside = { ...good(), others: ["eks-platform:platfrom"] };
    expect(lines(beside)).to.deep.equal([
      '  eks-platform:platfrom: is not a known key; did you mean "eks-platform:platform"? Allowed here: eks-platform:platform',
    ]);
    expect(lines({ ...beside, platform: undefined })).to.have.length(2);
  });
});
