import { expect } from "chai";
import { autoscalerSpec } from "../../../components/application/autoscaler.ts";
import { ingressAnnotations, ingressSpec } from "../../../components/application/ingress.ts";
import { networkPolicySpec } from "../../../components/application/networkPolicy.ts";
import { CERTIFICATE, INGRESS, type Json, resolved, STRATEGIES } from "./support.ts";

const RANGES = { internetFacing: ["10.0.192.0/22"], internal: ["10.0.0.0/19"] };

function annotations(ingress: Json, tier: "dev" | "prod" = "prod"): Record<string, string> {
  const config = resolved({ ingress }, tier);
  if (!config.ingress) throw new Error("no ingress");
  return ingressAnnotations(config, config.ingress);
}

describe("an application's ingress", () => {
  it("is HTTPS by an ACM certificate, with a redirect from HTTP", () => {
    expect(annotations(INGRESS)).to.include({
      "alb.ingress.kubernetes.io/scheme": "internet-facing",
      "alb.ingress.kubernetes.io/target-type": "ip",
      "alb.ingress.kubernetes.io/listen-ports": '[{"HTTP":80},{"HTTPS":443}]',
      "alb.ingress.kubernetes.io/ssl-redirect": "443",
      "alb.ingress.kubernetes.io/certificate-arn": CERTIFICATE,
      "alb.ingress.kubernetes.io/ssl-policy": "ELBSecurityPolicy-TLS13-1-2-2021-06",
      "alb.ingress.kubernetes.io/load-balancer-attributes":
        "routing.http.drop_invalid_header_fields.enabled=true,idle_timeout.timeout_seconds=60",
      "alb.ingress.kubernetes.io/target-group-attributes": "deregistration_delay.timeout_seconds=45",
    });
  });

  it("is plain HTTP outside prod where that is asked for, and internal unless asked", () => {
    const plain = annotations({ hosts: ["shop.example.com"], plainHttp: true }, "dev");
    expect(plain["alb.ingress.kubernetes.io/listen-ports"]).to.equal('[{"HTTP":80}]');
    expect(plain["alb.ingress.kubernetes.io/scheme"]).to.equal("internal");
    expect(plain).not.to.have.any.keys(
      "alb.ingress.kubernetes.io/ssl-redirect",
      "alb.ingress.kubernetes.io/certificate-arn",
    );
  });

  it("asks for the action that Argo Rollouts writes only where there is a canary", () => {
    const ports = Object.values(STRATEGIES).map((strategy) => {
      const config = resolved({ strategy, ingress: INGRESS });
      const [rule] = config.ingress ? ingressSpec(config, config.ingress).rules : [];
      return rule?.http.paths[0]?.backend.service;
    });
    expect(ports).to.deep.equal([
      { name: "shop", port: { number: 80 } },
      { name: "shop", port: { name: "use-annotation" } },
      { name: "shop", port: { number: 80 } },
    ]);
  });
});

