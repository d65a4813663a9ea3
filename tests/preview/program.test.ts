import * as aws from "@pulumi/aws";
import { expect } from "chai";
import { ProgramError } from "../../preview/errors.ts";
import { record } from "../../preview/program.ts";

describe("a program that never ends", () => {
  it("is told from one that runs, with the resource it got to, when Node has nothing left to do", async () => {
    const file = { project: "example", stack: "dev", config: { "aws:region": "eu-central-1" }, secretKeys: [] };
    const run = record(file, { unknowns: false }, async () => {
      new aws.sqs.Queue("orders");
      await new Promise<void>((resolve) => setTimeout(resolve, 20));
      // What Node says before it exits, which a test runner keeps it from doing.
      setImmediate(() => process.emit("beforeExit", 0));
      return new Promise<never>(() => undefined);
    }).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(await run)
      .to.be.instanceOf(ProgramError)
      .with.property(
        "message",
        "The program waits for a promise that is never settled; the last resource it asked for was orders (aws:sqs/queue:Queue)",
      );
  });
});
