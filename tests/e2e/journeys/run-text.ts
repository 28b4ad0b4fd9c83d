/** Tries every way to turn text into code or markup. Returns the outcome of each. */
export const runText = async () => {
  const attempts: Record<string, () => unknown> = {
    eval: () => Reflect.get(globalThis, 'eval')('1'),
    Function: () => Reflect.construct(Reflect.get(globalThis, 'Function'), ['return 1'])(),
    setTimeout: () => Reflect.get(globalThis, 'setTimeout')('globalThis.ran = 1'),
    innerHTML: () => Reflect.set(document.createElement('p'), 'innerHTML', '<img>'),
    outerHTML: () =>
      Reflect.set(document.body.appendChild(document.createElement('p')), 'outerHTML', '<img>'),
    insertAdjacentHTML: () => document.body.insertAdjacentHTML('beforeend', '<img>'),
    'document.write': () => document.write('<img>'),
    DOMParser: () => new DOMParser().parseFromString('<img>', 'text/html'),
    'script.text': () => Reflect.set(document.createElement('script'), 'text', 'globalThis.ran = 1'),
    'script.src': () => Reflect.set(document.createElement('script'), 'src', 'data:text/javascript,ran=1'),
    'its own policy': () => Reflect.get(globalThis, 'trustedTypes').createPolicy('own', {}),
  };
  // Runs in a task of the page itself, because the policy may not apply to what a debugger evaluates.
  const inPage = (attempt: () => unknown) =>
    new Promise<string>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        try {
          attempt();
          resolve('done');
        } catch (error) {
          resolve(error instanceof Error ? error.name : String(error));
        }
      };
      port2.postMessage(null);
    });
  const outcomes: Record<string, string> = {};
  for (const [name, attempt] of Object.entries(attempts)) outcomes[name] = await inPage(attempt);
  // The page runs the text of a script element at once, unless it is refused.
  const inline = document.createElement('script');
  inline.append('globalThis.ran = 1');
  document.head.append(inline);
  return { outcomes, ran: 'ran' in globalThis };
};