describe("an application's network policy", () => {
  const spec = (changes: Json, own = true, namespace?: string, namesOnNodes = false) =>
    networkPolicySpec(resolved({ strategy: STRATEGIES.rolling, ...changes }), {
      ranges: RANGES,
      scrapers: { own, namespace },
      namesOnNodes,
    });

  it("opens nothing but DNS where nothing is needed", () => {
    const { ingress, egress } = spec({ metrics: { enabled: false } });
    expect(ingress).to.deep.equal([]);
    expect(egress).to.have.length(1);
    expect(egress[0]?.ports).to.deep.equal([
      { protocol: "UDP", port: 53 },
      { protocol: "TCP", port: 53 },
    ]);
  });

  it("asks the cluster's own pods for names, and anybody where nodes resolve them, since no pod does", () => {
    const [byPods] = spec({ metrics: { enabled: false } }).egress;
    const [onNodes] = spec({ metrics: { enabled: false } }, true, undefined, true).egress;
    expect(JSON.stringify(byPods)).to.include("kube-dns");
    expect(onNodes).to.deep.equal({ ports: byPods?.ports });
  });

  it("lets the load balancer in from where its scheme puts it, and Prometheus to the metrics", () => {
    const [balancer, prometheus] = spec({ ingress: INGRESS, metrics: { port: 9090 } }).ingress;
    expect(balancer).to.deep.equal({
      from: [{ ipBlock: { cidr: "10.0.192.0/22" } }],
      ports: [{ protocol: "TCP", port: 8080 }],
    });
    expect(prometheus?.ports).to.deep.equal([{ protocol: "TCP", port: 9090 }]);
    const [internal] = spec({ ingress: { ...INGRESS, scheme: "internal" } }).ingress;
    expect(internal?.from).to.deep.equal([{ ipBlock: { cidr: "10.0.0.0/19" } }]);
    expect(spec({}, false).ingress, "no Prometheus to let in").to.deep.equal([]);
  });

  it("lets in a Prometheus of another namespace, beside the platform's or instead of it, to the metrics alone", () => {
    const other = { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "metrics" } } };
    const ports = [{ protocol: "TCP", port: 9090 }];
    expect(spec({ metrics: { port: 9090 } }, false, "metrics").ingress).to.deep.equal([{ from: [other], ports }]);
    const [both] = spec({ metrics: { port: 9090 } }, true, "metrics").ingress;
    expect(both?.from).to.have.length(2);
    expect(spec({ metrics: { enabled: false } }, false, "metrics").ingress).to.deep.equal([]);
  });

  it("lets through what is named, and credentials only where there is a role", () => {
    const podIdentity = { statements: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::b/*"] }] };
    const networkPolicy = {
      from: [{ namespace: "front", application: "web" }],
      to: [{ namespace: "data", ports: [5432] }],
      toCidrs: [
        { cidr: "10.9.0.0/16", ports: [443] },
        { cidr: "0.0.0.0/0", ports: [443] },
      ],
    };
    const { ingress, egress } = spec({ networkPolicy, podIdentity, metrics: { enabled: false } });
    expect(ingress[0]?.from).to.deep.equal([
      {
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "front" } },
        podSelector: { matchLabels: { "app.kubernetes.io/name": "web" } },
      },
    ]);
    expect(egress.slice(1)).to.deep.equal([
      { to: [{ ipBlock: { cidr: "169.254.170.23/32" } }], ports: [{ protocol: "TCP", port: 80 }] },
      {
        to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "data" } } }],
        ports: [{ protocol: "TCP", port: 5432 }],
      },
      { to: [{ ipBlock: { cidr: "10.9.0.0/16" } }], ports: [{ protocol: "TCP", port: 443 }] },
      {
        to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }],
        ports: [{ protocol: "TCP", port: 443 }],
      },
    ]);
  });
});

describe("an application's autoscaler", () => {
  const spec = (autoscaling: Json) => {
    const config = resolved({ autoscaling });
    if (!config.autoscaling) throw new Error("not scaled");
    return autoscalerSpec(config, config.autoscaling);
  };

  it("aims at cpu and memory, and keeps Kubernetes' own behaviour unless told", () => {
    const { metrics, ...rest } = spec({});
    expect(metrics).to.deep.equal([
      { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 60 } } },
      { type: "Resource", resource: { name: "memory", target: { type: "Utilization", averageUtilization: 80 } } },
    ]);
    expect(rest).to.include({ minReplicas: 3, maxReplicas: 10 }).and.not.to.have.property("behavior");
  });

  it("follows spikes with the preset, and metrics from outside", () => {
    const { behavior, metrics } = spec({
      behaviour: "aggressive",
      external: [{ name: "queue", labels: { queue: "orders" }, averageValue: "30" }],
    });
    expect(behavior).to.deep.equal({
      scaleUp: {
        stabilizationWindowSeconds: 0,
        selectPolicy: "Max",
        policies: [
          { type: "Percent", value: 100, periodSeconds: 10 },
          { type: "Pods", value: 100, periodSeconds: 10 },
        ],
      },
      scaleDown: {
        stabilizationWindowSeconds: 300,
        selectPolicy: "Max",
        policies: [{ type: "Percent", value: 10, periodSeconds: 60 }],
      },
    });
    expect(metrics[2]).to.deep.equal({
      type: "External",
      external: {
        metric: { name: "queue", selector: { matchLabels: { queue: "orders" } } },
        target: { type: "AverageValue", averageValue: "30" },
      },
    });
  });
});
