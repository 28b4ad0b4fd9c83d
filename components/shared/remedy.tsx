import { createTokenUrl } from './create-token-url';

interface RemedyProps {
  text: string;
  /** Where the words in brackets lead; to the page that creates a token unless another is given. */
  href?: string;
}

/** A text with a link in it, such as what to do about a failure. */
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
