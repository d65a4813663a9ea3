import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Assets } from "../../../scripts/apiserver/assets.ts";
import { ApiClient } from "./client.ts";
import { type Installed, installDefinitions } from "./definitions.ts";
import { freePorts, type Running, start, until } from "./processes.ts";

/** A real API server of one's own, with nothing behind it: no scheduler, no controllers, no nodes. */
export interface ApiServer {
  readonly client: ApiClient;
  /** Text of a kubeconfig that may do everything. */
  readonly kubeconfig: string;
  /** A user of this name may do what a test's roles allow, and nothing else. */
  readonly person: { readonly name: string; readonly kubeconfig: string };
  /** For instance `1.35`. */
  readonly minorVersion: string;
  /** The custom resources it knows. */
  readonly definitions: Installed;
  /** Ends both programs and removes what they kept. */
  stop(): Promise<void>;
}

const PERSON = "person";

/**
 * Starts etcd and kube-apiserver on the loopback address, much as controller-runtime's envtest does, and installs the
 * custom resources of a directory.
 *
 * @param definitionsIn directory searched for CustomResourceDefinitions, with all its folders; undefined for none
 * @throws Error with the end of the programs' logs when they do not get ready
 */
export async function startApiServer(assets: Assets, definitionsIn: string | undefined): Promise<ApiServer> {
  const folder = mkdtempSync(join(tmpdir(), "eks-platform-apiserver-"));
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", remove);
  const running: Running[] = [];
  let client: ApiClient | undefined;
  const stop = async (): Promise<void> => {
    client?.close();
    // The server first: without its store it would only complain.
    for (const program of running.toReversed()) await program.stop();
    remove();
    process.off("exit", remove);
  };
  try {
    const [clients = 0, peers = 0, port = 0] = await freePorts(3);
    const [admin, person] = [newToken(), newToken()];
    const tokens = `${admin},admin,admin,system:masters\n${person},${PERSON},${PERSON}\n`;
    running.push(start(assets.etcd, etcdArguments(folder, clients, peers)));
    running.push(start(assets.kubeApiserver, serverArguments(folder, clients, port, tokens)));
    const certificate = join(folder, "certificates", "apiserver.crt");
    await until("the server's certificate", () => Promise.resolve(isWritten(certificate)), running);
    const kubeconfigFor = (token: string): string => kubeconfigOf(port, readFileSync(certificate), token);
    const kubeconfig = kubeconfigFor(admin);
    const api = new ApiClient(kubeconfig);
    client = api;
    await until("/readyz", () => isReady(api), running);
    const { major, minor } = (await api.send("GET", "/version")).body;
    const definitions = await installDefinitions(api, definitionsIn);
    return {
      client: api,
      kubeconfig,
      person: { name: PERSON, kubeconfig: kubeconfigFor(person) },
      minorVersion: `${String(major)}.${String(minor)}`,
      definitions,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function etcdArguments(folder: string, clients: number, peers: number): string[] {
  const [client, peer] = [clients, peers].map((port) => `http://127.0.0.1:${port}`);
  return [
    `--data-dir=${join(folder, "etcd")}`,
    `--listen-client-urls=${client ?? ""}`,
    `--advertise-client-urls=${client ?? ""}`,
    `--listen-peer-urls=${peer ?? ""}`,
    `--initial-advertise-peer-urls=${peer ?? ""}`,
    `--initial-cluster=default=${peer ?? ""}`,
  ];
}

function serverArguments(folder: string, etcd: number, port: number, tokens: string): string[] {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  return [
    `--etcd-servers=http://127.0.0.1:${etcd}`,
    "--bind-address=127.0.0.1",
    "--advertise-address=127.0.0.1",
    // The Service `kubernetes` takes no loopback address for an endpoint, and nobody asks for it here.
    "--endpoint-reconciler-type=none",
    `--secure-port=${port}`,
    // The server makes a certificate of its own where it finds none.
    `--cert-dir=${join(folder, "certificates")}`,
    `--token-auth-file=${file("tokens.csv", tokens)}`,
    "--authorization-mode=RBAC",
    "--service-cluster-ip-range=10.0.0.0/16",
    "--service-account-issuer=https://kubernetes.default.svc",
    `--service-account-key-file=${file("accounts.pub", publicKey)}`,
    `--service-account-signing-key-file=${file("accounts.key", privateKey)}`,
    "--allow-privileged=true",
    // Waits for accounts that a controller makes, and there are no controllers.
    "--disable-admission-plugins=ServiceAccount",
  ];
}

function newToken(): string {
  return randomBytes(24).toString("hex");
}

function isWritten(file: string): boolean {
  try {
    return readFileSync(file, "utf8").includes("END CERTIFICATE");
  } catch {
    return false;
  }
}

async function isReady(client: ApiClient): Promise<boolean> {
  try {
    return (await client.send("GET", "/readyz")).status === 200;
  } catch {
    // It does not listen yet.
    return false;
  }
}

function kubeconfigOf(port: number, certificate: Buffer, token: string): string {
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name: "local",
        cluster: {
          server: `https://127.0.0.1:${port}`,
          "certificate-authority-data": certificate.toString("base64"),
        },
      },
    ],
    users: [{ name: "user", user: { token } }],
    contexts: [{ name: "local", context: { cluster: "local", user: "user" } }],
    "current-context": "local",
  });
}
