import { lookup } from "node:dns/promises";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { BlockList, connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { FoundCluster } from "./cluster.ts";

/** How far somebody got on the way to an API server. */
export interface Probe {
  readonly reached: boolean;
  /** What was done, step by step, the last one being where it ended. */
  readonly steps: readonly string[];
}

/** Seconds each step may take. */
const STEP_SECONDS = 10;

const PRIVATE = new BlockList();
// Source: RFC 1918 and RFC 6598; VPCs take both.
for (const [range, prefix] of [
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["100.64.0.0", 10],
] as const) {
  PRIVATE.addSubnet(range, prefix);
}

/**
 * Goes to an API server as a client would: name, connection, TLS against the cluster's own authority. It sends nothing.
 *
 * @param proxy URL of the HTTP proxy to go through; default none
 */
export async function probe(
  { endpoint, certificateAuthority }: FoundCluster,
  proxy?: string,
  seconds: number = STEP_SECONDS,
): Promise<Probe> {
  const { hostname, port } = new URL(endpoint);
  const target = { host: hostname, port: port === "" ? 443 : Number(port) };
  const steps: string[] = [];
  try {
    if (proxy === undefined) steps.push(await resolve(target.host));
    const socket = proxy === undefined ? await direct(target, seconds) : await throughProxy(target, proxy, seconds);
    steps.push(
      proxy === undefined
        ? `connected to ${target.host}:${target.port}`
        : `${proxy} connected to ${target.host}:${target.port}`,
    );
    await handshake(socket, target.host, certificateAuthority, seconds);
    steps.push("TLS agrees with the cluster's certificate authority");
    return { reached: true, steps };
  } catch (error) {
    return { reached: false, steps: [...steps, reason(error)] };
  }
}

/** A name in private ranges is the VPC's; one in public ranges is the public endpoint's. */
async function resolve(host: string): Promise<string> {
  if (isIP(host) !== 0) return `${host} is an address`;
  const found = await lookup(host, { all: true });
  const inVpc = found.every(({ address, family }) => family === 4 && PRIVATE.check(address));
  return `${host} is ${found.map(({ address }) => address).join(", ")} (${inVpc ? "private" : "public"})`;
}

interface Target {
  readonly host: string;
  readonly port: number;
}

function direct({ host, port }: Target, seconds: number): Promise<Socket> {
  return new Promise((done, fail) => {
    const socket = connectTcp({ host, port });
    const late = setTimeout(() => {
      socket.destroy(new Error(`no answer from ${host}:${port} within ${seconds} s`));
    }, seconds * 1000);
    socket.once("connect", () => {
      clearTimeout(late);
      done(socket);
    });
    socket.once("error", (error) => {
      clearTimeout(late);
      fail(error);
    });
  });
}

function throughProxy({ host, port }: Target, proxy: string, seconds: number): Promise<Socket> {
  const url = new URL(proxy);
  const start = url.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((done, fail) => {
    const request = start({
      host: url.hostname,
      port: url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port),
      method: "CONNECT",
      path: `${host}:${port}`,
      headers: { host: `${host}:${port}` },
      timeout: seconds * 1000,
    });
    request.once("timeout", () => {
      request.destroy(new Error(`no answer from the proxy ${proxy} within ${seconds} s`));
    });
    request.once("connect", (response, socket) => {
      if (response.statusCode === 200) done(socket);
      else {
        socket.destroy();
        fail(new Error(`the proxy ${proxy} refuses ${host}:${port} with ${response.statusCode ?? 0}`));
      }
    });
    request.once("response", (response) => {
      response.resume();
      fail(new Error(`the proxy ${proxy} refuses ${host}:${port} with ${response.statusCode ?? 0}`));
    });
    request.once("error", (error) => {
      fail(new Error(`the proxy ${proxy} cannot be used: ${reason(error)}`));
    });
    request.end();
  });
}

function handshake(socket: Socket, host: string, ca: string, seconds: number): Promise<void> {
  return new Promise((done, fail) => {
    const secure = connectTls({ socket, ca, ...(isIP(host) === 0 && { servername: host }), host });
    const late = setTimeout(() => {
      secure.destroy(new Error(`no answer within ${seconds} s`));
    }, seconds * 1000);
    secure.once("secureConnect", () => {
      clearTimeout(late);
      secure.destroy();
      done();
    });
    secure.once("error", (error) => {
      clearTimeout(late);
      secure.destroy();
      fail(new Error(`TLS with ${host} fails: ${reason(error)}`));
    });
  });
}

/** Node gathers the refusals of all addresses of a name under an error without a message. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join("; ");
  return error instanceof Error ? error.message : String(error);
}
