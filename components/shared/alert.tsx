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

/** A message above the list: something is not as it should be, and what to do. */
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

/** Says that the browser keeps the extension from Cloudflare, and asks for the permission again in the click. */
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
  /** In place of the usual one. */
  remedy?: string;
}

/** The remedy for a failure, the server's own words, and Cloudflare's page about it where it names one. */
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
