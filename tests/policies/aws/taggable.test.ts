import { readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { isTaggable, TAGGABLE } from "../../../policies/aws/support/taggable.ts";

const TOKEN = /__pulumiType = '(aws:[^']+)'/;
/** Arguments with tags as a map; a few resources take a list instead. */
const TAGS = /^export interface \w+Args \{(?:.*\n)*? {4}tags\?: pulumi\.Input<\{\n {8}\[key: string\]/m;

/** The tokens of all resources of the installed @pulumi/aws whose arguments hold tags. */
function installed(): string[] {
  const root = dirname(createRequire(import.meta.url).resolve("@pulumi/aws/package.json"));
  const modules = readdirSync(root).filter(
    (name) => statSync(join(root, name)).isDirectory() && name !== "node_modules",
  );
  return modules.flatMap((module) =>
    readdirSync(join(root, module))
      .filter((file) => file.endsWith(".d.ts"))
      .flatMap((file) => {
        const declaration = readFileSync(join(root, module, file), "utf8");
        // Argument interfaces end the file: no other interface stands between them and their tags.
        const args = declaration.slice(declaration.search(/^export interface \w+Args \{/m));
        if (!TAGS.test(args)) return [];
        const token = TOKEN.exec(readFileSync(join(root, module, file.replace(/\.d\.ts$/, ".js")), "utf8"))?.[1];
        return token === undefined ? [] : [token];
      }),
  );
}

describe("the list of resources that take tags", () => {
  it("is that of the installed AWS provider", () => {
    const listed = Object.entries(TAGGABLE).flatMap(([module, names]) =>
      names.split(" ").map((name) => `aws:${module}/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`),
    );
    const found = installed();
    expect(found).to.not.be.empty;
    expect(listed.sort()).to.deep.equal([...new Set(found)].sort());
  });

  it("tells a bucket from an attachment", () => {
    expect(isTaggable("aws:s3/bucket:Bucket")).to.equal(true);
    expect(isTaggable("aws:iam/rolePolicyAttachment:RolePolicyAttachment")).to.equal(false);
  });
});
