import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { isFreeMail } from '@/lib/cautions/free-mail';
import { inviterTexts, isListed, readableInviter, typedInviter } from '@/lib/domain/inviter-match';
import type { InviterList } from '@/lib/domain/inviters';
import { i18n } from '@/lib/i18n';

interface InviterFormProps {
  list: InviterList;
  inviters: readonly string[];
  /** The inviters in the other list. */
  others: readonly string[];
  /** Shown instead of the controls that change the list; null if the user can change it. */
  fixed: ComponentChildren;
  /** An explanation of the list. */
  children: ComponentChildren;
  /** Resolves to whether it was saved. */
  onChange(change: { add?: string[]; remove?: string[] }): Promise<boolean>;
}

/** A list of addresses and domains, and a field to add one, or to paste many. */
export function InviterForm({ list, inviters, others, fixed, children, onChange }: InviterFormProps) {
  const [text, setText] = useState('');
  const [problems, setProblems] = useState<string[]>([]);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const both = inviters.filter((inviter) => others.includes(inviter) || isListed(others, inviter));
  // Selects what was not added, so that typing replaces it.
  useEffect(() => {
    if (problems.length > 0) field.current?.select();
  }, [problems]);
  const add = async () => {
    const { good, left, problems } = sorted(text, list, inviters);
    setProblems(problems);
    field.current?.focus();
    if (good.length > 0 && !(await onChange({ add: good }))) return;
    // What could not be added stays in the field, to be corrected.
    setText(left);
  };
  return (
    <form
      class="inviter-form"
      aria-labelledby={id}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <h4 id={id}>{i18n.t(list === 'trusted' ? 'options.trusted' : 'options.quietInviters')}</h4>
      {children}
      {fixed}
      {inviters.length > 0 && (
        <ul>
          {inviters.map((inviter) => (
            <li key={inviter}>
              <bdi dir="ltr">{writtenInviter(inviter)}</bdi>
              {!fixed && (
                <button
                  type="button"
                  class="link"
                  aria-label={i18n.t('options.removeLabel', [inviter])}
                  onClick={async () => {
                    if (await onChange({ remove: [inviter] })) field.current?.focus();
                  }}
                >
                  {i18n.t('options.remove')}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {!fixed && (
        <div class="field">
          <label for={`${id}-field`}>{i18n.t('options.inviter')}</label>
          <div class="inviter-add">
            <div class="field-box">
              <input
                ref={field}
                id={`${id}-field`}
                type="text"
                dir="ltr"
                autoComplete="off"
                autoCapitalize="off"
                spellcheck={false}
                value={text}
                aria-invalid={problems.length > 0}
                aria-describedby={`${id}-error ${id}-hint`}
                onInput={(event) => {
                  setText(event.currentTarget.value);
                  setProblems([]);
                }}
              />
            </div>
            <button type="submit" class="button">
              {i18n.t('options.add')}
            </button>
          </div>
          {problems.length > 0 && (
            <div class="field-error warning" role="alert" id={`${id}-error`}>
              {problems.map((problem) => (
                <p key={problem}>{problem}</p>
              ))}
            </div>
          )}
          {/* Always rendered, so that screen readers announce its text when it appears. */}
          <p class="hint" role="status">
            {both.length > 0 && i18n.t('options.inviterBoth', [both.join(', ')])}
          </p>
          <p class="hint" id={`${id}-hint`}>
            {i18n.t('options.inviterHint')}
          </p>
        </div>
      )}
    </form>
  );
}

/** Splits a typed text into what can be added to a list, what cannot (as it was typed), and why not. */
function sorted(
  text: string,
  list: InviterList,
  present: readonly string[],
): { good: string[]; left: string; problems: string[] } {
  const parts = inviterTexts(text);
  const good: string[] = [];
  const wrong: string[] = [];
  const free: string[] = [];
  const known: string[] = [];
  for (const part of parts) {
    const inviter = typedInviter(part);
    if (inviter === null) wrong.push(part);
    else if (list === 'trusted' && isFreeMail(inviter)) free.push(part);
    else if (present.includes(inviter)) known.push(part);
    else good.push(inviter);
  }
  const isAllWrong = parts.length > 0 && wrong.length === parts.length;
  const problems = [
    parts.length === 0 && i18n.t('options.inviterNeeded'),
    wrong.length > 0 && i18n.t('options.inviterInvalid', [isAllWrong ? text.trim() : wrong.join(', ')]),
    free.length > 0 && i18n.t('options.inviterFree', [free.join(', ')]),
    known.length > 0 && i18n.t('options.inviterKnown', [known.join(', ')]),
  ].filter((problem) => problem !== false);
  // If nothing can be added, the text stays as it was typed.
  return { good, left: good.length > 0 ? [...wrong, ...free, ...known].join(', ') : text, problems };
}

/**
 * An inviter as shown in the list. An internationalized domain is shown in both forms, because letters of another
 * alphabet may look like others.
 */
function writtenInviter(inviter: string): string {
  const readable = readableInviter(inviter);
  return readable === inviter ? inviter : `${readable} (${inviter})`;
}
