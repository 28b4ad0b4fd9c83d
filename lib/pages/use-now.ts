import { useEffect, useReducer } from 'preact/hooks';

const tickMs = 15_000;

/**
 * The time (epoch ms) of this rendering. Renders again often enough for words such as '2 minutes ago' to stay true.
 */
export function useNow(): number {
  const [, tick] = useReducer<number, void>((count) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(tick, tickMs);
    return () => clearInterval(timer);
  }, []);
  return Date.now();
}
