// The deposits begun on this device, by the hash of their invitation, so that it leads back to
// them; of one invitation the latest. Their keys are here because the address bar's history holds
// them in any case; the invitation itself is never kept, only its hash.
import type { Link } from "../page/link.ts";
import type { Submission } from "../submission.ts";
import type { Device } from "./device.ts";
import { hashOf } from "./draft.ts";

export interface BegunDeposit {
  readonly id: string;
  readonly key: string;
  /** When it was opened. */
  readonly at: string;
  readonly expires: string;
}

interface Opened {
  readonly id: string;
  readonly key: string;
  readonly submission: Pick<Submission, "expires">;
}

interface Kept extends BegunDeposit {
  readonly by: string;
}

const NAME = "zenferry:begun";
/** In ms: no device may keep the form from being shown. */
const PATIENCE = 2000;

export class Begun {
  readonly #device: Device;

  constructor(device: Device) {
    this.#device = device;
  }

  async by(invitation: string): Promise<BegunDeposit | null> {
    const hash = await hashOf(invitation);
    return (await this.#kept()).find(({ by }) => by === hash) ?? null;
  }

  async opened(link: Link, { id, key, submission }: Opened): Promise<void> {
    const { expires } = submission;
    if (link.kind !== "invitation") return this.#seen(id, expires);
    const by = await hashOf(link.invitation);
    const others = (await this.#kept()).filter((one) => one.by !== by);
    const begun = { by, id, key, at: new Date().toISOString(), expires };
    this.#device.keep(NAME, [...others, begun]);
  }

  /** Its end moves while it is worked on. */
  async #seen(id: string, expires: string): Promise<void> {
    const kept = await this.#kept();
    const isNews = kept.some((one) => one.id === id && one.expires !== expires);
    const moved = kept.map((one) => (one.id === id ? { ...one, expires } : one));
    if (isNews) this.#device.keep(NAME, moved);
  }

  /** It has ended, or its link does not open it any more. */
  async forget(id: string): Promise<void> {
    const kept = await this.#kept();
    const others = kept.filter((one) => one.id !== id);
    if (others.length < kept.length) this.#device.keep(NAME, others);
  }

  async #kept(): Promise<readonly Kept[]> {
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE));
    const kept = await Promise.race([this.#device.read<Kept[]>(NAME), late]);
    return (kept ?? []).filter(({ expires }) => Date.parse(expires) > Date.now());
  }
}
