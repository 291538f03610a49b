// What all files of a submission share while they go up, put together in one place.
import type { Completed, Completion, PartRequest, SubmissionApi, Ticket } from "../api.ts";
import { browserEnvironment, type Environment } from "../environment.ts";
import { startWorker } from "../trusted.ts";
import { Batch } from "./batch.ts";
import { Gate } from "./gate.ts";
import { Hasher, type HashWorker } from "./hasher.ts";
import type { TransferMeans, UploadRequest } from "./transfer.ts";

/** The part of the service's API an upload needs. */
export type UploadApi = Pick<
  SubmissionApi,
  "registerFiles" | "signParts" | "listParts" | "completeFiles" | "dropFile"
>;

export interface Gear extends TransferMeans {
  readonly api: UploadApi;
  readonly hasher: Hasher;
  /** Bytes hashed but not there yet: the parts being sent, and one more, so that the disk's
   *  cache still has a part when it is sent, and the line never waits for a checksum. */
  readonly inHand: Gate;
  readonly sending: Gate;
  readonly tickets: Batch<PartRequest, Ticket>;
  readonly completions: Batch<Completion, Completed>;
  /** The size of an ordinary part, in bytes. */
  readonly partUnit: number;
}

export interface GearOptions {
  readonly hashWorkerUrl: string;
  /** How many parts are sent at a time, over all files. */
  readonly slots?: number;
  readonly environment?: Environment;
  readonly createRequest?: () => UploadRequest;
  readonly startWorker?: (url: string) => HashWorker;
  readonly partUnit?: number;
}

/** As many connections as a browser opens to one host over HTTP/1.1, which is what S3 speaks. */
const SLOTS = 6;

/** The smallest part size the service gives. */
const PART_UNIT = 16 * 1024 * 1024;

export function createGear(api: UploadApi, batchSize: number, options: GearOptions): Gear {
  const slots = options.slots ?? SLOTS;
  const partUnit = options.partUnit ?? PART_UNIT;
  const start = options.startWorker ?? startWorker;
  return {
    api,
    environment: options.environment ?? browserEnvironment,
    createRequest: options.createRequest ?? (() => new XMLHttpRequest()),
    hasher: new Hasher(() => start(options.hashWorkerUrl)),
    inHand: new Gate((slots + 1) * partUnit),
    sending: new Gate(slots),
    partUnit,
    tickets: new Batch({
      size: batchSize,
      ask: (parts) => api.signParts(parts),
      matches: (asked, ticket) => asked.file === ticket.file && asked.part === ticket.part,
    }),
    completions: new Batch({
      size: batchSize,
      ask: (files) => api.completeFiles(files),
      matches: (asked, completed) => asked.file === completed.file,
    }),
  };
}
