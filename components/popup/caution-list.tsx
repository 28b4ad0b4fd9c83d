import type { Caution } from '@/lib/domain/caution';
import { i18n } from '@/lib/i18n';
import { AlertIcon } from '../shared/icons';

const texts: Record<Caution, () => string> = {
  'mixed-scripts': () => i18n.t('caution.mixedScripts'),
  'imitates-cloudflare': () => i18n.t('caution.imitatesCloudflare'),
  link: () => i18n.t('caution.link'),
  'inviter-domain': () => i18n.t('caution.inviterDomain'),
  'free-mail': () => i18n.t('caution.freeMail'),
};

/** The reasons to look twice before accepting. */
export function CautionList({ cautions }: { cautions: Caution[] }) {
  return (
    <>
      {cautions.map((caution) => (
        <p key={caution} class="caution">
          <AlertIcon />
          {texts[caution]()}
        </p>
      ))}
    </>
  );
}
