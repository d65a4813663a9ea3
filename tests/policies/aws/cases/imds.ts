import { UNKNOWN } from "../../../support/policies.ts";
import { fixture, type RuleCases } from "../cases.ts";

const options = { httpTokens: "required", httpPutResponseHopLimit: 1 };
const template = fixture("aws:ec2/launchTemplate:LaunchTemplate", { metadataOptions: options });
const withOptions = (change: Record<string, unknown>) => template({ metadataOptions: { ...options, ...change } });
const nodeGroup = fixture("aws:eks/nodeGroup:NodeGroup", { launchTemplate: { id: "lt-1", version: "1" } });
const managed = fixture("eks:index:ManagedNodeGroup", { launchTemplate: { id: "lt-1", version: "1" } });

export const cases: RuleCases[] = [
  {
    rule: "ec2-imdsv2",
    accepts: {
      "a launch template with tokens required and hop limit 1": template(),
      "a hop limit given as text": withOptions({ httpPutResponseHopLimit: "1" }),
      "a disabled metadata service": template({ metadataOptions: { httpEndpoint: "disabled" } }),
      "an instance with tokens required": fixture("aws:ec2/instance:Instance", { metadataOptions: options })(),
      "a spot fleet by launch templates": fixture("aws:ec2/spotFleetRequest:SpotFleetRequest", {
        launchTemplateConfigs: [{}],
      })(),
      "a node group with a launch template": nodeGroup(),
      "a managed node group with a launch template": managed(),
      "a hop limit of 2 where the configuration allows it": {
        plan: withOptions({ httpPutResponseHopLimit: 2 }),
        config: { "ec2-imdsv2": { maxHopLimit: 2 } },
      },
      "enableIMDSv2 where the configuration allows its hop limit of 2": {
        plan: managed({ launchTemplate: undefined, enableIMDSv2: true }),
        config: { "ec2-imdsv2": { maxHopLimit: 2 } },
      },
    },
    refuses: [
      {
        what: "optional tokens",
        plan: withOptions({ httpTokens: "optional" }),
        says: /launch template: metadataOptions\.httpTokens is "optional"/,
      },
      {
        what: "a launch template without metadata options",
        plan: template({ metadataOptions: undefined }),
        says: /metadataOptions\.httpTokens is not set/,
      },
      {
        what: "a hop limit of 2",
        plan: withOptions({ httpPutResponseHopLimit: 2 }),
        says: /httpPutResponseHopLimit is 2; set it to 1/,
      },
      {
        what: "a hop limit left to the default",
        plan: withOptions({ httpPutResponseHopLimit: undefined }),
        says: /httpPutResponseHopLimit is not set/,
      },
      {
        what: "an instance with optional tokens",
        plan: fixture("aws:ec2/instance:Instance", { metadataOptions: { ...options, httpTokens: "optional" } })(),
        says: /^.*\ninstance: metadataOptions\.httpTokens/,
      },
      {
        what: "a spot instance request without options",
        plan: fixture("aws:ec2/spotInstanceRequest:SpotInstanceRequest", {})(),
        says: /spot instance request: metadataOptions\.httpTokens/,
      },
      {
        what: "a spot fleet that describes its instances itself",
        plan: fixture("aws:ec2/spotFleetRequest:SpotFleetRequest", { launchSpecifications: [{}, {}] })(),
        says: /spot fleet request: launchSpecifications\[1\] cannot set metadata options/,
      },
      {
        what: "an autoscaling launch configuration without options",
        plan: fixture("aws:ec2/launchConfiguration:LaunchConfiguration", {})(),
        says: /launch configuration: metadataOptions\.httpTokens/,
      },
      {
        what: "a node group without a launch template",
        plan: nodeGroup({ launchTemplate: undefined }),
        says: /node group: launchTemplate is not set/,
      },
      {
        what: "a managed node group with neither a launch template nor IMDSv2",
        plan: managed({ launchTemplate: undefined }),
        says: /enableIMDSv2 is not set and there is no launchTemplate/,
      },
      {
        what: "enableIMDSv2, whose hop limit is 2",
        plan: managed({ launchTemplate: undefined, enableIMDSv2: true }),
        says: /enableIMDSv2 sets a hop limit of 2/,
      },
      {
        what: "a self-managed node group, which cannot set the options",
        plan: fixture("eks:index:NodeGroupV2", {})(),
        says: /cannot set its metadata options/,
      },
      {
        what: "a configuration that is not a number",
        plan: template(),
        config: { "ec2-imdsv2": { maxHopLimit: "two" } },
        says: /maxHopLimit is "two"; it must be a whole number from 1 to 64/,
      },
      {
        what: "a configuration with a parameter it does not have",
        plan: template(),
        config: { "ec2-imdsv2": { hops: 2 } },
        says: /hops is not a parameter/,
      },
    ],
    unknown: [
      {
        what: "the hop limit is unknown, and still refuses optional tokens",
        plan: withOptions({ httpTokens: "optional", httpPutResponseHopLimit: UNKNOWN }),
        names: /metadataOptions\.httpPutResponseHopLimit/,
        says: /metadataOptions\.httpTokens is "optional"/,
      },
      { what: "all options are unknown", plan: template({ metadataOptions: UNKNOWN }), names: /metadataOptions/ },
      {
        what: "it is unknown whether a group has a launch template",
        plan: nodeGroup({ launchTemplate: UNKNOWN }),
        names: /launchTemplate/,
      },
    ],
  },
  {
    rule: "ec2-detailed-monitoring",
    accepts: {
      "a launch template that measures": template({ monitoring: { enabled: true } }),
      "an instance that measures": fixture("aws:ec2/instance:Instance", { monitoring: true })(),
      "a launch configuration, which does by itself": fixture("aws:ec2/launchConfiguration:LaunchConfiguration", {})(),
    },
    refuses: [
      {
        what: "a launch template that says nothing",
        plan: template(),
        says: /launch template: monitoring\.enabled is not set/,
      },
      {
        what: "a launch template that does not",
        plan: template({ monitoring: { enabled: false } }),
        says: /monitoring\.enabled is false/,
      },
      {
        what: "an instance that says nothing",
        plan: fixture("aws:ec2/instance:Instance", {})(),
        says: /instance: monitoring is not set/,
      },
      {
        what: "a launch configuration that switches it off",
        plan: fixture("aws:ec2/launchConfiguration:LaunchConfiguration", { enableMonitoring: false })(),
        says: /enableMonitoring is false/,
      },
    ],
    unknown: [{ what: "it is unknown", plan: template({ monitoring: UNKNOWN }), names: /monitoring/ }],
  },
];
