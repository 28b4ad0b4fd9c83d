import { createTokenUrl } from './create-token-url';

/** What to do about a failure. Words in brackets lead to the page that creates a token. */
export function Remedy({ text }: { text: string }) {
  const [before, words, after] = text.split(/[[\]]/);
  if (!words) return <p>{text}</p>;
  return (
    <p>
      {before}
      <a href={createTokenUrl()} target="_blank" rel="noreferrer">
        {words}
      </a>
      {after}
    </p>
  );
}
