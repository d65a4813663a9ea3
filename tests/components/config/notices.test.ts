import { expect } from "chai";
import { advice } from "./support.ts";

const WEB = { name: "web", image: "example.com/web:1.0.0" };
const ECR = "210987654321.dkr.ecr.eu-central-1.amazonaws.com";
const TYPE = "node.kubernetes.io/instance-type";
const ZONE = "topology.kubernetes.io/zone";
const pool = (key: string, ...values: string[]) => ({
  "platform/karpenter/nodePools": [{ preset: "general", requirements: [{ key, operator: "In", values }] }],
});

describe("advice on a stack configuration", () => {
  it("is not given where there is nothing to say", () => {
    expect(advice("prod", {})).to.deep.equal([]);
    expect(advice("dev", { "platform/rollouts/enabled": false })).to.deep.equal([]);
    expect(advice("dev", { "platform/velero": { enabled: true, bucketSuffix: "0a1b2c3d" } })).to.deep.equal([]);
  });

  it("names what a section says that is switched off, by the stack or by its tier", () => {
    expect(advice("dev", { "platform/velero/bucketSuffix": "0a1b2c3d" })).to.deep.equal([
      "velero is off by default in dev: what it says of bucketSuffix has no effect until velero.enabled is true.",
    ]);
    expect(advice("prod", { "platform/monitoring": { enabled: false, monthlyBudgetUsd: 5 } })).to.deep.equal([
      "monitoring is off: what it says of monthlyBudgetUsd has no effect until monitoring.enabled is true.",
    ]);
  });

  it("says nothing of the place of the runbooks, which alarms in AWS name too", () => {
    const alerts = {
      "platform/observability": { enabled: false, alerts: { runbookBaseUrl: "https://runbooks.example.com" } },
    };
    const other = { ...alerts, "platform/rollouts/enabled": false };
    expect(advice("prod", other)).to.deep.equal([]);
    expect(advice("prod", { ...other, "platform/monitoring/enabled": false })).to.have.length(1);
  });

  it("names the images that nodes without a way to the internet cannot pull", () => {
    const closed = { "platform/network/nat": "none", "platform/network/interfaceEndpoints": true };
    const images = (image: string, ...files: string[]) => ({
      ...closed,
      "platform/applications": [{ ...WEB, image, files: files.map((from) => ({ image: from, from: "/a", to: "/b" })) }],
    });
    const [line, ...others] = advice("dev", images(WEB.image, "ghcr.io/files:1.0.0", `${ECR}/files:1.0.0`));
    expect(others).to.deep.equal([]);
    expect(line).to.equal(
      'network.nat is "none", so nodes can pull from ECR in eu-central-1 alone: copy example.com/web:1.0.0 (web), ghcr.io/files:1.0.0 (web) there.',
    );
    expect(advice("dev", images(`${ECR}/web:1.0.0`))).to.deep.equal([]);
    expect(advice("dev", images("210987654321.dkr.ecr.us-east-1.amazonaws.com/web:1.0.0"))).to.have.length(1);
    expect(advice("dev", { "platform/applications": [WEB] })).to.deep.equal([]);
  });

  it("names the controllers whose images come from public registries, where those are out of reach", () => {
    const closed = {
      "platform/network/nat": "none",
      "platform/network/interfaceEndpoints": true,
      "platform/karpenter/enabled": true,
    };
    expect(advice("dev", closed).join()).to.match(/the controllers of karpenter come from public registries/);
  });

  it("names the images that come from public registries in China", () => {
    const inChina = {
      "aws/region": "cn-northwest-1",
      "platform/cluster/access/deployers": ["arn:aws-cn:iam::210987654321:role/deployer"],
    };
    const own = "210987654321.dkr.ecr.cn-northwest-1.amazonaws.com.cn/web:1.0.0";
    const why = "cn-northwest-1 is in China, from where public registries are slow or out of reach";
    const lines = advice("dev", { ...inChina, "platform/applications": [WEB], "platform/velero/enabled": true });
    expect(lines).to.have.length(2);
    expect(lines[0]).to.include(why).and.to.include("copy example.com/web:1.0.0 (web) there");
    expect(lines[1]).to.include(why).and.to.include("the controllers of velero come from public registries");
    expect(advice("dev", { ...inChina, "platform/applications": [{ ...WEB, image: own }] })).to.deep.equal([]);
  });

  it("names ingresses from the internet where an existing VPC names no public subnets", () => {
    const subnets = ["subnet-00000001", "subnet-00000002", "subnet-00000003"];
    const existing = { vpcId: "vpc-01234567", cidr: "10.20.0.0/16", privateSubnetIds: subnets };
    const certificateArn = "arn:aws:acm:eu-central-1:210987654321:certificate/0123abcd-0123-0123-0123-0123456789ab";
    const facing = (scheme: string, network: object) =>
      advice("dev", {
        "platform/network": { existing: { ...existing, ...network } },
        "platform/applications": [{ ...WEB, ingress: { hosts: ["web.example.com"], scheme, certificateArn } }],
      });
    expect(facing("internet-facing", {})).to.deep.equal([
      "network.existing.publicSubnetIds is empty, and the ingress of web is internet-facing: its load balancer is made only where the VPC's public subnets bear the tag kubernetes.io/role/elb.",
    ]);
    expect(facing("internet-facing", { publicSubnetIds: subnets })).to.deep.equal([]);
    expect(facing("internal", {})).to.deep.equal([]);
  });

  it("names applications that may reach the collectors where there are none", () => {
    const sender = { ...WEB, networkPolicy: { to: [{ namespace: "tracing", ports: [4317] }] } };
    const apps = (...list: object[]) => ({ "platform/applications": list });
    expect(advice("dev", apps(sender))).to.deep.equal([
      "tracing is off, and the network policy of web lets traffic to the namespace tracing, where nothing listens until tracing.enabled is true.",
    ]);
    expect(advice("dev", { ...apps(sender), "platform/tracing/enabled": true })).to.deep.equal([]);
    const other = { ...sender, networkPolicy: { to: [{ namespace: "traces", ports: [4317] }] } };
    expect(advice("dev", apps(other))).to.deep.equal([]);
  });

  it("names zones without a subnet that a pool asks for beside others", () => {
    expect(advice("prod", pool(ZONE, "eu-central-1a", "eu-central-1f"))).to.deep.equal([
      "karpenter: node pool general names eu-central-1f, where the network has no subnet.",
    ]);
    expect(advice("prod", pool(ZONE, "eu-central-1a"))).to.deep.equal([]);
  });

  it("names instance types that contradict the pool's architecture, or are none by their name", () => {
    expect(advice("prod", pool(TYPE, "m7i.large", "m7g.large", "t3.medum"))).to.deep.equal([
      "karpenter: node pool general names t3.medum, which is not how EC2 names instance types.",
      "karpenter: node pool general names m7g.large, by the name not amd64, which the pool asks for.",
    ]);
    for (const type of ["u7i-12tb.224xlarge", "c7i.metal-24xl", "m7i-flex.large", "r5.24xlarge", "i3en.3xlarge"]) {
      expect(advice("prod", pool(TYPE, type)), type).to.deep.equal([]);
    }
  });

  it("names controllers that are not documented for the Kubernetes version, where the stack has them", () => {
    const velero = (version: string, enabled: boolean) => ({
      "platform/cluster/version": version,
      "platform/velero/enabled": enabled,
    });
    expect(advice("prod", velero("1.36", true))).to.deep.equal([
      "cluster.version is 1.36, and velero, as pinned here, is documented for Kubernetes up to 1.35: try both in dev first.",
    ]);
    expect(advice("prod", velero("1.36", false))).to.deep.equal([]);
    expect(advice("prod", velero("1.35", true))).to.deep.equal([]);
  });

  describe("on pods that no node takes", () => {
    const pools = (...presets: string[]) => ({
      "platform/karpenter/nodePools": presets.map((preset) => ({ preset })),
    });
    const ROLLING = { ...WEB, strategy: { kind: "rolling" }, metrics: { enabled: false } };

    it("names them, where every pool is tainted", () => {
      const lines = advice("prod", {
        ...pools("arm64", "gpu"),
        "platform/tracing/enabled": true,
        "platform/applications": [ROLLING],
      });
      expect(lines).to.deep.equal([
        "karpenter: every node pool is tainted (arm64, gpu), and the system nodes take the platform's controllers alone: the pods of the application web, observability, certManager, tracing would wait for ever. Add a pool without taints, such as the preset general.",
      ]);
    });

    it("leaves out what puts up with the taints of one of them, or with that of the system nodes", () => {
      const arm = { key: "kubernetes.io/arch", value: "arm64" };
      const off = { "platform/observability/enabled": false };
      for (const more of [
        { tolerations: [arm] },
        { tolerations: [{ key: "kubernetes.io/arch" }] },
        { tolerations: [{ key: "CriticalAddonsOnly" }] },
        { tolerations: [arm], nodePool: "arm64" },
      ]) {
        const stack = { ...pools("arm64", "gpu"), ...off, "platform/applications": [{ ...ROLLING, ...more }] };
        expect(advice("prod", stack), JSON.stringify(more)).to.deep.equal([]);
      }
      for (const toleration of [{ ...arm, value: "amd64" }, { ...arm, effect: "NoExecute" }, { key: "spot" }]) {
        const stack = { ...pools("arm64", "gpu"), ...off };
        const lines = advice("prod", {
          ...stack,
          "platform/applications": [{ ...ROLLING, tolerations: [toleration] }],
        });
        expect(lines.join(), JSON.stringify(toleration)).to.match(
          /the pods of the application web would wait for ever/,
        );
      }
    });

    it("says nothing where a pool takes everything, or where nothing waits", () => {
      expect(advice("prod", { ...pools("general", "gpu"), "platform/applications": [ROLLING] })).to.deep.equal([]);
      const soft = [{ preset: "general", taints: [{ key: "a", value: "b", effect: "PreferNoSchedule" }] }];
      expect(advice("prod", { "platform/karpenter/nodePools": soft })).to.deep.equal([]);
      expect(advice("prod", { ...pools("gpu"), "platform/observability/enabled": false })).to.deep.equal([]);
      expect(advice("dev", { "platform/applications": [ROLLING] })).to.deep.equal([]);
    });
  });

  describe("on a Prometheus that the stack does not make", () => {
    const asks = (prometheusAddress: string, more: object = {}) =>
      advice("prod", {
        "platform/observability/enabled": false,
        "platform/rollouts": { prometheusAddress, ...more },
        "platform/applications": [WEB],
      });

    it("says what it has to do, and that network policies let its namespace in", () => {
      for (const address of ["http://prometheus.metrics:9090", "http://prom.metrics.svc.cluster.local:9090"]) {
        expect(asks(address).join()).to.match(/has to scrape the applications itself.*let the namespace metrics in/);
      }
    });

    it("says nothing where the platform's own scrapes, or nothing is measured", () => {
      const prometheusAddress = "http://thanos.metrics:9090";
      const own = { "platform/rollouts": { prometheusAddress }, "platform/applications": [WEB] };
      expect(advice("prod", own)).to.deep.equal([]);
      const unmeasured = { ...WEB, metrics: { enabled: false }, strategy: { kind: "rolling" } };
      expect(
        advice("prod", { ...own, "platform/observability/enabled": false, "platform/applications": [unmeasured] }),
      ).to.deep.equal([]);
    });

    it("says that it is kept out where its namespace is not known", () => {
      expect(asks("https://prometheus.example.com").join()).to.match(/keep it out until rollouts\.prometheusNamespace/);
      expect(asks("https://prometheus.example.com", { prometheusNamespace: "agents" }).join()).to.match(
        /let the namespace agents in/,
      );
    });
  });
});
