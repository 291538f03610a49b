// What this device still knows of a deposit that has ended, or that its link no longer opens: the
// way back to it, and where its files lie. Nobody's business any more.
import { DeviceHandles } from "../files/kept-handles.ts";
import { Begun } from "../form/begun.ts";
import { Device } from "../form/device.ts";
import { DeviceJournal } from "../form/journal.ts";

export async function forgetDeposit(id: string): Promise<void> {
  const begun = new Begun(new Device(localStorage, new DeviceJournal()));
  await Promise.allSettled([begun.forget(id), new DeviceHandles(id).forgetAll()]);
}
