import type { WorkerState } from '@/lib/invites/notices';
import type { Settings } from '@/lib/settings';
import { readSettings } from '@/lib/storage/settings';
import { readWorkerState } from '@/lib/storage/store';

/** All that is stored, read once for several jobs that do not change it. */
export interface View {
  state: WorkerState;
  settings: Settings;
}

/** Reads it, each storage area once. */
export async function readView(): Promise<View> {
  const [state, settings] = await Promise.all([readWorkerState(), readSettings()]);
  return { state, settings };
}
