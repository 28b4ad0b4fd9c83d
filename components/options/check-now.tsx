import { isLocked } from '@/lib/domain/lock';
import { pendingCount, type State } from '@/lib/domain/state';
import { i18n } from '@/lib/i18n';
import { failureText } from '../shared/failure-text';

/** How far a check is that the person asked for. */
export type Check = 'none' | 'under-way' | 'done';

interface CheckNowProps {
  state: State;
  nowMs: number;
  check: Check;
  onCheck(): void;
}

/** Has all logins checked, and says beside the button how far that is and what came of it. */
export function CheckNow({ state, nowMs, check, onCheck }: CheckNowProps) {
  const isUnderWay = check === 'under-way';
  return (
    <>
      {/* Stays as it is while a check is under way, and keeps the focus. */}
      <button
        type="button"
        class="button"
        aria-disabled={isUnderWay}
        onClick={() => {
          if (!isUnderWay) onCheck();
        }}
      >
        {i18n.t('options.checkNow')}
      </button>
      {/* Always there, so that it is read out when it gets words. */}
      <p class="hint" role="status">
        {isUnderWay && i18n.t('options.checkingNow')}
        {check === 'done' && resultText(state, nowMs)}
      </p>
    </>
  );
}

/** What came of it; a login that is locked was not checked. */
function resultText(state: State, nowMs: number): string | null {
  const connections = state.connections.filter((connection) => !isLocked(state, connection));
  if (connections.length === 0) return i18n.t('failure.locked.title');
  const failures = connections.flatMap(({ id }) => state.polls[id]?.failure ?? []);
  if (failures.length > 0)
    return [...new Set(failures.map((one) => failureText(one, nowMs).title))].join(' · ');
  return i18n.t('options.checked', pendingCount({ ...state, connections }, nowMs));
}
