import { useEffect, useState } from 'preact/hooks';

const tickMs = 15_000;

/**
 * The time (epoch ms), renewed often enough for words such as '2 minutes ago' to stay true; the same until then, so that
 * what follows from it need not be made anew.
 */
export function useNow(): number {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
