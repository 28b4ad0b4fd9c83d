/**
 * Tries every way in which a page can send something to another host without navigating, for `page.evaluate`. Returns
 * the outcome of each, and how often the page's policy refused something.
 */
export async function sendEverywhere(
  target: string,
): Promise<{ outcomes: Record<string, string>; refusals: number }> {
  let refusals = 0;
  document.addEventListener('securitypolicyviolation', () => refusals++);
  const event = (what: EventTarget, good: string) =>
    new Promise<unknown>((resolve, reject) => {
      what.addEventListener(good, resolve);
      what.addEventListener('error', reject);
    });
  const element = (tag: 'img' | 'link' | 'script', attribute: string) => {
    const made = document.createElement(tag);
    const loaded = event(made, 'load');
    if (tag === 'link') made.setAttribute('rel', 'stylesheet');
    made.setAttribute(attribute, `${target}/${tag}`);
    document.head.append(made);
    return loaded;
  };
  const request = () => {
    const xhr = new XMLHttpRequest();
    const loaded = event(xhr, 'load');
    xhr.open('GET', `${target}/xhr`);
    xhr.send();
    return loaded;
  };
  const ways: Record<string, () => Promise<unknown>> = {
    fetch: () => fetch(`${target}/fetch`, { mode: 'no-cors' }),
    xhr: request,
    websocket: () => event(new WebSocket(`${target.replace('http', 'ws')}/websocket`), 'open'),
    eventsource: () => event(new EventSource(`${target}/eventsource`), 'open'),
    image: () => element('img', 'src'),
    stylesheet: () => element('link', 'href'),
    script: () => element('script', 'src'),
  };
  const outcomes: Record<string, string> = {};
  for (const [name, send] of Object.entries(ways)) {
    // The event comes just after a refusal by the policy; other refusals, as in a web page, have no event.
    const violation = new Promise<unknown>((resolve) => {
      if (location.protocol === 'http:') resolve(null);
      document.addEventListener('securitypolicyviolation', resolve, { once: true });
      setTimeout(resolve, 2_000);
    });
    outcomes[name] = await Promise.resolve()
      .then(send)
      .then(
        () => 'sent',
        () => violation.then(() => 'refused'),
      );
  }
  return { outcomes, refusals };
}
