import { type ChromiumOptions, type ExtensionBrowser, launchChromium } from './chromium';
import { captureScreen } from './screen-picture';
import { startVirtualScreen } from './xvfb';

/** How to start a browser whose whole window can be pictured. */
export interface ToolbarOptions extends Omit<ChromiumOptions, 'headless' | 'pinned' | 'windowSize'> {
  /** Of the screen, which the window fills, and so of the picture; 1280 by 800 unless told, as stores ask. */
  screenSize?: { width: number; height: number };
  /** A display that is there already, as `:0`; without it, one of its own is started. */
  display?: string;
}

/** A Chromium with a real window and the extension's icon in its toolbar. */
export interface ToolbarBrowser extends ExtensionBrowser {
  /** Shows an empty new tab in one colour, so that the popup stands out from what lies behind it. */
  paintTab(color: string): Promise<void>;
  /** Writes a PNG of the whole window: toolbar, badge, tab and popup. */
  captureToolbar(file: string): Promise<void>;
}

const DEFAULT_SCREEN_SIZE = { width: 1280, height: 800 };

/** Starts Chromium in a window on a virtual screen. */
export async function launchToolbar(options: ToolbarOptions): Promise<ToolbarBrowser> {
  const { screenSize = DEFAULT_SCREEN_SIZE, display, ...rest } = options;
  const screen = display === undefined ? await startVirtualScreen(screenSize) : undefined;
  const shown = display ?? screen?.display ?? '';
  try {
    const chromium = await launchChromium({
      ...rest,
      headless: false,
      pinned: true,
      // Its frame, one pixel on each far side, falls off the screen.
      windowSize: { width: screenSize.width + 1, height: screenSize.height + 1 },
      // Where Wayland is in use, Chromium would open its window there.
      args: ['--ozone-platform=x11', ...(rest.args ?? [])],
      env: { ...rest.env, DISPLAY: shown },
    });
    return {
      ...chromium,
      async paintTab(color) {
        const [page = await chromium.browser.newPage()] = await chromium.browser.pages();
        // Its address stays out of the address bar, unlike that of about:blank.
        await page.goto('chrome://new-tab-page/');
        await page.evaluate((background) => {
          document.body.remove();
          document.documentElement.style.background = background;
        }, color);
      },
      captureToolbar: (file) => captureScreen(shown, screenSize, file),
      async close() {
        await chromium.close();
        await screen?.close();
      },
    };
  } catch (error) {
    await screen?.close();
    throw error;
  }
}
