import { expect } from "chai";
import { COMMENT_MARKER, previewComment, type PreviewReport } from "../../scripts/github/comment.ts";
import { driftAction, driftMarker } from "../../scripts/github/drift.ts";
import { block, cut, plain } from "../../scripts/github/markdown.ts";

const report: PreviewReport = {
  exitCode: 1,
  stacks: [
    {
      stack: "prod",
      exitCode: 1,
      summary: {
        resources: 3,
        violations: 1,
        advice: 0,
        components: [{ component: "network", total: 3, kinds: { "ec2 Vpc": 1, "ec2 Subnet": 2 } }],
      },
      policies: {
        packs: { aws: 65 },
        findings: [
          { rule: "s3-bucket-versioning", level: "mandatory", message: "ping @everyone ```", place: "velero" },
        ],
      },
    },
  ],
  failures: [{ stack: "dev", message: "Pulumi.dev.yaml is not valid" }],
};

describe("the comment of a preview", () => {
  it("begins with what it is found by, and has a line for each stack", () => {
    const text = previewComment(report);
    expect(text.startsWith(`${COMMENT_MARKER}\n`)).to.equal(true);
    expect(text).to.include("| prod | ❌ | 3 | 1 | 0 |").and.to.include("| dev | ❌ | cannot be previewed | | |");
    expect(text).to.include("network (3): ec2 Vpc, ec2 Subnet x2");
    expect(text).to.include("mandatory s3-bucket-versioning (velero)");
  });

  it("lets nothing out of the block that text of the program stands in", () => {
    const text = previewComment(report);
    expect(text).to.include("````text\nmandatory s3-bucket-versioning (velero)\n  ping @everyone ```\n````");
  });

  it("makes nothing of names that look like Markdown, HTML or a mention", () => {
    expect(plain("a|b <img> @team [x](y) `c`\n# d")).to.equal("a\\|b &lt;img> @\u200bteam \\[x\\](y) \\`c\\` \\# d");
  });

  it("stays within what GitHub takes, and says where it was cut", () => {
    const findings = Array.from({ length: 3000 }, () => report.stacks[0]!.policies.findings[0]!);
    const stacks = Array.from({ length: 3 }, (_, index) => ({
      ...report.stacks[0]!,
      stack: `s${index}`,
      policies: { packs: {}, findings },
    }));
    const text = previewComment({ ...report, stacks });
    expect(text.length).to.be.within(25_000, 65_536);
    expect(text.match(/cut here/g)).to.have.length(3);
    expect(text.match(/<details>/g)).to.have.length(7);
    expect(text.match(/<\/details>/g)).to.have.length(7);
  });

  it("cuts nothing that fits", () => {
    expect(cut("abc", 3)).to.equal("abc");
    expect(block("abc")).to.equal("```text\nabc\n```");
  });
});

describe("the issue of a drift", () => {
  const run = "https://github.com/acme/platform/actions/runs/1";

  it("is opened or updated when something has changed, and shows what", () => {
    const action = driftAction({ stack: "prod", status: 7, output: "~ aws:ec2/vpc:Vpc" }, run);
    expect(action).to.include({ kind: "open-or-update", title: "Drift in prod" });
    const { body } = action as { body: string };
    expect(body.startsWith(driftMarker("prod"))).to.equal(true);
    expect(body).to.include("```text\n~ aws:ec2/vpc:Vpc\n```").and.to.include(`Last seen by ${run}.`);
  });

  it("does not take a comparison that failed, or never began, for one that found nothing", () => {
    for (const status of [1, 255, undefined]) {
      expect(driftAction({ stack: "prod", status, output: "" }, run)).to.include({
        kind: "open-or-update",
        title: "Drift of prod is not known",
      });
    }
  });

  it("is closed when state and account agree", () => {
    expect(driftAction({ stack: "prod", status: 0, output: "x" }, run).kind).to.equal("close");
  });

  it("stays within what GitHub takes", () => {
    const action = driftAction({ stack: "prod", status: 7, output: "x".repeat(200_000) }, run);
    expect((action as { body: string }).body.length).to.be.within(60_000, 65_536);
  });
});
