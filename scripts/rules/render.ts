import { stringify } from "yaml";
import { ObservabilityComponent } from "../../components/observability/index.ts";
import { record } from "../../preview/program.ts";
import { WATCHED_PLATFORM } from "./platform.ts";

/** Rules as the program asks for them. */
export interface RenderedRules {
  /** Name of the rule file: `<subject>.rules.yaml`. */
  readonly file: string;
  readonly subject: string;
  /** The file, in Prometheus' own format. */
  readonly text: string;
}

const PREFIX = "eks-platform-";
const STACK = {
  project: "eks-platform",
  stack: "prod",
  config: { "aws:region": "eu-central-1", "aws:allowedAccountIds": '["111122223333"]' },
  secretKeys: [],
};

/** Runs the component and takes each PrometheusRule out of its plan: its spec is a rule file. */
export async function renderRules(): Promise<RenderedRules[]> {
  const plan = await record(STACK, { unknowns: false }, async () => {
    new ObservabilityComponent("observability", WATCHED_PLATFORM);
    return Promise.resolve(undefined);
  });
  return plan.resources
    .filter(({ type }) => type === "kubernetes:monitoring.coreos.com/v1:PrometheusRule")
    .map(({ inputs }) => {
      const { name } = inputs.metadata as { readonly name: string };
      const subject = name.slice(PREFIX.length);
      return { file: `${subject}.rules.yaml`, subject, text: stringify(inputs.spec, { lineWidth: 0 }) };
    });
}
