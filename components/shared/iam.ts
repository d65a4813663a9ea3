/** One value or a list of them, as IAM's grammar allows nearly everywhere. */
export type OneOrMany<T> = T | readonly T[];

/** Operator -> condition key -> the values it is compared with. */
export type Conditions<Text = string> = Readonly<Record<string, Readonly<Record<string, OneOrMany<Text>>>>>;

/** Who a resource policy or trust policy speaks of. `*` is everybody. */
export type Principal = "*" | Readonly<Partial<Record<"AWS" | "Service" | "Federated", OneOrMany<string>>>>;

/**
 * One statement of a policy. NotAction and NotResource are left out on purpose: nothing here grants by exclusion.
 * `Text` is wider than text where a condition compares with what only deployment tells.
 */
export interface PolicyStatement<Text = string> {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: Principal;
  readonly Action: OneOrMany<string>;
  /** Absent only in trust policies, which speak of the role they belong to. */
  readonly Resource?: OneOrMany<string>;
  readonly Condition?: Conditions<Text>;
}

/** A whole IAM, trust, key, queue or bucket policy. */
export interface PolicyDocument<Text = string> {
  readonly Version: "2012-10-17";
  readonly Id?: string;
  readonly Statement: readonly PolicyStatement<Text>[];
}

/** Puts statements into a document of the current policy language version. */
export function policyDocument<Text = string>(...statements: PolicyStatement<Text>[]): PolicyDocument<Text> {
  return { Version: "2012-10-17", Statement: statements };
}

/**
 * Trust policy of a role that an AWS service assumes.
 *
 * @param service the service principal, `ec2.amazonaws.com` for instance
 * @param condition restricts which resource of that service may assume it (confused deputy)
 */
export function serviceTrust(service: string, condition?: Conditions): PolicyDocument {
  return policyDocument({
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
    ...(condition && { Condition: condition }),
  });
}

/** Characters IAM allows in one managed policy, white space not counted. Source: IAM User Guide, "IAM and STS quotas". */
export const MANAGED_POLICY_MAX_CHARACTERS = 6144;
