import { useState } from 'preact/hooks';
import type { Check } from '@/components/options/check-now';
import type { Failure } from '@/lib/domain/failure';
import { sendCommand } from '@/lib/messages';
import { noReply } from './no-reply';

/** Polls Cloudflare at once, as Refresh in the popup does, and returns the progress. */
export function useCheck({ onBegin, onProblem }: { onBegin(): void; onProblem(problem: Failure): void }) {
  const [check, setCheck] = useState<Check>('none');
  const onCheck = async () => {
    setCheck('under-way');
    onBegin();
    try {
      await sendCommand({ type: 'refresh' });
      setCheck('done');
    } catch {
      setCheck('none');
      onProblem(noReply());
    }
  };
  return { check, onCheck };
}
