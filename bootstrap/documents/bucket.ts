import { denyOtherAlgorithms, denyPlainHttp } from "../../components/shared/bucketPolicies.ts";
import { type PolicyDocument, policyDocument } from "../../components/shared/iam.ts";

/**
 * Policy of the bucket with the state: TLS only, and for uploads that name a way of encryption only KMS. An upload that
 * names none, as Pulumi's do, gets the bucket's own key.
 */
export function stateBucketPolicy(bucketArn: string): PolicyDocument {
  return policyDocument(denyPlainHttp(bucketArn), denyOtherAlgorithms(bucketArn));
}
