import { homedir } from "node:os";
import { thisProcess } from "../cli/surroundings.ts";
import { cli } from "./cli.ts";

const controller = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  // Stays for the whole life of the process: what starts the engine ends the process where nobody else listens.
  process.on(signal, () => {
    // The first one ends the engine, which takes a moment; the second one ends everything at once, cleaning up on its way.
    if (controller.signal.aborted) process.exit(130);
    controller.abort(new Error(`ended by ${signal}`));
  });
}

const environment = { ...process.env };
// The engine inherits the environment of this process. What points it to an account, a backend or a plugin of the user's
// must not come along.
for (const name of Object.keys(process.env)) {
  if (/^(?:PULUMI|AWS|KUBE)/.test(name)) Reflect.deleteProperty(process.env, name);
}

process.exitCode = await cli(process.argv.slice(2), {
  // A pipe that is closed early ends nothing: the rehearsal goes on to its end and cleans up.
  ...thisProcess(),
  environment,
  home: homedir(),
  signal: controller.signal,
});
