import { build } from 'vite';
import { eagerHint } from '../lib/eager-functions';

/** Asks storage for what the page is to show. The styles are in here too: a file of their own would take longer. */
const ask = (styles: string) => `
const asked = chrome.storage.local.get(location.pathname);
const sheet = new CSSStyleSheet();
sheet.replaceSync(${JSON.stringify(styles)});
document.adoptedStyleSheets.push(sheet);
const { [location.pathname]: body } = await asked;
`;

/** The script of a page that builds what is stored for its address, from the description that `describe` gives. */
export function showScript(styles: string): string {
  return `${eagerHint}${ask(styles)}
const build = ([namespace, name, attributes, children]) => {
  const element = document.createElementNS(namespace, name);
  for (const [key, value] of attributes) element.setAttribute(key, value);
  for (const child of children) element.append(typeof child === 'string' ? child : build(child));
  return element;
};
document.body.replaceWith(build(body));
`;
}

/** The same with Preact, and nothing of ours: one file too. */
export async function libraryScript(styles: string): Promise<string> {
  const name = 'library';
  const script = `
import { h, render } from 'preact';
${ask(styles)}
const build = ([, name, attributes, children]) => h(name, Object.fromEntries(attributes), ...children.map(childOf));
const childOf = (child) => (typeof child === 'string' ? child : build(child));
render(body[3].map(childOf), document.body);
`;
  const entry = {
    name: 'entry',
    resolveId: (id: string) => (id === name ? name : null),
    load: (id: string) => (id === name ? script : null),
  };
  const rolldownOptions = { input: name };
  const built = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [entry],
    build: { write: false, modulePreload: false, target: 'esnext', rolldownOptions },
  });
  if (!('output' in built)) throw new Error('Preact was not built in one piece.');
  return eagerHint + built.output[0].code;
}

/**
 * Is started by the same events as ours. Reads what is stored of the last poll, fetches pages of invitations, one after
 * the other, and parses all that JSON.
 */
export const workerScript = `
const { alarms, permissions, runtime, storage } = chrome;
const events = [
  alarms.onAlarm, runtime.onInstalled, runtime.onStartup, storage.managed.onChanged, storage.sync.onChanged,
  permissions.onAdded, permissions.onRemoved,
];
for (const event of events) event.addListener(() => {});
for (const area of [storage.local, storage.session]) area.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });
chrome.runtime.onMessage.addListener(({ token, paths, known }, _, answer) => {
  poll(token, paths, known).then(answer);
  return true;
});
async function poll(token, paths, known) {
  JSON.parse((await chrome.storage.local.get(known))[known]);
  const headers = { Authorization: 'Bearer ' + token };
  for (const path of paths) {
    const response = await fetch('https://api.cloudflare.com/client/v4' + path, { headers });
    JSON.parse(await response.text());
  }
}
`;
