/** Top-level domains that links in messages have, and that names of organizations seldom end with by chance. */
const endings =
  'com|net|org|info|biz|io|co|me|app|dev|xyz|top|site|online|shop|store|click|link|live|club|vip|icu|cloud|tech|page|help|support|cc|gg|ly|gl|ru|cn|de|uk|fr|es|eu|us|in|br|jp|tk|ml|ga|cf|gq|pw|zip|mov|example';

/** `ASP.NET` does not count. */
const domain = `[\\p{L}\\p{N}-]+(?<!\\basp)\\.(?:${endings})(?![\\p{L}\\p{N}-])`;

const bareDomain = new RegExp(`(?<![\\p{L}\\p{N}])${domain}`, 'u');

/** A domain with a path. `St.John/St.Mary` does not match, because `.john` is not in the list. */
const path = new RegExp(`${domain}[/?#:]+[^\\s/]`, 'u');

const address = /[a-z]:\/\/|hxxps?\b|\bhttps?[:/]|\bwww\s?\.|\b(?:\d{1,3}\.){3}\d{1,3}\b/;

/** A dot written to get past filters: `evil[.]com`, `evil (dot) com`, `evil。com`. */
const disguisedDot = /\s?[[({]\s?(?:\.|dot|punkt|punto|point)\s?[\])}]\s?|(?<=[\p{L}\p{N}])[。｡]/u;

/** Words that, right before a domain, tell the reader to go there. */
const call = new RegExp(
  `(?:(?<![\\p{L}\\p{N}])(?:visit|see|go|open|click|check(?: out)?|contact|e?mail|browse|besuchen?|siehe|öffnen?|gehen?|visitez|voir|ouvrez|allez|visitar?|visite|ver|ve|vaya|abr[ae]|acesse|перейдите|зайдите|откройте)[\\s:]+(?:(?:sie|us|our|the|now|here|at|to|on|auf|zu|sur|a|en|на)\\s+){0,2}|(?:[→⇒➜>👉☞]|访问|訪問|点击|點擊|打开|登录)[\\s:]*)(?:[^\\s@]+@)?(?:[\\p{L}\\p{N}-]+\\.)*${domain}`,
  'u',
);

/** Words that, anywhere next to a domain, give the reader a reason to go there. */
const lure =
  /(?<![\p{L}\p{N}])(?:win|won|winner|prizes?|rewards?|gift|free credits?|bitcoin|claim|bonus|verify|verification|confirm|suspended|locked|expire[ds]?|urgent|action required|update|log ?in|sign ?in|password|unlock|gewinn\p{L}*|gesperrt|bestätig\p{L}*|anmelden|gagnez|vérifi\p{L}*|confirmez|suspendu\p{L}*|connectez|gan[ae]|premio|verifi(?:que|ca|car)|confirm[ae]r?|suspendid\p{L}*|suspens\p{L}*|ganhe|prêmio)(?![\p{L}\p{N}])|выигр|подтверд|заблокир|войдите|当選|確認|ログイン|アクセス|クリック|验证|領取|领取|中奖|暂停|방문|클릭|로그인|당첨|اربح|تحقق|افتح|اضغط/u;

/** Every link contains one of these, and hardly any name does. */
const mayHoldLink = /[^\0-\x7f]|[.:/]|hxxp|dot|punkt|punto|point/i;

/**
 * Whether a name contains a link. An address with a scheme, `www` or a path always counts, and so does one written to
 * get past filters. A bare domain, alone or next to other words, does not, because many organizations are named after
 * theirs (`acme.com`, `Team acme.io`) and many accounts after their owner's email address. It does count if the name
 * tells the reader to go there (`visit evil.com`) or gives a reason to (`Win at evil.com`).
 */
export function holdsLink(name: string): boolean {
  if (!mayHoldLink.test(name)) return false;
  const plain = name
    .replace(/․|(?<=[a-z])．(?=[a-z])/gi, '。')
    .normalize('NFKC')
    .toLowerCase();
  const text = plain.replaceAll(new RegExp(disguisedDot, 'gu'), '.').replace(/ dot (?=com\b)/, '.');
  if (address.test(text) || path.test(text)) return true;
  if (!bareDomain.test(text)) return false;
  return disguisedDot.test(plain) || call.test(text) || (lure.test(text) && /\s/.test(text));
}
