import type { SandboxCredentials } from './types';

/** Made up, in Cloudflare's formats: a key of 37 hexadecimal digits, tokens of 40 characters. */
export const firstCredentials: SandboxCredentials = {
  email: 'mira.solberg@example.com',
  globalKey: '4b1f9d07c36ea258d0b7e91c5a3f8624e7d09',
  token: 'sbxRespondQm4T7vYc2Lr9Jd0WnEe6Xh3KfUa8Zp',
  userDetailsToken: 'sbxUserDetailsTq9Wm4Xe7Rb2Ny6Kc1Pz8Lh5Js',
  readOnlyToken: 'sbxReadOnlyVb5Nc1Mz7Ql3Ws9Ed2Rf8Tg4Yh6Uj',
  noPermissionToken: 'sbxNoPermsHk2Jl8Po4Iu6Yt1Re9Wq3Az7Sx5Dc0',
  expiredToken: 'sbxExpiredGt6Fr2Dw8Sq4Aj0Kl5Mn1Bv7Cx3Zh9',
};

/** The first user's id, which Cloudflare calls a member id. */
export const firstMemberId = '7c1e05a94d3b48f6a2d90c8e51b7f364';

/** The second user's. */
export const secondCredentials: SandboxCredentials = {
  email: 'mira@studio.example',
  globalKey: '9e27c5a80f13bd64e2a95c7f01d8b36e4a725',
  token: 'sbxRespond2Uy7Ti3Op9Lk5Jh1Gf6Ds2Aq8Wz4Xe',
  userDetailsToken: 'sbxUserDetails2Fd8Gs3Ha6Jq1Kw9Lz4Xv7Cm0B',
  readOnlyToken: 'sbxReadOnly2Cv8Bn4Ml0Pk6Oj2Ih7Ug3Yf9Td5R',
  noPermissionToken: 'sbxNoPerms2Se1Aw7Qz3Xc9Vb5Nm0Lp6Ko2Ji8Hu',
  expiredToken: 'sbxExpired2Gy4Ft0Dr6Se2Aw8Qh3Jk9Lz5Xn1Cm',
};

export const secondMemberId = 'd5280f7ab61c4e93b04a7de9f1c3862b';
