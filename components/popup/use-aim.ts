import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Aim } from '@/lib/domain/steady-list';

/** After this long (ms) without input, the user is reading rather than aiming. */
const restMs = 2_000;

const inputs = ['pointermove', 'pointerdown', 'keydown', 'wheel'];
/** Not focusout: nothing has the focus during that event, and a render at that moment would move the focus to a row. */
const changes = [...inputs, 'pointerover', 'pointerout', 'focusin'];

/** Whether the user is aiming at something in `area`, with the pointer or the keyboard. */
export function useAim(area: RefObject<HTMLElement | null>): Aim {
  const [aim, setAim] = useState<Aim>('none');
  useEffect(() => {
    let inputAtMs = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const update = () => {
      const restsInMs = inputAtMs + restMs - performance.now();
      const aims = area.current?.matches(':hover, :has(:focus-visible)');
      setAim(aims ? (restsInMs > 0 ? 'moving' : 'resting') : 'none');
      if (aims && restsInMs > 0) timer ??= setTimeout(renew, restsInMs);
    };
    const renew = () => {
      timer = undefined;
      update();
    };
    const note = (event: Event) => {
      if (inputs.includes(event.type)) inputAtMs = event.timeStamp;
      update();
    };
    for (const type of changes) document.addEventListener(type, note, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const type of changes) document.removeEventListener(type, note);
    };
  }, []);
  return aim;
}
