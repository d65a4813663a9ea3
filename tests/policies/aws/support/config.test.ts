import { expect } from "chai";
import { readConfig } from "../../../../policies/aws/support/config.ts";

const parameters = {
  days: { type: "integer", minimum: 7, maximum: 30, default: 14 },
  strict: { type: "boolean", default: true },
  tags: { type: "array", items: { type: "string" }, default: ["owner"] },
  day: { type: "string", pattern: "^\\d+$", default: "1" },
} as const;

/** The values taken, and what was said of those that were not. */
function read(given: Record<string, unknown>): [Record<string, unknown>, string[]] {
  const said: string[] = [];
  const values = readConfig(parameters, given, (message) => said.push(message));
  return [values, said];
}

const defaults = { days: 14, strict: true, tags: ["owner"], day: "1" };

describe("the configuration of an AWS rule", () => {
  it("is the defaults where nothing is given", () => {
    expect(read({})).to.deep.equal([defaults, []]);
  });

  it("is what is given, up to the limits", () => {
    const low = { days: 7, strict: false, tags: [], day: "22" };
    expect(read(low)).to.deep.equal([low, []]);
    expect(read({ days: 30 })).to.deep.equal([{ ...defaults, days: 30 }, []]);
  });

  const wrong: [string, unknown, string][] = [
    ["days", 6, "6; it must be a whole number from 7 to 30"],
    ["days", 31, "31; it must be a whole number from 7 to 30"],
    ["days", 7.5, "7.5; it must be a whole number from 7 to 30"],
    ["days", "14", '"14"; it must be a whole number from 7 to 30'],
    ["strict", "true", '"true"; it must be true or false'],
    ["tags", "owner", '"owner"; it must be a list of texts'],
    ["tags", ["owner", 7], '["owner",7]; it must be a list of texts'],
    ["day", "x", '"x"; it must be a text like ^\\d+$'],
    ["day", 7, "7; it must be a text like ^\\d+$"],
  ];
  for (const [name, value, says] of wrong) {
    it(`falls back to the default, and says so, for ${name} ${JSON.stringify(value)}`, () => {
      expect(read({ [name]: value })).to.deep.equal([defaults, [`policy configuration: ${name} is ${says}`]]);
    });
  }

  it("refuses a parameter that the rule does not have, and names those it has", () => {
    expect(read({ hours: 7 })[1]).to.deep.equal([
      "policy configuration: hours is not a parameter of this policy; its parameters: days, strict, tags, day",
    ]);
  });

  it("says so when a rule has no parameters", () => {
    const said: string[] = [];
    readConfig({}, { hours: 7 }, (message) => said.push(message));
    expect(said[0]).to.match(/its parameters: none$/);
  });
});
