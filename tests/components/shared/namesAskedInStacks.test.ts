import { join } from "node:path";
import { expect } from "chai";
import { PLATFORM_KEY } from "../../../components/config.ts";
import { runProgram } from "../../../preview/program.ts";
import { readStack } from "../../../preview/stackFiles.ts";
import { all } from "../../support/harness.ts";

const ROOT = join(import.meta.dirname, "../../..");

interface Section {
  readonly cluster: object;
  readonly [key: string]: unknown;
}
interface Spec {
  readonly egress?: readonly { readonly to?: unknown; readonly ports?: readonly { readonly port: number }[] }[];
}

/** Names of the policies of a stack with everything, by whether they let names be asked of anybody. */
async function policies(autoMode: boolean): Promise<{ readonly open: string[]; readonly held: string[] }> {
  const file = readStack(ROOT, "dev");
  const section = JSON.parse(file.config[PLATFORM_KEY] ?? "") as Section;
  const everything = {
    ...section,
    cluster: { ...section.cluster, autoMode },
    ...Object.fromEntries(
      ["rollouts", "velero", "monitoring", "observability", "certManager", "tracing"].map((key) => [
        key,
        { ...(section[key] as object | undefined), enabled: true },
      ]),
    ),
  };
  const plan = await runProgram(
    { ...file, config: { ...file.config, [PLATFORM_KEY]: JSON.stringify(everything) } },
    { unknowns: false },
  );
  const asking = all(plan, "kubernetes:networking.k8s.io/v1:NetworkPolicy").flatMap(({ name, inputs }) =>
    ((inputs.spec as Spec | undefined)?.egress ?? [])
      .filter(({ ports = [] }) => ports.some(({ port }) => port === 53))
      .map(({ to }) => ({ name, open: to === undefined })),
  );
  return {
    open: asking.filter(({ open }) => open).map(({ name }) => name),
    held: asking.filter(({ open }) => !open).map(({ name }) => name),
  };
}

describe("the pods of a stack with everything", () => {
  const EVERYBODY = [
    "application-myapp-network-policy",
    "cert-manager-network-policy",
    "monitoring-collector",
    "observability-network-names-and-https",
    "rollouts-network-policy",
    "tracing-network-policy",
    "velero-network-policy",
  ];

  it("ask the cluster's resolvers alone", async () => {
    const { open, held } = await policies(false);
    expect(open).to.deep.equal([]);
    expect(held).to.include.members(EVERYBODY);
  });

  it("ask anybody where Auto Mode's nodes resolve names themselves", async () => {
    const { open, held } = await policies(true);
    expect(held).to.deep.equal([]);
    expect(open).to.include.members(EVERYBODY);
  });
});
