import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Aim } from '@/lib/domain/steady-list';

/** Without a stir for this long (ms) somebody reads rather than aims. */
const restMs = 2_000;

const stirs = ['pointermove', 'pointerdown', 'keydown', 'wheel'];
/** Without focusout: in the middle of it nothing has the focus, and a rendering then would draw it to a row. */
const changes = [...stirs, 'pointerover', 'pointerout', 'focusin'];

/** Whether somebody aims at what is in `area`, with a pointer or with the keyboard. */
export function useAim(area: RefObject<HTMLElement | null>): Aim {
  const [aim, setAim] = useState<Aim>('none');
  useEffect(() => {
    let stirredAtMs = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const update = () => {
      const restsInMs = stirredAtMs + restMs - performance.now();
      const aims = area.current?.matches(':hover, :has(:focus-visible)');
      setAim(aims ? (restsInMs > 0 ? 'moving' : 'resting') : 'none');
      if (aims && restsInMs > 0) timer ??= setTimeout(renew, restsInMs);
    };
    const renew = () => {
      timer = undefined;
      update();
    };
    const note = (event: Event) => {
      if (stirs.includes(event.type)) stirredAtMs = event.timeStamp;
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
