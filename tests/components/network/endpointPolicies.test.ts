import { expect } from "chai";
import {
  endpointServiceName,
  INTERFACE_ENDPOINTS,
  interfaceEndpointPolicy,
  s3EndpointPolicy,
} from "../../../components/network/endpointPolicies.ts";
import type { AwsScope } from "../../../components/shared/aws.ts";

const scope: AwsScope = { region: "eu-central-1", accountId: "111122223333", partition: "aws" };
const virginia: AwsScope = { ...scope, region: "us-east-1" };
const beijing: AwsScope = { ...scope, region: "cn-north-1", partition: "aws-cn" };

const ownPrincipals = (action: string) => ({
  Sid: "PrincipalsOfThisAccount",
  Effect: "Allow",
  Principal: "*",
  Action: action,
  Resource: "*",
  Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } },
});

describe("the interface endpoints", () => {
  it("are those of a private cluster", () => {
    expect([...INTERFACE_ENDPOINTS].sort()).to.deep.equal([
      "autoscaling",
      "ec2",
      "ecr.api",
      "ecr.dkr",
      "eks",
      "eks-auth",
      "elasticloadbalancing",
      "kms",
      "logs",
      "sqs",
      "ssm",
      "sts",
    ]);
  });

  it("let through principals of this account only, whatever the service", () => {
    for (const service of INTERFACE_ENDPOINTS) {
      const { Statement } = interfaceEndpointPolicy(scope, service);
      expect(Statement, service).to.have.length(1);
      expect(Statement[0]?.Condition, service).to.deep.equal(ownPrincipals("").Condition);
    }
  });

  it("let through the calls of their own service", () => {
    expect(interfaceEndpointPolicy(scope, "eks-auth")).to.deep.equal({
      Version: "2012-10-17",
      Statement: [ownPrincipals("eks-auth:*")],
    });
    expect(interfaceEndpointPolicy(scope, "ecr.dkr").Statement).to.deep.equal([ownPrincipals("ecr:*")]);
  });
});

describe("the S3 endpoint", () => {
  it("lets through principals of this account, and reads of image layers and packages", () => {
    expect(s3EndpointPolicy(scope)).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        ownPrincipals("s3:*"),
        {
          Sid: "PublicImagesAndPackages",
          Effect: "Allow",
          Principal: "*",
          Action: "s3:GetObject",
          Resource: [
            "arn:aws:s3:::prod-eu-central-1-starport-layer-bucket/*",
            "arn:aws:s3:::al2023-repos-eu-central-1-de612dc2/*",
            "arn:aws:s3:::prod-registry-k8s-io-eu-central-1/*",
          ],
        },
      ],
    });
  });

  it("admits quay.io's and Docker Hub's buckets in the region they are in", () => {
    expect(s3EndpointPolicy(virginia).Statement[1]?.Resource).to.include.members([
      "arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*",
      "arn:aws:s3:::quayio-production-s3/*",
      "arn:aws:s3:::docker-images-prod/*",
    ]);
  });

  it("names buckets in the partition of the region", () => {
    expect(s3EndpointPolicy(beijing).Statement[1]?.Resource).to.include(
      "arn:aws-cn:s3:::prod-cn-north-1-starport-layer-bucket/*",
    );
  });
});

describe("the service name of an endpoint", () => {
  it("is of the region", () => {
    expect(endpointServiceName(scope, "ecr.api")).to.equal("com.amazonaws.eu-central-1.ecr.api");
    expect(endpointServiceName(scope, "s3")).to.equal("com.amazonaws.eu-central-1.s3");
  });

  it("has a prefix in China for the services that have one there", () => {
    expect(endpointServiceName(beijing, "sts")).to.equal("cn.com.amazonaws.cn-north-1.sts");
    expect(endpointServiceName(beijing, "logs")).to.equal("com.amazonaws.cn-north-1.logs");
    expect(endpointServiceName(beijing, "s3")).to.equal("com.amazonaws.cn-north-1.s3");
  });
});
