import { UNKNOWN } from "../../../support/policies.ts";
import { fixture, type RuleCases } from "../cases.ts";
import { role, attachment } from "../fixtures/iam.ts";

export const cases: RuleCases[] = [
  {
    rule: "iam-role-session-length",
    accepts: {
      "the default": role(),
      "one hour": role({ maxSessionDuration: 3600 }),
      "four hours where the configuration allows it": {
        plan: role({ maxSessionDuration: 14_400 }),
        config: { "iam-role-session-length": { maximumSeconds: 14_400 } },
      },
    },
    refuses: [
      {
        what: "twelve hours",
        plan: role({ maxSessionDuration: 43_200 }),
        says: /maxSessionDuration is 43200; set it to at most 3600 seconds/,
      },
    ],
    unknown: [{ what: "it is unknown", plan: role({ maxSessionDuration: UNKNOWN }), names: /maxSessionDuration/ }],
  },
  {
    rule: "iam-managed-policy-attachment",
    accepts: {
      "a narrow policy of AWS": attachment(),
      "a policy of the account's own": attachment({
        policyArn: "arn:aws:iam::111122223333:policy/AdministratorAccess",
      }),
      ...Object.fromEntries(
        ["AmazonEC2ContainerRegistryReadOnly", "AmazonSSMManagedInstanceCore", "SecurityAudit"].map((name) => [
          `AWS's ${name}`,
          attachment({ policyArn: `arn:aws:iam::aws:policy/${name}` }),
        ]),
      ),
      "a policy that is made in the same stack": attachment({ policyArn: UNKNOWN }),
      "the storage driver's policy for one cluster": attachment({
        policyArn: "arn:aws:iam::aws:policy/AmazonEBSCSIDriverEKSClusterScopedPolicy",
      }),
      "a full access that the configuration allows": {
        plan: attachment({ policyArn: "arn:aws:iam::aws:policy/AmazonEC2FullAccess" }),
        config: { "iam-managed-policy-attachment": { refused: ["AdministratorAccess"] } },
      },
    },
    refuses: [
      {
        what: "administrators' rights",
        plan: attachment({ policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }),
        says: /policyArn is AWS's AdministratorAccess/,
      },
      {
        what: "full access in another partition",
        plan: attachment({ policyArn: "arn:aws-cn:iam::aws:policy/AmazonS3FullAccess" }),
        says: /AmazonS3FullAccess/,
      },
      {
        what: "a policy under a path",
        plan: attachment({ policyArn: "arn:aws:iam::aws:policy/job-function/PowerUserAccess" }),
        says: /PowerUserAccess/,
      },
      ...["AmazonEBSCSIDriverPolicy", "AmazonEBSCSIDriverPolicyV2"].map((name) => ({
        what: `the storage of every cluster by ${name}`,
        plan: attachment({ policyArn: `arn:aws:iam::aws:policy/service-role/${name}` }),
        says: new RegExp(`policyArn is AWS's ${name};`),
      })),
      ...[
        "job-function/SystemAdministrator",
        "job-function/NetworkAdministrator",
        "job-function/DatabaseAdministrator",
        "AWSKeyManagementServicePowerUser",
        "AmazonEC2ContainerRegistryPowerUser",
        "SecretsManagerReadWrite",
        "ReadOnlyAccess",
        "service-role/AmazonEC2RoleforSSM",
      ].map((name) => ({
        what: `AWS's broad policy ${name}`,
        plan: attachment({ policyArn: `arn:aws:iam::aws:policy/${name}` }),
        says: new RegExp(`policyArn is AWS's ${name.replace(/.*\//, "")};`),
      })),
      {
        what: "a list in the role itself",
        plan: role({ managedPolicyArns: ["arn:aws:iam::aws:policy/IAMFullAccess"] }),
        says: /managedPolicyArns\[0\] is AWS's IAMFullAccess/,
      },
      {
        what: "a permission set for administrators",
        plan: fixture("aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment", {
          managedPolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
        })(),
        says: /managedPolicyArn is AWS's AdministratorAccess/,
      },
    ],
    unknown: [{ what: "a list is unknown", plan: role({ managedPolicyArns: UNKNOWN }), names: /managedPolicyArns/ }],
  },
  {
    rule: "iam-no-users",
    accepts: { "a role": role() },
    refuses: [
      { what: "a user", plan: fixture("aws:iam/user:User", {})(), says: /user: makes credentials/ },
      {
        what: "an access key",
        plan: fixture("aws:iam/accessKey:AccessKey", { user: "x" })(),
        says: /access key: makes credentials/,
      },
      {
        what: "a password",
        plan: fixture("aws:iam/userLoginProfile:UserLoginProfile", {})(),
        says: /user login profile: makes/,
      },
    ],
    unknown: [],
  },
];
