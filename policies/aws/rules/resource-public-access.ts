import { namesNothing } from "../support/iam/everything.ts";
import { type ResourceContext, resourceRule } from "../support/rule.ts";
import { UNKNOWN } from "../support/unknown.ts";

type Check = (context: ResourceContext) => void;

const notPublic: Check = ({ props, require }) => {
  require(props.get("publiclyAccessible"), (field) => field.bool() !== true, "set it to false");
};

/** The switches that keep buckets from the world; off unless said otherwise for an account, on for an access point. */
const SWITCHES = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

/** Whoever may call it, unless one of the bounds is set. */
const boundCaller =
  (...bounds: string[]): Check =>
  ({ props, report }) => {
    const principal = props.get("principal");
    if (!principal.known() || !/^\s*\*+\s*$/.test(principal.text() ?? "")) return;
    const values = bounds.map((key) => props.get(key).plain());
    // A bound that is not known yet is one all the same: it names something that is yet to be made.
    if (values.some((value) => value === UNKNOWN || (typeof value === "string" && !namesNothing(value)))) return;
    report(`${principal.described()}; name an account or a service, or set ${bounds.join(" or ")}`);
  };

const CHECKS: Record<string, Check> = {
  "aws:rds/instance:Instance": notPublic,
  "aws:rds/clusterInstance:ClusterInstance": notPublic,
  "aws:redshift/cluster:Cluster": notPublic,
  "aws:redshiftserverless/workgroup:Workgroup": notPublic,
  "aws:dms/replicationInstance:ReplicationInstance": ({ props, require }) => {
    // Public unless said otherwise (AWS DMS API Reference, CreateReplicationInstance).
    require(props.get("publiclyAccessible"), (field) => field.bool() === false, "set it to false");
  },
  "aws:mq/broker:Broker": notPublic,
  "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": ({ props, require }) => {
    for (const key of SWITCHES) require(props.get(key), (field) => field.bool() === true, "set it to true");
  },
  "aws:s3/accessPoint:AccessPoint": ({ props, require }) => {
    for (const key of SWITCHES) {
      const field = props.get("publicAccessBlockConfiguration").get(key);
      require(field, (known) => known.bool() !== false, "set it to true");
    }
  },
  "aws:ec2/amiLaunchPermission:AmiLaunchPermission": ({ props, require }) => {
    require(props.get("group"), (field) => field.text() !== "all", "name accounts or an organisation instead");
  },
  "aws:lambda/permission:Permission": boundCaller("sourceArn", "sourceAccount", "principalOrgId"),
  "aws:lambda/layerVersionPermission:LayerVersionPermission": boundCaller("organizationId"),
  "aws:lambda/functionUrl:FunctionUrl": ({ props, require }) => {
    require(props.get("authorizationType"), (field) => field.text() !== "NONE", 'set it to "AWS_IAM"');
  },
};

/** What has a switch that opens it to the world has it off. */
export const resourcePublicAccess = resourceRule({
  name: "resource-public-access",
  description:
    "Open nothing to the world: no public database, broker, image, function or access point, and the account's public access block for buckets stays on.",
  types: Object.keys(CHECKS),
  check(context) {
    CHECKS[context.type]?.(context);
  },
});
