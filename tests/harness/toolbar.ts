import { type ChromiumOptions, type ExtensionBrowser, launchChromium } from './chromium';
import { captureScreen } from './screen-picture';
import { startVirtualScreen } from './xvfb';

/** Options for a browser of which the whole window can be captured. */
export interface ToolbarOptions extends Omit<ChromiumOptions, 'headless' | 'pinned' | 'windowSize'> {
  /** The size of the screen, the window and the picture. Default 1280 by 800, as the stores require. */
  screenSize?: { width: number; height: number };
  /** An existing display, such as `:0`. By default a new one is started. */
  display?: string;
}

/** A Chromium with a real window and the extension's icon in its toolbar. */
export interface ToolbarBrowser extends ExtensionBrowser {
  /** Shows an empty new tab in one color, so that the popup stands out from its background. */
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
      // The window frame, one pixel at the right and the bottom, is outside the screen.
      windowSize: { width: screenSize.width + 1, height: screenSize.height + 1 },
      // Otherwise Chromium would open its window in Wayland if that is running.
      args: ['--ozone-platform=x11', ...(rest.args ?? [])],
      env: { ...rest.env, DISPLAY: shown },
    });
    return {
      ...chromium,
      async paintTab(color) {
        const [page = await chromium.browser.newPage()] = await chromium.browser.pages();
        // The address bar stays empty, unlike with about:blank.
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
