// Records a synthetic program of N resources, as the preview would, and prints the milliseconds it took.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { record } from "../../preview/program.ts";

const count = Number(process.argv[2]);
const stackFile = { project: "bench", stack: "bench", config: { "aws:region": "eu-central-1" }, secretKeys: [] };

const start = performance.now();
const plan = await record(stackFile, { unknowns: false }, () => {
  // Groups of ten below components, each with an edge to another resource, like a real platform's.
  for (let group = 0; group < count / 10; group++) {
    const parent = new pulumi.ComponentResource("bench:index:Group", `group-${group}`);
    const vpc = new aws.ec2.Vpc(`vpc-${group}`, { cidrBlock: "10.0.0.0/16" }, { parent });
    for (let index = 0; index < 8; index++) {
      new aws.ec2.Subnet(
        `subnet-${group}-${index}`,
        { vpcId: vpc.id, cidrBlock: `10.0.${index}.0/24`, tags: { Name: `subnet-${index}` } },
        { parent },
      );
    }
  }
  return Promise.resolve(undefined);
});
if (plan.resources.length < count) throw new Error(`recorded ${plan.resources.length} of ${count} resources`);
process.stdout.write(String(performance.now() - start));
