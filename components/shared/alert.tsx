import type { ComponentChildren } from 'preact';
import type { Failure } from '@/lib/domain/failure';
import { i18n } from '@/lib/i18n';
import { failureText } from './failure-text';
import { AlertIcon } from './icons';
import { Remedy } from './remedy';

interface AlertProps {
  title: ComponentChildren;
  children?: ComponentChildren;
}

/** A message above the list: what is wrong, and what to do about it. */
export function Alert({ title, children }: AlertProps) {
  return (
    <section class="notice" role="status">
      <AlertIcon />
      <div class="notice-text">
        <p class="notice-title">{title}</p>
        {children}
      </div>
    </section>
  );
}

/** Says that the browser does not let the extension call Cloudflare; the button asks for the permission again. */
export function HostPermissionAlert({ onAllow }: { onAllow(): void }) {
  return (
    <Alert title={i18n.t('failure.hostPermissionMissing.title')}>
      <p>{i18n.t('failure.hostPermissionMissing.remedy')}</p>
      <button type="button" class="button primary" onClick={onAllow}>
        {i18n.t('hostPermission.allow')}
      </button>
    </Alert>
  );
}

interface FailureDetailsProps {
  failure: Failure;
  nowMs: number;
  /** Replaces the usual remedy. */
  remedy?: string;
}

/**
 * The remedy for a failure, the server's own words, and a link to Cloudflare's page about it if the server named one.
 */
export function FailureDetails({ failure, nowMs, remedy }: FailureDetailsProps) {
  return (
    <>
      <Remedy text={remedy ?? failureText(failure, nowMs).remedy} />
      {failure.message && (
        <p class="server-words">
          <bdi>{i18n.t('failure.serverSaid', [failure.message])}</bdi>{' '}
          {failure.documentationUrl && (
            <a href={failure.documentationUrl} target="_blank" rel="noreferrer">
              {i18n.t('failure.readMore')}
            </a>
          )}
        </p>
      )}
    </>
  );
}
