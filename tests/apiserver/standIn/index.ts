import type { ApiClient } from "../support/client.ts";
import { ClusterStandIn } from "./cluster.ts";
import { Objects } from "./objects.ts";
import { VeleroStandIn } from "./velero.ts";

/** Milliseconds between two looks. */
const PAUSE = 20;

/** What an API server alone lacks for a drill: controllers of the cluster, and Velero's. */
export class StandIns {
  readonly cluster: ClusterStandIn;
  readonly velero: VeleroStandIn;
  #working = true;
  readonly #work: Promise<void>;
  /** Never resolves; rejected with what an API server refused them, since nothing they stand for goes on then. */
  readonly trouble: Promise<never>;

  constructor(client: ApiClient) {
    const objects = new Objects(client);
    this.cluster = new ClusterStandIn(objects);
    this.velero = new VeleroStandIn(objects, this.cluster);
    this.#work = this.#run();
    this.trouble = this.#work.then(() => new Promise<never>(() => undefined));
    // Whoever waits for it hears of it, and so does whoever stops this.
    this.trouble.catch(() => undefined);
  }

  /** Ends their work. @throws what an API server refused them */
  async stop(): Promise<void> {
    this.#working = false;
    await this.#work;
  }

  async #run(): Promise<void> {
    while (this.#working) {
      await this.velero.turn();
      await this.cluster.turn();
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}
