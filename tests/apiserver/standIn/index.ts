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
  #trouble: unknown;

  constructor(client: ApiClient) {
    const objects = new Objects(client);
    this.cluster = new ClusterStandIn(objects);
    this.velero = new VeleroStandIn(objects, this.cluster);
    this.#work = this.#run();
  }

  /** Ends their work. @throws what an API server refused them */
  async stop(): Promise<void> {
    this.#working = false;
    await this.#work;
    if (this.#trouble !== undefined) throw this.#trouble as Error;
  }

  async #run(): Promise<void> {
    try {
      while (this.#working) {
        await this.velero.turn();
        await this.cluster.turn();
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
      }
    } catch (error) {
      this.#trouble = error;
    }
  }
}
