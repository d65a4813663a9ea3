/** IAM. Immutable inputs: AWS provider 7.x, "Forces new resource"; deletion: IAM API, `DeleteConflict`. */
import { textAt } from "../cloud/values.ts";
import type { Models, Reference } from "./types.ts";

export const ROLE = "aws:iam/role:Role";
const POLICY = "aws:iam/policy:Policy";

/** Policies that AWS maintains. */
const MANAGED = /^arn:aws[a-z-]*:iam::aws:policy\//;

const roleName: Reference = { path: "role", to: [{ type: ROLE }] };

/** A role named by its ARN. */
export const roleArn = (path: string): Reference => ({ path, to: [{ type: ROLE, by: "arn" }] });

const MODELS: Models = {
  [ROLE]: {
    required: ["assumeRolePolicy"],
    immutable: ["name", "namePrefix", "path"],
    unique: ({ outputs }) => textAt(outputs, "name"),
  },
  [POLICY]: {
    required: ["policy"],
    immutable: ["name", "namePrefix", "path", "description"],
    unique: ({ outputs }) => textAt(outputs, "name"),
  },
  "aws:iam/rolePolicy:RolePolicy": {
    required: ["role", "policy"],
    immutable: ["role", "name", "namePrefix"],
    references: [roleName],
    unique: ({ inputs, id }) => `${textAt(inputs, "role")} ${textAt(inputs, "name") || id}`,
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    required: ["role", "policyArn"],
    immutable: ["role", "policyArn"],
    references: [roleName, { path: "policyArn", to: [{ type: POLICY, by: "arn" }], outside: MANAGED }],
    unique: ({ inputs }) => `${textAt(inputs, "role")} ${textAt(inputs, "policyArn")}`,
  },
  "aws:iam/instanceProfile:InstanceProfile": {
    immutable: ["name", "namePrefix", "path"],
    references: [roleName],
    unique: ({ outputs }) => textAt(outputs, "name"),
  },
  "aws:iam/serviceLinkedRole:ServiceLinkedRole": {
    required: ["awsServiceName"],
    immutable: ["awsServiceName", "customSuffix"],
    unique: ({ inputs }) => `${textAt(inputs, "awsServiceName")} ${textAt(inputs, "customSuffix")}`,
  },
};

/** IAM has no regions. */
export const IAM: Models = Object.fromEntries(
  Object.entries(MODELS).map(([type, model]) => [type, { ...model, within: "account" }]),
);
