import { UNKNOWN } from "../../../support/policies.ts";
import { change } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";
import { collector, deployment, podPatch, release } from "../support/fixtures.ts";

const image = "spec.template.spec.containers[0].image";
const digest = `sha256:${"0123456789abcdef".repeat(4)}`;

function withImage(reference: string): typeof deployment {
  return change(deployment, image, reference);
}

export const cases: RuleCases = {
  rule: "container-image-pinned",
  passes: {
    "passes tags in values that are no images', and images that leave the tag to the chart": release("logs", {
      parser: { tag: "applications" },
      image: "shop/web",
      server: { image: { repository: "shop/web", tag: "" } },
    }),
    "takes no image for missing in a patch": podPatch({ containers: [{ name: "web", args: ["--verbose"] }] }),
    "passes a tag and a digest": deployment,
    "passes a digest beside a moving tag": withImage(`shop/web:latest@${digest}`),
    "passes a tag after a registry with a port": withImage("registry:5000/web:v1"),
    "passes values of a chart that name versions or nothing": release("velero", {
      image: { repository: "velero/velero", tag: "v1.18.2" },
      initContainers: [{ name: "plugin", image: "velero/velero-plugin-for-aws:v1.14.2" }],
      nodeAgent: { image: { repository: "velero/velero" } },
    }),
    "asks nothing of unknown values that hold no image": release("karpenter", {
      settings: { clusterEndpoint: UNKNOWN, interruptionQueue: UNKNOWN },
    }),
    "passes a moving tag in values beside a digest": release("velero", { image: { tag: "latest", digest } }),
  },
  refuses: {
    ...Object.fromEntries(
      ["stable", "main", "edge", "dev", "nightly", "lts-alpine"].map((tag) => [
        `refuses the tag ${tag}, which is no version`,
        { plan: withImage(`shop/web:${tag}`), says: [`has the tag ${tag}, which is no version`] },
      ]),
    ),
    "refuses tags without a version and moving images as text in a chart's values": {
      plan: release("shop", {
        image: "shop/web:latest",
        server: { image: { tag: "main" } },
        agent: { repository: "shop/agent", tag: "edge" },
      }),
      says: ['values.image is "shop/web:latest"', 'values.server.image.tag is "main"', 'values.agent.tag is "edge"'],
    },
    "refuses a moving image in an operator's object": {
      plan: change(collector, "spec.image", "otel/collector:latest"),
      says: ['spec.image is "otel/collector:latest"'],
    },
    "refuses a moving tag that a patch writes": {
      plan: podPatch({ containers: [{ name: "web", image: "shop/web:latest" }] }),
      says: ["has the tag latest, which moves"],
    },
    "refuses latest": {
      plan: withImage("shop/web:latest"),
      says: [`container web: ${image} is "shop/web:latest", which has the tag latest`],
    },
    "refuses an image without a tag": { plan: withImage("shop/web"), says: ["has neither tag nor digest"] },
    "takes a registry's port for no tag": {
      plan: withImage("registry:5000/web"),
      says: ["has neither tag nor digest"],
    },
    "refuses an empty tag": { plan: withImage("shop/web:"), says: ["has neither tag nor digest"] },
    "refuses a container without an image": { plan: change(deployment, image, undefined), says: ["names no image"] },
    "refuses an init container's": {
      plan: change(deployment, "spec.template.spec.initContainers[0].image", "shop/migrate"),
      says: ["init container migrate: spec.template.spec.initContainers[0].image"],
    },
    "refuses a tag that its parameter says moves": {
      plan: withImage("shop/web:stable"),
      parameters: { floatingTags: ["latest", "stable"] },
      says: ["has the tag stable, which moves"],
    },
    "refuses a moving tag deep in a chart's values": {
      plan: release("velero", { nodeAgent: { image: { tag: "latest" } } }),
      says: ['values.nodeAgent.image.tag is "latest"'],
    },
    "refuses an untagged container in a chart's values": {
      plan: release("velero", { initContainers: [{ name: "plugin", image: "velero/velero-plugin-for-aws" }] }),
      says: ["values.initContainers[0].image"],
    },
    "refuses an image of the wrong shape": {
      plan: change(deployment, image, { name: "web" }),
      says: [`${image} is an object; it must be a string`],
    },
  },
  unclear: {
    "advises on an unknown image and still refuses another": {
      plan: change(change(deployment, image, UNKNOWN), "spec.template.spec.initContainers[0].image", "shop/migrate"),
      unknown: image,
      says: ["initContainers[0].image"],
    },
    "advises on unknown containers in values": {
      plan: release("velero", { initContainers: UNKNOWN }),
      unknown: "values.initContainers",
      says: [],
    },
    "advises on an unknown tag in values": {
      plan: release("velero", { image: { tag: UNKNOWN }, nodeAgent: { image: { tag: "latest" } } }),
      unknown: "values.image.tag",
      says: ["values.nodeAgent.image.tag"],
    },
  },
};
