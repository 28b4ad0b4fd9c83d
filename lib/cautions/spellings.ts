/**
 * 'Cloud' and 'flare' as each script spells their sound. The patterns are for text without accents (except those of
 * kana) and without the vowel signs of abugidas. All Indian scripts are read as Devanagari, because they share its
 * order.
 */
const cloud = [
  'cloud',
  'クラウ?[トド]',
  'くらう?[とど]',
  '[클크]라우[드트]',
  '[克可科][劳勞拉][德得]',
  'кл[ао]у[дт]',
  'κλα?ουντ?',
  '[كک]ل[او]*[دذت]',
  'קלא?ו+ד',
  'क[लळ][उऊवऔ]*[डदट]',
  'คล[าอ]?ว?[ดท]',
  '[კქ]ლ[აო]უდ',
  '[քկ]լա?ու?դ',
  'ክላ[ውዉ]ድ',
];

const flare = [
  'flare',
  'フレ[イェエ]?[アヤァ]',
  'ふれ[いえ]?[あや]',
  '플[레래][어아여]',
  '[弗福芙佛夫][莱萊雷蕾拉][尔爾亚亞]',
  'фл[аеэєияюъ]+(?:р|а(?!\\p{L}))',
  'φλ[αεηι]+ρ(?!τ)',
  'فل[ايی]*ر',
  'פל[אי]*ר',
  '[फप][लळ][एयअ]*[रॼ]',
  '[แเ]?ฟ[แเ]?ล[รอ]',
  '[ფპ]ლ[ეაი]+რ',
  '[ֆփ]լ[եէյա]+ր',
  'ፍሌ[የያ]?ር',
];

/** Chinese also translates the meaning, but not at the end of another word. */
const byMeaning =
  '(?<!\\p{sc=Hani})[云雲]端?(?:耀斑|闪耀|閃耀|[闪閃]?焰|[闪閃](?=\\P{sc=Hani}|$|官方|客服|支持|安全))';

const spelling = new RegExp(`(?:${cloud.join('|')})(?:${flare.join('|')})|${byMeaning}`, 'u');

/** Whether a text contains 'Cloudflare' as other scripts spell it, in one word or two, entirely or half. */
export function spellsTarget(text: string): boolean {
  if (/^[\0-\u024f]*$/.test(text)) return false;
  const letters = text
    .normalize('NFKD')
    .replace(/[\u0980-\u0d7f]/g, (one) => String.fromCharCode(0x900 + (one.charCodeAt(0) % 0x80)))
    .replace(/[^\p{L}\p{N}\u3099\u309a]/gu, '')
    .normalize('NFC')
    .toLowerCase();
  return spelling.test(letters);
}
