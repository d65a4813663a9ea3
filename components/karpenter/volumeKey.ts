import { type AwsScope, iamArn } from "../shared/aws.ts";
import { mayEncryptNodeVolumes } from "../shared/encryptionKey.ts";
import type { PolicyStatement } from "../shared/iam.ts";
import { platformNames } from "../shared/names.ts";

/**
 * Who may encrypt the volumes of nodes: the Karpenter controller, in whose name EC2 starts on-demand instances, and EC2's
 * role for spot instances, in each case through EC2 of this region alone. The volume of a running instance is read by
 * EC2 with a grant, which only AWS services can be given.
 *
 * The role for spot instances may come into being long after the key. With the default key policy alone instances would
 * end the moment they start.
 * Sources: Karpenter docs, v1.14, "Troubleshooting: node terminates before ready on failed encrypted EBS volume"; Amazon
 * EC2 User Guide, "Service-linked role for Spot Instance requests".
 */
export function volumeKeyStatements(scope: AwsScope, clusterName: string): readonly PolicyStatement[] {
  return mayEncryptNodeVolumes("Karpenter", {
    StringEquals: {
      "kms:CallerAccount": scope.accountId,
      "kms:ViaService": `ec2.${scope.region}.amazonaws.com${scope.partition === "aws-cn" ? ".cn" : ""}`,
    },
    ArnEquals: {
      "aws:PrincipalArn": [
        iamArn(scope, `role/${platformNames(clusterName).karpenterControllerRole}`),
        iamArn(scope, "role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot"),
      ],
    },
  });
}
