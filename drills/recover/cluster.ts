import { messageOf } from "../common/errors.ts";
import { Ledger } from "../common/ledger.ts";
import type { Session } from "../common/session.ts";
import type { StackRecovery } from "../common/targets.ts";
import { waitFor } from "../common/wait.ts";
import { KubeClient } from "../kube/client.ts";
import { connect, parseKubeconfig } from "../kube/kubeconfig.ts";
import { kubeTransport } from "../kube/transport.ts";
import type { Recorder } from "../report/recorder.ts";
import { assertVelero } from "../velero/requests.ts";
import type { Surroundings } from "./cli.ts";
import { remainingVolumes } from "./orphans.ts";
import { restoreAll } from "./restoreAll.ts";

/** What is done in the temporary cluster. */
export interface InCluster {
  /** Text of the kubeconfig. */
  readonly kubeconfig: string;
  readonly run: string;
  readonly recorder: Recorder;
  readonly recovery: StackRecovery;
  readonly signal: AbortSignal;
  /** Moment the drill began: the moment of the loss. */
  readonly startedAt: number;
  readonly deadline: number;
  readonly keep: boolean;
}

/** What came of it. */
export interface Outcome {
  readonly removed: readonly string[];
  readonly leftBehind: readonly string[];
  readonly thrown: unknown;
}

/** How long restored namespaces and their volumes may take to go. */
const CLEAN_UP_TIME = 20 * 60_000;

/** Restores and verifies in the temporary cluster, and removes from it what would outlive it. */
export async function inCluster(work: InCluster, { clock, download, patience }: Surroundings): Promise<Outcome> {
  const { run, recorder, recovery, signal, startedAt, deadline, keep } = work;
  const connection = connect(parseKubeconfig(work.kubeconfig, "The kubeconfig of the temporary cluster"));
  const transport = kubeTransport(connection.config);
  const client = new KubeClient({ transport, clock, signal, ...(patience && { patience }) });
  const ledger = new Ledger(run);
  const session: Session = {
    run,
    client,
    clock,
    signal,
    deadline,
    recorder,
    ledger,
    download,
    storageIsReadOnly: true,
  };
  let thrown: unknown;
  try {
    await recorder.phase("Wait for Velero", () => veleroReady(session));
    await restoreAll(session, recovery, startedAt);
    const target = recovery.targets.region;
    recorder.measure({
      recoveryClass: "region",
      timeTargetMinutes: target.timeMinutes,
      timeAchievedSeconds: (clock.now() - startedAt) / 1000,
      pointTargetMinutes: target.pointMinutes,
      note: "From nothing until every volume was read: the same steps as in another region, but with the storage and the snapshots of this one.",
    });
  } catch (error) {
    thrown = error;
  }
  try {
    if (keep) return { removed: [], leftBehind: [], thrown };
    const own = new AbortController().signal;
    const patient = client.with(own);
    const waiting = { clock, signal: own, deadline: clock.now() + CLEAN_UP_TIME };
    const { removed, leftBehind } = await recorder.phase("Remove what was restored", () =>
      ledger.cleanUp(patient, waiting),
    );
    const volumes = removed.length > 0 ? await remainingVolumes(patient, waiting) : [];
    // Whatever else is still in the cluster goes with it; volumes do not.
    for (const line of leftBehind) recorder.say(`still there before the cluster goes: ${line}`);
    return { removed, leftBehind: volumes, thrown };
  } catch (error) {
    recorder.say(`The restored volumes could not be looked for: ${messageOf(error)}`);
    return { removed: [], leftBehind: ["volumes of the temporary cluster, if any"], thrown: thrown ?? error };
  } finally {
    await transport.close();
  }
}

/** Velero checks its storage once it runs, a minute or so after it was installed. */
async function veleroReady(session: Session): Promise<void> {
  let why: unknown;
  await waitFor(
    session,
    "Velero in the temporary cluster",
    async () => {
      try {
        await assertVelero(session);
        return true;
      } catch (error) {
        session.signal.throwIfAborted();
        why = error;
        return undefined;
      }
    },
    () => messageOf(why),
  );
}
