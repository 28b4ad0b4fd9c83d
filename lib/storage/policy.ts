import { parse } from '../parse';
import { noPolicy, type Policy } from '../policy';
import { policySchema } from '../schemas';
import { readManaged } from './managed';

/** What the administrator has set. */
export async function readPolicy(): Promise<Policy> {
  return parse(policySchema, await readManaged())?.value ?? noPolicy;
}
