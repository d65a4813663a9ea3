import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { parseConfig } from "../../../components/config.ts";
import { GRAFANA_ADMIN, RELEASE } from "../../../components/observability/names.ts";
import { COLLECTOR, NAMESPACE, OTLP_PORTS, SERVICE } from "../../../components/tracing/names.ts";
import { good, PREVIEW } from "../config/support.ts";

const PAGE = join(import.meta.dirname, "../../../docs/observability.md");
const text = readFileSync(PAGE, "utf8");
const examples = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, example]) => example ?? "");

describe("the page about metrics, alerts, logs and traces", () => {
  it("has examples that a prod stack takes, each for itself and all together", () => {
    expect(examples).to.have.length(4);
    const sections = examples.map((example) => parse(example) as object);
    for (const section of [...sections, Object.assign({}, ...sections) as object]) {
      const input = good("prod");
      parseConfig({ ...input, platform: { ...input.platform, ...section } }, PREVIEW);
    }
  });

  it("names services, Secrets and addresses as they are", () => {
    for (const service of ["grafana 3000:80", "prometheus 9090", "alertmanager 9093"]) {
      expect(text).to.include(`port-forward svc/${RELEASE}-${service}`);
    }
    expect(text).to.include(`get secret ${GRAFANA_ADMIN.secret} -o jsonpath='{.data.${GRAFANA_ADMIN.passwordKey}}'`);
    expect(text).to.include(`http://${SERVICE}.${NAMESPACE}.svc.cluster.local:${OTLP_PORTS.grpc}`);
    expect(SERVICE).to.equal(`${COLLECTOR}-collector`);
  });

  it("leads to files that are there", () => {
    const links = [...text.matchAll(/\]\((?!https:)([^)#]+)/g)].map(([, link]) => join(dirname(PAGE), link ?? ""));
    expect(links).to.not.deep.equal([]);
    for (const link of links) expect(existsSync(link), link).to.equal(true);
  });
});
