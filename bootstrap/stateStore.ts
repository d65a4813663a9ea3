import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AwsScope } from "../components/shared/aws.ts";
import { logBucketPolicy } from "../components/shared/bucketPolicies.ts";
import { EncryptionKey } from "../components/shared/encryptionKey.ts";
import { makeBucket } from "./bucket.ts";
import { stateBucketPolicy } from "./documents/bucket.ts";
import type { StoreNames } from "./names.ts";

/** What a StateStore is made from. */
export interface StateStoreArgs {
  readonly scope: AwsScope;
  readonly names: StoreNames;
  /** Days replaced and deleted state is kept. */
  readonly stateVersionDays: number;
  /** Days the logs of access are kept. */
  readonly accessLogDays: number;
}

/** The bucket that holds the state of the account's stacks, its key, and a bucket with the logs of who accessed it. */
export class StateStore extends pulumi.ComponentResource {
  readonly bucket: pulumi.Output<string>;

  constructor(name: string, args: StateStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("eks-platform-bootstrap:index:StateStore", name, {}, opts);
    const { scope, names } = args;
    const arnOf = (bucket: string): string => `arn:${scope.partition}:s3:::${bucket}`;

    const key = new EncryptionKey(
      `${name}-key`,
      {
        scope,
        description: "State of the stacks of this account",
        alias: names.keyAlias.slice("alias/".length),
        protect: true,
        retainOnDelete: true,
      },
      { parent: this },
    );
    const state = makeBucket(
      `${name}-bucket`,
      {
        bucketName: names.bucket,
        keyArn: key.arn,
        policy: stateBucketPolicy(arnOf(names.bucket)),
        noncurrentDays: args.stateVersionDays,
      },
      this,
    );
    const logs = makeBucket(
      `${name}-logs`,
      {
        bucketName: names.logsBucket,
        policy: logBucketPolicy({
          bucketArn: arnOf(names.logsBucket),
          sourceArn: arnOf(names.bucket),
          accountId: scope.accountId,
        }),
        days: args.accessLogDays,
        noncurrentDays: args.accessLogDays,
      },
      this,
    );
    new aws.s3.BucketLogging(
      `${name}-logging`,
      { bucket: state.bucket, targetBucket: logs.bucket, targetPrefix: "access/" },
      { parent: this, retainOnDelete: true },
    );

    this.bucket = state.bucket;
    this.registerOutputs({ bucket: this.bucket });
  }
}
