import { expect } from "chai";
import { refusals } from "./support.ts";

const SLACK = { kind: "slack", name: "team", secret: "alertmanager-slack", channel: "#platform-alerts" };

/** What is refused, and the beginning of what the refusal says. */
const REFUSED: readonly (readonly [string, unknown, RegExp])[] = [
  ["a key it does not know", { retention: "15d" }, /Unrecognized key/],
  ["a switch that is text", { enabled: "yes" }, /^enabled: /],
  ["no replicas", { prometheus: { replicas: 0 } }, /^prometheus\.replicas: allowed are 1 to 3 replicas/],
  ["four replicas", { prometheus: { replicas: 4 } }, /^prometheus\.replicas: allowed are 1 to 3 replicas/],
  ["one replica in prod", { prometheus: { replicas: 1 } }, /^prometheus\.replicas: prod needs two or three/],
  ["one Alertmanager in prod", { alerts: { replicas: 1 } }, /^alerts\.replicas: prod needs two or three/],
  [
    "retention for half a day",
    { prometheus: { retentionDays: 0.5 } },
    /^prometheus\.retentionDays: allowed are 1 to 365 days/,
  ],
  [
    "retention for ever",
    { prometheus: { retentionDays: 366 } },
    /^prometheus\.retentionDays: allowed are 1 to 365 days/,
  ],
  [
    "a volume of a size with a unit",
    { prometheus: { volumeGiB: "100Gi" } },
    /^prometheus\.volumeGiB: allowed are 5 to 16384 GiB/,
  ],
  [
    "a volume that is too small",
    { prometheus: { volumeGiB: 4 } },
    /^prometheus\.volumeGiB: allowed are 5 to 16384 GiB/,
  ],
  [
    "memory that nothing runs in",
    { prometheus: { memoryMiB: 511 } },
    /^prometheus\.memoryMiB: allowed are 512 to 262144 MiB/,
  ],
  [
    "more measurements than the volume takes",
    { prometheus: { volumeGiB: 50, retentionGiB: 43 } },
    /^prometheus\.retentionGiB: leaves no room on a volume of 50 GiB .* at most 42 GiB/,
  ],
  [
    "more measurements than the default volume takes",
    { prometheus: { retentionGiB: 86 } },
    /^prometheus\.retentionGiB: leaves no room on a volume of 100 GiB/,
  ],
  [
    "a runbook address in plain HTTP",
    { alerts: { runbookBaseUrl: "http://runbooks.example.com/x" } },
    /^alerts\.runbookBaseUrl: allowed is an https URL/,
  ],
  [
    "a runbook address with a password",
    { alerts: { runbookBaseUrl: "https://me:secret@example.com/x" } },
    /^alerts\.runbookBaseUrl: allowed is an https URL/,
  ],
  [
    "a runbook address with a slash at its end",
    { alerts: { runbookBaseUrl: "https://example.com/runbooks/" } },
    /^alerts\.runbookBaseUrl: .*neither ends in a slash/,
  ],
  [
    "a volume of Alertmanager without size",
    { alerts: { volumeGiB: 0 } },
    /^alerts\.volumeGiB: allowed are 1 to 100 GiB/,
  ],
  [
    "a receiver of an unknown kind",
    { alerts: { receivers: [{ ...SLACK, kind: "carrier-pigeon" }] } },
    /^alerts\.receivers\.0\.kind: allowed are the kinds slack, pagerduty and webhook/,
  ],
  [
    "a receiver with its secret in the file",
    { alerts: { receivers: [{ ...SLACK, url: "https://hooks.example.com/x" }] } },
    /^alerts\.receivers\.0: Unrecognized key/,
  ],
  [
    "a channel without its #",
    { alerts: { receivers: [{ ...SLACK, channel: "alerts" }] } },
    /^alerts\.receivers\.0\.channel: allowed is a channel with its #/,
  ],
  [
    "a receiver without a Secret",
    { alerts: { receivers: [{ ...SLACK, secret: "" }] } },
    /^alerts\.receivers\.0\.secret: allowed is the name of a Secret/,
  ],
  [
    "a Secret whose name is too long for a volume",
    { alerts: { receivers: [{ ...SLACK, secret: "s".repeat(64) }] } },
    /^alerts\.receivers\.0\.secret: allowed are at most 63/,
  ],
  [
    "a key that is none",
    { alerts: { receivers: [{ ...SLACK, key: "a/b" }] } },
    /^alerts\.receivers\.0\.key: allowed is a key/,
  ],
  [
    "a receiver's name in capitals",
    { alerts: { receivers: [{ ...SLACK, name: "Team" }] } },
    /^alerts\.receivers\.0\.name: allowed are lower-case/,
  ],
  [
    "a receiver's name that is too long",
    { alerts: { receivers: [{ ...SLACK, name: "t".repeat(41) }] } },
    /^alerts\.receivers\.0\.name: allowed are at most 40/,
  ],
  [
    "two receivers of one name",
    { alerts: { receivers: [SLACK, { ...SLACK, channel: "#other" }] } },
    /^alerts\.receivers\.1\.name: is the name of another receiver/,
  ],
  [
    "a receiver with the name of the platform's own",
    { alerts: { receivers: [{ ...SLACK, name: "alarm-topic" }] } },
    /^alerts\.receivers\.0\.name: is the name of a receiver of the platform's own/,
  ],
  ["a severity to announce that no alert has", { alerts: { announce: ["info"] } }, /^alerts\.announce\.0: /],
  [
    "a receiver that is told of nothing",
    { alerts: { receivers: [{ ...SLACK, severities: [] }] } },
    /^alerts\.receivers\.0\.severities: allowed are critical, warning or both/,
  ],
  [
    "a severity that no alert has",
    { alerts: { receivers: [{ ...SLACK, severities: ["info"] }] } },
    /^alerts\.receivers\.0\.severities\.0: /,
  ],
  ["a promise of perfection", { objectives: { availability: 1 } }, /^objectives\.availability: allowed is a share/],
  ["availability in per cent", { objectives: { availability: 99.9 } }, /^objectives\.availability: allowed is a share/],
  [
    "an objective whose budget cannot burn fast",
    { objectives: { availability: 0.93 } },
    /^objectives\.availability: is so low/,
  ],
  ["a share of all pods", { objectives: { scaling: { share: 1 } } }, /^objectives\.scaling\.share: allowed is a share/],
  [
    "a wait of no time",
    { objectives: { scaling: { seconds: 0 } } },
    /^objectives\.scaling\.seconds: allowed are 1 to 600 seconds/,
  ],
  [
    "a negative tolerance",
    { objectives: { scaling: { toleranceSeconds: -1 } } },
    /^objectives\.scaling\.toleranceSeconds: allowed are 0 to 600/,
  ],
  [
    "a wait beyond what is measured",
    { objectives: { scaling: { seconds: 585 } } },
    /^objectives\.scaling\.seconds: is with toleranceSeconds beyond/,
  ],
  [
    "pods that may not wait at all",
    { thresholds: { podWaitSeconds: 59 } },
    /^thresholds\.podWaitSeconds: allowed are 60 to 3600/,
  ],
  [
    "a pool's limit in per cent",
    { thresholds: { poolLimitShare: 80 } },
    /^thresholds\.poolLimitShare: allowed is a share/,
  ],
  [
    "no replacement of nodes",
    { thresholds: { nodeReplacementsPerHour: 0 } },
    /^thresholds\.nodeReplacementsPerHour: allowed are 1 to 1000/,
  ],
  [
    "no interruption of spot nodes",
    { thresholds: { spotInterruptions: 0 } },
    /^thresholds\.spotInterruptions: allowed are 1 to 1000/,
  ],
  [
    "pauses of a moment",
    { thresholds: { rolloutPauseMinutes: 4 } },
    /^thresholds\.rolloutPauseMinutes: allowed are 5 to 10080/,
  ],
  [
    "backups of the last hour",
    { thresholds: { backupAgeHours: 1 } },
    /^thresholds\.backupAgeHours: allowed are 2 to 8784/,
  ],
  [
    "a drill every two years",
    { thresholds: { restoreDrillDays: 730 } },
    /^thresholds\.restoreDrillDays: allowed are 1 to 366/,
  ],
  [
    "an API server without errors",
    { thresholds: { apiErrorShare: 0 } },
    /^thresholds\.apiErrorShare: allowed is a share/,
  ],
  [
    "an API server that answers at once",
    { thresholds: { apiLatencySeconds: 0.05 } },
    /^thresholds\.apiLatencySeconds: allowed are 0\.1 to 60/,
  ],
  [
    "an API server that takes minutes",
    { thresholds: { apiLatencySeconds: 61 } },
    /^thresholds\.apiLatencySeconds: allowed are 0\.1 to 60/,
  ],
  ["containers that never restart", { thresholds: { restarts: 0 } }, /^thresholds\.restarts: allowed are 1 to 100/],
  [
    "volumes that are empty",
    { thresholds: { volumeFreeShare: 1 } },
    /^thresholds\.volumeFreeShare: allowed is a share/,
  ],
  [
    "certificates for ever",
    { thresholds: { certificateDays: 366 } },
    /^thresholds\.certificateDays: allowed are 1 to 365/,
  ],
];

describe("the refusals of the observability section", () => {
  for (const [what, given, message] of REFUSED) {
    it(`refuse ${what}`, () => {
      const found = refusals(given);
      expect(
        found.some((problem) => message.test(problem)),
        found.join("\n"),
      ).to.equal(true);
      expect(found).to.have.length(1);
    });
  }

  it("name everything that is wrong at once, also where types are wrong", () => {
    expect(
      refusals({ prometheus: { replicas: 1, volumeGiB: "x" }, objectives: { availability: 0.5 }, alerts: 3 }),
    ).to.have.length(4);
    for (const garbage of [
      null,
      3,
      "x",
      [],
      { prometheus: null, alerts: [], objectives: 3, thresholds: "x" },
      { alerts: { receivers: [null, 3, { name: 5 }] } },
    ]) {
      expect(refusals(garbage), JSON.stringify(garbage)).to.have.length.greaterThan(0);
    }
  });
});
