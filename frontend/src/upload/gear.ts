// What all files of a submission share while they go up, put together in one place.
import type { Completed, Completion, PartRequest, SubmissionApi, Ticket } from "../api.ts";
import { browserEnvironment, type Environment } from "../environment.ts";
import type { ServerFile, Submission } from "../submission.ts";
import { startWorker } from "../trusted.ts";
import { Batch } from "./batch.ts";
import { type Claims, WindowClaims } from "./claims.ts";
import { Gate } from "./gate.ts";
import { Hasher, type HashWorker } from "./hasher.ts";
import { Pause } from "./pause.ts";
import { PART_UNIT } from "./plan.ts";
import { BOUNDS, Throttle } from "./throttle.ts";
import type { TransferMeans, UploadRequest } from "./transfer.ts";
import { Trouble } from "./trouble.ts";

/** The part of the service's API an upload needs. */
export type UploadApi = Pick<
  SubmissionApi,
  "read" | "registerFiles" | "signParts" | "listParts" | "completeFiles" | "dropFile"
>;

export interface Gear extends TransferMeans {
  readonly api: UploadApi;
  readonly hasher: Hasher;
  /** Bytes hashed but not there yet: the parts being sent, and one more, so that the disk's
   *  cache still has a part when it is sent, and the line never waits for a checksum. */
  readonly inHand: Gate;
  readonly sending: Gate;
  readonly pause: Pause;
  readonly trouble: Trouble;
  readonly claims: Claims;
  /** Told what went over the line, and when a part failed on it: the gates follow. */
  readonly went: (bytes: number) => void;
  readonly failed: () => void;
  readonly tickets: Batch<PartRequest, Ticket>;
  readonly completions: Batch<Completion, Completed>;
  /** What the service knows of a file, by its id; null if it knows none. */
  readonly looks: Batch<string, Look>;
  /** The size of an ordinary part, in bytes. */
  readonly partUnit: number;
}

export interface Look {
  readonly id: string;
  readonly file: ServerFile | null;
}

export interface GearOptions {
  readonly hashWorkerUrl: string;
  /** How many parts are sent at a time, over all files; else what the line gives. */
  readonly slots?: number;
  readonly environment?: Environment;
  readonly createRequest?: () => UploadRequest;
  readonly startWorker?: (url: string) => HashWorker;
  readonly partUnit?: number;
  readonly claims?: Claims;
}

/** Enough to be worth a second call beside the one under way. */
const WORTH_A_CALL = 20;

export interface Deposited {
  readonly api: UploadApi;
  readonly submission: Pick<Submission, "id" | "limits">;
}

export function createGear(
  { api, submission }: Deposited,
  options: GearOptions,
  onTrouble: () => void,
): Gear {
  const environment = options.environment ?? browserEnvironment;
  const start = options.startWorker ?? startWorker;
  return {
    api,
    environment,
    createRequest: options.createRequest ?? (() => new XMLHttpRequest()),
    hasher: new Hasher(() => start(options.hashWorkerUrl)),
    pause: new Pause(),
    trouble: new Trouble(onTrouble),
    claims: options.claims ?? new WindowClaims(submission.id, navigator.locks),
    ...createGates(environment, options),
    ...createBatches(api, submission.limits.part_batch),
  };
}

function createGates(environment: Environment, { slots, partUnit = PART_UNIT }: GearOptions) {
  const throttle = new Throttle(slots ? { least: slots, start: slots, most: slots } : BOUNDS);
  const sending = new Gate(throttle.slots, () => throttle.slack());
  const inHand = new Gate((throttle.slots + 1) * partUnit);
  const follow = () => {
    sending.resize(throttle.slots);
    inHand.resize((throttle.slots + 1) * partUnit);
  };
  const went = (bytes: number) => {
    throttle.sent(bytes, environment.now());
    follow();
  };
  const failed = () => {
    throttle.failed(environment.now());
    follow();
  };
  return { sending, inHand, partUnit, went, failed };
}

async function look(api: UploadApi, ids: readonly string[]): Promise<Look[]> {
  const { files } = await api.read();
  return ids.map((id) => ({ id, file: files.find((file) => file.id === id) ?? null }));
}

function createBatches(api: UploadApi, size: number) {
  return {
    tickets: new Batch<PartRequest, Ticket>({
      size,
      // Each call beside another may have the service start one more instance first: the part in
      // it then comes last, seconds late.
      worthACall: WORTH_A_CALL,
      ask: (parts) => api.signParts(parts),
      matches: (asked, ticket) => asked.file === ticket.file && asked.part === ticket.part,
    }),
    completions: new Batch<Completion, Completed>({
      size,
      worthACall: WORTH_A_CALL,
      ask: (files) => api.completeFiles(files),
      matches: (asked, completed) => asked.file === completed.file,
    }),
    looks: new Batch<string, Look>({
      size,
      worthACall: WORTH_A_CALL,
      ask: (ids) => look(api, ids),
      matches: (id, look) => id === look.id,
    }),
  };
}
