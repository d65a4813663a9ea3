// Gets etcd and kube-apiserver for the tests against a real API server. Exits 0 when they are there, 2 when a setting is
// wrong, 3 when they cannot be had here.
import { HERE, SettingError } from "./assets.ts";
import { setUp } from "./setup.ts";
import { Unavailable } from "./unavailable.ts";

try {
  const assets = await setUp(HERE, (line) => void process.stdout.write(`${line}\n`));
  process.stdout.write(
    `The API server's programs are there (${assets.source}):\n  ${assets.kubeApiserver}\n  ${assets.etcd}\n`,
  );
} catch (error) {
  if (!(error instanceof SettingError || error instanceof Unavailable)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof SettingError ? 2 : 3;
}
