import type { Field } from "../support/field.ts";
import { matches } from "../support/iam/glob.ts";
import { resourceRule } from "../support/rule.ts";
import { ROLE } from "../support/types.ts";

/** AWS's own broad policies do not come in by the back door of an attachment. */
export const iamManagedPolicyAttachment = resourceRule({
  name: "iam-managed-policy-attachment",
  description:
    "Attach narrow policies: none of AWS's policies for administrators, power users, full access to a service or the storage of every cluster.",
  types: [
    ROLE,
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:iam/policyAttachment:PolicyAttachment",
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment",
    "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
    "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
  ],
  parameters: {
    refused: {
      type: "array",
      items: { type: "string" },
      default: [
        "AdministratorAccess*",
        "*Administrator",
        "PowerUserAccess",
        "*PowerUser",
        "IAMFullAccess",
        "*FullAccess",
        // Reads the data of every bucket and table of an account, as the next reads its secrets.
        "ReadOnlyAccess",
        "SecretsManagerReadWrite",
        // The older policy of Session Manager, with every bucket's objects in it.
        "AmazonEC2RoleforSSM",
        // The driver's policies let it delete the volumes of every cluster of an account.
        "AmazonEBSCSIDriverPolicy*",
      ],
      description: "Names of AWS managed policies that must not be attached; * and ? are wildcards.",
    },
  },
  check({ props, config, report }) {
    const refused = config.refused as string[];
    const check = (field: Field): void => {
      const arn = field.text() ?? "";
      // Policies of the account itself are read where they are made.
      if (!/^arn:[^:]*:iam::aws:policy\//.test(arn)) return;
      const name = arn.slice(arn.lastIndexOf("/") + 1);
      if (refused.some((pattern) => matches(pattern, name))) {
        report(`${field.path} is AWS's ${name}; attach a policy with the actions that are needed`);
      }
    };
    for (const key of ["policyArn", "managedPolicyArn"]) {
      // An ARN that is not known yet is that of a policy made in this stack: AWS's own are constants.
      if (typeof props.get(key).plain() === "string") check(props.get(key));
    }
    for (const key of ["managedPolicyArns", "policyArns"]) {
      for (const item of props.get(key).items()) if (typeof item.plain() === "string") check(item);
    }
  },
});
