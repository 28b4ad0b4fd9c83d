import * as z from 'zod/mini';
import { themes } from './theme';

/** Of the settings: how the pages look. */
export const appearanceSchema = z.object({ theme: z.catch(z.enum(themes), 'system') });

/** Of the policy: what the popup leaves out. */
export const appearancePolicySchema = z.object({ hideReject: z.catch(z.boolean(), false) });
