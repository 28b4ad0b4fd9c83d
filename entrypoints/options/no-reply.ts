import { type Failure, silentFailure } from '@/lib/domain/failure';

/** That the worker did not answer. */
export function noReply(): Failure {
  return silentFailure('no-reply', Date.now());
}
