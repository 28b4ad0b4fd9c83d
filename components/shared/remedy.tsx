import { createTokenUrl } from './create-token-url';

interface RemedyProps {
  text: string;
  /** Where the words in brackets link to; by default to the page that creates a token. */
  href?: string;
}

/** A text with a link on the words in square brackets, such as what to do about a failure. */
export function Remedy({ text, href = createTokenUrl() }: RemedyProps) {
  const [before, words, after] = text.split(/[[\]]/);
  if (!words) return <p>{text}</p>;
  return (
    <p>
      {before}
      <a href={href} target="_blank" rel="noreferrer">
        {words}
      </a>
      {after}
    </p>
  );
}
