import { join } from "node:path";
import { expect } from "chai";
import { runProgram } from "../../preview/program.ts";
import { readStack } from "../../preview/stackFiles.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const KEY = "eks-platform:platform";
const BOUNDARY = "arn:aws:iam::777788889999:policy/github-atlas-prod-workload-boundary";

/** The boundaries of all roles of the prod stack, with what its file is changed by. */
async function boundaries(change: object): Promise<unknown[]> {
  const stackFile = readStack(ROOT, "prod");
  const platform = { ...(JSON.parse(stackFile.config[KEY] ?? "{}") as object), ...change };
  const plan = await runProgram(
    { ...stackFile, config: { ...stackFile.config, [KEY]: JSON.stringify(platform) } },
    { unknowns: false },
  );
  const roles = plan.resources.filter(({ type }) => type === "aws:iam/role:Role");
  expect(roles.length).to.be.greaterThan(5);
  return [...new Set(roles.map(({ inputs }) => inputs.permissionsBoundary))];
}

describe("a permissions boundary", () => {
  it("is on every role of a stack that names one", async () => {
    expect(await boundaries({ permissionsBoundary: BOUNDARY })).to.deep.equal([BOUNDARY]);
  });
  it("is on no role of a stack that names none", async () => {
    expect(await boundaries({})).to.deep.equal([undefined]);
  });
  it("is refused where it is no policy's ARN", async () => {
    const error = await boundaries({ permissionsBoundary: "boundary" }).catch((reason: unknown) => reason);
    expect((error as Error).message).to.match(/platform\.permissionsBoundary: found "boundary"; allowed is the ARN/);
  });
});
