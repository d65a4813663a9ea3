import { ProgramError } from "../errors.ts";
import type { Answer, Registration } from "../monitor.ts";
import { type PlanValue, Secret } from "../plan.ts";
import { hex, uuid } from "./ids.ts";

/** Answers the registration of a `random:*` resource with a value that is the same in every run. */
export function answerRandom({ inputs, type, urn }: Registration): Answer {
  const length = typeof inputs.length === "number" ? inputs.length : 16;
  const bytes = typeof inputs.byteLength === "number" ? inputs.byteLength : 8;
  const generated = hex(urn, 64)
    .repeat(Math.ceil(length / 64))
    .slice(0, length);
  const value = (): { id: string; outputs: Record<string, PlanValue> } => {
    switch (type) {
      case "random:index/randomPassword:RandomPassword":
        return {
          id: "none",
          outputs: { result: new Secret(generated), bcryptHash: new Secret(`$2a$10$${generated}`) },
        };
      case "random:index/randomString:RandomString":
        return { id: generated, outputs: { result: generated } };
      case "random:index/randomId:RandomId": {
        const buffer = Buffer.from(hex(urn, bytes * 2), "hex");
        const id = buffer.toString("base64url");
        return {
          id,
          outputs: {
            hex: buffer.toString("hex"),
            b64Url: id,
            b64Std: buffer.toString("base64"),
            dec: BigInt(`0x${buffer.toString("hex")}`).toString(),
          },
        };
      }
      case "random:index/randomUuid:RandomUuid":
        return { id: uuid(urn), outputs: { result: uuid(urn) } };
      default:
        throw new ProgramError(`the simulated cloud does not know ${type}; add it to preview/cloud/random.ts`);
    }
  };
  const { id, outputs } = value();
  return { id, outputs: { ...inputs, id, ...outputs } };
}
