/** Mail providers where anybody can sign up under any name. These have domains in many countries. */
const anyCountry = 'outlook|hotmail|live|yahoo|gmx|yandex';
const others =
  'gmail.com|googlemail.com|ymail.com|rocketmail.com|msn.com|icloud.com|me.com|mac.com|aol.com|proton.me|protonmail.com|pm.me|mail.com|zohomail.com|tuta.com|tutanota.com|fastmail.com|hey.com|web.de|t-online.de|freenet.de|orange.fr|free.fr|laposte.net|libero.it|wp.pl|o2.pl|onet.pl|seznam.cz|mail.ru|bk.ru|inbox.ru|list.ru|ukr.net|uol.com.br|bol.com.br|terra.com.br|qq.com|foxmail.com|163.com|126.com|sina.com|naver.com|daum.net|hanmail.net|rediffmail.com';

const freeMail = new RegExp(
  `@(?:(?:${anyCountry})\\.[a-z]{2,3}(?:\\.[a-z]{2})?|${others.replaceAll('.', '\\.')})$`,
  'i',
);

/** Legal forms at the end or the beginning of company names. */
const legalForms =
  'inc|incorporated|corp|corporation|ltd|limited|llc|llp|plc|pty|pvt|gmbh|ag|kg|ug|e.k|s.a|s.a.s|s.a.r.l|s.à r.l|s.r.l|s.p.a|s.l|s.l.u|ltda|b.v|n.v|oy|oyj|ab|aps|a/s|as|asa|sp. z o.o|s.r.o|a.s|a.ş|şti|d.o.o|kft|zrt|оод|ооо|оао|зао|пао|тов|тоо|επε|α.ε|ο.ε|tbk|sdn|bhd';

const company = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${legalForms.replaceAll('.', '\\.?')})(?![\\p{L}\\p{N}])|株式会社|有限会社|合同会社|[㈱㈲]|公司|주식회사|\\(주\\)|شركة|בע.מ|จำกัด|कंपनी|लि\\.`,
  'iu',
);

/** Whether this is a domain (not an address) where anybody can get an address. */
export function isFreeMail(domain: string): boolean {
  return !domain.includes('@') && freeMail.test(`@${domain}`);
}

/** Whether an inviter with a free mail address invites to an organization with a company's name. */
export function isCompanyOnFreeMail(name: string, address: string): boolean {
  return freeMail.test(address) && company.test(name);
}
