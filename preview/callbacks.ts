import type * as pulumi from "@pulumi/pulumi";
import callbackProto from "@pulumi/pulumi/proto/callback_pb.js";
import { ProgramError } from "./errors.ts";

/**
 * The program's functions that an engine calls back, transforms that is. The SDK would start a gRPC server for them, on
 * which an engine could reach it; the monitor of a preview lives in the same process and needs none.
 */
export class Callbacks {
  /** Transforms of the whole stack, in the order they were registered. */
  readonly stackTransforms: pulumi.ResourceTransform[] = [];
  readonly #transforms = new Map<string, pulumi.ResourceTransform>();

  /** The transform behind a token that a registration carries. */
  transform(token: string): pulumi.ResourceTransform | undefined {
    return this.#transforms.get(token);
  }

  registerTransform(transform: pulumi.ResourceTransform): Promise<callbackProto.Callback> {
    const callback = new callbackProto.Callback();
    callback.setToken(`transform-${this.#transforms.size}`);
    this.#transforms.set(callback.getToken(), transform);
    return Promise.resolve(callback);
  }

  registerStackTransform(transform: pulumi.ResourceTransform): void {
    this.stackTransforms.push(transform);
  }

  registerStackInvokeTransform(): void {
    throw notModelled("transforms of provider functions");
  }

  registerStackInvokeTransformAsync(): Promise<never> {
    return Promise.reject(notModelled("transforms of provider functions"));
  }

  registerResourceHook(): Promise<never> {
    return Promise.reject(notModelled("resource hooks"));
  }

  registerErrorHook(): Promise<never> {
    return Promise.reject(notModelled("error hooks"));
  }

  registerStateMigration(): Promise<never> {
    return Promise.reject(notModelled("state migrations"));
  }

  awaitStackRegistrations(): Promise<void> {
    return Promise.resolve();
  }

  shutdown(): void {
    // There is no server to stop.
  }
}

function notModelled(what: string): ProgramError {
  return new ProgramError(`the program uses ${what}, which an offline preview does not model`);
}
