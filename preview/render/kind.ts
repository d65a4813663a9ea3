/** First part of the type tokens of this project's own components. */
const OWN_PACKAGE = "eks-platform";

/**
 * A type token as a person would say it: `ec2 Vpc`, `apps/v1 Deployment`, `karpenter NodePool`, `helm Release`, `provider aws`.
 * Components of this project go by their class alone; those of `@pulumi/eks` keep their package's name, because
 * `eks Cluster` is the plain AWS resource.
 */
export function kindOf(type: string): string {
  const [packageName = "", module = "", name = ""] = type.split(":");
  if (packageName === "pulumi" && module === "providers") return `provider ${name}`;
  if (packageName === OWN_PACKAGE) return name;
  switch (packageName) {
    case "aws": {
      const service = module.split("/")[0] ?? "";
      return service === "index" || service === "" ? `aws ${name}` : `${service} ${name}`;
    }
    case "kubernetes":
      if (module.startsWith("helm.sh/")) return `helm ${name}`;
      // Of Kubernetes' own groups the first word says enough: rbac/v1 for rbac.authorization.k8s.io/v1. So it does of
      // the groups of custom resources, where the version says nothing: karpenter for karpenter.k8s.aws/v1.
      return `${module
        .replace(/^core\//, "")
        .replace(/^([a-z]+)(\.[a-z]+)*\.k8s\.io\//, "$1/")
        .replace(/^([a-z0-9-]+)\.[^/]+\/v.*$/, "$1")} ${name}`;
    case "eks":
      return `@pulumi/eks ${name}`;
    default:
      return `${packageName} ${name}`;
  }
}
