import type { Plan } from "../plan.ts";
import { fileName, type ProposedFile } from "./fileNames.ts";
import { iamFiles } from "./iamFiles.ts";
import { kubernetesFiles } from "./kubernetesFiles.ts";
import { monitoringFiles } from "./monitoringFiles.ts";

/** A file to write: path below the directory, with slashes, and its text. */
export interface RenderedFile {
  readonly path: string;
  readonly content: string;
}

/** Every Kubernetes manifest, Helm release's values, IAM document, rule file and dashboard of a plan, sorted by path. */
export function renderFiles(plan: Plan): RenderedFile[] {
  const proposed = [...kubernetesFiles(plan), ...iamFiles(plan), ...monitoringFiles(plan)];
  // Compared without case: some file systems do not tell names apart by it.
  const key = (file: ProposedFile, base: string): string => `${file.folder}/${base}${file.ending}`.toLowerCase();
  const claims = Map.groupBy(proposed, (file) => key(file, fileName(file.base)));
  return proposed
    .map((file) => {
      const shared = (claims.get(key(file, fileName(file.base)))?.length ?? 0) > 1;
      const base = fileName(shared ? `${file.base}.${file.tellApart}` : file.base);
      return { path: `${file.folder}/${base}${file.ending}`, content: file.content };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
