import type Cloudflare from 'cloudflare';
import { expectTypeOf, it } from 'vitest';
import type { WireMembership } from '@/lib/cloudflare/memberships';
import type { WireUser } from '@/lib/cloudflare/user';
import type { WireInvite } from '@/lib/cloudflare/user-invites';

type Official = Required<Cloudflare.User.Invite>;
type Ours = WireInvite;

// Checked by the compiler: fails to compile if an update of the SDK changes the API.
it('reads the same fields as the official SDK', () => {
  expectTypeOf<keyof Ours>().toEqualTypeOf<keyof Official>();
});

it('reads each field as the official SDK types it, with these differences', () => {
  type Told<K extends keyof Ours> = NonNullable<Ours[K]>;
  expectTypeOf<Told<'id'>>().toEqualTypeOf<Official['id']>();
  expectTypeOf<Told<'organization_id'>>().toEqualTypeOf<Official['organization_id']>();
  expectTypeOf<Told<'invited_member_id'>>().toEqualTypeOf<NonNullable<Official['invited_member_id']>>();
  expectTypeOf<Told<'invited_by'>>().toEqualTypeOf<Official['invited_by']>();
  expectTypeOf<Told<'invited_member_email'>>().toEqualTypeOf<Official['invited_member_email']>();
  expectTypeOf<Told<'organization_name'>>().toEqualTypeOf<Official['organization_name']>();
  expectTypeOf<Told<'organization_is_enforcing_twofactor'>>().toEqualTypeOf<
    Official['organization_is_enforcing_twofactor']
  >();
  // Not always in the documented format: lib/cloudflare/time.ts reads other forms too.
  expectTypeOf<Official['expires_on']>().toExtend<Told<'expires_on'>>();
  expectTypeOf<Official['invited_on']>().toExtend<Told<'invited_on'>>();
  // Read one by one, so that an invalid role does not hide the others.
  expectTypeOf<Official['roles']>().toExtend<Told<'roles'>>();
  // Left open, because a status may be added one day; the documented ones are among it.
  expectTypeOf<Official['status']>().toExtend<Told<'status'>>();
  expectTypeOf<Official['status']>().toEqualTypeOf<'pending' | 'accepted' | 'rejected' | 'expired'>();
});

it('reads the same fields of a membership and of the user, with these differences', () => {
  type Membership = Required<Cloudflare.Memberships.Membership>;
  type Account = Required<Membership['account']>;
  type Told<K extends keyof WireMembership> = NonNullable<WireMembership[K]>;
  expectTypeOf<Told<'id'>>().toEqualTypeOf<Membership['id']>();
  expectTypeOf<Told<'account'>['id']>().toEqualTypeOf<Account['id']>();
  expectTypeOf<NonNullable<Told<'account'>['name']>>().toEqualTypeOf<Account['name']>();
  expectTypeOf<Account['settings']['enforce_twofactor']>().toEqualTypeOf<boolean | undefined>();
  expectTypeOf<Membership['roles']>().toExtend<Told<'roles'>>();
  // Left open, because a status may be added one day; the documented ones are among it.
  expectTypeOf<Membership['status']>().toExtend<Told<'status'>>();
  expectTypeOf<Membership['status']>().toEqualTypeOf<'accepted' | 'pending' | 'rejected'>();
  type User = Required<Cloudflare.User.UserGetResponse>;
  expectTypeOf<NonNullable<WireUser['two_factor_authentication_enabled']>>().toEqualTypeOf<
    User['two_factor_authentication_enabled']
  >();
});
