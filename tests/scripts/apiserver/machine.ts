import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Surroundings } from "../../../scripts/apiserver/assets.ts";

/** A machine of a test's own: a home, and programs that are small shell scripts. */
export class Machine {
  readonly #root = mkdtempSync(join(tmpdir(), "apiserver-setup-"));
  readonly said: string[] = [];
  kubebuilderAssets: string | undefined;

  constructor() {
    mkdirSync(join(this.#root, "bin"));
  }

  get surroundings(): Surroundings {
    return {
      // Nothing of the machine that runs the tests: it may have an etcd and a Go of its own.
      environment: { PATH: this.path("bin"), KUBEBUILDER_ASSETS: this.kubebuilderAssets },
      home: this.path("home"),
      folders: [this.path("go")],
      kubebuilder: this.path("kubebuilder"),
    };
  }

  path(...parts: string[]): string {
    return join(this.#root, ...parts);
  }

  /** Puts a program into a folder; it does what the shell script says. */
  program(folder: string, name: string, script = "exit 0"): void {
    mkdirSync(this.path(folder), { recursive: true });
    // The programs' own PATH has nothing but what a test puts there.
    writeFileSync(this.path(folder, name), `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`);
    chmodSync(this.path(folder, name), 0o755);
  }

  read(...parts: string[]): string {
    return readFileSync(this.path(...parts), "utf8");
  }

  readonly say = (line: string): void => void this.said.push(line);

  remove(): void {
    rmSync(this.#root, { recursive: true });
  }
}
