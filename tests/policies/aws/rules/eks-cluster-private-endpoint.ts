import { UNKNOWN } from "../../../support/policies.ts";
import { fixture, type RuleCases } from "../cases.ts";

const cluster = fixture("aws:eks/cluster:Cluster", { vpcConfig: { endpointPrivateAccess: true } });

export const cases: RuleCases = {
  rule: "eks-cluster-private-endpoint",
  accepts: { "a cluster with a private endpoint": cluster() },
  refuses: [
    {
      what: "a cluster without a private endpoint",
      plan: cluster({ vpcConfig: { endpointPrivateAccess: false } }),
      says: /vpcConfig\.endpointPrivateAccess is false; set it to true/,
    },
    { what: "an endpoint left to the default", plan: cluster({ vpcConfig: {} }), says: /is not set; set it to true/ },
    { what: "an endpoint of the wrong shape", plan: cluster({ vpcConfig: 7 }), says: /is not set/ },
  ],
  unknown: [{ what: "the network is unknown", plan: cluster({ vpcConfig: UNKNOWN }), names: /vpcConfig/ }],
};
