import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launchChromium } from '../../harness/chromium';
import { unpackedExtensionId } from '../../harness/extension-id';
import { launchFirefox } from '../../harness/firefox';
import { setChromiumPolicy } from '../../harness/managed-policy';
import { type AnyExtension, type BrowserName, type Stage, stageWith } from '../stage';

type Policy = Readonly<Record<string, unknown>>;

/** A stage in a browser with this administrator policy; closing it removes the policy. */
export async function setManagedStage(browser: BrowserName, policy: Policy): Promise<Stage<AnyExtension>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'invites-managed-'));
  const { launch, unset } = browser === 'chromium' ? chromium(folder, policy) : firefox(folder, policy);
  const undo = () => {
    unset();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  };
  try {
    const stage = await stageWith<AnyExtension>(launch);
    return { ...stage, close: () => stage.close().finally(undo) };
  } catch (error) {
    undo();
    throw error;
  }
}

type Setting = { launch: Parameters<typeof stageWith<AnyExtension>>[0]; unset: () => void };

function chromium(folder: string, policy: Policy): Setting {
  // A build in its own folder has its own id, so the policy does not affect other tests.
  const extensionDir = path.join(folder, 'build');
  cpSync('.output/chrome-mv3', extensionDir, { recursive: true });
  const unset = setChromiumPolicy(unpackedExtensionId(extensionDir), policy);
  return { launch: (api) => launchChromium({ api, extensionDir, grantedBefore: ['notifications'] }), unset };
}

function firefox(home: string, policy: Policy): Setting {
  const folder = path.join(home, '.mozilla', 'managed-storage');
  const name = 'extension@invites-for-cloudflare';
  mkdirSync(folder, { recursive: true });
  const manifest = { name, description: 'Test', type: 'storage', data: policy };
  writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(manifest));
  return { launch: (api) => launchFirefox({ api, env: { HOME: home } }), unset: () => undefined };
}
