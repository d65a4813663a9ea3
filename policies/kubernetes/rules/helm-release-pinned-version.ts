import { isLocal, RELEASE_KINDS } from "../support/helm.ts";
import { resourceRule } from "../support/rule.ts";

/** Without a version, or with a range of them, each deployment installs whatever is newest that day. */
export const helmReleasePinnedVersion = resourceRule({
  name: "helm-release-pinned-version",
  description: "Give every Helm release the one version of its chart that was reviewed.",
  enforcementLevel: "mandatory",
  kinds: RELEASE_KINDS,
  parameters: {},
  inspect: (release, findings) => {
    findings.check(() => {
      const chart = release.body.get("chart").string() ?? "";
      // A chart in a file or a directory is what it is.
      if (isLocal(chart) || chart === "") return;
      const version = release.body.get("version");
      const given = version.string() ?? "";
      if (/^v?\d+\.\d+\.\d+([-+][\w.+-]+)?$/.test(given)) return;
      findings.violation(
        given === ""
          ? `${version.path} is not set, which means the newest; name a version`
          : `${version.path} is "${given}", which is no one version; name one`,
      );
    });
  },
});
