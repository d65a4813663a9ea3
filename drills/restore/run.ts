import { messageOf } from "../common/errors.ts";
import { listenForInterrupts } from "../common/interrupts.ts";
import { type CleanUp, Ledger } from "../common/ledger.ts";
import type { Session } from "../common/session.ts";
import type { StackRecovery } from "../common/targets.ts";
import { assertRights } from "../kube/access.ts";
import { KubeClient } from "../kube/client.ts";
import type { Connection } from "../kube/kubeconfig.ts";
import { kubeTransport } from "../kube/transport.ts";
import { conclude } from "../report/conclude.ts";
import { judge } from "../report/outcome.ts";
import { Recorder } from "../report/recorder.ts";
import { assertVelero } from "../velero/requests.ts";
import type { Surroundings } from "./cli.ts";
import { latest, LATEST_RIGHTS } from "./latest.ts";
import { recordSuccess } from "./lastSuccess.ts";
import type { Options } from "./options.ts";
import { smoke, smokeRights } from "./smoke.ts";

/** How long a clean-up waits for things to go. */
const CLEAN_UP_TIME = 15 * 60_000;

/** Runs a drill, cleans up after it whatever happened, and reports. @returns the exit code */
export async function runDrill(
  options: Options,
  recovery: StackRecovery,
  connection: Connection,
  surroundings: Surroundings,
): Promise<number> {
  const { clock, write, writeError, download, patience, signals, exitNow } = surroundings;
  const run = surroundings.freshRunId();
  const ledger = new Ledger(run);
  const recorder = new Recorder(clock, write);
  const interrupts = listenForInterrupts(signals, () => {
    const left = ledger.entries;
    writeError(
      left.length > 0 ? `Left behind:\n${left.map((line) => `  ${line}\n`).join("")}` : "Nothing is left behind.\n",
    );
    exitNow(1);
  });
  const transport = kubeTransport(connection.config);
  const { signal } = interrupts;
  const client = new KubeClient({ transport, clock, signal, ...(patience && { patience }) });
  const startedAt = clock.now();
  const session: Session = {
    run,
    client,
    clock,
    signal,
    deadline: startedAt + options.timeout,
    recorder,
    ledger,
    download,
  };

  write(`Restore drill ${run}, ${options.mode}, against ${connection.context} (${connection.server})\n`);
  let thrown: unknown;
  try {
    await recorder.phase("Look for Velero and the rights needed", async () => {
      await assertVelero(session);
      await assertRights(client, options.mode === "smoke" ? smokeRights(options.volume) : LATEST_RIGHTS);
    });
    if (options.mode === "smoke") await smoke(session, options.volume, recovery);
    else await latest(session, options.schedule, recovery);
  } catch (error) {
    thrown = signal.aborted ? signal.reason : error;
    writeError(`${messageOf(thrown)}\n`);
  }
  const cleaned = await cleanUp(session, surroundings);
  const outcome = judge(thrown, recorder.failures, cleaned.leftBehind);
  if (outcome.result === "passed" && options.mode === "latest") await record(session);
  interrupts.close();
  await transport.close();

  return conclude(
    {
      drill: "restore",
      mode: options.mode,
      run,
      target: {
        context: connection.context,
        cluster: connection.cluster,
        server: connection.server,
        ...(options.stack !== undefined && { stack: options.stack }),
      },
      startedAt,
      outcome,
      directory: options.report,
      ...cleaned,
    },
    recorder,
    surroundings,
  );
}

/** Only real backups count. A note that cannot be made is no reason to doubt them: the alert will say so. */
async function record({ client, recorder, run }: Session): Promise<void> {
  try {
    await recordSuccess(client.with(new AbortController().signal), { run, ...recorder.facts });
  } catch (error) {
    recorder.say(`The success could not be noted in the cluster: ${messageOf(error)}`);
  }
}

async function cleanUp({ client, ledger, recorder, clock }: Session, { writeError }: Surroundings): Promise<CleanUp> {
  const { signal } = new AbortController();
  const cleaned = await recorder.phase("Clean up", () =>
    ledger.cleanUp(client.with(signal), { clock, signal, deadline: clock.now() + CLEAN_UP_TIME }),
  );
  for (const line of cleaned.leftBehind) writeError(`LEFT BEHIND: ${line}\n`);
  return cleaned;
}
