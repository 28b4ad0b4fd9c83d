/** Takes the place of `@wxt-dev/browser`, which would take the global `chrome` of the moment when it is loaded. */
export { fakeBrowser as browser } from 'wxt/testing/fake-browser';
