import { type Failure, silentFailure } from '@/lib/domain/failure';

/** The failure that the worker did not reply. */
export function noReply(): Failure {
  return silentFailure('no-reply', Date.now());
}
